/**
 * Folding: the one idea of "the same word" that search, filters, sorting and keys share, on every store. Case, marks
 * and compatibility forms go; letters that Unicode does not decompose get their usual transcription.
 */

const transcribed: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'ng',
  ŧ: 't',
  ĸ: 'k',
}
const undecomposed = new RegExp(`[${Object.keys(transcribed).join('')}]`, 'gu')

/** Lower case without marks: `Łódź-Straße` → `lodz-strasse`. */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(undecomposed, (letter) => transcribed[letter]!)
    .normalize('NFC')
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

const scriptWithoutSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const wordOrLetter =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}])+/gu

const asciiWord = /[a-z0-9]+/g

/**
 * The words of a text as search sees them. Scripts written without spaces give one word a letter, so that any part of
 * a Chinese title can be found as a phrase.
 */
export function words(text: string): string[] {
  const folded = fold(text)
  // Most texts are ASCII once folded, and then the same is found in a fifth of the time.
  return folded.match(isAscii(folded) ? asciiWord : wordOrLetter) ?? []
}

/** True where `words` cuts between letters, so that prefixes have no meaning there. */
export function isWrittenWithoutSpaces(word: string): boolean {
  return scriptWithoutSpaces.test(word)
}

/** ASCII once folded, with nothing between the words but one space each. */
const spaced = /^[a-z0-9]+(?: [a-z0-9]+)*$/
const betweenWords = /[^a-z0-9]+/g

/** A text to sort by: folded words with one space between them. */
export function sortText(text: string): string {
  const folded = fold(text)
  if (!isAscii(folded)) return (folded.match(wordOrLetter) ?? []).join(' ')
  if (spaced.test(folded)) return folded
  return folded.replace(betweenWords, ' ').trim()
}

/** Whether a text has a Latin letter; what is written in two scripts cannot be compared. */
export const isLatin = (text: string): boolean => /\p{Script=Latin}/u.test(text)
