/**
 * The small columns of all publications as typed arrays, by row id: what sets are made from and facets are counted in.
 * They take 21 bytes a publication. Texts are numbers here, given in the order in which they were met.
 */
import type { Statements, Value } from '../statements.ts'
import { type Bits, emptyBits, type IdSet, put, resized } from './bitset.ts'
import { Postings } from './postings.ts'

const texts = ['type', 'status', 'language'] as const
const flags = ['public', 'preferred', 'preprint', 'featured', 'abstract'] as const
export type TextColumn = (typeof texts)[number]
export type FlagColumn = (typeof flags)[number]
export type NumberColumn = 'year' | 'venue_id' | TextColumn
export type ColumnName = NumberColumn | FlagColumn

/** Stands for NULL; no year and no id is as low, and the difference of any two values fits into 32 bits. */
export const missing = -(2 ** 29)
const highest = 2 ** 29
const numbers = ['year', 'venue_id', ...texts] as const
const names = ['id', ...numbers, ...flags]

const each = <Name extends string, T>(keys: readonly Name[], make: () => T) =>
  Object.fromEntries(keys.map((name) => [name, make()])) as Record<Name, T>

export class Columns {
  /** Ids are below it. */
  size = 0
  /** All of one kind of array, so that the loops over them are compiled for it. */
  readonly numbers: Record<NumberColumn, Int32Array> = each(numbers, () => new Int32Array(0))
  readonly flags: Record<FlagColumn, Bits> = each(flags, () => emptyBits(0))
  /** Texts by number; 0 is NULL. */
  readonly texts: Record<TextColumn, (string | null)[]> = each(texts, () => [null])
  /** There are far too many venues to look at every publication for each of them. */
  #venues: Postings | undefined
  readonly #numberOf = each(texts, () => new Map<Value, number>([[null, 0]]))

  /** Makes room for ids below `size`. */
  grow(size: number): void {
    if (size <= this.size) return
    if (size > this.numbers.year.length) {
      // Some room in advance, so that not every new row copies all.
      const room = ((this.size === 0 ? size : size + 1024 + (size >>> 4)) + 31) & ~31
      for (const name of numbers) {
        const larger = new Int32Array(room)
        larger.set(this.numbers[name])
        this.numbers[name] = larger
      }
      for (const name of flags) this.flags[name] = resized(this.flags[name], room)
    }
    this.size = size
  }

  /** Reads rows after an id. @returns the last id, or undefined where there are no more */
  read(after: number, most: number, statements: Statements): number | undefined {
    // Column by column, as texts: rows take ten times as long to come here as SQLite needs to find them.
    const [found] = statements.rows(
      `SELECT ${names.map((name) => `json_group_array(${name})`).join(', ')} FROM (
         SELECT ${names.join(', ')} FROM publication INDEXED BY publication_columns WHERE id > ? ORDER BY id LIMIT ?)`,
      [after, most],
    )
    const columns = (found as string[]).map((text) => JSON.parse(text) as Value[])
    const ids = columns[0] as number[]
    const last = ids.at(-1)
    if (last === undefined) return undefined
    this.grow(last + 1)
    ids.forEach((id, i) => {
      this.#set(id, columns, i)
    })
    return last
  }

  /** Reads a row that was written, or is gone. */
  refresh(id: number, statements: Statements): void {
    const [row] = statements.rows(
      `SELECT ${names.join(', ')} FROM publication INDEXED BY publication_columns WHERE id = ?`,
      [id],
    )
    if (row) {
      this.grow(id + 1)
      this.#set(
        id,
        row.map((value) => [value]),
        0,
      )
    } else if (id < this.size) for (const name of flags) put(this.flags[name], id, false)
    this.#venues?.changed(id)
  }

  /** @param columns values by name, in the order of the names, the wanted ones at `i` */
  #set(id: number, columns: Value[][], i: number): void {
    this.numbers.year[id] = (columns[1]![i] as number | null) ?? missing
    this.numbers.venue_id[id] = (columns[2]![i] as number | null) ?? missing
    for (let n = 0; n < texts.length; n++) {
      this.numbers[texts[n]!][id] = this.#code(texts[n]!, columns[3 + n]![i] as string | null)
    }
    for (let n = 0; n < flags.length; n++) {
      put(this.flags[flags[n]!], id, columns[3 + texts.length + n]![i] === 1)
    }
  }

  #code(name: TextColumn, text: string | null): number {
    let number = this.#numberOf[name].get(text)
    if (number === undefined) {
      number = this.texts[name].push(text) - 1
      this.#numberOf[name].set(text, number)
    }
    return number
  }

  /** Whether a row's value lies between two; no bound is undefined, and NULL lies nowhere. */
  isBetween(id: number, { column, low, high }: Between): boolean {
    if (id >= this.size) return false
    if (column in this.flags) return this.#flag(column as FlagColumn, id) === low
    const value = this.numbers[column as NumberColumn][id]!
    const [first, last] = this.#bounds(column as NumberColumn, low, high)
    return value >= first && value <= last
  }

  #flag(name: FlagColumn, id: number): number {
    return (this.flags[name][id >>> 5]! >>> (id & 31)) & 1
  }

  /** The set of a flag, where it is one that is asked for, and whether it is to be set. */
  flagOf({ column, low }: Between): { bits: Bits; isSet: boolean } | undefined {
    return column in this.flags ? { bits: this.flags[column as FlagColumn], isSet: low === 1 } : undefined
  }

  /** The ids whose value lies between two, both included. A flag has one value. Not to be changed. */
  between({ column, low, high }: Between): IdSet {
    const flag = this.flagOf({ column, low, high })
    if (flag) {
      const bits = emptyBits(this.size)
      bits.set(flag.bits.subarray(0, bits.length))
      if (!flag.isSet) for (let i = 0; i < bits.length; i++) bits[i] = ~bits[i]!
      return bits
    }
    const [first, last] = this.#bounds(column as NumberColumn, low, high)
    if (column === 'venue_id' && first === last) {
      this.#venues ??= new Postings(this.numbers.venue_id, this.size)
      const ids = this.#venues.idsOf(first, this.numbers.venue_id)
      if (ids) return ids
      this.#venues = undefined
    }
    const bits = emptyBits(this.size)
    fillBetween(bits, this.numbers[column as NumberColumn], first, last)
    return bits
  }

  #bounds(name: NumberColumn, low: Between['low'], high: Between['high']): [number, number] {
    const number = (value: number | string) =>
      typeof value === 'number' ? value : (this.#numberOf[name as TextColumn].get(value) ?? -1)
    return [low === undefined ? missing + 1 : number(low), high === undefined ? highest : number(high)]
  }
}

export interface Between {
  column: ColumnName
  low: number | string | undefined
  high: number | string | undefined
}

/** 1 for what is below or above, which makes one of the two differences negative. */
const outside = (value: number, low: number, high: number) => ((value - low) | (high - value)) >>> 31

/** Without a branch for each row: under a millisecond a million. */
function fillBetween(bits: Bits, values: Int32Array, low: number, high: number): void {
  for (let word = 0; word < bits.length; word++) {
    let out = 0
    for (let bit = 0, i = word << 5; bit < 32; bit += 4, i += 4) {
      out |=
        (outside(values[i]!, low, high) |
          (outside(values[i + 1]!, low, high) << 1) |
          (outside(values[i + 2]!, low, high) << 2) |
          (outside(values[i + 3]!, low, high) << 3)) <<
        bit
    }
    bits[word] = ~out
  }
}
