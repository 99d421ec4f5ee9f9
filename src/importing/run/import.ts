/**
 * An import: entries of files into the store, each added, changed, left as it was, put together with one that was there
 * already, or refused. The store is asked once for what it holds and written to in batches, so that memory grows with
 * the number of publications and not with the size of the files.
 */
import type { Person } from '../../model/person.ts'
import type { Store } from '../../model/store.ts'
import type { Entry } from '../reader.ts'
import { IdentityIndex } from './identity.ts'
import type { Outcome } from './outcome.ts'
import { PeopleIndex } from './people.ts'
import { Profiles } from './profiles.ts'
import { Publications } from './publications.ts'
import { Writing } from './writing.ts'

export interface ImportOptions {
  /** `atomic` writes all or nothing. */
  mode: 'atomic' | 'partial'
  dryRun: boolean
  /** Publications that are written at once. */
  batchSize?: number
}

/** @returns outcomes in the order of the entries, as they are known; with `atomic` once everything is written */
export async function* importEntries(
  entries: AsyncIterable<Entry>,
  store: Store,
  options: ImportOptions,
): AsyncGenerator<Outcome> {
  const index = new IdentityIndex()
  for await (const batch of store.all()) for (const { publication } of batch) index.add(publication)
  const people = new PeopleIndex(await allPeople(store))
  const writing = new Writing(store, options.batchSize)
  const publications = new Publications(index, people, writing)
  const profiles = new Profiles(people, store, writing)
  const isAtomic = options.mode === 'atomic'
  const held: Outcome[] = []
  let refused = false
  for await (const entry of entries) {
    const outcomes = await place(entry)
    refused ||= outcomes.some(({ result }) => result === 'refused')
    if (isAtomic) held.push(...outcomes)
    // A dry run keeps what it would have written, to know the next entry's fellows.
    else if (writing.isFull && !options.dryRun) await writing.write()
    if (!isAtomic) yield* outcomes
  }
  if (!options.dryRun && !(isAtomic && refused)) await writing.write()
  await writing.finish()
  yield* held

  async function place(entry: Entry): Promise<Outcome[]> {
    const { publication, person, findings } = entry
    if (!publication && !person) {
      const isRefused = findings.some(({ severity }) => severity === 'error')
      return isRefused ? [{ entry, result: 'refused', changes: [], findings }] : []
    }
    return [
      ...(person ? [await profiles.place(entry, person)] : []),
      ...(publication ? [await publications.place(entry, publication)] : []),
    ]
  }
}

async function allPeople(store: Store): Promise<Person[]> {
  const people: Person[] = []
  let cursor: string | undefined
  do {
    const page = await store.people({ limit: 500, ...(cursor ? { cursor } : {}) })
    people.push(...page.items)
    cursor = page.next
  } while (cursor)
  return people
}
