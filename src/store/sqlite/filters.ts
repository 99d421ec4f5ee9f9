/**
 * What a publication query asks for, as terms: one row of the table below per filter. Values that name a thing of the store
 * (venue, tag, person, group) are looked up first; a name that it does not know is refused with the nearest it knows.
 */
import { sortText } from '../../model/fold.ts'
import { foldIdentifier, normalizeDoi, normalizeOrcid } from '../../model/identifier.ts'
import { displayName, parseName } from '../../model/name.ts'
import { type FilterName, invalidValue, unknownValue } from '../../model/parameters.ts'
import { type PublicationQuery, parseYearRange } from '../../model/query.ts'
import type { Between, ColumnName, FlagColumn } from './sets/columns.ts'
import type { Statements } from './statements.ts'
import { between, equals, type Term, within } from './terms.ts'

type Filter = (value: string, statements: Statements) => Term

const column =
  (name: ColumnName): Filter =>
  (value) =>
    equals(name, value)

/** Its own publications, and those its members wrote while they were in it. */
export function groupTerm(id: number): Term {
  // In parentheses, so that a condition on the id goes into both halves.
  const select = `
    SELECT publication_id FROM (
      SELECT publication_id FROM publication_group WHERE group_id = ?
      UNION ALL
      SELECT c.publication_id FROM membership m
      JOIN contributor c ON c.person_id = m.person_id
      JOIN publication d ON d.id = c.publication_id
      WHERE m.group_id = ?
        AND (m.start IS NULL OR d.year >= CAST(substr(m.start, 1, 4) AS INTEGER))
        AND (m.end IS NULL OR d.year <= CAST(substr(m.end, 1, 4) AS INTEGER))
    ) WHERE true`
  return { kind: 'ids', select, params: [id, id], id: 'publication_id' }
}

const filters: Record<FilterName, Filter> = {
  year: (value) => {
    const { from, to } = parseYearRange(value)
    return between('year', { low: from, high: to })
  },
  venue: (value, statements) => equals('venue_id', venueId(value, statements)),
  type: column('type'),
  status: column('status'),
  language: (value) => equals('language', value.toLowerCase()),
  tag: (value, statements) => {
    const folded = sortText(value)
    if (!statements.get('SELECT 1 FROM tag WHERE folded = ?', [folded])) {
      const known = statements.all<{ tag: string }>(
        'SELECT min(tag) AS tag FROM tag GROUP BY folded LIMIT 10000',
      )
      throw unknownName(
        'tag',
        value,
        known.map((row) => row.tag),
      )
    }
    return within('tag', 'folded = ?', [folded])
  },
  person: (value, statements) => within('contributor', 'person_id = ?', [personId(value, statements)]),
  group: (value, statements) => groupTerm(slugId('grouping', 'group', value, statements)),
  author: (value) =>
    within('author_name', 'folded = ?', [normalizeOrcid(value) ?? sortText(displayName(parseName(value)))]),
  doi: (value) => {
    const doi = normalizeDoi(value)
    if (!doi) throw invalidValue('doi', value, 'a DOI such as 10.1145/3638757')
    return within('identifier', "scheme = 'doi' AND value = ?", [foldIdentifier(doi)])
  },
  key: (value) => within('publication_key', 'folded = ?', [value.toLowerCase()]),
  has: (value) => {
    if (value === 'abstract') return equals('abstract', 1)
    if (value === 'award') return within('award', 'true', [])
    const link = within('link', 'kind = ?', [value])
    if (value !== 'doi') return link
    return { kind: 'either', terms: [link, within('identifier', "scheme = 'doi'", [])] }
  },
  featured: (value) => equals('featured', value === 'true' ? 1 : 0),
}

const flag = (column: FlagColumn, value: 0 | 1): Between => ({ column, low: value, high: value })
export const isPublic = flag('public', 1)
/** Flags that publications are to have, beside being public. */
export const versionTerms: Record<PublicationQuery['versions'], Between[]> = {
  preferred: [flag('preferred', 1)],
  all: [],
  preprint: [flag('preprint', 1)],
  published: [flag('preprint', 0)],
}

/** All of a filter's terms: one of `any`, where there are some, and none of `none`. */
export interface Terms {
  any: Term[]
  none: Term[]
}

/**
 * What filters ask for.
 * @throws Problem invalid-parameter for a value that names nothing
 */
export function termsOf(wanted: PublicationQuery['filters'], statements: Statements): Terms[] {
  return Object.entries(wanted).map(([name, { any, none }]) => {
    const read = (value: string) => filters[name as FilterName](value, statements)
    return { any: any.map(read), none: none.map(read) }
  })
}

function unknownName(parameter: string, value: string, known: string[]) {
  return unknownValue(parameter, value, known, {})
}

function venueId(value: string, statements: Statements): number {
  const row = statements.get<{ id: number }>('SELECT venue_id AS id FROM venue_name WHERE folded = ?', [
    sortText(value),
  ])
  if (row) return row.id
  const known = statements.all<{ name: string }>(
    'SELECT short AS name FROM venue WHERE short IS NOT NULL UNION SELECT name FROM venue LIMIT 10000',
  )
  throw unknownName(
    'venue',
    value,
    known.map((venue) => venue.name),
  )
}

export function personId(value: string, statements: Statements): number {
  if (value === 'owner') {
    const owner = statements.get<{ id: number }>('SELECT id FROM person WHERE owner = 1')
    if (owner) return owner.id
  }
  return slugId('person', 'person', value, statements)
}

function slugId(table: string, parameter: string, value: string, statements: Statements): number {
  const row = statements.get<{ id: number }>(`SELECT id FROM ${table} WHERE slug = ?`, [value])
  if (row) return row.id
  const known = statements.all<{ slug: string }>(`SELECT slug FROM ${table} LIMIT 10000`)
  throw unknownName(
    parameter,
    value,
    known.map((entry) => entry.slug),
  )
}
