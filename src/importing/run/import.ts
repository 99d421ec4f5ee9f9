/**
 * An import: entries of files into the store, each added, changed, left as it was, put together with one that was there
 * already, or refused. The store is asked once for what it holds and written to in batches, so that memory grows with
 * the number of publications and not with the size of the files.
 */
import type { Person } from '../../model/person.ts'
import { Conflict, type Store } from '../../model/store.ts'
import type { Entry } from '../reader.ts'
import { EntryNames } from './entry-names.ts'
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

/** No store changes so often under an import that it has to begin a batch more often than this. */
const mostTries = 10

/**
 * @returns outcomes in the order of the entries, each once it is written; with `atomic` once everything is, or nothing
 * @throws Error where the entries cannot be read any further: what has been returned is in the store
 */
export async function* importEntries(
  entries: AsyncIterable<Entry>,
  store: Store,
  options: ImportOptions,
): AsyncGenerator<Outcome> {
  const { dryRun } = options
  const isAtomic = options.mode === 'atomic'
  const names = new EntryNames()
  let placing = await begin(store, names, options.batchSize)
  /** What has been placed and is not written, and what is being written meanwhile. */
  let waiting: Outcome[] = []
  let underway: Outcome[] = []
  let conflicts = 0
  try {
    for await (const entry of entries) {
      // People are looked for in the store.
      if (entry.person) yield* await written()
      waiting.push(...(await placing.place(entry)))
      if (isAtomic || (!dryRun && !placing.isFull)) continue
      // A dry run keeps what it would have written, to know the next entry's fellows.
      if (dryRun) {
        yield* waiting
        waiting = []
      } else {
        placing.prepare()
        yield* await written()
        write()
      }
    }
  } catch (error) {
    // What is on its way goes in, and so it is told.
    yield* await written()
    throw error
  }
  if (dryRun || (isAtomic && waiting.some(({ result }) => result === 'refused'))) {
    yield* waiting
    return
  }
  for (;;) {
    yield* await written()
    if (waiting.length === 0) return
    write()
  }

  function write(): void {
    placing.begin()
    underway = waiting
    waiting = []
  }

  /** Where somebody else has changed the store meanwhile, what was not written is placed anew in what it holds now. */
  async function written(): Promise<Outcome[]> {
    const done = underway
    underway = []
    try {
      await placing.finish()
      if (done.length > 0) conflicts = 0
      return done
    } catch (error) {
      if (!(error instanceof Conflict) || ++conflicts === mostTries) throw error
    }
    placing = await begin(store, names, options.batchSize)
    const again = new Set([...done, ...waiting].map(({ entry }) => entry))
    waiting = []
    for (const entry of again) waiting.push(...(await placing.place(entry)))
    return []
  }
}

/** What places entries among all that the store holds now. */
async function begin(store: Store, names: EntryNames, batchSize: number | undefined) {
  const index = new IdentityIndex()
  for await (const batch of store.all()) for (const { publication } of batch) index.add(publication)
  const people = new PeopleIndex(await allPeople(store))
  const writing = new Writing(store, batchSize)
  const publications = new Publications(index, people, writing, names)
  const profiles = new Profiles(people, store, writing)
  return {
    get isFull() {
      return writing.isFull
    },
    prepare: () => writing.prepare(),
    begin: () => writing.begin(),
    finish: () => writing.finish(),
    async place(entry: Entry): Promise<Outcome[]> {
      const { publication, person, findings } = entry
      if (!publication && !person) {
        const isRefused = findings.some(({ severity }) => severity === 'error')
        if (isRefused) return [{ entry, result: 'refused', changes: [], findings }]
        return findings.length ? [{ entry, changes: [], findings }] : []
      }
      return [
        ...(person ? [await profiles.place(entry, person)] : []),
        ...(publication ? [await publications.place(entry, publication)] : []),
      ]
    },
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
