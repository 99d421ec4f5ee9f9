/** A publication read to be changed: it is written only if it is still what was read. */
import { nearest } from '../../model/nearest.ts'
import { choices, Problem } from '../../model/problem.ts'
import { storeFields } from '../../model/provenance.ts'
import type { PublicationInput } from '../../model/publication.ts'
import { Conflict, type Expected, type Locks, type Store } from '../../model/store.ts'

export type Keyed = PublicationInput & { key: string }

export interface Held {
  publication: Keyed
  /** For the batch that changes it. */
  expected: Expected
}

/**
 * The publication that a key, an old key or an identifier leads to, hidden ones too.
 * @throws Problem not-found
 */
export async function heldOf(store: Store, reference: string): Promise<Held> {
  const found = await store.find(reference, true)
  if (found?.kind === 'moved') return heldOf(store, found.key)
  if (found?.kind !== 'publication') {
    const near = nearest(reference, await store.nearestKeys(reference))
    throw new Problem(
      'not-found',
      `There is no publication "${reference}".${near.length ? ` Did you mean ${choices(near)}?` : ''}`,
      { value: reference },
    )
  }
  const { publication: stored, version } = found.record
  const publication: Record<string, unknown> = { ...stored }
  for (const field of storeFields) delete publication[field]
  return { publication: publication as Keyed, expected: { key: stored.key, version } }
}

/** So often in a row only one who writes without a pause is faster. */
const mostTries = 10

/**
 * Does it anew, with what is there then, where somebody else has changed that meanwhile.
 * @param work reads, and writes what it expects to be as it was read
 * @throws Conflict where somebody is faster again and again; nothing was written
 */
export async function unlessFaster<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Conflict) || tries === mostTries) throw error
    }
  }
}

/**
 * Changes one publication; what others have changed meanwhile stays.
 * @param change makes of what there is what shall be; asked again where that is another one by then
 * @returns its key
 */
export const changeHeld = (
  store: Store,
  reference: string,
  change: (publication: Keyed) => PublicationInput,
  locks: Omit<Locks, 'key'> = {},
): Promise<string> =>
  unlessFaster(async () => {
    const { publication, expected } = await heldOf(store, reference)
    const { key } = publication
    await store.save({
      expected: [expected],
      publications: [change(publication)],
      locks: [{ key, ...locks }],
    })
    return key
  })
