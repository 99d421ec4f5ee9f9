/** The ids of each value of a column, side by side: what has one of many values is found without looking at all rows. */
import { type IdList, listOf } from './bitset.ts'

/** Rows written since, from which they are better made anew. */
const mostBeside = 4096

export class Postings {
  /** Where the ids of a value begin; those of the next value end them. */
  readonly #starts: Uint32Array
  readonly #ids: Int32Array
  readonly #beside = new Set<number>()

  /** @param values by id; the negative ones, of which there is no value, are left out @param size ids are below it */
  constructor(values: Int32Array, size: number) {
    let most = -1
    let count = 0
    for (let id = 0; id < size; id++) {
      if (values[id]! < 0) continue
      count++
      if (values[id]! > most) most = values[id]!
    }
    const starts = new Uint32Array(most + 2)
    for (let id = 0; id < size; id++) if (values[id]! >= 0) starts[values[id]! + 1]!++
    for (let value = 0; value <= most; value++) starts[value + 1]! += starts[value]!
    const next = starts.slice()
    const ids = new Int32Array(count)
    for (let id = 0; id < size; id++) if (values[id]! >= 0) ids[next[values[id]!]!++] = id
    this.#starts = starts
    this.#ids = ids
  }

  /** The row was written, or is gone. */
  changed(id: number): void {
    this.#beside.add(id)
  }

  /**
   * The ids of a value, in order.
   * @param values as they are now @returns undefined where too much was written since this was made
   */
  idsOf(value: number, values: Int32Array): IdList | undefined {
    if (this.#beside.size > mostBeside) return undefined
    const end = this.#starts[value + 1] ?? 0
    const ids = this.#ids.subarray(this.#starts[value] ?? end, end)
    if (this.#beside.size === 0) return ids
    return listOf([...ids, ...this.#beside].filter((id) => values[id] === value))
  }
}
