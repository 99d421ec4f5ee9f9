/**
 * The seed: files that a person edits by hand, read into one batch for the store. Everything that is wrong in any of
 * them is reported at once, with file, line and field.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { sortText } from '../model/fold.ts'
import { displayName, parseName } from '../model/name.ts'
import { nearest } from '../model/nearest.ts'
import type { AffiliationInput, GroupInput, PersonInput } from '../model/person.ts'
import { choices } from '../model/problem.ts'
import type { PublicationInput } from '../model/publication.ts'
import * as personSchemas from '../model/schemas/person.ts'
import * as publicationSchemas from '../model/schemas/publication.ts'
import type { Batch } from '../model/store.ts'
import { SeedError } from './seed-error.ts'
import { validate } from './validate.ts'
import { checkGiven, provenanceOf, type WholeProvenance, wholeMark } from './whole.ts'
import { wrongTexts } from './wrong-texts.ts'
import { type Fault, readYaml, type YamlFile } from './yaml-file.ts'

const schemas = { ...personSchemas, ...publicationSchemas }

type Path = (string | number)[]
interface SeedFile extends YamlFile {
  /** It comes from a store, which has taken what is in it. */
  isWhole: boolean
}
/** A value that is right so far, and where it stands. */
interface Entry<T> {
  file: SeedFile
  path: Path
  value: T
}

/**
 * @param directory holds `people/*.yaml`, `groups/*.yaml`, and `publications.yaml` or `publications/*.yaml`; where it is a
 * whole store that was exported, also `provenance/*.yaml`
 * @throws SeedError with every fault; Error where the directory is not there
 */
export async function readSeed(directory: string): Promise<Batch> {
  if (!(await stat(directory).catch(() => undefined))?.isDirectory()) {
    throw new Error(
      `There is no folder ${directory} to fill the store from. SEED_DIR names it; SEED_DIR= is none.`,
    )
  }
  const faults: Fault[] = []
  const isWhole = (await stat(join(directory, wholeMark)).catch(() => undefined)) !== undefined
  const read = async (folder: string, single?: string) => {
    const files = await yamlFiles(directory, folder, single)
    for (const file of files) faults.push(...file.faults)
    return files.filter((file) => file.faults.length === 0).map((file) => ({ ...file, isWhole }))
  }
  const people: Entry<PersonInput>[] = []
  const affiliations: { person: string; affiliations: AffiliationInput[] }[] = []
  for (const file of await read('people')) {
    const { affiliations: list = [], ...person } = (file.data ?? {}) as Record<string, unknown>
    const entry = check<PersonInput>(file, [], person, schemas.PersonInput, faults)
    people.push(entry)
    const checked = (Array.isArray(list) ? list : [list]).map((value, i) =>
      check<AffiliationInput>(file, ['affiliations', i], value, schemas.AffiliationInput, faults),
    )
    if (checked.length)
      affiliations.push({ person: entry.value.slug, affiliations: checked.map(({ value }) => value) })
  }
  const groups = (await read('groups')).map((file) =>
    check<GroupInput>(file, [], file.data, schemas.GroupInput, faults),
  )
  const publications: Entry<PublicationInput>[] = []
  const byName = peopleByName(people)
  for (const file of await read('publications', 'publications.yaml')) {
    const list = Array.isArray(file.data) ? file.data : [file.data]
    for (const [i, value] of list.entries()) {
      const path = Array.isArray(file.data) ? [i] : []
      const expanded = expandPublication(file, path, value, byName, faults)
      publications.push(check<PublicationInput>(file, path, expanded, schemas.PublicationInput, faults))
    }
  }
  const provenance = isWhole ? (await read('provenance')).map((file) => checkProvenance(file, faults)) : []
  checkReferences(people, groups, publications, faults)
  if (!isWhole) checkOwner(people, groups.length > 0, faults)
  if (faults.length) {
    throw new SeedError(faults.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)))
  }
  return {
    people: people.map(({ value }) => value),
    affiliations,
    groups: groups.map(({ value }) => value),
    publications: publications.map(({ value }) => value),
    ...provenanceOf(provenance),
  }
}

function checkProvenance(file: SeedFile, faults: Fault[]): WholeProvenance {
  const { key, given, locked } = (file.data ?? {}) as Partial<WholeProvenance>
  if (typeof key !== 'string') faults.push(file.fault(['key'], 'has to be the key of a publication'))
  for (const { path, message } of given === undefined ? [] : checkGiven(given))
    faults.push(file.fault(['given', ...path], message))
  return { key: String(key), given, locked }
}

async function yamlFiles(directory: string, folder: string, single?: string): Promise<YamlFile[]> {
  const names = await readdir(join(directory, folder)).catch(() => [])
  const paths = names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(directory, folder, name))
  if (single && (await stat(join(directory, single)).catch(() => undefined)))
    paths.unshift(join(directory, single))
  return Promise.all(
    paths.map(async (path) => readYaml(relative(directory, path), await readFile(path, 'utf8'))),
  )
}

/** The value as it is, after its faults were noted; nothing is done with any value if there is a fault. */
function check<T>(
  file: SeedFile,
  path: Path,
  value: unknown,
  schema: Parameters<typeof validate>[0],
  faults: Fault[],
): Entry<T> {
  const found = validate(schema, value)
  for (const fault of found) faults.push(file.fault([...path, ...fault.path], fault.message))
  if (found.length === 0 && !file.isWhole)
    for (const fault of wrongTexts(value, path)) faults.push(file.fault(fault.path, fault.message))
  return { file, path, value: (value ?? {}) as T }
}

/** Every name and alias, folded, with the slugs of those who have it. */
function peopleByName(people: Entry<PersonInput>[]): Map<string, Set<string>> {
  const byName = new Map<string, Set<string>>()
  for (const { value } of people) {
    for (const name of [value, ...(Array.isArray(value.aliases) ? value.aliases : [])]) {
      const folded = sortText(displayName(name))
      byName.set(folded, (byName.get(folded) ?? new Set()).add(value.slug))
    }
  }
  return byName
}

/** Contributors written as names become authors, linked to the person who has the name. */
function expandPublication(
  file: SeedFile,
  path: Path,
  value: unknown,
  byName: Map<string, Set<string>>,
  faults: Fault[],
): unknown {
  const contributors = (value as { contributors?: unknown } | null)?.contributors
  if (!Array.isArray(contributors)) return value
  const expanded = contributors.map((contributor: unknown, i) => {
    if (typeof contributor === 'string') {
      const name = parseName(contributor)
      const slugs = [...(byName.get(sortText(displayName(name))) ?? [])]
      if (slugs.length > 1) {
        const message = `"${contributor}" is the name of ${slugs.join(' and ')}: write a map with person`
        faults.push(file.fault([...path, 'contributors', i], message))
      }
      return { role: 'author', ...name, ...(slugs.length === 1 ? { person: slugs[0] } : {}) }
    }
    if (typeof contributor !== 'object' || contributor === null) return contributor
    const { equal } = contributor as { equal?: unknown }
    // Numbers are read as they are written, and this one is a number.
    const number = typeof equal === 'string' && /^\d+$/.test(equal) ? { equal: Number(equal) } : {}
    return { ...('role' in contributor ? {} : { role: 'author' }), ...contributor, ...number }
  })
  return { ...(value as object), contributors: expanded }
}

/** A seed that has people belongs to one of them, or is that of a group. */
function checkOwner(people: Entry<PersonInput>[], hasGroups: boolean, faults: Fault[]): void {
  const owners = people.filter(({ value }) => value.owner === true)
  if (people.length && owners.length === 0 && !hasGroups)
    faults.push(
      people[0]!.file.fault(['owner'], 'one person has to have owner: true where there is no group'),
    )
  for (const { file } of owners.slice(1)) {
    faults.push(file.fault(['owner'], `there is an owner already, ${owners[0]!.value.slug}`))
  }
}

/** No name twice, and every slug one of a person or group. */
function checkReferences(
  people: Entry<PersonInput>[],
  groups: Entry<GroupInput>[],
  publications: Entry<PublicationInput>[],
  faults: Fault[],
): void {
  unique(people, 'slug', faults)
  unique(groups, 'slug', faults)
  unique(publications, 'key', faults)
  const known = (entries: Entry<{ slug: string }>[]) => entries.map(({ value }) => value.slug)
  const require = (
    what: string,
    slugs: string[],
    { file, path }: Entry<unknown>,
    below: Path,
    slug: unknown,
  ) => {
    if (typeof slug !== 'string' || slugs.includes(slug)) return
    const near = nearest(slug, slugs)
    const hint = near.length ? `, did you mean ${choices(near)}?` : ''
    faults.push(file.fault([...path, ...below], `there is no ${what} "${slug}"${hint}`))
  }
  for (const group of groups) {
    const members = Array.isArray(group.value.members) ? group.value.members : []
    for (const [i, member] of members.entries()) {
      require('person', known(people), group, ['members', i, 'person'], member?.person)
    }
  }
  for (const publication of publications) {
    const { contributors, groups: slugs } = publication.value
    for (const [i, contributor] of (Array.isArray(contributors) ? contributors : []).entries()) {
      require('person', known(people), publication, ['contributors', i, 'person'], contributor?.person)
    }
    for (const [i, slug] of (Array.isArray(slugs) ? slugs : []).entries()) {
      require('group', known(groups), publication, ['groups', i], slug)
    }
  }
}

function unique(
  entries: Entry<{ slug?: string; key?: string }>[],
  field: 'slug' | 'key',
  faults: Fault[],
): void {
  const seen = new Map<string, Entry<unknown>>()
  for (const entry of entries) {
    const name = entry.value[field]?.toString().toLowerCase()
    if (name === undefined) continue
    const first = seen.get(name)
    if (!first) seen.set(name, entry)
    else {
      const { file, line } = first.file.fault([...first.path, field], '')
      faults.push(entry.file.fault([...entry.path, field], `"${name}" stands in ${file}:${line} already`))
    }
  }
}
