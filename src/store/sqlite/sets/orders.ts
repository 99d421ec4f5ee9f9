/**
 * The ids of all publications in the order of an index, so that a page of any set is found by walking from its first
 * row: some nanoseconds a row, wherever in the order the members of the set lie. What was written since an order was
 * read stands beside it and is put in its place by SQLite.
 */
import type { Statements, Value } from '../statements.ts'
import { type Bits, contains, emptyBits, forEach, type IdList, isList, members, put } from './bitset.ts'
import { Loading } from './loading.ts'
import type { Sets } from './sets.ts'
import { type IndexOrder, inserted, type PageOfSet, sorted } from './sorting.ts'

/** Rows read at a time. */
const slice = 4000
/** Stores up to this size are read at once. */
const small = 20_000
/** When more were written since, they are put into the order; and when far more were, it is read again. */
const mostBeside = 100
const mostMerged = 4000
/** A long page has more of them in it, and it costs more to put each in its place there. */
const longPage = 200
const fewBeside = 4
/** Rows walked in the time that it takes to look one up and sort it. */
const lookUp = 500

interface Order {
  ids: Int32Array
  /** True up to this number of changes. */
  at: number
  /** By id where in the order it is; made when it is needed. */
  places?: Int32Array | undefined
  loading: Loading
}

export class Orders {
  readonly #sets: Sets
  readonly #statements: Statements
  readonly #orders = new Map<string, Order>()
  /** None is set but while a list is walked for. */
  #room: Bits = emptyBits(0)

  constructor(sets: Sets, statements: Statements) {
    this.#sets = sets
    this.#statements = statements
  }

  stop(): void {
    for (const { loading } of this.#orders.values()) loading.stop()
  }

  /**
   * @returns ids in order, `limit` of them where there are as many
   * @throws Pending while the order is being read
   */
  page(page: PageOfSet): number[] {
    const { set, total, limit } = page
    if (total === 0) return []
    const walked = (limit * this.#sets.columns.size) / total
    const isAtHand = this.#orders.get(page.order.index)?.loading.isLoaded
    if (!isAtHand && total * lookUp < walked) return sorted(members(set), page, this.#statements)
    const order = this.require(page.order, limit > slice ? 0 : limit > longPage ? fewBeside : mostBeside)
    const changed = this.#sets.since(order.at)!
    const found = this.#walk(order, changed, page)
    const others = [...changed].filter((id) => contains(set, id))
    return others.length ? inserted(found, others, page, this.#statements) : found
  }

  /**
   * @param beside changes that may stand beside the order
   * @throws Pending while it is being read
   */
  require(wanted: IndexOrder, beside = mostBeside): Order {
    const order = this.#orders.get(wanted.index) ?? this.#load(wanted)
    order.loading.require()
    const changed = this.#sets.since(order.at)
    if (!changed || changed.size > mostMerged) {
      const again = this.#load(wanted)
      again.loading.require()
      return again
    }
    if (changed.size > beside) this.#merge(order, changed, wanted)
    return order
  }

  #load({ index, columns }: IndexOrder): Order {
    const { size } = this.#sets.columns
    const order: Order = { ids: new Int32Array(size), at: this.#sets.written, loading: new Loading() }
    this.#orders.set(index, order)
    const names = columns.join(', ')
    let filled = 0
    let after: Value[] | undefined
    const read = () =>
      this.#statements.snapshot(() => {
        const ids = this.#statements.numbers(
          `SELECT p.id FROM publication p INDEXED BY ${index}
           ${after ? `WHERE (${names}) > (${columns.map(() => '?').join(', ')})` : ''}
           ORDER BY ${names} LIMIT ${slice}`,
          after ?? [],
        )
        if (filled + ids.length > order.ids.length) order.ids = grown(order.ids, filled + ids.length)
        order.ids.set(ids, filled)
        filled += ids.length
        if (ids.length < slice) return false
        after = this.#statements.rows(`SELECT ${names} FROM publication p WHERE p.id = ?`, [ids.at(-1)!])[0]
        return true
      })
    const done = () => {
      order.ids = order.ids.subarray(0, filled)
    }
    order.loading.start(read, done, size <= small)
    return order
  }

  #merge(order: Order, changed: ReadonlySet<number>, wanted: IndexOrder): void {
    const forwards = {
      set: new Int32Array(0),
      total: 0,
      order: wanted,
      descending: false,
      after: undefined,
      limit: -1,
    }
    const before = order.ids
    const merged = new Int32Array(before.length + changed.size)
    let filled = 0
    let from = 0
    const copyUntil = (end: number) => {
      for (; from < end; from++) if (!changed.has(before[from]!)) merged[filled++] = before[from]!
    }
    const keys = `SELECT ${wanted.columns.join(', ')} FROM publication p WHERE p.id = ?`
    for (const id of sorted([...changed], forwards, this.#statements)) {
      const [after] = this.#statements.rows(keys, [id])
      copyUntil(this.#seek(before, changed, { ...forwards, after }))
      merged[filled++] = id
    }
    copyUntil(before.length)
    order.ids = merged.subarray(0, filled)
    order.places = undefined
    order.at = this.#sets.written
  }

  #walk(order: Order, changed: ReadonlySet<number>, page: PageOfSet): number[] {
    const { total, descending, after, limit } = page
    const { ids } = order
    const { size } = this.#sets.columns
    const step = descending ? -1 : 1
    const first = after ? this.#placeAfter(after, order, changed, page) : descending ? ids.length - 1 : 0
    const begin = page.years ? this.#withinYears(first, ids, changed, page) : first
    // Where the members are few, or all far from here, looking at each takes less than walking to the first. To look at
    // one takes as long as to walk four rows.
    let patience = 4 * total + 200
    if (limit * size > total * patience) return this.#select(order, changed, page, begin)
    const { set } = page
    const bits = isList(set) ? this.#spread(set) : set
    const found: number[] = []
    for (let at = begin; at >= 0 && at < ids.length && patience >= 0; at += step) {
      patience--
      const id = ids[at]!
      if (id >= size || (bits[id >>> 5]! & (1 << (id & 31))) === 0 || changed.has(id)) continue
      if (found.push(id) === limit) break
    }
    if (isList(set)) for (let i = 0; i < set.length; i++) put(bits, set[i]!, false)
    return patience < 0 && found.length < limit ? this.#select(order, changed, page, begin) : found
  }

  /** The bits of a list, until it takes them back: of a million ids, making them anew takes as long as the walk. */
  #spread(list: IdList): Bits {
    const { size } = this.#sets.columns
    if (this.#room.length * 32 < size) this.#room = emptyBits(size + 32 * 1024)
    for (let i = 0; i < list.length; i++) put(this.#room, list[i]!, true)
    return this.#room
  }

  /** The members next to a place in the order, by the place that each of them has. */
  #select(
    order: Order,
    changed: ReadonlySet<number>,
    { set, total, descending, limit }: PageOfSet,
    begin: number,
  ): number[] {
    const { ids } = order
    const places = this.#placesOf(order)
    const distances = new Int32Array(total)
    let filled = 0
    forEach(set, (id) => {
      const place = id < places.length ? places[id]! : -1
      const distance = descending ? begin - place : place - begin
      if (place >= 0 && distance >= 0 && !changed.has(id)) distances[filled++] = distance
    })
    return Array.from(
      smallest(distances.subarray(0, filled), limit),
      (distance) => ids[descending ? begin - distance : begin + distance]!,
    )
  }

  #placesOf(order: Order): Int32Array {
    if (!order.places) {
      const { ids } = order
      order.places = new Int32Array(this.#sets.columns.size).fill(-1)
      for (let at = 0; at < ids.length; at++) order.places[ids[at]!] = at
    }
    return order.places
  }

  /** Where the rows after a position begin: beside its own row, where that still stands as it stood. */
  #placeAfter(after: Value[], order: Order, changed: ReadonlySet<number>, page: PageOfSet): number {
    const id = after.at(-1) as number
    const place = changed.has(id) ? -1 : (this.#placesOf(order)[id] ?? -1)
    if (place >= 0) {
      const columns = page.order.columns.join(', ')
      const [row] = this.#statements.rows(`SELECT ${columns} FROM publication p WHERE p.id = ?`, [id])
      if (row?.every((value, i) => value === after[i])) return page.descending ? place - 1 : place + 1
    }
    return this.#seek(order.ids, changed, page)
  }

  /** The first place from `first` on that may have a member: found by halves, from what is in memory. */
  #withinYears(
    first: number,
    ids: Int32Array,
    changed: ReadonlySet<number>,
    { years, descending }: PageOfSet,
  ) {
    const { year } = this.#sets.columns.numbers
    const { from, to } = years!
    let [low, high] = [0, ids.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      // A row that was written since may be of any year now, so its neighbour is asked.
      let asked = middle
      while (asked < high && changed.has(ids[asked]!)) asked++
      const isBefore = asked < high && (descending ? year[ids[asked]!]! <= to : year[ids[asked]!]! < from)
      if (isBefore) low = asked + 1
      else high = middle
    }
    return descending ? Math.min(first, low - 1) : Math.max(first, low)
  }

  /** Where the rows after a position begin: found by halves, comparing in SQLite as the index does. */
  #seek(
    ids: Int32Array,
    changed: ReadonlySet<number>,
    { order: { columns }, descending, after }: PageOfSet,
  ): number {
    const compare = `SELECT (${columns.join(', ')}) ${descending ? '<' : '<='} (${columns.map(() => '?').join(', ')})
      FROM publication p WHERE p.id = ?`
    let [low, high] = [0, ids.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      // A row that was written since may be anywhere now, so its neighbour is asked.
      let asked = middle
      while (asked < high && changed.has(ids[asked]!)) asked++
      const isBefore = asked < high && this.#statements.rows(compare, [...after!, ids[asked]!])[0]?.[0] === 1
      if (isBefore) low = asked + 1
      else high = middle
    }
    return descending ? low - 1 : low
  }
}

/** In order. Few of many are picked out one by one, which sorting all of them would take longer for. */
function smallest(numbers: Int32Array, limit: number): Int32Array {
  if (limit > 100 || numbers.length <= limit) return numbers.sort().subarray(0, limit)
  const kept = numbers.slice(0, limit).sort()
  for (let i = limit; i < numbers.length; i++) {
    const number = numbers[i]!
    if (number >= kept[limit - 1]!) continue
    let at = limit - 1
    for (; at > 0 && kept[at - 1]! > number; at--) kept[at] = kept[at - 1]!
    kept[at] = number
  }
  return kept
}

/** Rows are added while others are being read. */
function grown(ids: Int32Array, size: number): Int32Array {
  const larger = new Int32Array(size + 1024)
  larger.set(ids)
  return larger
}
