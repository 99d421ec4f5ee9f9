/** The transaction of a write: everything that a batch says, or nothing of it. */
import type { Batch, Saved } from '../../model/store.ts'
import { type Connection, makeRoomForWriting } from './connection.ts'
import { requirePersonAsExpected, writeAffiliations, writeGroup, writePerson } from './people.ts'
import { partEntry, replacePublication, writeGiven, writeLocks } from './provenance.ts'
import type { PublicationRows } from './publication-rows.ts'
import { writeSearch } from './search.ts'
import type { Statements } from './statements.ts'
import type { KnownVenues } from './venues.ts'
import { requireVersion, writeAuthorNames, writePublication } from './write-publication.ts'

/** @param now milliseconds since 1970 */
export type Save = (batch: Batch, now: number) => Saved

/** From this number of publications a batch is one of an import. */
const manyPublications = 100

export const isOfImport = ({ publications = [], prepared = [] }: Batch): boolean =>
  publications.length + prepared.length >= manyPublications

export function createSave(connection: Connection, statements: Statements): Save {
  const save = connection.transaction((batch: Batch, now: number) => {
    let changed = false
    const note = (change: boolean) => {
      changed ||= change
    }
    for (const one of batch.expected ?? []) requireVersion(one, statements)
    for (const one of batch.expectedPeople ?? []) requirePersonAsExpected(one, statements)
    for (const person of batch.people ?? []) note(writePerson(person, now, statements))
    for (const group of batch.groups ?? []) note(writeGroup(group, now, statements))
    for (const entry of batch.affiliations ?? []) note(writeAffiliations(entry, statements))
    for (const one of batch.replaced ?? []) {
      replacePublication(one, statements)
      note(true)
    }
    for (const one of batch.parted ?? []) partEntry(one, statements)
    const venues: KnownVenues = new Map()
    const all = [...(batch.publications ?? []), ...((batch.prepared ?? []) as PublicationRows[])]
    const written = all.map((one) => writePublication(one, now, venues, statements))
    const ids = new Map(written.map(({ key, id }) => [key, id]))
    note(written.some(({ rest }) => rest))
    for (const one of batch.given ?? []) writeGiven(one, now, ids, statements)
    for (const one of batch.locks ?? []) writeLocks(one, statements)
    writeAuthorNames(written, statements)
    // Last of all: FTS5 writes out what it has gathered before any statement that may have to be taken back alone.
    for (const { id, rest } of written) if (rest) writeSearch(id, rest.search, statements)
    if (changed) statements.run('UPDATE store_state SET version = version + 1, modified = ?', [now])
    return { keys: written.map(({ key }) => key), versions: written.map(({ version }) => version) }
  })
  return (batch, now) => {
    if (isOfImport(batch)) makeRoomForWriting(connection)
    return save.immediate(batch, now)
  }
}
