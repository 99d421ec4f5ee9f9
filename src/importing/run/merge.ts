/**
 * Two records of one work made one. What stands in the store stays: a person may have put it there. What it does not have
 * is filled in, what is more exact replaces what is less, and what contradicts is told and not taken. Where the record
 * still is what the same source gave before, the source may also change it.
 */
import { isDeepStrictEqual } from 'node:util'
import { sortText } from '../../model/fold.ts'
import { familyName } from '../../model/name.ts'
import type { Contributor, PublicationInput } from '../../model/publication.ts'
import { plainTitle } from '../../model/title.ts'

type Field = keyof PublicationInput

export interface Change {
  field: string
  before?: unknown
  after: unknown
}

export interface Merged {
  publication: PublicationInput
  changes: Change[]
  /** What the source says otherwise, and was not taken. */
  contradictions: Change[]
}

/** Belong to the record, or are looked after below. */
const apart = new Set<string>([
  'key',
  'aliases',
  'visibility',
  'featured',
  'groups',
  'extra',
  'custom',
  'year',
  'created',
  'updated',
  'version',
])

/**
 * @param base what the same source gave the last time, where that is known
 */
export function merge(
  existing: PublicationInput,
  incoming: PublicationInput,
  base?: PublicationInput,
): Merged {
  const publication: Record<string, unknown> = { ...existing }
  const changes: Change[] = []
  const contradictions: Change[] = []
  const set = (field: string, after: unknown) => {
    const before = publication[field]
    if (isDeepStrictEqual(before, after)) return
    changes.push({ field, ...(before === undefined ? {} : { before }), after })
    publication[field] = after
  }
  for (const [field, value] of Object.entries(incoming)) {
    if (apart.has(field)) continue
    const before = existing[field as Field]
    if (before === undefined) {
      // What the source gave before and is gone was taken out by a person.
      if (base?.[field as Field] === undefined || !isDeepStrictEqual(base[field as Field], value))
        set(field, value)
      continue
    }
    if (isDeepStrictEqual(before, value)) continue
    if (base && isDeepStrictEqual(withoutLinks(before), base[field as Field])) {
      set(field, field === 'contributors' ? enriched(value as Contributor[], before as Contributor[]) : value)
      continue
    }
    const merged = mergeValue(field, before, value)
    if (merged !== undefined) set(field, merged)
    else contradictions.push({ field, before, after: value })
    contradictions.push(...insideContradictions(field, before, value))
  }
  if (base) {
    for (const field of Object.keys(base)) {
      const gone = !apart.has(field) && incoming[field as Field] === undefined
      if (gone && field !== 'title' && isDeepStrictEqual(existing[field as Field], base[field as Field])) {
        changes.push({ field, before: existing[field as Field], after: undefined })
        delete publication[field]
      }
    }
  }
  const extra = mergeExtra(existing.extra, incoming.extra, base !== undefined)
  if (extra && !isDeepStrictEqual(extra, existing.extra)) set('extra', extra)
  return { publication: publication as PublicationInput, changes, contradictions }
}

/** Contributors as a source gives them, without the people they were linked to here. */
function withoutLinks(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.map((one) => {
    if (typeof one !== 'object' || one === null || !('person' in one)) return one
    const { person: _, ...rest } = one
    return rest
  })
}

/** @returns undefined where the two contradict each other */
function mergeValue(field: string, before: unknown, value: unknown): unknown {
  if (field === 'contributors') return mergePeople(before as Contributor[], value as Contributor[])
  if (Array.isArray(before) && Array.isArray(value)) return union(before, value)
  if (typeof before === 'object' && typeof value === 'object' && before !== null && value !== null)
    return mergeObject(before as Record<string, unknown>, value as Record<string, unknown>)
  if (typeof before !== 'string' || typeof value !== 'string') return undefined
  if (field === 'issued' && value.startsWith(`${before}-`)) return value
  if (field === 'title' || field === 'abstract')
    return sortText(plainTitle(before)) === sortText(plainTitle(value)) || before.startsWith(value)
      ? before
      : undefined
  return sortText(before) === sortText(value) || before.startsWith(value) ? before : undefined
}

/** What two values are compared by: a link is its address, a tag its letters. */
const identity = (value: unknown) =>
  typeof value === 'object' && value !== null && 'url' in value
    ? String(value.url)
    : typeof value === 'string'
      ? sortText(value)
      : JSON.stringify(value)

function union(before: unknown[], value: unknown[]): unknown[] {
  const have = new Set(before.map(identity))
  const added = value.filter((one) => !have.has(identity(one)))
  return added.length ? [...before, ...added] : before
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

/** Members that are missing are filled in; lists are put together; what both have stays as it was. */
function mergeObject(
  before: Record<string, unknown>,
  value: Record<string, unknown>,
): Record<string, unknown> {
  const merged = { ...before }
  for (const [name, one] of Object.entries(value)) {
    const own = merged[name]
    if (own === undefined) merged[name] = one
    else if (Array.isArray(own) && Array.isArray(one)) merged[name] = union(own, one)
  }
  return merged
}

const parts = (given: string) => given.split(/[\s.-]+/).filter(Boolean)
const initials = (given: string) => parts(given).map((word) => word[0]!.toLowerCase())
const isInitials = (given: string) => parts(given).every((word) => /^\p{L}$/u.test(word))

/** The same people in the same order: each is given what the other record knows. */
function mergePeople(before: Contributor[], value: Contributor[]): Contributor[] | undefined {
  const same =
    before.length === value.length &&
    before.every(
      (one, i) =>
        one.role === value[i]!.role && sortText(familyName(one)) === sortText(familyName(value[i]!)),
    )
  return same ? enriched(before, value) : undefined
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
    return { ...more, ...one, ...longer } as Contributor
  })
}

/** What the source keeps for itself is the newest; what another source keeps for itself stays. */
function mergeExtra(
  before: PublicationInput['extra'],
  value: PublicationInput['extra'],
  isSameSource: boolean,
): PublicationInput['extra'] {
  if (!value) return before
  return isSameSource ? { ...before, ...value } : { ...value, ...before }
}
