/**
 * Which publications a query asks for, as a set of row ids in memory: the sets of its terms are kept, brought up to date
 * with what was written, and intersected. So a total is a count of bits, whatever the filters and however many match.
 */
import { LRUCache } from 'lru-cache'
import { words } from '../../../model/fold.ts'
import type { PublicationQuery } from '../../../model/query.ts'
import type { Phrase, Search } from '../../../model/search.ts'
import { termsOf } from '../filters.ts'
import { everyPhrase, onePhrase, stepColumns } from '../search.ts'
import type { Statements } from '../statements.ts'
import type { IdsTerm, Term } from '../terms.ts'
import {
  allBits,
  type Bits,
  bitsOf,
  type Compact,
  compact,
  count,
  emptyBits,
  has,
  intersect,
  opened,
  put,
  resized,
  subtract,
  unite,
} from './bitset.ts'
import { Changes } from './changes.ts'
import { type Between, Columns } from './columns.ts'
import { Loading } from './loading.ts'

/** Stores up to this size are read at once. */
const small = 20_000
/** Rows read at a time. */
const slice = 1000
/** Bytes that the sets of terms may take. */
const capacity = 48 * 1024 * 1024
/** Members from which a set is kept. */
const fewKept = 500
/** Changes that a set which is not asked for may fall behind. */
const mostBehind = 4096
/** A search that finds fewer is made anew each time; one that finds more is put together from its words. */
const fewFound = 2000
/** Titles looked at for common words, and how many of these are read in advance. */
const sample = 1000
const mostWords = 50

/** A kept set, true up to a number of changes. */
interface Kept {
  set: Compact
  at: number
}

export class Sets {
  columns = new Columns()
  readonly #statements: Statements
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: capacity,
    sizeCalculation: ({ set }, key) => set.byteLength + key.length + 200,
  })
  #changes: Changes | undefined
  readonly #loading = new Loading()
  #words: string[] | undefined
  /** Ids that were written, the oldest of them left out, and how many there have been in all. */
  #recent: number[] = []
  #written = 0

  constructor(statements: Statements) {
    this.#statements = statements
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
  since(at: number): Set<number> | undefined {
    const behind = this.#written - at
    return behind > this.#recent.length ? undefined : new Set(behind ? this.#recent.slice(-behind) : [])
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
    this.#kept.clear()
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
  matching(query: PublicationQuery): Bits {
    const result = allBits(this.columns.size)
    for (const { any, none } of termsOf(query, this.#statements)) {
      if (any.length > 1) intersect(result, this.#eitherOf(any))
      else if (any[0]) this.#intersect(result, any[0])
      for (const term of none) subtract(result, this.#setOf(term))
    }
    if (query.search) {
      const { include, exclude } = query.search
      if (include.length) intersect(result, this.found(include))
      for (const phrase of exclude) subtract(result, this.#setOf(onePhrase(phrase)))
    }
    return result
  }

  /** Reads the sets of words that most searches have one of. @returns whether there is more to read */
  warmWord(): boolean {
    this.#words ??= this.#commonWords()
    const word = this.#words.pop()
    if (!word) return false
    for (const columns of ['', stepColumns[0]]) {
      this.#setOf(onePhrase({ words: [word], prefix: false }, columns))
    }
    return true
  }

  /** Found in a sample of the titles; none in a store so small that each search is cheap. */
  #commonWords(): string[] {
    const { size } = this.columns
    if (size < 5 * small) return []
    const ids = Array.from({ length: sample }, (_, i) => Math.floor(((i + 0.5) * size) / sample))
    const titles = this.#statements.rows(
      'SELECT title_sort FROM json_each(?) m CROSS JOIN publication p ON p.id = m.value',
      [JSON.stringify(ids)],
    )
    const counts = new Map<string, number>()
    for (const [title] of titles) {
      for (const word of new Set(words(String(title)))) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
    return [...counts]
      .filter(([, n]) => n >= sample / 50)
      .sort((a, b) => a[1] - b[1])
      .slice(-mostWords)
      .map(([word]) => word)
  }

  /** Those that have all phrases, in some columns of the index. Not to be changed. */
  found(include: Search['include'], columns = ''): Bits {
    const { size } = this.columns
    const isKept = (phrase: Phrase) => this.#kept.has(keyOf(onePhrase(phrase, columns)))
    const others = include.filter((phrase) => !isKept(phrase))
    const few =
      others.length > 0
        ? this.#statements.numbers(
            'SELECT rowid FROM publication_search WHERE publication_search MATCH ? LIMIT ?',
            [everyPhrase(others, columns), fewFound],
          )
        : undefined
    // Few that have the rarer words are looked for among those with the common ones, which are at hand.
    const isFew = few !== undefined && few.length < fewFound
    const terms = (isFew ? include.filter(isKept) : include).map((phrase) => onePhrase(phrase, columns))
    if (!isFew && terms.length === 1) return this.#setOf(terms[0]!)
    const all = isFew ? bitsOf(few, size) : allBits(size)
    for (const term of terms) intersect(all, this.#setOf(term))
    return all
  }

  #intersect(result: Bits, term: Term): void {
    const flag = term.kind === 'between' && this.columns.flagOf(term.between)
    if (flag) {
      if (flag.isSet) intersect(result, flag.bits)
      else subtract(result, flag.bits)
    } else if (term.kind === 'between') {
      const { upTo, below } = this.#between(term.between)
      intersect(result, upTo)
      if (below) subtract(result, below)
    } else intersect(result, this.#setOf(term))
  }

  #eitherOf(terms: readonly Term[]): Bits {
    const bits = emptyBits(this.columns.size)
    for (const term of terms) unite(bits, this.#setOf(term))
    return bits
  }

  /** Not to be changed. */
  #setOf(term: Term): Bits {
    if (term.kind === 'either') return this.#eitherOf(term.terms)
    if (term.kind === 'between') {
      const { upTo, below } = this.#between(term.between)
      if (!below) return upTo
      const bits = upTo.slice()
      subtract(bits, below)
      return bits
    }
    return this.#keptSet(
      keyOf(term),
      () => bitsOf(this.#statements.numbers(term.select, term.params), this.columns.size),
      term.id === undefined
        ? undefined
        : (id) =>
            this.#statements.get(`${term.select} AND ${term.id} = ? LIMIT 1`, [...term.params, id]) !==
            undefined,
    )
  }

  /** A range is what lies up to its end without what lies below it: two sets, which other ranges have too. */
  #between(wanted: Between): { upTo: Bits; below?: Bits } {
    const { column, low, high } = wanted
    const one = (between: Between) =>
      this.#keptSet(
        `${column} ${between.low}..${between.high}`,
        () => this.columns.between(between),
        (id) => this.columns.isBetween(id, between),
      )
    if (typeof low !== 'number' || low === high) return { upTo: one(wanted) }
    return {
      upTo: one({ column, low: undefined, high }),
      below: one({ column, low: undefined, high: low - 1 }),
    }
  }

  /** @param isMember tells of one id, so that a kept set can be brought up to date; without it a set is made anew */
  #keptSet(key: string, make: () => Bits, isMember?: (id: number) => boolean): Bits {
    const kept = this.#kept.get(key)
    const changed = kept && this.since(kept.at)
    if (kept && changed?.size === 0) return opened(kept.set, this.columns.size)
    if (kept && changed && isMember) {
      const bits = resized(opened(kept.set, this.columns.size), this.columns.size)
      for (const id of changed) if (id < this.columns.size) put(bits, id, isMember(id))
      this.#kept.set(key, { set: compact(bits), at: this.#written })
      return bits
    }
    const bits = make()
    // What SQL finds as fast is not worth the room.
    if (count(bits) >= fewKept) this.#kept.set(key, { set: compact(bits), at: this.#written })
    return bits
  }
}

const keyOf = ({ select, params }: IdsTerm) => `${select}\n${JSON.stringify(params)}`
