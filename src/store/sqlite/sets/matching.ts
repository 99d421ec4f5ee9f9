/**
 * Which publications a query asks for: the sets of its terms are kept, brought up to date with what was written, and
 * intersected. Each of them holds none but what may be shown in the versions asked for, so the set of one filter is an
 * answer, and what few have is found by going through these few.
 */
import { LRUCache } from 'lru-cache'
import type { PublicationQuery } from '../../../model/query.ts'
import type { Phrase, Search } from '../../../model/search.ts'
import { isPublic, termsOf, versionTerms } from '../filters.ts'
import { everyPhrase, onePhrase } from '../search.ts'
import type { Statements } from '../statements.ts'
import type { Term } from '../terms.ts'
import {
  type Bits,
  bitsOf,
  compact,
  contains,
  count,
  emptyBits,
  filtered,
  type IdList,
  type IdSet,
  intersect,
  isList,
  listOf,
  opened,
  put,
  resized,
  subtract,
  unite,
} from './bitset.ts'
import type { Sets } from './sets.ts'

/** Bytes that the sets of terms may take. */
const capacity = 48 * 1024 * 1024
/** Members from which a set that SQL finds is kept: fewer are found as fast. */
const fewKept = 500
/** A search that finds fewer is made anew each time; one that finds more is put together from its words. */
const fewFound = 2000
/** Ids that are gone through at a time where a set is made in parts: a millisecond, of the commonest word. */
const part = 8192
/** A number of JavaScript is bound as a real one, with which FTS5 goes through all rows instead of to the one. */
const integer = 'CAST(? AS INTEGER)'

type Versions = PublicationQuery['versions']

/** A set with how many are in it. Not to be changed, and true until the next one is asked for. */
export interface Matching {
  set: IdSet
  total: number
  /** A set that has all of its members. */
  within?: Matching
}
/** True up to a number of changes. */
interface Kept extends Matching {
  at: number
}

export class Matcher {
  readonly #sets: Sets
  readonly #statements: Statements
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: capacity,
    sizeCalculation: ({ set }, key) => set.byteLength + key.length + 200,
  })
  /** What the last query found, where it is of no one term: made once, because a new one each time has to be collected. */
  #room: Bits = emptyBits(0)

  constructor(sets: Sets, statements: Statements) {
    this.#sets = sets
    this.#statements = statements
  }

  forget(): void {
    this.#kept.clear()
  }

  /** The publications of a query. @throws Problem invalid-parameter for a value that names nothing */
  matching({
    filters,
    search,
    versions,
  }: Pick<PublicationQuery, 'filters' | 'search' | 'versions'>): Matching {
    const inside: Matching[] = []
    const outside: Matching[] = []
    for (const { any, none } of termsOf(filters, this.#statements)) {
      if (any.length === 1) this.#narrow(any[0]!, versions, inside, outside)
      else if (any.length > 1) inside.push(this.setOf({ kind: 'either', terms: any }, versions))
      for (const term of none) outside.push(this.setOf(term, versions))
    }
    if (search) {
      if (search.include.length) inside.push(...this.found(search.include, versions))
      for (const phrase of search.exclude) outside.push(this.setOf(onePhrase(phrase), versions))
    }
    if (inside.length === 0) inside.push(this.#visible(versions))
    return this.#meet(inside, outside, () => this.#emptied())
  }

  /** A part of a set, which stays true beside it. */
  part(inside: readonly Matching[], outside: readonly Matching[]): Matching {
    return this.#meet(inside, outside, () => emptyBits(this.#sets.columns.size))
  }

  /** Sets that have in common what has all phrases, in some columns of the index. */
  found(include: Search['include'], versions: Versions, columns = ''): Matching[] {
    const isKept = (phrase: Phrase) => this.#kept.has(keyOf(onePhrase(phrase, columns), versions))
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
    const kept = (isFew ? include.filter(isKept) : include).map((phrase) =>
      this.setOf(onePhrase(phrase, columns), versions),
    )
    return isFew ? [this.#shown(listOf(few), versions), ...kept] : kept
  }

  setOf(term: Term, versions: Versions): Matching {
    const key = keyOf(term, versions)
    const isMember = () => {
      const visible = this.#visible(versions).set
      const test = this.#test(term)
      return test && ((id: number) => contains(visible, id) && test(id))
    }
    const current = this.#current(key, isMember)
    if (current) return current
    const made = this.#shown(this.#make(term), versions)
    const isFound = term.kind === 'ids' || (term.kind === 'between' && term.between.column === 'venue_id')
    return isFound && made.total < fewKept ? made : this.#keep(key, made)
  }

  /**
   * Makes the set of a term before anybody asks for it, a part with each call of what is returned, which says whether
   * there is more. What is written between two calls is followed as it is for every kept set.
   */
  inParts(term: Term, versions: Versions): () => boolean {
    const key = keyOf(term, versions)
    const wholly = () => {
      this.setOf(term, versions)
      return false
    }
    if (term.kind !== 'ids' || term.id === undefined) return wholly
    const { select, params, id: column } = term
    const at = this.#sets.written
    const { size } = this.#sets.columns
    const bits = emptyBits(size)
    let from = 0
    return () => {
      // Somebody who could not wait has had it made.
      if (this.#kept.has(key)) return wholly()
      const to = Math.min(from + part, size) - 1
      const between = `${select} AND ${column} BETWEEN ${integer} AND ${integer}`
      for (const id of this.#statements.numbers(between, [...params, from, to])) put(bits, id, true)
      from = to + 1
      if (from < size) return true
      this.#keep(key, this.#shown(bits, versions), at)
      return wholly()
    }
  }

  /** All that may be shown. */
  #visible(versions: Versions): Matching {
    const key = `${versions} all`
    const { columns } = this.#sets
    const flags = [isPublic, ...versionTerms[versions]]
    const current = this.#current(key, () => (id) => flags.every((flag) => columns.isBetween(id, flag)))
    if (current) return current
    const bits = emptyBits(columns.size).fill(0xffffffff)
    for (const { bits: flag, isSet } of flags.map((one) => columns.flagOf(one)!))
      (isSet ? intersect : subtract)(bits, flag)
    return this.#keep(key, { set: bits, total: count(bits) })
  }

  /**
   * A kept set, with what was written since put in or taken out.
   * @param testing gives what tells of one id; undefined where only making the set anew does
   */
  #current(key: string, testing: () => ((id: number) => boolean) | undefined): Matching | undefined {
    const kept = this.#kept.get(key)
    const changed = kept && this.#sets.since(kept.at)
    if (!kept || !changed) return undefined
    if (changed.size === 0) return kept
    const isMember = testing()
    if (!isMember) return undefined
    const { size } = this.#sets.columns
    const bits = resized(opened(kept.set, size), size)
    for (const id of changed) if (id < size) put(bits, id, isMember(id))
    return this.#keep(key, { set: bits, total: count(bits) })
  }

  /** @param at the number of changes that the set takes account of */
  #keep(key: string, { set, total }: Matching, at = this.#sets.written): Kept {
    const kept = { set: compact(set, total, this.#sets.columns.size), total, at }
    this.#kept.set(key, kept)
    return kept
  }

  #shown(set: IdSet, versions: Versions): Matching {
    const visible = this.#visible(versions).set
    if (isList(set) || isList(visible)) {
      const [list, other] = isList(set) ? [set, visible] : [visible as IdList, set]
      const shown = filtered(list, [other], []).slice()
      return { set: shown, total: shown.length }
    }
    intersect(set, visible)
    return { set, total: count(set) }
  }

  /** A range is what lies up to its end without what lies below it: two sets, which other ranges have too. */
  #narrow(term: Term, versions: Versions, inside: Matching[], outside: Matching[]): void {
    const { column, low, high } = term.kind === 'between' ? term.between : { column: undefined }
    if (column === undefined || typeof low !== 'number' || low === high) {
      inside.push(this.setOf(term, versions))
      return
    }
    const upTo = (end: typeof high) =>
      this.setOf({ kind: 'between', between: { column, low: undefined, high: end } }, versions)
    const whole = upTo(high)
    inside.push(whole)
    const { set, total } = upTo(low - 1)
    outside.push({ set, total, within: whole })
  }

  #meet(inside: readonly Matching[], outside: readonly Matching[], empty: () => Bits): Matching {
    const [first, ...others] = inside.toSorted((a, b) => a.total - b.total)
    if (others.length === 0 && outside.length === 0) return first!
    const out = outside.map(({ set }) => set)
    if (isList(first!.set)) {
      const set = filtered(
        first!.set,
        others.map((other) => other.set),
        out,
      )
      return { set, total: set.length }
    }
    const bits = empty()
    bits.set(first!.set.subarray(0, bits.length))
    for (const { set } of others) intersect(bits, set as Bits)
    for (const set of out) subtract(bits, set)
    // Of a range, what is left out lies within what is not: counting takes longer than all else.
    const isRange = inside.length === 1 && outside.length === 1 && outside[0]!.within === first
    return { set: bits, total: isRange ? first!.total - outside[0]!.total : count(bits) }
  }

  #emptied(): Bits {
    const words = (this.#sets.columns.size + 31) >>> 5
    if (this.#room.length < words) this.#room = emptyBits(this.#sets.columns.size + 32 * 1024)
    return this.#room.subarray(0, words)
  }

  /** Tells of one id whether a term is true of it, so that a kept set can be brought up to date. */
  #test(term: Term): ((id: number) => boolean) | undefined {
    if (term.kind === 'between') return (id) => this.#sets.columns.isBetween(id, term.between)
    if (term.kind === 'ids') {
      const { select, params, id: column } = term
      if (column === undefined) return undefined
      return (id) =>
        this.#statements.get(`${select} AND ${column} = ${integer} LIMIT 1`, [...params, id]) !== undefined
    }
    const tests = term.terms.map((one) => this.#test(one))
    if (tests.includes(undefined)) return undefined
    return (id) => tests.some((test) => test!(id))
  }

  #make(term: Term): IdSet {
    const { columns } = this.#sets
    if (term.kind === 'between') return columns.between(term.between)
    if (term.kind === 'ids') {
      const ids = this.#statements.numbers(term.select, term.params)
      return ids.length * 64 < columns.size ? listOf(ids) : bitsOf(ids, columns.size)
    }
    const bits = emptyBits(columns.size)
    for (const one of term.terms) unite(bits, this.#make(one))
    return bits
  }
}

function keyOf(term: Term, versions: Versions): string {
  return `${versions} ${JSON.stringify(term)}`
}
