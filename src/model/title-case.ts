/**
 * Which words of a title must keep their case when a bibliography style writes titles in small letters: acronyms, mixed
 * case, letters that stand for themselves, and names as far as they can be told. Ordinary capitalised words may change.
 */
import type { Publication } from './publication.ts'
import { plainTitle } from './title.ts'

/** Letters and digits, held together by apostrophes, by full stops as in "U.S." and by "&" as in "R&D". */
const wordPattern = /[\p{L}\p{N}\p{M}]+(?:['’.&][\p{L}\p{N}\p{M}]+)*/gu
const asciiWordPattern = /[A-Za-z0-9]+(?:['.&][A-Za-z0-9]+)*/g
const outsideAscii = /[^ -~]/

export function wordsOf(text: string): { word: string; index: number }[] {
  const pattern = outsideAscii.test(text) ? wordPattern : asciiWordPattern
  const words = []
  pattern.lastIndex = 0
  for (let found = pattern.exec(text); found; found = pattern.exec(text))
    words.push({ word: found[0], index: found.index })
  return words
}

/** Two capitals, a capital after a small letter or digit, or a capital and a digit: GPU, GaN, arXiv, 5G, H2O. */
const acronymPattern = /\p{Lu}.*\p{Lu}|[\p{Ll}\p{N}].*\p{Lu}|\p{Lu}.*\p{N}/u
const ordinary = /^[A-Za-z][a-z]+$/
const isAcronym = (word: string) => !ordinary.test(word) && acronymPattern.test(word)
const capital = /^\p{Lu}/u
const oneCapital = /^\p{Lu}$/u
const startsSentence = /[:.?!–—]\s*["'“‘(]?$/
/** Words that title case leaves small; the shorter ones are not looked at. */
const smallWords = new Set(
  'about above across after against along among around because before behind below between beyond does down during from into like near onto over past since than that their then they this through throughout till toward towards under underneath until unto upon versus what when where which while with within without your'.split(
    ' ',
  ),
)

/** @returns whether the word at an index of the title (its plain text) must keep its case */
export type KeepsCase = (word: string, index: number) => boolean

const never: KeepsCase = () => false

/** @param title plain text of the title */
export function caseOf(publication: Publication, title = plainTitle(publication.title)): KeepsCase {
  if (!/\p{Lu}/u.test(title)) return never
  const words = wordsOf(title)
  // In a title all in capitals nothing tells acronyms from words.
  if (words.length > 2 && !/\p{Ll}/u.test(title)) return never
  const meaningful = capitalsMeanSomething(words, publication.language)
  return (word, index) => {
    if (!capital.test(word)) return isAcronym(word)
    if (oneCapital.test(word)) return index > 0 && standsForItself(word, title, index)
    if (isAcronym(word)) return true
    if (index === 0) return false
    if (isNameIn(publication, word)) return true
    return meaningful && !startsSentence.test(title.slice(0, index).trimEnd())
  }
}

/** A word that is the name of one of its people: "Knuth's". */
function isNameIn({ contributors }: Publication, word: string): boolean {
  if (!contributors) return false
  const name = /['’]s$/.test(word) ? word.slice(0, -2) : word
  return contributors.some(({ family }) => family === name)
}

/** In sentence case, and in German where nouns are capitals, a capital inside the sentence is part of the word. */
function capitalsMeanSomething(words: ReturnType<typeof wordsOf>, language: string | undefined): boolean {
  if (language !== undefined && /^(?:de|lb|gsw)\b/i.test(language)) return true
  let small = 0
  let capitals = 0
  for (const { word, index } of words) {
    if (index === 0 || word.length < 4 || smallWords.has(word) || isAcronym(word)) continue
    if (capital.test(word)) capitals++
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
