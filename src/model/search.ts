/**
 * The search language of `q`: words, "phrases", prefix*, -not. Parsed here into words as `fold.ts` cuts them, so that
 * every store finds the same and no store ever sees a user's text as syntax.
 */
import { isWrittenWithoutSpaces, words } from './fold.ts'

/** Words that must stand beside each other; the last may be the beginning of a word. */
export interface Phrase {
  words: string[]
  prefix: boolean
}
export interface Search {
  /** All of these must be found. */
  include: Phrase[]
  /** None of these may be found. */
  exclude: Phrase[]
}

const token = /(-?)(?:"([^"]*)"?|([^\s"]+))(\*?)/g

/** @returns the search, or undefined where the text holds no word. Any text is good: there are no syntax errors. */
export function parseSearch(text: string): Search | undefined {
  const search: Search = { include: [], exclude: [] }
  for (const [, minus, quoted, bare, star] of text.matchAll(token)) {
    const found = words(quoted ?? bare ?? '')
    if (found.length === 0) continue
    const prefix = (star === '*' || Boolean(bare?.endsWith('*'))) && !isWrittenWithoutSpaces(found.at(-1)!)
    search[minus ? 'exclude' : 'include'].push({ words: found, prefix })
  }
  return search.include.length + search.exclude.length > 0 ? search : undefined
}

/** One text for all spellings of the same search; parsing it gives the search back. */
export function formatSearch(search: Search): string {
  const phrase = ({ words, prefix }: Phrase) => `"${words.join(' ')}"${prefix ? '*' : ''}`
  return [
    ...search.include.map(phrase).sort(),
    ...search.exclude.map((excluded) => `-${phrase(excluded)}`).sort(),
  ].join(' ')
}
