/**
 * A number for each of many names, in 12 bytes of a table that the garbage collector does not look into. The names
 * themselves are not kept: 64 bits of their SHA-1 stand for them, so that of a million names two are taken for one with a
 * probability of 1 in 30 million.
 */
import { hash } from 'node:crypto'

const leastSlots = 64

export class NumbersByName {
  /** For each slot two halves of a hash and the number; a hash of zeros is an empty slot. */
  #slots = new Int32Array(leastSlots * 3)
  #count = 0

  get(name: string): number | undefined {
    const at = this.#slotOf(...halves(name))
    return this.#isEmpty(at) ? undefined : this.#slots[at + 2]
  }

  /** @param number a whole one of 32 bits */
  set(name: string, number: number): void {
    const [high, low] = halves(name)
    const at = this.#slotOf(high, low)
    if (this.#isEmpty(at)) this.#count++
    this.#put(at, high, low, number)
    if (this.#count * 4 > this.#slots.length) this.#grow()
  }

  /** Where the name has no number yet. */
  setOnce(name: string, number: number): void {
    if (this.get(name) === undefined) this.set(name, number)
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Int32Array(before.length * 2)
    for (let at = 0; at < before.length; at += 3) {
      const [high, low] = [before[at]!, before[at + 1]!]
      if (high !== 0 || low !== 0) this.#put(this.#slotOf(high, low), high, low, before[at + 2]!)
    }
  }

  #put(at: number, high: number, low: number, number: number): void {
    this.#slots[at] = high
    this.#slots[at + 1] = low
    this.#slots[at + 2] = number
  }

  #isEmpty = (at: number) => this.#slots[at] === 0 && this.#slots[at + 1] === 0

  /** Where the hash is, or the empty slot in which it would be. */
  #slotOf(high: number, low: number): number {
    const slots = this.#slots
    const mask = slots.length / 3 - 1
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 3
      if ((slots[at] === high && slots[at + 1] === low) || this.#isEmpty(at)) return at
    }
  }
}

/** Who looks for a name and finds nothing sets it next. */
let last: { name: string; halves: [high: number, low: number] } | undefined

function halves(name: string): [high: number, low: number] {
  if (last?.name !== name) last = { name, halves: halvesOf(name) }
  return last.halves
}

function halvesOf(name: string): [high: number, low: number] {
  // As text of one character a byte it comes twice as fast as in a buffer.
  const bytes = hash('sha1', name, 'binary')
  const half = (from: number) =>
    bytes.charCodeAt(from) |
    (bytes.charCodeAt(from + 1) << 8) |
    (bytes.charCodeAt(from + 2) << 16) |
    (bytes.charCodeAt(from + 3) << 24)
  return [half(0), half(4) || 1]
}
