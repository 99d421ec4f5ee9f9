/** Records as our own formats write them: what the store makes itself is taken off, the rest is what was entered. */
import type { PersonInput } from '../model/person.ts'
import { PersonInput as personSchema } from '../model/schemas/person.ts'
import { PublicationInput as publicationSchema } from '../model/schemas/publication.ts'
import type { Draft, EntryMaker } from './entry.ts'
import { type Json, without } from './json-reader.ts'
import type { Entry } from './reader.ts'
import { validate } from './validate.ts'
import { formatPath } from './yaml-file.ts'

/** Made by the store or by the server for an answer. */
const made = ['self', 'year', 'created', 'updated', 'version', 'bib', 'citation', 'bibtex', 'csl']
const known = new Set(Object.keys(publicationSchema.properties))

export function ownEntry(value: Json, maker: EntryMaker): Entry {
  if (typeof value.slug === 'string' && value.type === undefined) return person(value, maker)
  if (typeof value.key === 'string') maker.name = value.key
  const given = without(value, made)
  if (Object.keys(given).length === 0) return maker.refuse('the item has nothing in it')
  if (given['@context'] !== undefined)
    return maker.refuse('the item is JSON-LD (schema.org, CodeMeta), which is not read here', '@context')
  if (given.type === undefined && given.title === undefined)
    return maker.refuse('the item has neither a type nor a title: it is no publication')
  const unknown = without(given, known)
  for (const name of Object.keys(unknown))
    maker.note('warning', 'a publication has no such field; it is kept in extra', name)
  return maker.given(without(given, Object.keys(unknown)) as Draft, 'json', unknown)
}

function person(value: Json, maker: EntryMaker): Entry {
  maker.name = String(value.slug)
  const given = without(value, made)
  const faults = validate(personSchema, given)
  for (const { path, message } of faults) maker.note('error', message, formatPath(path))
  return faults.length ? maker.entry() : maker.entry({ person: given as unknown as PersonInput })
}
