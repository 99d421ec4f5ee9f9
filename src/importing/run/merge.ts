/**
 * Two records of one work made one, field by field. What a person entered stays; of what sources gave, the richer stands:
 * what is missing is filled in, what says more of the same replaces what says less. What contradicts is told and not
 * taken. What an entry gave before is known, so what its source changes since comes, and what a person changed stays.
 */
import { isDeepStrictEqual } from 'node:util'
import { sortText } from '../../model/fold.ts'
import { familyName } from '../../model/name.ts'
import {
  type Change,
  type Field,
  isSameValue,
  ownFields,
  type Provenance,
  sourceOf,
} from '../../model/provenance.ts'
import type { Contributor, PublicationInput } from '../../model/publication.ts'
import { plainTitle } from '../../model/title.ts'

/** What a source says otherwise, and why it was not taken. */
export interface Contradiction extends Change {
  because: string
}

export interface Merged {
  publication: PublicationInput
  changes: Change[]
  contradictions: Contradiction[]
  /**
   * What to remember as given: what is not taken stands there as it was before, so that it is told again, and comes when
   * nothing is against it any more.
   */
  said: PublicationInput
}

export interface MergeContext {
  /** What the same entry gave the last time. */
  base?: PublicationInput | undefined
  /** Of the existing publication. */
  provenance?: Provenance
}

/** `extra` is looked after at the end. */
const isApart = (field: string) => ownFields.has(field) || field === 'extra'

export function merge(
  existing: PublicationInput,
  incoming: PublicationInput,
  { base, provenance = { given: [], locked: [] } }: MergeContext = {},
): Merged {
  const publication: Record<string, unknown> = { ...existing }
  const changes: Change[] = []
  const contradictions: Contradiction[] = []
  const locked = new Set(provenance.locked)
  let said: Record<string, unknown> = incoming
  const set = (field: string, after: unknown) => {
    const before = publication[field]
    if (isDeepStrictEqual(before, after)) return
    changes.push({
      field,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    })
    if (after === undefined) delete publication[field]
    else publication[field] = after
  }
  const refuse = (field: string, before: unknown, after: unknown) => {
    const source = sourceOf(field.split('.')[0]!, existing, provenance)?.source
    const because = locked.has(field) ? 'locked' : source === undefined ? 'entered by hand' : `from ${source}`
    contradictions.push({ field, before, after, because })
    if (base) said = withMember(said, base, field.split('.'))
  }
  const fields = new Set([...Object.keys(incoming), ...Object.keys(base ?? {})])
  for (const field of fields) {
    const value = incoming[field as Field]
    const before = existing[field as Field]
    const last = base?.[field as Field]
    if (isApart(field)) continue
    if (isSameValue(before, value)) {
      // The people are the same; who of them is known here may have been found only now.
      if (field === 'contributors' && !locked.has(field))
        set(field, enriched(before as Contributor[], (value ?? []) as Contributor[]))
      continue
    }
    // The source says what it said before, so what stands here otherwise was meant to.
    if (last !== undefined && isSameValue(last, value)) continue
    if (locked.has(field)) refuse(field, before, value)
    else if (value === undefined) {
      if (field !== 'title' && isSameValue(before, last)) set(field, undefined)
    } else if (before === undefined) set(field, value)
    else if (last !== undefined && isSameValue(before, last)) set(field, replaced(field, before, value))
    else {
      const isPersons = sourceOf(field, existing, provenance) === undefined
      const merged = mergeValue(field, before, value, last, isPersons)
      if (merged === undefined) refuse(field, before, value)
      else set(field, merged)
      for (const inner of insideContradictions(field, merged ?? before, value))
        refuse(inner.field, inner.before, inner.after)
    }
  }
  if (!locked.has('extra')) {
    // What each source keeps for itself, by format.
    const extra = mergeObject(existing.extra ?? {}, incoming.extra ?? {}, base?.extra ?? {})
    set('extra', Object.keys(extra).length ? (extra as PublicationInput['extra']) : undefined)
  }
  return {
    publication: publication as PublicationInput,
    changes,
    contradictions,
    said: said as PublicationInput,
  }
}

/** The object with one member as another object has it. */
function withMember(
  object: Record<string, unknown>,
  from: Record<string, unknown>,
  [name, ...rest]: string[],
): Record<string, unknown> {
  const [own, other] = [object[name!], from[name!]]
  const value = rest.length && isObject(own) && isObject(other) ? withMember(own, other, rest) : other
  const { [name!]: _, ...others } = object
  return value === undefined ? others : { ...others, [name!]: value }
}

/** What a source gives in place of what it gave before. People keep what other sources knew of them. */
const replaced = (field: string, before: unknown, value: unknown) =>
  field === 'contributors' ? enriched(value as Contributor[], before as Contributor[]) : value

/**
 * @param last what the source gave before
 * @param isPersons a person wrote what stands here, so nothing is better
 * @returns undefined where the two contradict each other
 */
function mergeValue(
  field: string,
  before: unknown,
  value: unknown,
  last: unknown,
  isPersons: boolean,
): unknown {
  if (field === 'contributors') return mergePeople(before as Contributor[], value as Contributor[], isPersons)
  if (Array.isArray(before) && Array.isArray(value)) return union(before, value, last)
  if (isObject(before) && isObject(value)) return mergeObject(before, value, isObject(last) ? last : {})
  if (typeof before !== 'string' || typeof value !== 'string') return undefined
  const [own, other] = [folded(field, before), folded(field, value)]
  if ((!isPersons || field === 'issued') && isRicher(field, before, value)) return value
  // The same but for letters that do not count, or less of the same.
  return own === other || before.startsWith(value) ? before : undefined
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const folded = (field: string, text: string) =>
  sortText(field === 'title' || field === 'abstract' ? plainTitle(text) : text)

/** Whether a text says all that another one says, and more: the day beside the year, the subtitle, both ends of a range. */
function isRicher(field: string, before: string, value: string): boolean {
  if (field === 'issued' || field === 'pages') return value.startsWith(`${before}-`)
  const [own, other] = [folded(field, before), folded(field, value)]
  if (own === other) return isShouted(before) && !isShouted(value)
  return (field === 'title' || field === 'abstract') && own.length > 0 && other.startsWith(`${own} `)
}

const isShouted = (text: string) => text === text.toUpperCase() && text !== text.toLowerCase()

/** What two values are compared by: a link is its address, a tag its letters. */
const identity = (value: unknown) =>
  typeof value === 'object' && value !== null && 'url' in value
    ? String(value.url)
    : typeof value === 'string'
      ? sortText(value)
      : JSON.stringify(value)

/** @param last what the source gave before: what a person took out of it does not come again, what the source did goes */
function union(before: unknown[], value: unknown[], last: unknown): unknown[] {
  const given = new Set((Array.isArray(last) ? last : []).map(identity))
  const now = new Set(value.map(identity))
  const stays = before.filter((one) => !given.has(identity(one)) || now.has(identity(one)))
  const have = new Set(before.map(identity))
  const added = value.filter((one) => !have.has(identity(one)) && !given.has(identity(one)))
  return added.length || stays.length < before.length ? [...stays, ...added] : before
}

/** The members of an object that the two records have and disagree on, such as `venue.name`. */
function insideContradictions(field: string, before: unknown, value: unknown): Change[] {
  if (Array.isArray(before) || typeof before !== 'object' || typeof value !== 'object' || !before || !value)
    return []
  return Object.entries(value).flatMap(([name, one]) => {
    const own = (before as Record<string, unknown>)[name]
    if (typeof own !== 'string' || typeof one !== 'string' || sortText(own) === sortText(one)) return []
    return [{ field: `${field}.${name}`, before: own, after: one }]
  })
}

/** Members that are missing are filled in, those that the source changed change; what else both have stays. */
function mergeObject(
  before: Record<string, unknown>,
  value: Record<string, unknown>,
  last: Record<string, unknown>,
): Record<string, unknown> {
  const merged = { ...before }
  for (const name of new Set([...Object.keys(value), ...Object.keys(last)])) {
    const [own, one, given] = [before[name], value[name], last[name]]
    if (given !== undefined && isDeepStrictEqual(given, one)) continue
    if (own === undefined || (given !== undefined && isDeepStrictEqual(own, given))) {
      if (one === undefined) delete merged[name]
      else merged[name] = one
    } else if (Array.isArray(own) && Array.isArray(one)) merged[name] = union(own, one, given)
  }
  return merged
}

const parts = (given: string) => given.split(/[\s.-]+/).filter(Boolean)
const initials = (given: string) => parts(given).map((word) => word[0]!.toLowerCase())
const isInitials = (given: string) => parts(given).every((word) => /^\p{L}$/u.test(word))

/** The same people in the same order: each is given what the other record knows. A list that was cut short goes on. */
function mergePeople(
  before: Contributor[],
  value: Contributor[],
  isPersons: boolean,
): Contributor[] | undefined {
  const isContinued = before.length > 0 && before.length < value.length && !isPersons
  const same =
    (before.length === value.length || isContinued) &&
    before.every(
      (one, i) =>
        one.role === value[i]!.role && sortText(familyName(one)) === sortText(familyName(value[i]!)),
    )
  return same ? [...enriched(before, value), ...value.slice(before.length)] : undefined
}

function enriched(people: Contributor[], others: Contributor[]): Contributor[] {
  return people.map((one, i) => {
    const other = others[i]
    if (!other || sortText(familyName(one)) !== sortText(familyName(other))) return one
    const { given } = one
    // "Z." becomes "Zhisheng"; a name in full stays as it is.
    const letters = (name: string) => name.replace(/[^\p{L}]/gu, '').length
    const isShort = given !== undefined && other.given !== undefined && isInitials(given)
    const fits = isShort && initials(other.given!).join('').startsWith(initials(given).join(''))
    const longer = fits && letters(other.given!) > letters(given) ? { given: other.given! } : {}
    const { role: _, given: __, ...more } = other
    // Its own members first, in their order.
    return { ...one, ...more, ...one, ...longer } as Contributor
  })
}
