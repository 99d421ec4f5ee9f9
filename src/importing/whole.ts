/**
 * A whole store as it was exported, one part a line. Every line is looked at before the first is written; what is wrong is
 * told with its line, and then nothing is written.
 */
import { createReadStream } from 'node:fs'
import type { AffiliationInput, GroupInput, PersonInput } from '../model/person.ts'
import type { PublicationInput } from '../model/publication.ts'
import * as personSchemas from '../model/schemas/person.ts'
import * as publicationSchemas from '../model/schemas/publication.ts'
import type { Batch, GivenInput } from '../model/store.ts'
import { isMap } from './json-reader.ts'
import { SeedError } from './seed-error.ts'
import { validate } from './validate.ts'
import { type Fault, formatPath } from './yaml-file.ts'

/** Parts written at once. */
const batchSize = 1000
/** Faults that are told; a file that is none of ours has one in every line. */
const mostFaults = 20

interface Part {
  person?: PersonInput
  affiliations?: AffiliationInput[]
  group?: GroupInput
  publication?: PublicationInput & { key: string }
  given?: Omit<GivenInput, 'key'>[]
  locked?: string[]
}

/** Says of a folder that it is a whole store, which was right when it was written. */
export const wholeMark = 'offprint.yaml'

/** What tells a file of a whole store from one of publications. */
export const isWholeLine = (line: string) => /^\uFEFF?\{"offprint":"whole"\}\s*$/.test(line)

/** A line ends with LF and nothing else: node:readline also cuts at U+2028, which a string of JSON may have in it. */
async function* linesOf(path: string): AsyncGenerator<{ text: string; line: number }> {
  let line = 0
  let pieces: string[] = []
  const whole = (last: string) => {
    const text = [...pieces, last].join('')
    pieces = []
    line++
    return text.trim() === '' ? [] : [{ text, line }]
  }
  for await (const chunk of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    let begin = 0
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', begin)) {
      yield* whole(chunk.slice(begin, end))
      begin = end + 1
    }
    pieces.push(chunk.slice(begin))
  }
  yield* whole('')
}

/** @throws SeedError with the first of what is wrong */
export async function* readWhole(path: string): AsyncGenerator<Batch> {
  const faults: Fault[] = []
  for await (const { text, line } of linesOf(path)) {
    if (line === 1 && isWholeLine(text)) continue
    const fault = (field: string, message: string) =>
      faults.push({ file: path, line, column: 1, field, message })
    if (line === 1) fault('', 'the first line of a whole store is {"offprint":"whole"}')
    for (const { field, message } of faultsOf(text)) fault(field, message)
    if (faults.length >= mostFaults) break
  }
  if (faults.length) throw new SeedError(faults)
  let parts: Part[] = []
  for await (const { text, line } of linesOf(path)) {
    if (line === 1) continue
    parts.push(JSON.parse(text) as Part)
    if (parts.length < batchSize) continue
    yield batchOf(parts)
    parts = []
  }
  if (parts.length) yield batchOf(parts)
}

const checks: Record<string, (value: unknown) => { path: (string | number)[]; message: string }[]> = {
  person: (value) => validate(personSchemas.PersonInput, value),
  affiliations: (value) => listOf(value, (one) => validate(personSchemas.AffiliationInput, one)),
  group: (value) => validate(personSchemas.GroupInput, value),
  publication: (value) => validate(publicationSchemas.PublicationInput, value),
  given: checkGiven,
  locked: (value) =>
    listOf(value, (one) => (typeof one === 'string' ? [] : [{ path: [], message: 'has to be a text' }])),
}

type Faults = { path: (string | number)[]; message: string }[]

function listOf(value: unknown, check: (one: unknown) => Faults): Faults {
  if (!Array.isArray(value)) return [{ path: [], message: 'has to be a list' }]
  return value.flatMap((one, i) => check(one).map((fault) => ({ ...fault, path: [i, ...fault.path] })))
}

/** Entries that a publication was made from. */
export function checkGiven(value: unknown): Faults {
  return listOf(value, (one) => {
    if (!isMap(one) || typeof one.source !== 'string' || typeof one.entry !== 'string')
      return [{ path: [], message: 'has to have a source and an entry' }]
    return one.publication === undefined
      ? []
      : validate(publicationSchemas.PublicationInput, one.publication).map((fault) => ({
          ...fault,
          path: ['publication', ...fault.path],
        }))
  })
}

function* faultsOf(text: string): Generator<{ field: string; message: string }> {
  let part: unknown
  try {
    part = JSON.parse(text)
  } catch (error) {
    yield { field: '', message: `this is not JSON: ${(error as Error).message}` }
    return
  }
  if (!isMap(part)) {
    yield { field: '', message: 'a line has to be an object' }
    return
  }
  for (const [name, value] of Object.entries(part)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined
    if (!check) yield { field: name, message: 'a whole store has no such part' }
    for (const { path, message } of check?.(value) ?? [])
      yield { field: formatPath([name, ...path]), message }
  }
}

function batchOf(parts: readonly Part[]): Batch {
  return {
    people: parts.flatMap(({ person }) => person ?? []),
    groups: parts.flatMap(({ group }) => group ?? []),
    affiliations: parts.flatMap(({ person, affiliations }) =>
      person && affiliations ? { person: person.slug, affiliations } : [],
    ),
    publications: parts.flatMap(({ publication }) => publication ?? []),
    ...provenanceOf(
      parts.flatMap(({ publication, given, locked }) =>
        publication ? { key: publication.key, given, locked } : [],
      ),
    ),
  }
}

/** Where a publication comes from. */
export interface WholeProvenance {
  key: string
  given?: Omit<GivenInput, 'key'>[] | undefined
  locked?: string[] | undefined
}

export function provenanceOf(found: WholeProvenance[]): Pick<Batch, 'given' | 'locks'> {
  return {
    given: found.flatMap(({ key, given = [] }) => given.map((one) => ({ key, ...one }))),
    locks: found.flatMap(({ key, locked }) => (locked ? { key, lock: locked } : [])),
  }
}
