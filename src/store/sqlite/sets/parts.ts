/**
 * What a publication may have many of (tags, authors), by row id, for counting within a set: all values one after
 * another, and where those of each publication begin. Read when it is first asked for; what was written since stands
 * beside it.
 */
import type { Statements, Value } from '../statements.ts'
import { forEach, type IdSet } from './bitset.ts'
import { Loading } from './loading.ts'
import type { Sets } from './sets.ts'

/** Numbers of values: most stores have fewer of them than two bytes tell apart. */
type Numbers = Uint16Array | Uint32Array
const mostInTwoBytes = 1 << 16

interface Source {
  table: 'tag' | 'contributor'
  /** What is shown of a value; those that fold to the same are one value. */
  label: 'tag' | 'name' | 'person_id'
  where: string
  /** A publication counts once where it has a value twice. */
  once: boolean
}

interface Rows {
  ids: number[]
  labels: Value[]
  folds: Value[]
}

/** Publications read at a time. */
const slice = 500
/** Stores up to this size are read at once. */
const small = 20_000
/** When more were written since, all is read again. */
const mostBeside = 20_000

export class Parts {
  readonly #sets: Sets
  readonly #statements: Statements
  readonly #source: Source
  readonly #loading = new Loading()
  /** True up to this number of changes. */
  #at = 0
  #starts = new Uint32Array(0)
  #values: Numbers = new Uint16Array(0)
  readonly #beside = new Map<number, number[]>()
  /** By number of a value: how it is written, and the number of what it folds to. */
  #labels: Value[] = []
  #folds: number[] = []
  #numbers = new Map<string, number>()
  #foldNumbers = new Map<Value, number>()

  constructor(sets: Sets, statements: Statements, source: Source) {
    this.#sets = sets
    this.#statements = statements
    this.#source = source
  }

  stop(): void {
    this.#loading.stop()
  }

  /** Each value within a set with how many have it. @throws Pending while they are being read */
  count(set: IdSet): { value: Value; n: number }[] {
    this.follow()
    const counts = new Uint32Array(this.#labels.length)
    const [starts, values, beside] = [this.#starts, this.#values, this.#beside]
    const last = starts.length - 1
    forEach(set, (id) => {
      const written = beside.size > 0 ? beside.get(id) : undefined
      if (written) for (const value of written) counts[value]!++
      else if (id < last) for (let i = starts[id]!; i < starts[id + 1]!; i++) counts[values[i]!]!++
    })
    const byFold = new Map<number, { value: Value; n: number }>()
    for (let value = 0; value < counts.length; value++) {
      const n = counts[value]!
      if (n === 0) continue
      const label = this.#labels[value]!
      const same = byFold.get(this.#folds[value]!)
      if (!same) byFold.set(this.#folds[value]!, { value: label, n })
      else {
        same.n += n
        if (Buffer.compare(Buffer.from(String(label)), Buffer.from(String(same.value))) < 0)
          same.value = label
      }
    }
    return [...byFold.values()]
  }

  /** Comes up to date. @throws Pending while all are being read */
  follow(): void {
    this.#loading.require()
    const changed = this.#loading.isLoaded ? this.#sets.since(this.#at) : undefined
    if (!changed || this.#beside.size + changed.size > mostBeside) {
      this.#load()
      this.#loading.require()
      return
    }
    for (const id of changed) this.#beside.set(id, this.#numbered(this.#read(id, id), 0))
    this.#at = this.#sets.written
  }

  #load(): void {
    this.#at = this.#sets.written
    this.#beside.clear()
    this.#labels = []
    this.#folds = []
    this.#numbers = new Map()
    this.#foldNumbers = new Map()
    const { size } = this.#sets.columns
    const starts = new Uint32Array(size + 1)
    let values: Numbers = new Uint16Array(size * 2)
    let filled = 0
    let at = 0
    const read = () => {
      const rows = this.#read(at, at + slice - 1)
      let row = 0
      for (const end = Math.min(at + slice, size); at < end; at++) {
        starts[at] = filled
        if (rows.ids[row] !== at) continue
        const numbers = this.#numbered(rows, row)
        while (rows.ids[row] === at) row++
        const isWider = this.#labels.length > mostInTwoBytes && values instanceof Uint16Array
        if (isWider || filled + numbers.length > values.length) {
          const Kind = isWider ? Uint32Array : (values.constructor as typeof Uint16Array)
          const larger = new Kind(Math.ceil((filled + numbers.length) * 1.5))
          larger.set(values.subarray(0, filled))
          values = larger
        }
        values.set(numbers, filled)
        filled += numbers.length
      }
      return at < size
    }
    const done = () => {
      starts[size] = filled
      this.#starts = starts
      this.#values = values.slice(0, filled)
    }
    this.#loading.start(read, done, size <= small)
  }

  /** The publications between two ids, by column: rows would take longer. */
  #read(from: number, to: number): Rows {
    const { table, label, where } = this.#source
    const fold = label === 'person_id' ? label : 'folded'
    const [found] = this.#statements.rows(
      `SELECT json_group_array(id), json_group_array(label), json_group_array(fold) FROM (
         SELECT publication_id AS id, ${label} AS label, ${fold} AS fold FROM ${table}
         WHERE publication_id BETWEEN ? AND ? AND ${where} ORDER BY publication_id LIMIT -1)`,
      [from, to],
    )
    const [ids, labels, folds] = (found as string[]).map((text) => JSON.parse(text))
    return { ids, labels, folds }
  }

  /** The values of one publication, whose rows begin at `row`. */
  #numbered({ ids, labels, folds }: Rows, row: number): number[] {
    const numbers: number[] = []
    for (let i = row; ids[i] === ids[row] && i < ids.length; i++) {
      const label = labels[i]!
      const number = this.#number(label, folds[i]!)
      if (!this.#source.once) numbers.push(number)
      else {
        const same = numbers.findIndex((other) => this.#folds[other] === this.#folds[number])
        if (same < 0) numbers.push(number)
        else if (String(label) < String(this.#labels[numbers[same]!])) numbers[same] = number
      }
    }
    return numbers
  }

  #number(label: Value, fold: Value): number {
    const key = String(label)
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.#labels.push(label) - 1
      this.#numbers.set(key, number)
      let folded = this.#foldNumbers.get(fold)
      if (folded === undefined) {
        folded = this.#foldNumbers.size
        this.#foldNumbers.set(fold, folded)
      }
      this.#folds.push(folded)
    }
    return number
  }
}
