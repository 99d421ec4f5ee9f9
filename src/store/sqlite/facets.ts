/** Counts by value under a query: what select boxes and facets show. */

import { LRUCache } from 'lru-cache'
import type { FacetName } from '../../model/parameters.ts'
import { canonicalQuery, type PublicationQuery } from '../../model/query.ts'
import type { FacetCount, Facets, VenueEntry } from '../../model/store.ts'
import { type IdSet, members } from './sets/bitset.ts'
import { byVenue, FacetCounts } from './sets/facets.ts'
import type { Matching } from './sets/matching.ts'
import type { Sets } from './sets/sets.ts'
import type { Statements } from './statements.ts'

/** No list of values is longer: beyond this they are for searching, not for choosing. */
const longest = 1000
/** What publications have many of is counted in the tables where a set has no more members than this. */
const few = 2000

const inTables: Partial<Record<FacetName, string>> = {
  tag: 'min(t.tag) AS value, count(*) AS count FROM tag t ON t.publication_id = m.value GROUP BY t.folded',
  person: `h.slug AS value, h.name AS label, count(DISTINCT m.value) AS count
    FROM contributor c ON c.publication_id = m.value JOIN person h ON h.id = c.person_id GROUP BY h.id`,
  author: `min(c.name) AS value, count(DISTINCT m.value) AS count
    FROM contributor c ON c.publication_id = m.value WHERE c.role = 'author' GROUP BY c.folded`,
}

function countInTables(select: string, set: IdSet, statements: Statements): FacetCount[] {
  const [columns, table] = select.split(' FROM ')
  const rows = statements.all<{ value: string | number; label?: string; count: number }>(
    `SELECT ${columns} FROM json_each(?) m CROSS JOIN ${table} ORDER BY count DESC, value LIMIT ${longest}`,
    [JSON.stringify(members(set))],
  )
  return rows.map(({ value, label, count }): FacetCount => {
    return label === undefined || label === value ? { value, count } : { value, label, count }
  })
}

/** Facets of the queries last asked for, true as long as nothing was written. */
const keptQueries = 200

export class FacetReader {
  readonly #sets: Sets
  readonly #statements: Statements
  readonly #counts: FacetCounts
  readonly #kept = new LRUCache<string, { version: number; counts: FacetCount[] }>({ max: keptQueries })

  constructor(sets: Sets, statements: Statements) {
    this.#sets = sets
    this.#statements = statements
    this.#counts = new FacetCounts(sets, statements)
  }

  stop(): void {
    this.#counts.stop()
  }

  /** Reads what the facets of most pages need. @throws Pending meanwhile */
  warm(): void {
    if (this.#sets.columns.size > few) this.#counts.warm()
  }

  /** @throws Pending while what publications have many of is being read */
  read(query: PublicationQuery, names: readonly FacetName[]): Facets {
    const { version } = this.#statements.get<{ version: number }>('SELECT version FROM store_state')!
    const canonical = canonicalQuery(query)
    let matching: Matching | undefined
    const result: Facets = {}
    for (const name of names) {
      const key = `${name} ${canonical}`
      const kept = this.#kept.get(key)
      if (kept?.version === version) {
        result[name] = kept.counts
        continue
      }
      matching ??= this.#sets.matching(query)
      const counts = this.#within(name, matching)
      this.#kept.set(key, { version, counts })
      result[name] = counts
    }
    return result
  }

  #within(name: FacetName, { set, total }: Matching): FacetCount[] {
    const select = inTables[name]
    if (select && total <= few) return countInTables(select, set, this.#statements)
    return this.#counts.count(name, set, longest)
  }
}

/** Venues of what a query finds, most used first. */
export function listVenues(query: PublicationQuery, sets: Sets, statements: Statements): VenueEntry[] {
  interface Row {
    name: string
    short: string | null
    kind: string | null
    issn: string | null
    url: string | null
    count: number
  }
  const rows = statements.all<Row>(
    `SELECT v.name, v.short, v.kind, v.issn, v.url, json_extract(m.value, '$[1]') AS count
     FROM json_each(?) m CROSS JOIN venue v ON v.id = json_extract(m.value, '$[0]')
     ORDER BY count DESC, coalesce(v.short, v.name)`,
    [JSON.stringify(byVenue(sets.matching(query).set, sets.columns))],
  )
  return rows.map(({ name, short, kind, issn, url, count }) => ({
    value: short ?? name,
    name,
    ...(short ? { short } : {}),
    ...(kind ? { kind } : {}),
    ...(issn ? { issn: JSON.parse(issn) as string[] } : {}),
    ...(url ? { url } : {}),
    count,
  }))
}
