/** `custom.offprint` of a CSL item: what a publication holds and CSL has no name for, as part of a publication. */
import type { PublicationInput } from '../publication.ts'

/** Variables that are written from an arXiv identifier where the publication leaves them out. */
export const derivable = ['number', 'publisher'] as const
export type Derivable = (typeof derivable)[number]

/** Fields of a publication, and which of the item's variables were derived. */
export type Own = Partial<PublicationInput> & { derived?: Derivable[] }

export const member = 'offprint'

/** @returns the value of an item's `custom`, or undefined where there is nothing to put into it */
export function writeCustom(custom: PublicationInput['custom'], own: Own): object | undefined {
  if (custom !== undefined && hides(custom, own)) own.custom = pickHidden(custom)
  if (isEmpty(own)) return custom
  return { ...custom, [member]: own }
}

/** Whether the publication's `custom` would not be found again beside our member, or in its place. */
const hides = (custom: object, own: Own) =>
  Object.hasOwn(custom, member) || (isEmpty(custom) && !isEmpty(own))
const pickHidden = (custom: Record<string, unknown>) =>
  Object.hasOwn(custom, member) ? { [member]: custom[member] } : {}

export function isEmpty(value: object): boolean {
  for (const _ in value) return false
  return true
}
