/**
 * Sets of row ids, one bit each: a million rows are 125 kB, and two sets are intersected or counted in some twenty
 * microseconds. Beyond the end of a set there is nothing.
 */

export type Bits = Uint32Array

/** @param size the ids are below it */
export const emptyBits = (size: number): Bits => new Uint32Array((size + 31) >>> 5)

export const has = (bits: Bits, id: number): boolean => (bits[id >>> 5]! & (1 << (id & 31))) !== 0

export function put(bits: Bits, id: number, member: boolean): void {
  if (member) bits[id >>> 5]! |= 1 << (id & 31)
  else bits[id >>> 5]! &= ~(1 << (id & 31))
}

export function bitsOf(ids: Iterable<number>, size: number): Bits {
  const bits = emptyBits(size)
  for (const id of ids) if (id < size) put(bits, id, true)
  return bits
}

/** Changes the first to what is in both. */
export function intersect(bits: Bits, other: Bits): void {
  const shared = Math.min(bits.length, other.length)
  for (let i = 0; i < shared; i++) bits[i]! &= other[i]!
  if (shared < bits.length) bits.fill(0, shared)
}

/** Changes the first, which is as large as the largest, to what is in either. */
export function unite(bits: Bits, other: IdSet): void {
  if (isList(other)) for (let i = 0; i < other.length; i++) put(bits, other[i]!, true)
  else for (let i = 0; i < other.length; i++) bits[i]! |= other[i]!
}

/** Changes the first to what is not in the second. */
export function subtract(bits: Bits, other: IdSet): void {
  if (isList(other)) {
    for (let i = 0; i < other.length; i++) put(bits, other[i]!, false)
    return
  }
  const shared = Math.min(bits.length, other.length)
  for (let i = 0; i < shared; i++) bits[i]! &= ~other[i]!
}

/** How many members there are (Hacker's Delight, section 5-1). */
export function count(bits: Bits): number {
  let total = 0
  for (let i = 0; i < bits.length; i++) {
    let n = bits[i]!
    if (n === 0) continue
    n -= (n >>> 1) & 0x55555555
    n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
    total += Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return total
}

/** A set of which only few are members: their ids, in order. It takes less room, and less time to go through. */
export type IdList = Int32Array
/** Either form; which one it is says nothing about the set. */
export type IdSet = Bits | IdList

export const isList = (set: IdSet): set is IdList => set instanceof Int32Array

/** From this part of all ids on a set takes less room as bits; a list has 32 bits for each member. */
const sparse = 64

export function forEach(set: IdSet, visit: (id: number) => void): void {
  if (isList(set)) {
    for (let i = 0; i < set.length; i++) visit(set[i]!)
    return
  }
  for (let i = 0; i < set.length; i++) {
    let word = set[i]!
    while (word !== 0) {
      const low = word & -word
      visit((i << 5) + (31 - Math.clz32(low)))
      word ^= low
    }
  }
}

export function members(set: IdSet): number[] {
  const ids: number[] = []
  forEach(set, (id) => ids.push(id))
  return ids
}

export function contains(set: IdSet, id: number): boolean {
  if (!isList(set)) return id >>> 5 < set.length && has(set, id)
  let [low, high] = [0, set.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (set[middle]! < id) low = middle + 1
    else high = middle
  }
  return set[low] === id
}

/** @param ids in any order, and more than once */
export function listOf(ids: readonly number[]): IdList {
  const list = new Int32Array(ids)
  let isInOrder = true
  for (let i = 1; i < list.length && isInOrder; i++) isInOrder = list[i]! > list[i - 1]!
  if (isInOrder) return list
  list.sort()
  let filled = 0
  for (let i = 0; i < list.length; i++) if (i === 0 || list[i] !== list[i - 1]) list[filled++] = list[i]!
  return filled === list.length ? list : list.slice(0, filled)
}

/** Those of a list that are in every set of the one kind and in none of the other. */
export function filtered(list: IdList, inside: readonly IdSet[], outside: readonly IdSet[]): IdList {
  const found = list.slice()
  let filled = found.length
  const keep = (set: IdSet, member: boolean) => {
    let kept = 0
    if (isList(set)) {
      for (let i = 0, at = 0; i < filled; i++) {
        while (at < set.length && set[at]! < found[i]!) at++
        if ((set[at] === found[i]) === member) found[kept++] = found[i]!
      }
    } else {
      for (let i = 0; i < filled; i++) {
        const id = found[i]!
        if ((id >>> 5 < set.length && has(set, id)) === member) found[kept++] = id
      }
    }
    filled = kept
  }
  for (const set of inside) keep(set, true)
  for (const set of outside) keep(set, false)
  return found.subarray(0, filled)
}

export function resized(bits: Bits, size: number): Bits {
  const larger = emptyBits(size)
  if (larger.length <= bits.length) return bits
  larger.set(bits)
  return larger
}

/** A set in the form that takes less room. @param total how many are in it @param size the ids are below it */
export function compact(set: IdSet, total: number, size: number): IdSet {
  const isSparse = total * sparse < size
  if (isSparse === isList(set)) return set
  return isSparse ? Int32Array.from(members(set)) : bitsOf(set, size)
}

/** The set itself where it has this form: not to be changed. */
export const opened = (set: IdSet, size: number): Bits => (isList(set) ? bitsOf(set, size) : set)
