/** Records as our own formats write them: what the store makes itself is taken off, the rest is what was entered. */
import type { AffiliationInput, PersonInput } from '../model/person.ts'
import {
  AffiliationInput as affiliationSchema,
  PersonInput as personSchema,
} from '../model/schemas/person.ts'
import { PublicationInput as publicationSchema } from '../model/schemas/publication.ts'
import type { Draft, EntryMaker } from './entry.ts'
import { isMap, type Json, list, without } from './json-reader.ts'
import type { Entry } from './reader.ts'
import { validate } from './validate.ts'
import { formatPath } from './yaml-file.ts'

/** Made by the store or by the server for an answer. */
const made = ['self', 'year', 'created', 'updated', 'version', 'bib', 'citation', 'bibtex', 'csl']
const known = new Set(Object.keys(publicationSchema.properties))

/** @returns nothing for the first line of a whole store, whose other lines are taken by their parts */
export function ownEntry(value: Json, maker: EntryMaker): Entry | Entry[] {
  if (value.offprint === 'whole') return []
  if (isMap(value.publication)) return ownEntry(value.publication, maker)
  if (isMap(value.person)) return person(value.person, maker, list(value.affiliations))
  if (isMap(value.group)) return maker.refuse('groups are taken in by offprint seed, with the whole file')
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

function person(value: Json, maker: EntryMaker, affiliations: unknown[] = []): Entry {
  maker.name = String(value.slug)
  const given = without(value, made)
  const faults = validate(personSchema, given)
  for (const [i, one] of affiliations.entries()) {
    for (const { path, message } of validate(affiliationSchema, one))
      faults.push({ path: ['affiliations', i, ...path], message })
  }
  for (const { path, message } of faults) maker.note('error', message, formatPath(path))
  if (faults.length) return maker.entry()
  return maker.entry({
    person: given as unknown as PersonInput,
    ...(affiliations.length ? { affiliations: affiliations as AffiliationInput[] } : {}),
  })
}
