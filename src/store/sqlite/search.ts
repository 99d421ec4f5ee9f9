/**
 * Full text with FTS5. The user's text never reaches the MATCH language: what arrives here is words, written as quoted
 * strings. Relevance has three steps (all words in the title; outside the abstract; anywhere) and within each the
 * newest first, so it does not move when other publications are added, and pages of it can be followed.
 */
import { words } from '../../model/fold.ts'
import { displayName } from '../../model/name.ts'
import type { Publication } from '../../model/publication.ts'
import type { Phrase, Search } from '../../model/search.ts'
import { plainTitle } from '../../model/title.ts'
import type { Fragment, Statements } from './statements.ts'

const phrase = ({ words, prefix }: Phrase) => `"${words.join(' ')}"${prefix ? ' *' : ''}`
const matching = 'SELECT rowid FROM publication_search WHERE publication_search MATCH ?'

export function searchCondition(search: Search): Fragment {
  const included = search.include.map(phrase).join(' AND ')
  const excluded = search.exclude.map(phrase).join(' OR ')
  if (!included) return { sql: `p.id NOT IN (${matching})`, params: [excluded] }
  return { sql: `p.id IN (${matching})`, params: [excluded ? `(${included}) NOT (${excluded})` : included] }
}

/** The step of relevance: 2 for all words in the title, 1 for all outside the abstract, 0 for the rest. */
export function relevance(search: Search): Fragment {
  const included = search.include.map(phrase).join(' AND ')
  return {
    sql: `CASE WHEN p.id IN (${matching}) THEN 2 WHEN p.id IN (${matching}) THEN 1 ELSE 0 END`,
    params: [`title : (${included})`, `- abstract : (${included})`],
  }
}

export function writeSearch(id: number, publication: Publication, statements: Statements): void {
  const { venue, contributors = [], tags = [] } = publication
  const text = (...parts: (string | undefined)[]) => words(parts.filter(Boolean).join(' ')).join(' ')
  statements.run(
    'INSERT OR REPLACE INTO publication_search (rowid, title, contributors, venue, tags, abstract) VALUES (?, ?, ?, ?, ?, ?)',
    [
      id,
      text(plainTitle(publication.title), publication.shortTitle),
      text(...contributors.map(displayName)),
      text(venue?.short, venue?.name, publication.eventTitle, publication.collectionTitle),
      text(...tags),
      text(publication.abstract && plainTitle(publication.abstract)),
    ],
  )
}
