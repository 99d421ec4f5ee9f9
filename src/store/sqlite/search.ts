/**
 * Full text with FTS5. The user's text never reaches the MATCH language: what arrives here is words, written as quoted
 * strings. Relevance has three steps (all words in the title; outside the abstract; anywhere) and within each the
 * newest first, so it does not move when other publications are added, and pages of it can be followed.
 */
import type { Phrase } from '../../model/search.ts'
import type { Statements } from './statements.ts'
import { type IdsTerm, within } from './terms.ts'

const phrase = ({ words, prefix }: Phrase) => `"${words.join(' ')}"${prefix ? ' *' : ''}`
/** What MATCH is given for all phrases, in the columns that a filter such as `title :` names. */
export const everyPhrase = (phrases: Phrase[], columns = ''): string => {
  const all = phrases.map(phrase).join(' AND ')
  return columns ? `${columns} (${all})` : all
}

/** Those that have one phrase. */
export const onePhrase = (one: Phrase, columns = ''): IdsTerm =>
  within('publication_search', 'publication_search MATCH ?', [everyPhrase([one], columns)], 'rowid')

/** The columns of the steps of relevance, the first first. */
export const stepColumns = ['title :', '- abstract :'] as const

/** @param texts folded, of the columns in their order */
export function writeSearch(id: number, texts: readonly string[], statements: Statements): void {
  statements.run(
    'INSERT OR REPLACE INTO publication_search (rowid, title, contributors, venue, tags, abstract) VALUES (?, ?, ?, ?, ?, ?)',
    [id, ...texts],
  )
}
