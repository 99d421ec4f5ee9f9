/**
 * Which words of a title must keep their case when a bibliography style writes titles in small letters: acronyms, mixed
 * case, letters that stand for themselves, and names as far as they can be told. Ordinary capitalised words may change.
 */
import type { Publication } from './publication.ts'
import { plainTitle } from './title.ts'

/** Letters and digits, held together by apostrophes, by full stops as in "U.S." and by "&" as in "R&D". */
const wordPattern = /[\p{L}\p{N}\p{M}]+(?:['’.&][\p{L}\p{N}\p{M}]+)*/gu

/** A word of a text, and where it is. */
export class Word {
  private readonly text: string
  readonly index: number
  readonly end: number
  /** It begins with a capital. */
  readonly isCapitalised: boolean
  readonly isAcronym: boolean

  constructor(text: string, index: number, end: number, isCapitalised: boolean, isAcronym: boolean) {
    this.text = text
    this.index = index
    this.end = end
    this.isCapitalised = isCapitalised
    this.isAcronym = isAcronym
  }

  /** Most words are only counted, so they are not cut out before somebody reads them. */
  get word(): string {
    return this.text.slice(this.index, this.end)
  }

  get length(): number {
    return this.end - this.index
  }

  /** It is this, or the genitive of it: "Knuth's". */
  isFormOf(name: string): boolean {
    const rest = this.length - name.length
    if (rest !== 0 && rest !== 2) return false
    if (!this.text.startsWith(name, this.index)) return false
    return rest === 0 || /^['’]s$/.test(this.text.slice(this.end - 2, this.end))
  }
}

/** A text that is one word. */
export const wordOf = (text: string): Word =>
  new Word(text, 0, text.length, startsWithCapital(text), isAcronym(text))

let lastText = ''
let lastWords: Word[] = []

/** A title is asked for its words by those who judge their case and by those who write them, one after the other. */
export function wordsOf(text: string): Word[] {
  if (text === lastText) return lastWords
  lastWords =
    asciiWordsOf(text) ??
    Array.from(
      text.matchAll(wordPattern),
      ({ 0: word, index }) =>
        new Word(text, index, index + word.length, startsWithCapital(word), isAcronym(word)),
    )
  lastText = text
  return lastWords
}

const [other, small, capital, digit, joint] = [0, 1, 2, 3, 4]
/** What an ASCII character is to a word; joints hold it together between two letters. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  if (/[a-z]/.test(character)) return small
  if (/[A-Z]/.test(character)) return capital
  if (/[0-9]/.test(character)) return digit
  return /['.&]/.test(character) ? joint : other
})
const isAlphanumeric = (kind: number | undefined) => kind === small || kind === capital || kind === digit

/**
 * The pattern for ASCII, by hand: titles are looked at for every entry that is written.
 * @returns undefined for a text with other characters
 */
function asciiWordsOf(text: string): Word[] | undefined {
  const words: Word[] = []
  const { length } = text
  for (let i = 0; i < length; ) {
    const first = kinds[text.charCodeAt(i)]
    if (first === undefined) return undefined
    if (!isAlphanumeric(first)) {
      i++
      continue
    }
    const index = i
    let hasCapital = first === capital
    let isAcronym = false
    while (++i < length) {
      const kind = kinds[text.charCodeAt(i)]
      if (kind === small) continue
      if (kind === undefined) return undefined
      if (kind === capital) isAcronym = hasCapital = true
      else if (kind === digit) isAcronym ||= hasCapital
      else if (!(kind === joint && i + 1 < length && isAlphanumeric(kinds[text.charCodeAt(i + 1)]))) break
    }
    words.push(new Word(text, index, i, first === capital, isAcronym))
  }
  return words
}

/** Two capitals, a capital after a small letter or digit, or a capital and a digit: GPU, GaN, arXiv, 5G, H2O. */
const acronymPattern = /\p{Lu}.*\p{Lu}|[\p{Ll}\p{N}].*\p{Lu}|\p{Lu}.*\p{N}/u

function isAcronym(word: string): boolean {
  let capitals = 0
  let others = 0
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    if (code > 127) return acronymPattern.test(word)
    if (code >= 65 && code <= 90) {
      if (capitals + others > 0) return true
      capitals++
    } else if (code >= 48 && code <= 57) {
      if (capitals > 0) return true
      others++
    } else if (code >= 97 && code <= 122) others++
  }
  return false
}

const firstCapital = /^\p{Lu}/u
const startsWithCapital = (word: string) => {
  const code = word.charCodeAt(0)
  return code > 127 ? firstCapital.test(word) : kinds[code] === capital
}
const oneCapital = /^\p{Lu}$/u
const sentenceEnd = /[:.?!–—]\s*["'“‘(]?$/
/** Whether the word at an index is the first of a sentence; nothing far before it tells. */
const startsSentence = (title: string, index: number) =>
  sentenceEnd.test(title.slice(Math.max(0, index - 20), index).trimEnd())
/** Words that title case leaves small; the shorter ones are not looked at. */
const smallWords = new Set(
  'about above across after against along among around because before behind below between beyond does down during from into like near onto over past since than that their then they this through throughout till toward towards under underneath until unto upon versus what when where which while with within without your'.split(
    ' ',
  ),
)

/** Whether a word at an index of the title (its plain text) must keep its case. */
export type KeepsCase = (word: Word, index: number) => boolean

const never: KeepsCase = () => false

/** @param title plain text of the title */
export function caseOf(publication: Publication, title = plainTitle(publication.title)): KeepsCase {
  if (!/[A-Z]/.test(title) && !/\p{Lu}/u.test(title)) return never
  const words = wordsOf(title)
  // In a title all in capitals nothing tells acronyms from words.
  if (words.length > 2 && !/[a-z]/.test(title) && !/\p{Ll}/u.test(title)) return never
  let meaningful: boolean | undefined
  let families: string[] | undefined
  return (word, index) => {
    if (!word.isCapitalised) return word.isAcronym
    if (word.length <= 2 && oneCapital.test(word.word))
      return index > 0 && standsForItself(word.word, title, index)
    if (word.isAcronym) return true
    if (index === 0) return false
    meaningful ??= capitalsMeanSomething(words, publication.language)
    if (meaningful && !startsSentence(title, index)) return true
    families ??= familiesOf(publication)
    for (let i = 0; i < families.length; i++) if (word.isFormOf(families[i]!)) return true
    return false
  }
}

/** Names of its people, which a title may speak of. */
function familiesOf({ contributors = [] }: Publication): string[] {
  const families: string[] = []
  for (const { family } of contributors) if (family !== undefined) families.push(family)
  return families
}

/** In sentence case, and in German where nouns are capitals, a capital inside the sentence is part of the word. */
function capitalsMeanSomething(words: ReturnType<typeof wordsOf>, language: string | undefined): boolean {
  if (language !== undefined && /^(?:de|lb|gsw)\b/i.test(language)) return true
  let small = 0
  let capitals = 0
  for (const known of words) {
    if (known.index === 0 || known.length < 4 || known.isAcronym) continue
    if (known.isCapitalised) capitals++
    else if (!smallWords.has(known.word)) small++
  }
  return small > capitals
}

/** "C", "X-ray", "vitamin A": yes; the article in "A Survey": no. */
function standsForItself(letter: string, title: string, index: number): boolean {
  if (letter !== 'A') return true
  const after = title.slice(index + 1)
  if (/^(?:\s*$|[^\s])/.test(after)) return true
  return !startsSentence(title, index) && /^\s+\p{Ll}/u.test(after)
}
