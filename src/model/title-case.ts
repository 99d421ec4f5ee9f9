/**
 * Which words of a title must keep their case when a bibliography style writes titles in small letters: acronyms, mixed
 * case, letters that stand for themselves, and names as far as they can be told. Ordinary capitalised words may change.
 */
import type { Publication } from './publication.ts'
import { plainTitle } from './title.ts'

/** Letters and digits, held together by apostrophes, by full stops as in "U.S." and by "&" as in "R&D". */
const wordPattern = /[\p{L}\p{N}\p{M}]+(?:['’.&][\p{L}\p{N}\p{M}]+)*/gu
const outsideAscii = /[^ -~]/

export interface Word {
  word: string
  index: number
  /** It begins with a capital. */
  isCapitalised: boolean
  isAcronym: boolean
}

let lastText = ''
let lastWords: Word[] = []

/** A title is asked for its words by those who judge their case and by those who write them, one after the other. */
export function wordsOf(text: string): Word[] {
  if (text === lastText) return lastWords
  lastWords = outsideAscii.test(text)
    ? Array.from(text.matchAll(wordPattern), ({ 0: word, index }) => ({
        word,
        index,
        isCapitalised: startsWithCapital(word),
        isAcronym: isAcronym(word),
      }))
    : asciiWordsOf(text)
  lastText = text
  return lastWords
}

const isAlphanumeric = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)
const isCapital = (code: number) => code >= 65 && code <= 90
/** Apostrophe, full stop, ampersand. */
const joinsWords = (code: number) => code === 39 || code === 46 || code === 38

/** The pattern for ASCII, by hand: titles are looked at for every entry that is written. */
function asciiWordsOf(text: string): Word[] {
  const words: Word[] = []
  const { length } = text
  for (let i = 0; i < length; ) {
    if (!isAlphanumeric(text.charCodeAt(i))) {
      i++
      continue
    }
    const index = i
    let capitals = 0
    let others = 0
    let isAcronym = false
    while (i < length) {
      const code = text.charCodeAt(i)
      if (code >= 97 && code <= 122) others++
      else if (code >= 65 && code <= 90) {
        if (capitals + others > 0) isAcronym = true
        capitals++
      } else if (code >= 48 && code <= 57) {
        if (capitals > 0) isAcronym = true
        others++
      } else if (!(joinsWords(code) && i + 1 < length && isAlphanumeric(text.charCodeAt(i + 1)))) break
      i++
    }
    words.push({
      word: text.slice(index, i),
      index,
      isCapitalised: isCapital(text.charCodeAt(index)),
      isAcronym,
    })
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

const capital = /^\p{Lu}/u
const startsWithCapital = (word: string) => {
  const code = word.charCodeAt(0)
  return code > 127 ? capital.test(word) : isCapital(code)
}
const oneCapital = (word: string) => word.length <= 2 && /^\p{Lu}$/u.test(word)
const startsSentence = /[:.?!–—]\s*["'“‘(]?$/
/** Words that title case leaves small; the shorter ones are not looked at. */
const smallWords = new Set(
  'about above across after against along among around because before behind below between beyond does down during from into like near onto over past since than that their then they this through throughout till toward towards under underneath until unto upon versus what when where which while with within without your'.split(
    ' ',
  ),
)

/**
 * @param known the word as `wordsOf` found it, where it is one of them
 * @returns whether the word at an index of the title (its plain text) must keep its case
 */
export type KeepsCase = (word: string, index: number, known?: Word) => boolean

const never: KeepsCase = () => false

/** @param title plain text of the title */
export function caseOf(publication: Publication, title = plainTitle(publication.title)): KeepsCase {
  if (!/[A-Z]/.test(title) && !/\p{Lu}/u.test(title)) return never
  const words = wordsOf(title)
  // In a title all in capitals nothing tells acronyms from words.
  if (words.length > 2 && !/[a-z]/.test(title) && !/\p{Ll}/u.test(title)) return never
  const meaningful = capitalsMeanSomething(words, publication.language)
  return (word, index, known) => {
    const acronym = known ? known.isAcronym : isAcronym(word)
    if (!(known ? known.isCapitalised : startsWithCapital(word))) return acronym
    if (oneCapital(word)) return index > 0 && standsForItself(word, title, index)
    if (acronym) return true
    if (index === 0) return false
    if (isNameIn(publication, word)) return true
    return meaningful && !startsSentence.test(title.slice(0, index).trimEnd())
  }
}

/** A word that is the name of one of its people: "Knuth's". */
function isNameIn({ contributors }: Publication, word: string): boolean {
  if (!contributors) return false
  const name = word.endsWith('s') && /['’]s$/.test(word) ? word.slice(0, -2) : word
  return contributors.some(({ family }) => family === name)
}

/** In sentence case, and in German where nouns are capitals, a capital inside the sentence is part of the word. */
function capitalsMeanSomething(words: ReturnType<typeof wordsOf>, language: string | undefined): boolean {
  if (language !== undefined && /^(?:de|lb|gsw)\b/i.test(language)) return true
  let small = 0
  let capitals = 0
  for (const { word, index, isCapitalised, isAcronym } of words) {
    if (index === 0 || word.length < 4 || isAcronym) continue
    if (isCapitalised) capitals++
    else if (smallWords.has(word)) continue
    else small++
  }
  return small > capitals
}

/** "C", "X-ray", "vitamin A": yes; the article in "A Survey": no. */
function standsForItself(letter: string, title: string, index: number): boolean {
  if (letter !== 'A') return true
  const after = title.slice(index + 1)
  if (/^(?:\s*$|[^\s])/.test(after)) return true
  return !startsSentence.test(title.slice(0, index).trimEnd()) && /^\s+\p{Ll}/u.test(after)
}
