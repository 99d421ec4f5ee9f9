/**
 * Where the fields of a publication come from. A source is a file or service that was imported; what each gave the last
 * time is kept beside the publication, so that a later import knows what the source changed and what a person did, and
 * what a source brought in can be taken out again.
 */
import { isDeepStrictEqual } from 'node:util'
import type { PublicationInput } from './publication.ts'

/** A field before and after; without `before` it was not there, without `after` it was taken out. */
export interface Change {
  field: string
  before?: unknown
  after?: unknown
}

/** The name of a source and of an entry in it: `papers.bib` and `ye2024deep`. */
export interface SourceEntry {
  source: string
  entry: string
}

/** An entry of a source that was taken for a publication. */
export interface Given extends SourceEntry {
  /** What it said the last time. */
  publication: PublicationInput
  /** What it changed here; undefined for the entry that the publication was made from. */
  changes?: Change[]
  /** Of a publication that was put into this one by hand: the entries that came with it, as they were then. */
  carried?: Given[]
  /** Of the same: the fields that were locked there. */
  locked?: string[]
  /** Milliseconds since 1970. */
  time: number
}

export interface Provenance {
  /** In the order in which they were taken in. */
  given: Given[]
  /** Fields that no import changes. */
  locked: string[]
}

export type Field = keyof PublicationInput

/** What the store adds to what it is given. */
export const storeFields = ['year', 'created', 'updated', 'version'] as const

/** Not said by any source: they belong to the record here. */
export const ownFields: ReadonlySet<string> = new Set([
  'key',
  'aliases',
  'visibility',
  'featured',
  'groups',
  'custom',
  ...storeFields,
])

/** The value as a source gives it: contributors without the people to whom they were linked here. */
export function asGiven(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.map((one) => {
    if (typeof one !== 'object' || one === null || !('person' in one)) return one
    const { person: _, ...rest } = one
    return rest
  })
}

/** Two values that say the same, whoever was linked to them here. */
export const isSameValue = (one: unknown, other: unknown) => isDeepStrictEqual(asGiven(one), asGiven(other))

/** Whether an entry says what it said before. */
export function saysSame(before: PublicationInput, now: PublicationInput): boolean {
  const fields = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...fields].every(
    (field) => ownFields.has(field) || isSameValue(before[field as Field], now[field as Field]),
  )
}

/** @returns the source of a field as it stands; undefined where a person wrote it, or nobody */
export function sourceOf(
  field: string,
  publication: PublicationInput,
  { given }: Provenance,
): SourceEntry | undefined {
  const value = publication[field as Field]
  if (value === undefined || ownFields.has(field)) return undefined
  const found = given.findLast(({ changes, publication: said }) =>
    changes
      ? changes.some((change) => change.field === field && isSameValue(change.after, value))
      : isSameValue(said[field as Field], value),
  )
  const origin =
    found?.carried?.findLast((one) => isSameValue(one.publication[field as Field], value)) ?? found
  return origin && { source: origin.source, entry: origin.entry }
}

/** Changes upon changes as one: from what was before the first to what is after the last. */
export function joinedChanges(earlier: readonly Change[], later: readonly Change[]): Change[] {
  const joined = new Map(earlier.map((change) => [change.field, change]))
  for (const change of later) {
    const before = joined.get(change.field)
    if (!before) joined.set(change.field, change)
    else {
      const { after: _, ...first } = before
      joined.set(change.field, { ...first, ...('after' in change ? { after: change.after } : {}) })
    }
  }
  return [...joined.values()]
}
