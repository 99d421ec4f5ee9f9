/** Counts by value under a query: what select boxes and facets show. */
import type { FacetName } from '../../model/parameters.ts'
import type { PublicationQuery } from '../../model/query.ts'
import type { FacetCount, Facets, VenueEntry } from '../../model/store.ts'
import { conditions } from './filters.ts'
import type { Statements } from './statements.ts'

/** No list of values is longer: beyond this they are for searching, not for choosing. */
const longest = 1000

/** Each facet as a SELECT of `value` and, where it differs, `label`; {p} is the set of matching publications. */
const facets: Record<FacetName, { select: string; order: string }> = {
  year: {
    select:
      'p.year AS value, count(*) AS count FROM publication p WHERE {p} AND p.year IS NOT NULL GROUP BY p.year',
    order: 'value DESC',
  },
  type: {
    select: 'p.type AS value, count(*) AS count FROM publication p WHERE {p} GROUP BY p.type',
    order: '',
  },
  status: {
    select: 'p.status AS value, count(*) AS count FROM publication p WHERE {p} GROUP BY p.status',
    order: '',
  },
  venue: {
    select: `coalesce(v.short, v.name) AS value, v.name AS label, count(*) AS count
      FROM publication p JOIN venue v ON v.id = p.venue_id WHERE {p} GROUP BY v.id`,
    order: '',
  },
  tag: {
    select: `min(t.tag) AS value, count(*) AS count
      FROM publication p JOIN tag t ON t.publication_id = p.id WHERE {p} GROUP BY t.folded`,
    order: '',
  },
  person: {
    select: `h.slug AS value, h.name AS label, count(DISTINCT p.id) AS count
      FROM publication p JOIN contributor c ON c.publication_id = p.id JOIN person h ON h.id = c.person_id
      WHERE {p} GROUP BY h.id`,
    order: '',
  },
  author: {
    select: `min(c.name) AS value, count(DISTINCT p.id) AS count
      FROM publication p JOIN contributor c ON c.publication_id = p.id
      WHERE {p} AND c.role = 'author' GROUP BY c.folded`,
    order: '',
  },
}

export function countFacets(
  query: PublicationQuery,
  names: readonly FacetName[],
  statements: Statements,
): Facets {
  const where = conditions(query, statements)
  const counts: Facets = {}
  for (const name of names) {
    const { select, order } = facets[name]
    const rows = statements.all<{ value: string | number; label?: string; count: number }>(
      `SELECT ${select.replace('{p}', () => where.sql)} ORDER BY ${order || 'count DESC, value'} LIMIT ${longest}`,
      where.params,
    )
    counts[name] = rows.map(({ value, label, count }): FacetCount => {
      return label === undefined || label === value ? { value, count } : { value, label, count }
    })
  }
  return counts
}

export function listVenues(query: PublicationQuery, statements: Statements): VenueEntry[] {
  const where = conditions(query, statements)
  interface Row {
    name: string
    short: string | null
    kind: string | null
    issn: string | null
    url: string | null
    count: number
  }
  const rows = statements.all<Row>(
    `SELECT v.name, v.short, v.kind, v.issn, v.url, count(*) AS count
     FROM publication p JOIN venue v ON v.id = p.venue_id WHERE ${where.sql}
     GROUP BY v.id ORDER BY count DESC, coalesce(v.short, v.name)`,
    where.params,
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
