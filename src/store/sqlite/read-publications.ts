/** Pages, streams and single publications. Pages are found by keyset: the sort values of the row next to them. */
import { decodeCursor, encodeCursor, type Position } from '../../model/cursor.ts'
import { foldIdentifier, parseReference } from '../../model/identifier.ts'
import { nearest } from '../../model/nearest.ts'
import type { Sort } from '../../model/parameters.ts'
import { canonicalQuery, type PublicationQuery } from '../../model/query.ts'
import type { Found, Page, PageRequest, PublicationRecord } from '../../model/store.ts'
import { conditions } from './filters.ts'
import { type PublicationRow, recordColumns, StoredRecord } from './record.ts'
import { relevance } from './search.ts'
import type { Fragment, Statements, Value } from './statements.ts'

/** What a sort compares, ending with what tells any two rows apart. All run in the direction of the sort. */
interface Order {
  keys: { expression: Fragment; type: 'string' | 'number' }[]
  descending: boolean
}
const field = (name: string, type: 'string' | 'number' = 'string') => ({
  expression: { sql: `p.${name}`, params: [] },
  type,
})
const sortFields: Record<string, ReturnType<typeof field>[]> = {
  issued: [field('issued_sort')],
  title: [field('title_sort')],
  venue: [field('venue_sort'), field('issued_sort')],
  author: [field('author_sort'), field('issued_sort')],
  created: [field('created', 'number')],
  updated: [field('updated', 'number')],
}

function orderOf(query: PublicationQuery): Order {
  const id = field('id', 'number')
  if (query.sort === 'relevance') {
    const step = { expression: relevance(query.search!), type: 'number' as const }
    return { keys: [step, field('issued_sort'), id], descending: true }
  }
  const descending = query.sort.startsWith('-')
  const name = query.sort.replace('-', '') as Sort
  return { keys: [...sortFields[name]!, id], descending }
}

type Row = PublicationRow & Record<string, Value>

/** Rows after (or before) a position, in the order of the query. */
function rows(
  statements: Statements,
  where: Fragment,
  order: Order,
  limit: number,
  position: Position | undefined,
): Row[] {
  const backwards = position?.direction === 'before'
  const descending = order.descending !== backwards
  const keys = order.keys.map(({ expression }, i) => `${expression.sql} AS k${i}`)
  const keyParams = order.keys.flatMap(({ expression }) => expression.params)
  const names = order.keys.map(({ expression }) => expression.sql).join(', ')
  const seek = position
    ? ` AND (${names}) ${descending ? '<' : '>'} (${position.values.map(() => '?').join(', ')})`
    : ''
  const found = statements.all<Row>(
    `SELECT ${recordColumns}, ${keys.join(', ')} FROM publication p WHERE ${where.sql}${seek}
     ORDER BY ${order.keys.map((_, i) => `k${i} ${descending ? 'DESC' : 'ASC'}`).join(', ')} LIMIT ?`,
    [...keyParams, ...where.params, ...(position ? [...keyParams, ...position.values] : []), limit],
  )
  return backwards ? found.reverse() : found
}

const positionOf = (row: Row, order: Order, direction: Position['direction']): Position => ({
  direction,
  values: order.keys.map((_, i) => row[`k${i}`] as string | number),
})

export function countPublications(query: PublicationQuery, statements: Statements): number {
  const where = conditions(query, statements)
  return statements.get<{ n: number }>(
    `SELECT count(*) AS n FROM publication p WHERE ${where.sql}`,
    where.params,
  )!.n
}

export function listPublications(
  query: PublicationQuery,
  { limit, cursor }: PageRequest,
  statements: Statements,
): Page<PublicationRecord> {
  const order = orderOf(query)
  const canonical = canonicalQuery(query)
  const types = order.keys.map(({ type }) => type)
  const position = cursor === undefined ? undefined : decodeCursor(cursor, canonical, types)
  const where = conditions(query, statements)
  const found = rows(statements, where, order, limit + 1, position)
  const more = found.length > limit
  const backwards = position?.direction === 'before'
  const items = more ? (backwards ? found.slice(1) : found.slice(0, limit)) : found
  const cursorAt = (row: Row | undefined, direction: Position['direction']) =>
    row && encodeCursor(positionOf(row, order, direction), canonical)
  const next = (backwards || more) && cursorAt(items.at(-1), 'after')
  const prev = (backwards ? more : position !== undefined) && cursorAt(items[0], 'before')
  return {
    items: items.map((row) => new StoredRecord(row)),
    total: countPublications(query, statements),
    ...(next ? { next } : {}),
    ...(prev ? { prev } : {}),
  }
}

/** Publications read at once by a stream: nothing is held open between two batches, so writes go on meanwhile. */
const batchSize = 500

export async function* streamPublications(
  query: PublicationQuery,
  statements: Statements,
): AsyncGenerator<PublicationRecord[]> {
  const order = orderOf(query)
  const where = conditions(query, statements)
  let position: Position | undefined
  while (true) {
    const batch = rows(statements, where, order, batchSize, position)
    if (batch.length > 0) yield batch.map((row) => new StoredRecord(row))
    if (batch.length < batchSize) return
    position = positionOf(batch.at(-1)!, order, 'after')
  }
}

export function findPublication(reference: string, statements: Statements): Found | undefined {
  const known = statements.get<{ id: number | null }>(
    'SELECT publication_id AS id FROM publication_key WHERE folded = ?',
    [reference.toLowerCase()],
  )
  if (known) {
    if (known.id === null) return { kind: 'gone' }
    const row = statements.get<PublicationRow>(
      `SELECT ${recordColumns} FROM publication p WHERE p.id = ? AND p.public = 1`,
      [known.id],
    )
    if (!row) return undefined
    if (row.key !== reference) return { kind: 'moved', key: row.key }
    return { kind: 'publication', record: new StoredRecord(row) }
  }
  const identifier = parseReference(reference)
  if (!identifier) return undefined
  const row = statements.get<PublicationRow>(
    `SELECT ${recordColumns} FROM identifier i JOIN publication p ON p.id = i.publication_id
     WHERE i.scheme = ? AND i.value = ? AND p.public = 1 ORDER BY p.preferred DESC, p.id LIMIT 1`,
    [identifier.scheme, foldIdentifier(identifier.id)],
  )
  return row && { kind: 'publication', record: new StoredRecord(row) }
}

/** Keys alike: among those that begin as the given one does. */
export function nearestKeys(reference: string, statements: Statements): string[] {
  const wanted = reference.toLowerCase()
  for (const length of [4, 2, 1]) {
    const prefix = wanted.slice(0, length)
    const candidates = statements.all<{ key: string }>(
      `SELECT p.key FROM publication_key k JOIN publication p ON p.id = k.publication_id
       WHERE k.folded >= ? AND k.folded < ? AND p.public = 1 LIMIT 1000`,
      [prefix, `${prefix}\u{10ffff}`],
    )
    const near = nearest(
      reference,
      candidates.map((candidate) => candidate.key),
    )
    if (near.length) return near
  }
  return []
}
