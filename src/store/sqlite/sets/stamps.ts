/**
 * The stamps of all publications, by row id: numbers that stand for what each holds, in this process, the next one and all
 * others (`publication_stamp` in the schema). Read when they are first asked for; eight bytes a publication.
 */
import type { Statements } from '../statements.ts'
import { Loading, Pending } from './loading.ts'
import type { Sets } from './sets.ts'

/** Rows read at a time. */
const slice = 2000
/** Stores up to this size are read at once. */
const small = 20_000

export class Stamps {
  readonly #sets: Sets
  readonly #statements: Statements
  readonly #loading = new Loading()
  /** True up to this number of changes. */
  #at = 0
  #stamps = new Float64Array(0)

  constructor(sets: Sets, statements: Statements) {
    this.#sets = sets
    this.#statements = statements
  }

  stop(): void {
    this.#loading.stop()
  }

  /** 0 for one that there is not. To be called after `follow`. */
  of(id: number): number {
    return this.#stamps[id] ?? 0
  }

  /** Comes up to date. @throws Pending while all are being read */
  follow(): void {
    this.#loading.require()
    const changed = this.#loading.isLoaded ? this.#sets.since(this.#at) : undefined
    if (!changed) {
      this.#load()
      this.#loading.require()
      return
    }
    if (changed.size > 0) {
      this.#grow(this.#sets.columns.size)
      for (const id of changed) if (id < this.#stamps.length) this.#stamps[id] = 0
      this.#read('WHERE publication_id IN (SELECT value FROM json_each(?))', [JSON.stringify([...changed])])
    }
    this.#at = this.#sets.written
  }

  /**
   * Comes up to date where nobody has to wait for it, and says whether it is.
   * @param begins reads those of a large store for the next time
   */
  followIfLoaded(begins: boolean): boolean {
    if (!begins && !this.#loading.isLoaded && this.#sets.columns.size > small) return false
    try {
      this.follow()
      return true
    } catch (pending) {
      if (pending instanceof Pending) return false
      throw pending
    }
  }

  #grow(size: number): void {
    if (size <= this.#stamps.length) return
    const larger = new Float64Array(size + 1024)
    larger.set(this.#stamps)
    this.#stamps = larger
  }

  #load(): void {
    this.#at = this.#sets.written
    this.#stamps = new Float64Array(this.#sets.columns.size)
    let after: number | undefined = 0
    const read = () => {
      after = this.#read('WHERE publication_id > ? ORDER BY publication_id LIMIT ?', [after!, slice])
      return after !== undefined
    }
    this.#loading.start(read, () => {}, this.#sets.columns.size <= small)
  }

  /** @returns the last id read */
  #read(which: string, params: (string | number)[]): number | undefined {
    // Column by column, as texts: rows take longer to come here.
    const [found] = this.#statements.rows(
      `SELECT json_group_array(id), json_group_array(stamp) FROM (
         SELECT publication_id AS id, stamp FROM publication_stamp ${which})`,
      params,
    )
    const [ids, stamps] = (found as string[]).map((text) => JSON.parse(text) as number[])
    const last = ids!.at(-1)
    if (last !== undefined) this.#grow(last + 1)
    ids!.forEach((id, i) => {
      this.#stamps[id] = stamps![i]!
    })
    return last
  }
}
