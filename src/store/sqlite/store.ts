/** The store in one SQLite file: `model/store.ts` over the modules beside this one, and the transaction of a write. */
import { setImmediate } from 'node:timers/promises'
import type { Position } from '../../model/cursor.ts'
import type { Group, Person } from '../../model/person.ts'
import type { PublicationQuery } from '../../model/query.ts'
import type { Batch, Reading, Store, StoreState } from '../../model/store.ts'
import { closeConnection, makeRoomForWriting } from './connection.ts'
import { FacetReader, listVenues } from './facets.ts'
import { findSpellings } from './likenesses.ts'
import { openDatabase } from './open-database.ts'
import { batchSize, Pages } from './pages.ts'
import {
  getOwner,
  getRecord,
  listAffiliations,
  listRecords,
  nearestSlugs,
  writeAffiliations,
  writeGroup,
  writePerson,
} from './people.ts'
import { cutPieces } from './pieces.ts'
import {
  partEntry,
  readProvenance,
  readTaken,
  replacePublication,
  writeGiven,
  writeLocks,
} from './provenance.ts'
import { findPublication, listWithdrawn, nearestKeys, publicationsAfter } from './read-publications.ts'
import { writeSearch } from './search.ts'
import { termsBeforehand } from './sets/beforehand.ts'
import { whenLoaded } from './sets/loading.ts'
import { Sets } from './sets/sets.ts'
import { createStatements } from './statements.ts'
import { createToken, listTokens, revokeToken, useToken } from './tokens.ts'
import { requireVersion, type Written, writePublication } from './write-publication.ts'

/** From this number of publications a batch is one of an import. */
const manyPublications = 100
/** Milliseconds for which the version that was read is taken for the present one. */
const generationAge = 10

/**
 * Opens, and migrates under a lock, the store in a file.
 * @param path a file path, or `:memory:`
 * @param clock milliseconds since 1970: what "created", "updated" and "current" go by
 * @throws Error where the file is not one this release can use
 */
export function openSqliteStore(path: string, clock = () => Date.now()): Store {
  const connection = openDatabase(path)
  const statements = createStatements(connection)
  const sets = new Sets(statements)
  const pages = new Pages(sets, statements)
  const facets = new FacetReader(sets, statements)
  /** Reads from one snapshot of the store, when what is needed for it is in memory. */
  const read = <T>(answer: () => T): Promise<T> =>
    whenLoaded(() =>
      statements.snapshot(() => {
        sets.follow()
        return answer()
      }),
    )
  async function* stream(query: PublicationQuery, reading?: Reading) {
    let position: Position | undefined
    do {
      const { records, next } = await read(() => pages.batch(query, position, reading))
      if (records.length > 0) yield records
      position = next
    } while (position)
  }

  const pieces = (query: PublicationQuery) =>
    cutPieces({
      idsAfter: (position) => read(() => pages.stampedIds(query, position)),
      stampsOf: (ids) => read(() => pages.stampsOf(ids)),
      recordsOf: (ids) => read(() => pages.recordsOf(ids)),
    })
  async function* all() {
    for (let at: number | undefined = 0; at !== undefined; ) {
      const { records, last } = publicationsAfter(at, batchSize, statements)
      if (records.length > 0) yield records
      at = last
    }
  }

  const save = connection.transaction((batch: Batch) => {
    const now = clock()
    let changed = false
    const note = (change: boolean) => {
      changed ||= change
    }
    for (const one of batch.expected ?? []) requireVersion(one, statements)
    for (const person of batch.people ?? []) note(writePerson(person, now, statements))
    for (const group of batch.groups ?? []) note(writeGroup(group, now, statements))
    for (const entry of batch.affiliations ?? []) note(writeAffiliations(entry, statements))
    for (const one of batch.replaced ?? []) {
      replacePublication(one, statements)
      note(true)
    }
    for (const one of batch.parted ?? []) partEntry(one, statements)
    const forSearch: Written[] = []
    const keys = (batch.publications ?? []).map((publication) => {
      const { key, written } = writePublication(publication, now, statements)
      if (written) forSearch.push(written)
      return key
    })
    note(forSearch.length > 0)
    for (const one of batch.given ?? []) writeGiven(one, now, statements)
    for (const one of batch.locks ?? []) writeLocks(one, statements)
    // Last of all: FTS5 writes out what it has gathered before any statement that may have to be taken back alone.
    for (const { id, publication } of forSearch) writeSearch(id, publication, statements)
    if (changed) statements.run('UPDATE store_state SET version = version + 1, modified = ?', [now])
    return { keys }
  })

  let generation = 0
  let readAt = Number.NEGATIVE_INFINITY

  return {
    generation() {
      const now = performance.now()
      if (now - readAt > generationAge) {
        readAt = now
        generation = statements.get<StoreState>('SELECT version, modified FROM store_state')!.version
      }
      return generation
    },
    state: async () => statements.get<StoreState>('SELECT version, modified FROM store_state')!,
    isEmpty: async () =>
      !statements.get(
        'SELECT 1 FROM person UNION ALL SELECT 1 FROM publication UNION ALL SELECT 1 FROM grouping',
      ),
    find: async (reference, hidden = false) => findPublication(reference, hidden, statements),
    nearestKeys: async (reference) => nearestKeys(reference, statements),
    list: async (query, page) => read(() => pages.list(query, page)),
    stream,
    all,
    pieces,
    count: async (query) => read(() => pages.count(query)),
    facets: async (query, names) => read(() => facets.read(query, names)),
    venues: async (query) => read(() => listVenues(query, sets, statements)),
    provenance: async (key) => readProvenance(key, statements),
    taken: async (source) => readTaken(source, statements),
    spellings: async (folded) => findSpellings(folded, statements),
    withdrawn: async (request) => listWithdrawn(request, statements),
    owner: async () => getOwner<Person>(statements),
    person: async (slug) => getRecord<Person>('person', slug, statements),
    people: async (page, group) => listRecords<Person>('person', page, statements, group),
    nearestPeople: async (slug) => nearestSlugs('person', slug, statements),
    affiliations: async (person, filter) => listAffiliations(person, filter, clock(), statements),
    group: async (slug) => getRecord<Group>('grouping', slug, statements),
    groups: async (page) => listRecords<Group>('grouping', page, statements),
    nearestGroups: async (slug) => nearestSlugs('grouping', slug, statements),
    async save(batch) {
      if ((batch.publications?.length ?? 0) >= manyPublications) makeRoomForWriting(connection)
      const saved = save.immediate(batch)
      readAt = Number.NEGATIVE_INFINITY
      return saved
    },
    tokens: async () => listTokens(statements),
    createToken: async (token) => createToken(token, clock(), statements),
    revokeToken: async (name) => revokeToken(name, statements),
    useToken: async (token) => useToken(token, clock(), statements),
    async warm() {
      await read(() => pages.warm())
      await read(() => facets.warm())
      for (const term of await read(() => termsBeforehand(sets, statements))) {
        if (!connection.open) return
        await read(() => sets.matcher.setOf(term, 'preferred'))
        await setImmediate()
      }
    },
    async close() {
      sets.stop()
      pages.stop()
      facets.stop()
      closeConnection(connection)
    },
  }
}
