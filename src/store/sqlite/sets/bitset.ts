/**
 * Sets of row ids, one bit each: a million rows are 125 kB, and two sets are intersected or counted in some twenty
 * microseconds. Beyond the end of a set there is nothing.
 */

export type Bits = Uint32Array

/** @param size the ids are below it */
export const emptyBits = (size: number): Bits => new Uint32Array((size + 31) >>> 5)

/** @param size the ids are below it, those of the last word aside */
export const allBits = (size: number): Bits => emptyBits(size).fill(0xffffffff)

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
  bits.fill(0, shared)
}

/** Changes the first, which is as large as the largest, to what is in either. */
export function unite(bits: Bits, other: Bits): void {
  for (let i = 0; i < other.length; i++) bits[i]! |= other[i]!
}

/** Changes the first to what is not in the second. */
export function subtract(bits: Bits, other: Bits): void {
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

export function forEach(bits: Bits, visit: (id: number) => void): void {
  for (let i = 0; i < bits.length; i++) {
    let word = bits[i]!
    while (word !== 0) {
      const low = word & -word
      visit((i << 5) + (31 - Math.clz32(low)))
      word ^= low
    }
  }
}

export function members(bits: Bits): number[] {
  const ids: number[] = []
  forEach(bits, (id) => ids.push(id))
  return ids
}

export function resized(bits: Bits, size: number): Bits {
  const larger = emptyBits(size)
  if (larger.length <= bits.length) return bits
  larger.set(bits)
  return larger
}

/** A set to be kept: of few members their ids, which take less room. */
export type Compact = Bits | Int32Array

export function compact(bits: Bits): Compact {
  return count(bits) * 64 < bits.length * 32 ? Int32Array.from(members(bits)) : bits
}

/** The set itself where it was kept as it is: not to be changed. */
export function opened(set: Compact, size: number): Bits {
  return set instanceof Int32Array ? bitsOf(set, size) : set
}
