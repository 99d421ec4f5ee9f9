/** Organizations and funders as APIs name them, with their ROR. */
import { rorPattern } from '../model/identifier.ts'
import { text } from './json-reader.ts'

const rorForm = new RegExp(rorPattern)

export function rorOf(value: unknown): string | undefined {
  const id = text(value)
    ?.replace(/^(?:https?:\/\/)?ror\.org\//i, '')
    .toLowerCase()
  return id && rorForm.test(id) ? id : undefined
}

/** An affiliation of a contributor; nothing where it has no name. */
export function affiliated(name: unknown, ror: unknown): { name: string; ror?: string }[] {
  const known = rorOf(ror)
  const given = text(name)
  return given ? [{ name: given, ...(known ? { ror: known } : {}) }] : []
}
