/** A whole store as NDJSON, a part of it a line: what `offprint seed` takes in again. */
import type { Store } from '../model/store.ts'
import { wholeGroups, wholePeople, wholePublications } from './whole.ts'

export async function* wholeLines(store: Store): AsyncGenerator<string> {
  const line = (part: object) => `${JSON.stringify(part)}\n`
  yield line({ offprint: 'whole' })
  for await (const { person, affiliations } of wholePeople(store)) {
    yield line({ person, ...(affiliations.length ? { affiliations } : {}) })
  }
  for await (const group of wholeGroups(store)) yield line({ group })
  for await (const { publication, given, locked } of wholePublications(store)) {
    yield line({ publication, ...(given.length ? { given } : {}), ...(locked.length ? { locked } : {}) })
  }
}
