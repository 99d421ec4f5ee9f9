/**
 * Which publications a query asks for, as a set of row ids in memory: the sets of its terms are kept, brought up to date
 * with what was written, and intersected. So a total is a count of bits, whatever the filters and however many match.
 */
import type { PublicationQuery } from '../../../model/query.ts'
import type { Statements } from '../statements.ts'
import { has } from './bitset.ts'
import { Changes } from './changes.ts'
import { Columns } from './columns.ts'
import { Loading } from './loading.ts'
import { Matcher, type Matching } from './matching.ts'

/** Stores up to this size are read at once. */
const small = 20_000
/** Rows read at a time. */
const slice = 1000
/** Changes that a set which is not asked for may fall behind. */
const mostBehind = 4096

const noIds: ReadonlySet<number> = new Set()

export class Sets {
  columns = new Columns()
  readonly #statements: Statements
  readonly matcher: Matcher
  #changes: Changes | undefined
  readonly #loading = new Loading()
  /** Ids that were written, the oldest of them left out, and how many there have been in all. */
  #recent: number[] = []
  #written = 0

  constructor(statements: Statements) {
    this.#statements = statements
    this.matcher = new Matcher(this, statements)
  }

  stop(): void {
    this.#loading.stop()
  }

  /** How many writes have been followed: what was made from sets is true as long as this stays the same. */
  get written(): number {
    return this.#written
  }

  isPublic(id: number): boolean {
    return id < this.columns.size && has(this.columns.flags.public, id)
  }

  /** Ids written since `at`; undefined where they are no longer known. */
  since(at: number): ReadonlySet<number> | undefined {
    const behind = this.#written - at
    if (behind === 0) return noIds
    return behind > this.#recent.length ? undefined : new Set(this.#recent.slice(-behind))
  }

  /**
   * Comes up to date with what was written. To be called in a snapshot, before anything else is asked for there.
   * @throws Pending while the store is being read, which the first call begins
   */
  follow(): void {
    if (!this.#changes) this.#load()
    this.#loading.require()
    let ids = this.#changes!.next()
    if (!ids) {
      this.#load()
      this.#loading.require()
      ids = []
    }
    for (const id of new Set(ids)) this.columns.refresh(id, this.#statements)
    for (const id of ids) this.#recent.push(id)
    this.#written += ids.length
    if (this.#recent.length > 2 * mostBehind) this.#recent = this.#recent.slice(-mostBehind)
  }

  #load(): void {
    // What is written while the rows are being read is read again afterwards.
    this.#changes = new Changes(this.#statements)
    this.#recent = []
    this.#written += mostBehind
    this.matcher.forget()
    const columns = new Columns()
    const { last } = this.#statements.get<{ last: number | null }>('SELECT max(id) AS last FROM publication')!
    columns.grow((last ?? 0) + 1)
    let at: number | undefined = 0
    const read = () => {
      at = columns.read(at!, slice, this.#statements)
      return at !== undefined && at < (last ?? 0)
    }
    const done = () => {
      this.columns = columns
    }
    this.#loading.start(read, done, (last ?? 0) <= small)
  }

  /** The publications of a query. @throws Problem invalid-parameter for a value that names nothing */
  matching(query: PublicationQuery): Matching {
    return this.matcher.matching(query)
  }
}
