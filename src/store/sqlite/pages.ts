/** Pages, streams and totals. Pages are found by keyset: the sort values of the row next to them. */
import { decodeCursor, encodeCursor, type Position } from '../../model/cursor.ts'
import { canonicalQuery, type PublicationQuery, parseYearRange } from '../../model/query.ts'
import type { Page, PageRequest, PublicationRecord, Reading } from '../../model/store.ts'
import { type Order, orderOf } from './order.ts'
import type { StampedIds } from './pieces.ts'
import { publicRow, rowsOf, StoredRecord } from './record.ts'
import { stepColumns } from './search.ts'
import type { Matching } from './sets/matching.ts'
import { Orders } from './sets/orders.ts'
import type { Sets } from './sets/sets.ts'
import { Stamps } from './sets/stamps.ts'
import type { Statements } from './statements.ts'

/** Publications read at once by a stream: nothing is held open between two batches, so writes go on meanwhile. */
export const batchSize = 500

/** Ids found at once where no records are read: as many as are a page for which the order is brought up to date. */
const longBatch = 4096

interface Part {
  /** The step of relevance that all in it have. */
  step: number | undefined
  matching(): Matching
}
interface Found {
  id: number
  step: number | undefined
}

/** @throws Pending, each of its methods, while what it needs is being read */
export class Pages {
  readonly #sets: Sets
  readonly #orders: Orders
  readonly #stamps: Stamps
  readonly #statements: Statements

  constructor(sets: Sets, statements: Statements) {
    this.#sets = sets
    this.#orders = new Orders(sets, statements)
    this.#stamps = new Stamps(sets, statements)
    this.#statements = statements
  }

  /** Reads the order of most lists, and what tells which records need not be read. */
  warm(): void {
    this.#orders.require(orderOf({ sort: '-issued' }))
    this.#stamps.follow()
  }

  stop(): void {
    this.#orders.stop()
    this.#stamps.stop()
  }

  count(query: PublicationQuery): number {
    return this.#sets.matching(query).total
  }

  list(query: PublicationQuery, { limit, cursor, ...reading }: PageRequest): Page<PublicationRecord> {
    const order = orderOf(query)
    const canonical = canonicalQuery(query)
    const position = cursor === undefined ? undefined : decodeCursor(cursor, canonical, order.types)
    const all = this.#sets.matching(query)
    const found = this.#find(query, order, all, limit + 1, position)
    const more = found.length > limit
    const backwards = position?.direction === 'before'
    const items = more ? (backwards ? found.slice(1) : found.slice(0, limit)) : found
    const cursorAt = (item: Found | undefined, direction: Position['direction']) =>
      item && encodeCursor(this.#positionOf(item, order, direction), canonical)
    const next = (backwards || more) && cursorAt(items.at(-1), 'after')
    const prev = (backwards ? more : position !== undefined) && cursorAt(items[0], 'before')
    return {
      items: this.#records(items, reading, false),
      total: all.total,
      ...(next ? { next } : {}),
      ...(prev ? { prev } : {}),
    }
  }

  /** The records after a position, and where the next ones begin. */
  batch(query: PublicationQuery, after: Position | undefined, reading: Reading = {}) {
    const order = orderOf(query)
    const found = this.#find(query, order, this.#sets.matching(query), batchSize, after)
    const last = found.length === batchSize ? found.at(-1) : undefined
    return {
      records: this.#records(found, reading, true),
      next: last && this.#positionOf(last, order, 'after'),
    }
  }

  /** Ids after a position, many at once, with the stamp of each, and where the next ones begin. */
  stampedIds(query: PublicationQuery, after: Position | undefined): StampedIds {
    const order = orderOf(query)
    const found = this.#find(query, order, this.#sets.matching(query), longBatch, after)
    const last = found.length === longBatch ? found.at(-1) : undefined
    const ids = found.map(({ id }) => id)
    return { ids, stamps: this.stampsOf(ids), next: last && this.#positionOf(last, order, 'after') }
  }

  stampsOf(ids: number[]): number[] {
    this.#stamps.follow()
    return ids.map((id) => this.#stamps.of(id))
  }

  /** In the order of the ids; what is gone or hidden by now is left out. */
  recordsOf(ids: number[]): StoredRecord[] {
    const shown = ids.filter((id) => this.#sets.isPublic(id))
    return rowsOf(shown, false, this.#statements).map((row) => new StoredRecord(row))
  }

  /** @param waits where stamps say what is left out, they are waited for; otherwise everything is read meanwhile */
  #records(found: readonly Found[], { isKnown, withoutDocuments }: Reading, waits: boolean): StoredRecord[] {
    const ids = found.map(({ id }) => id)
    const whole = (id: number) => () => publicRow(id, this.#statements)
    if (withoutDocuments) {
      const light = rowsOf(ids, true, this.#statements)
      return light.map((row, i) => new StoredRecord(row, undefined, whole(ids[i]!)))
    }
    const mayAsk = (isKnown && waits) || this.#stamps.followIfLoaded(isKnown !== undefined)
    const stamps = mayAsk ? this.stampsOf(ids) : undefined
    const isAtHand = ids.map((_, i) => Boolean(stamps && isKnown?.(stamps[i]!)))
    const rows = rowsOf(
      ids.filter((_, i) => !isAtHand[i]),
      false,
      this.#statements,
    )
    let next = 0
    return ids.map((id, i) => {
      if (!isAtHand[i]) return new StoredRecord(rows[next++]!, stamps?.[i])
      return new StoredRecord({}, stamps?.[i], whole(id))
    })
  }

  #positionOf({ id, step }: Found, { columns }: Order, direction: Position['direction']): Position {
    const [values] = this.#statements.rows(`SELECT ${columns.join(', ')} FROM publication p WHERE p.id = ?`, [
      id,
    ])
    return { direction, values: [...(step === undefined ? [] : [step]), ...values!] as Position['values'] }
  }

  #find(
    query: PublicationQuery,
    order: Order,
    all: Matching,
    limit: number,
    position: Position | undefined,
  ): Found[] {
    const backwards = position?.direction === 'before'
    const descending = order.descending !== backwards
    const first = order.byRelevance ? 1 : 0
    const at = order.byRelevance ? (position?.values[0] as number | undefined) : undefined
    const found: Found[] = []
    const parts = this.#partsOf(query, order, all)
    const years = order.index === 'publication_issued' ? yearsOf(query) : undefined
    for (const { step, matching } of order.byRelevance && !descending ? parts.reverse() : parts) {
      if (found.length === limit) break
      if (at !== undefined && (descending ? step! > at : step! < at)) continue
      const after = position && at === step ? position.values.slice(first) : undefined
      const { set, total } = matching()
      const page = { set, total, order, descending, after, limit: limit - found.length, years }
      for (const id of this.#orders.page(page)) found.push({ id, step })
    }
    return backwards ? found.reverse() : found
  }

  /** The set of a query; by relevance in its steps, the highest first. A page seldom needs more than the first. */
  #partsOf({ search, versions }: PublicationQuery, order: Order, all: Matching): Part[] {
    if (!order.byRelevance) return [{ step: undefined, matching: () => all }]
    const { matcher } = this.#sets
    const parts: Part[] = []
    for (const columns of [...stepColumns, undefined]) {
      const higher = [...parts]
      let made: Matching | undefined
      const make = () => {
        const found = columns === undefined ? [] : matcher.found(search!.include, versions, columns)
        return matcher.part(
          [all, ...found],
          higher.map(({ matching }) => matching()),
        )
      }
      const matching = () => {
        made ??= make()
        return made
      }
      parts.push({ step: stepColumns.length - higher.length, matching })
    }
    return parts
  }
}

/** The years between which everything lies that a query finds; undefined where it names none. */
function yearsOf({ filters }: PublicationQuery): { from: number; to: number } | undefined {
  const ranges = filters.year?.any.map(parseYearRange) ?? []
  if (ranges.length === 0) return undefined
  return {
    from: Math.min(...ranges.map(({ from }) => from ?? Number.NEGATIVE_INFINITY)),
    to: Math.max(...ranges.map(({ to }) => to ?? Number.POSITIVE_INFINITY)),
  }
}
