/**
 * A whole store, part by part, as `Store.save` takes it: what refers to something comes after it. Nothing is left out but
 * what the store makes itself (years, times, versions), who was told of a withdrawal, and tokens.
 */
import { isDeepStrictEqual } from 'node:util'
import type { AffiliationInput, GroupInput, PersonInput } from '../model/person.ts'
import { storeFields } from '../model/provenance.ts'
import type { PublicationInput } from '../model/publication.ts'
import type { GivenInput, Page, PageRequest, PublicationRecord, Store } from '../model/store.ts'

export type Keyed = PublicationInput & { key: string }
export interface WholePerson {
  person: PersonInput
  affiliations: AffiliationInput[]
}
/** A publication with the entries that it was made from, and the fields that no import changes. */
export interface WholePublication {
  publication: Keyed
  given: Omit<GivenInput, 'key'>[]
  locked: string[]
}

const pageSize = 500

async function* all<T>(list: (page: PageRequest) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | undefined
  do {
    const page = await list({ limit: pageSize, ...(cursor ? { cursor } : {}) })
    yield* page.items
    cursor = page.next
  } while (cursor)
}

function asInput<T extends object>(record: object): T {
  const input: Record<string, unknown> = { ...record }
  for (const field of storeFields) delete input[field]
  return input as T
}

export async function* wholePeople(store: Store): AsyncGenerator<WholePerson> {
  for await (const person of all(store.people)) {
    const found = await store.affiliations(person.slug, {})
    const affiliations = found.map(({ person: _, current: __, ...affiliation }) => affiliation)
    yield { person: asInput(person), affiliations }
  }
}

/** A group that is part of another one comes after it. */
export async function* wholeGroups(store: Store): AsyncGenerator<GroupInput> {
  const waiting = new Map<string, GroupInput>()
  for await (const group of all(store.groups)) waiting.set(group.slug, asInput(group))
  function* withParents(group: GroupInput): Generator<GroupInput> {
    if (!waiting.delete(group.slug)) return
    const parent = group.parent === undefined ? undefined : waiting.get(group.parent)
    if (parent) yield* withParents(parent)
    yield group
  }
  for (const group of [...waiting.values()]) yield* withParents(group)
}

/** In the order in which they were added, the hidden ones too. */
export async function* wholePublications(store: Store): AsyncGenerator<WholePublication> {
  for await (const records of store.all()) for (const record of records) yield wholeOf(record, store)
}

async function wholeOf(record: PublicationRecord, store: Store): Promise<WholePublication> {
  const publication = asInput<Keyed>(record.publication)
  const { given, locked } = await store.provenance(publication.key)
  return {
    publication,
    given: given.map(({ time: _, publication: said, ...one }) =>
      isDeepStrictEqual(said, publication) ? one : { ...one, publication: said },
    ),
    locked,
  }
}

/** Without the text of the entry that was imported, which does not know what was changed here since. */
export function withoutVerbatim(publication: Keyed): Keyed {
  const { verbatim, ...bibtex } = (publication.extra?.bibtex ?? {}) as Record<string, unknown>
  return verbatim === undefined ? publication : { ...publication, extra: { ...publication.extra, bibtex } }
}
