/**
 * `custom.offprint` read back. It comes from other hands, so each field is checked against the schema of a publication.
 */
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { PublicationInput } from '../schemas/publication.ts'
import { derivable, isEmpty, member, type Own } from './custom.ts'
import { isRecord } from './item.ts'

const schemas = { ...PublicationInput.properties, derived: Type.Array(Type.Enum([...derivable])) }
const checks = new Map(
  Object.entries(schemas).map(([field, schema]) => {
    const compiled = Compile(schema)
    return [field, (value: unknown) => compiled.Check(value)] as const
  }),
)

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
