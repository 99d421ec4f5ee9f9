/** Pages that SQLite puts in order: what an order in memory does not know yet. */
import type { Statements, Value } from '../statements.ts'
import type { Matching } from './matching.ts'

/** An order that an index has: its columns, ending with the id, all in one direction. */
export interface IndexOrder {
  index: string
  columns: string[]
}

export interface PageOfSet extends Matching {
  order: IndexOrder
  descending: boolean
  /** Sort values of the row next to the page. */
  after: Value[] | undefined
  limit: number
  /** Of an order by date: no member is of an earlier or later year, so the walk may begin where they do. */
  years?: { from: number; to: number } | undefined
}

type Wanted = Pick<PageOfSet, 'order' | 'descending' | 'after' | 'limit'>

/** Those beyond the row next to the page, in order. */
export function sorted(
  ids: number[],
  { order: { columns }, descending, after, limit }: Wanted,
  statements: Statements,
): number[] {
  const beyond = after
    ? ` AND (${columns.join(', ')}) ${descending ? '<' : '>'} (${after.map(() => '?').join(', ')})`
    : ''
  // CROSS JOIN keeps the order of the tables (SQLite, "Manual control of query plans using CROSS JOIN").
  return statements.numbers(
    `SELECT p.id FROM json_each(?) m CROSS JOIN publication p ON p.id = m.value WHERE true${beyond}
     ORDER BY ${columns.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join(', ')} LIMIT ?`,
    [JSON.stringify(ids), ...(after ?? []), limit],
  )
}

/**
 * A page with some others in their places.
 * @param found in order
 */
export function inserted(
  found: number[],
  others: number[],
  wanted: Wanted,
  statements: Statements,
): number[] {
  // Looking for the place of one takes a look-up for each halving.
  const isFew = others.length * 2 * Math.log2(found.length + 2) < found.length
  if (!isFew) return sorted([...found, ...others], wanted, statements)
  const columns = wanted.order.columns.join(', ')
  const row = `FROM publication p WHERE p.id = ?`
  const marks = wanted.order.columns.map(() => '?').join(', ')
  const isBefore = `SELECT (${columns}) ${wanted.descending ? '>' : '<'} (${marks}) ${row}`
  const all: number[] = []
  let from = 0
  for (const id of sorted(others, wanted, statements)) {
    const values = statements.rows(`SELECT ${columns} ${row}`, [id])[0]!
    let [low, high] = [from, found.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (statements.rows(isBefore, [...values, found[middle]!])[0]?.[0] === 1) low = middle + 1
      else high = middle
    }
    for (; from < low; from++) all.push(found[from]!)
    all.push(id)
  }
  for (; from < found.length; from++) all.push(found[from]!)
  return all.slice(0, wanted.limit)
}
