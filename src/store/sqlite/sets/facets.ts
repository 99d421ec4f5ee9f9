/** Counts by value within a set, from what is in memory. */
import type { FacetName } from '../../../model/parameters.ts'
import type { FacetCount } from '../../../model/store.ts'
import type { Statements } from '../statements.ts'
import { forEach, type IdSet } from './bitset.ts'
import { type Columns, missing, type TextColumn } from './columns.ts'
import { Parts } from './parts.ts'
import type { Sets } from './sets.ts'

const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

function byText(name: TextColumn, set: IdSet, columns: Columns, longest: number): FacetCount[] {
  const codes = columns.numbers[name]
  const counts = new Uint32Array(columns.texts[name].length)
  forEach(set, (id) => counts[codes[id]!]!++)
  return columns.texts[name]
    .flatMap((value, code) => (counts[code] && value !== null ? [{ value, count: counts[code] }] : []))
    .sort((a, b) => b.count - a.count || compare(a.value, b.value))
    .slice(0, longest)
}

function byYear(set: IdSet, { numbers: { year } }: Columns, longest: number): FacetCount[] {
  let [first, last] = [0, 0]
  forEach(set, (id) => {
    const value = year[id]!
    if (value > last) last = value
    else if (value < first && value !== missing) first = value
  })
  const counts = new Uint32Array(last - first + 1)
  forEach(set, (id) => {
    if (year[id] !== missing) counts[year[id]! - first]!++
  })
  return Array.from(counts, (count, i) => ({ value: first + i, count }))
    .filter(({ count }) => count > 0)
    .reverse()
    .slice(0, longest)
}

/** Ids with their counts, to be given names and put in order by SQL. */
export function byVenue(set: IdSet, { numbers: { venue_id: venues } }: Columns): [number, number][] {
  let most = 0
  for (let id = 0; id < venues.length; id++) if (venues[id]! > most) most = venues[id]!
  const counts = new Uint32Array(most + 1)
  forEach(set, (id) => {
    if (venues[id]! >= 0) counts[venues[id]!]!++
  })
  return [...counts.entries()].filter(([, n]) => n > 0)
}

/** The `longest` first by count, and all that have as many as the last of them. */
function leading(counts: [number, number][], longest: number): [number, number][] {
  if (counts.length <= longest) return counts
  const least = counts.map(([, n]) => n).sort((a, b) => b - a)[longest - 1]!
  return counts.filter(([, n]) => n >= least)
}

const named: Record<'venue' | 'person', string> = {
  venue: 'coalesce(t.short, t.name) AS value, t.name AS label FROM venue t',
  person: 't.slug AS value, t.name AS label FROM person t',
}

function withNames(
  name: 'venue' | 'person',
  counts: [number, number][],
  longest: number,
  statements: Statements,
) {
  const [columns, table] = named[name].split(' FROM ')
  return statements
    .all<{ value: string; label: string; count: number }>(
      `SELECT ${columns}, json_extract(m.value, '$[1]') AS count FROM json_each(?) m
       CROSS JOIN ${table} ON t.id = json_extract(m.value, '$[0]') ORDER BY count DESC, value LIMIT ${longest}`,
      [JSON.stringify(leading(counts, longest))],
    )
    .map(
      ({ value, label, count }): FacetCount => (label === value ? { value, count } : { value, label, count }),
    )
}

export class FacetCounts {
  readonly #sets: Sets
  readonly #statements: Statements
  readonly #parts: Record<'tag' | 'person' | 'author', Parts>

  constructor(sets: Sets, statements: Statements) {
    this.#sets = sets
    this.#statements = statements
    this.#parts = {
      tag: new Parts(sets, statements, { table: 'tag', label: 'tag', where: 'true', once: false }),
      person: new Parts(sets, statements, {
        table: 'contributor',
        label: 'person_id',
        where: 'person_id IS NOT NULL',
        once: true,
      }),
      author: new Parts(sets, statements, {
        table: 'contributor',
        label: 'name',
        where: "role = 'author'",
        once: true,
      }),
    }
  }

  /** Authors are far more than all else, and are asked for seldom: they are read when they are. */
  warm(): void {
    this.#parts.tag.follow()
    this.#parts.person.follow()
  }

  /** @throws Pending while what publications have many of is being read */
  count(name: FacetName, set: IdSet, longest: number): FacetCount[] {
    const { columns } = this.#sets
    if (name === 'year') return byYear(set, columns, longest)
    if (name === 'type' || name === 'status') return byText(name, set, columns, longest)
    if (name === 'venue') return withNames('venue', byVenue(set, columns), longest, this.#statements)
    const counted = this.#parts[name].count(set)
    if (name === 'person') {
      return withNames(
        'person',
        counted.map(({ value, n }) => [value as number, n]),
        longest,
        this.#statements,
      )
    }
    const least = leading(
      counted.map(({ n }, i) => [i, n]),
      longest,
    )
    return least
      .map(([i, n]) => ({ value: String(counted[i]!.value), count: n }))
      .sort((a, b) => b.count - a.count || compare(a.value, b.value))
      .slice(0, longest)
  }

  stop(): void {
    for (const parts of Object.values(this.#parts)) parts.stop()
  }
}
