/**
 * A publication query as SQL conditions: one row of the table below per filter. Values that name a thing of the store
 * (venue, tag, person, group) are looked up first; a name that it does not know is refused with the nearest it knows.
 */
import { sortText } from '../../model/fold.ts'
import { foldIdentifier, normalizeDoi, normalizeOrcid } from '../../model/identifier.ts'
import { displayName, parseName } from '../../model/name.ts'
import { type FilterName, invalidValue, unknownValue } from '../../model/parameters.ts'
import { type PublicationQuery, parseYearRange } from '../../model/query.ts'
import { searchCondition } from './search.ts'
import { type Fragment, join, type Statements } from './statements.ts'

/** `p` is the publication in every condition. */
type Filter = (value: string, statements: Statements) => Fragment

const column =
  (name: string): Filter =>
  (value) => ({ sql: `p.${name} = ?`, params: [value] })

const filters: Record<FilterName, Filter> = {
  year: (value) => {
    const { from, to } = parseYearRange(value)
    if (from === to) return { sql: 'p.year = ?', params: [from!] }
    if (from === undefined) return { sql: 'p.year <= ?', params: [to!] }
    if (to === undefined) return { sql: 'p.year >= ?', params: [from] }
    return { sql: 'p.year BETWEEN ? AND ?', params: [from, to] }
  },
  venue: (value, statements) => ({ sql: 'p.venue_id = ?', params: [venueId(value, statements)] }),
  type: column('type'),
  status: column('status'),
  language: (value) => ({ sql: 'p.language = ?', params: [value.toLowerCase()] }),
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
    return { sql: 'p.id IN (SELECT publication_id FROM tag WHERE folded = ?)', params: [folded] }
  },
  person: (value, statements) => ({
    sql: 'p.id IN (SELECT publication_id FROM contributor WHERE person_id = ?)',
    params: [personId(value, statements)],
  }),
  group: (value, statements) => {
    const id = slugId('grouping', 'group', value, statements)
    return {
      sql: `p.id IN (
        SELECT publication_id FROM publication_group WHERE group_id = ?
        UNION ALL
        SELECT c.publication_id FROM membership m
        JOIN contributor c ON c.person_id = m.person_id
        JOIN publication d ON d.id = c.publication_id
        WHERE m.group_id = ?
          AND (m.start IS NULL OR d.year >= CAST(substr(m.start, 1, 4) AS INTEGER))
          AND (m.end IS NULL OR d.year <= CAST(substr(m.end, 1, 4) AS INTEGER)))`,
      params: [id, id],
    }
  },
  author: (value) => ({
    sql: 'p.id IN (SELECT publication_id FROM author_name WHERE folded = ?)',
    params: [normalizeOrcid(value) ?? sortText(displayName(parseName(value)))],
  }),
  doi: (value) => {
    const doi = normalizeDoi(value)
    if (!doi) throw invalidValue('doi', value, 'a DOI such as 10.1145/3638757')
    return {
      sql: "p.id IN (SELECT publication_id FROM identifier WHERE scheme = 'doi' AND value = ?)",
      params: [foldIdentifier(doi)],
    }
  },
  key: (value) => ({
    sql: 'p.id IN (SELECT publication_id FROM publication_key WHERE folded = ?)',
    params: [value.toLowerCase()],
  }),
  has: (value) => {
    if (value === 'abstract') return { sql: 'p.abstract = 1', params: [] }
    if (value === 'award') return { sql: 'p.id IN (SELECT publication_id FROM award)', params: [] }
    const link = 'SELECT publication_id FROM link WHERE kind = ?'
    if (value !== 'doi') return { sql: `p.id IN (${link})`, params: [value] }
    return {
      sql: `p.id IN (${link} UNION ALL SELECT publication_id FROM identifier WHERE scheme = 'doi')`,
      params: [value],
    }
  },
  featured: (value) => ({ sql: 'p.featured = ?', params: [value === 'true' ? 1 : 0] }),
}

const versionConditions: Record<PublicationQuery['versions'], string[]> = {
  preferred: ['p.preferred = 1'],
  all: [],
  preprint: ['p.preprint = 1'],
  published: ['p.preprint = 0'],
}

/**
 * The WHERE clause of a query, without the word.
 * @throws Problem invalid-parameter for a value that names nothing
 */
export function conditions(query: PublicationQuery, statements: Statements): Fragment {
  const all: Fragment[] = ['p.public = 1', ...versionConditions[query.versions]].map((sql) => ({
    sql,
    params: [],
  }))
  for (const [name, { any, none }] of Object.entries(query.filters)) {
    const either = (values: string[]) =>
      join(
        values.map((value) => filters[name as FilterName](value, statements)),
        ' OR ',
      )
    if (any.length) {
      const { sql, params } = either(any)
      all.push({ sql: any.length > 1 ? `(${sql})` : sql, params })
    }
    if (none.length) {
      const { sql, params } = either(none)
      // An unknown year is not 2023: without IS NOT TRUE it would be neither in nor out.
      all.push({ sql: `(${sql}) IS NOT TRUE`, params })
    }
  }
  if (query.search) all.push(searchCondition(query.search))
  return join(all, ' AND ')
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
