/**
 * `custom.offprint` of a CSL item: what a publication holds and CSL has no name for, as part of a publication. It comes
 * from other hands when it is read, so each field is checked against the schema of a publication.
 */
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { isRecord } from './csl-value.ts'
import { PublicationInput } from './publication.ts'

/** Variables that are written from an arXiv identifier where the publication leaves them out. */
export const derivable = ['number', 'publisher'] as const
export type Derivable = (typeof derivable)[number]

/** Fields of a publication, and which of the item's variables were derived. */
export type Own = Partial<PublicationInput> & { derived?: Derivable[] }

const member = 'offprint'

const schemas = { ...PublicationInput.properties, derived: Type.Array(Type.Enum([...derivable])) }
const checks = new Map(
  Object.entries(schemas).map(([field, schema]) => {
    const compiled = Compile(schema)
    return [field, (value: unknown) => compiled.Check(value)] as const
  }),
)

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

/**
 * Takes an item's `custom` apart.
 * @returns our fields that the schema allows, and what is left: `custom` as others wrote it
 */
export function readCustom(custom: unknown): { own: Own; custom?: Record<string, unknown> } {
  if (!isRecord(custom)) return { own: {} }
  const { [member]: ours, ...others } = custom
  if (!isRecord(ours)) return { own: {}, custom }
  const fields = Object.entries(ours)
  const isSound = ([field, value]: [string, unknown]) => checks.get(field)?.(value) === true
  const own: Own = Object.fromEntries(fields.filter(isSound))
  const unsound = fields.filter((field) => !isSound(field))
  const left = {
    ...others,
    ...(unsound.length ? { [member]: Object.fromEntries(unsound) } : {}),
    ...own.custom,
  }
  return isEmpty(left) && !own.custom ? { own } : { own, custom: left }
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false
  return true
}
