/** The store in one SQLite file: `model/store.ts` over the modules beside this one. */
import { setTimeout } from 'node:timers/promises'
import type { Position } from '../../model/cursor.ts'
import type { Group, Person } from '../../model/person.ts'
import type { PublicationQuery } from '../../model/query.ts'
import type { Reading, Store, StoreState } from '../../model/store.ts'
import { closeConnection } from './connection.ts'
import { FacetReader, listVenues } from './facets.ts'
import { findSpellings } from './likenesses.ts'
import { openDatabase } from './open-database.ts'
import { batchSize, Pages } from './pages.ts'
import { getOwner, getRecord, listAffiliations, listRecords, nearestSlugs } from './people.ts'
import { cutPieces } from './pieces.ts'
import { readProvenance, readTaken } from './provenance.ts'
import { publicationRows } from './publication-rows.ts'
import { findPublication, listWithdrawn, nearestKeys, publicationsAfter } from './read-publications.ts'
import { createSave, isOfImport } from './save.ts'
import { termsBeforehand } from './sets/beforehand.ts'
import { forATurn, whenLoaded } from './sets/loading.ts'
import { Sets } from './sets/sets.ts'
import { createStatements } from './statements.ts'
import { createToken, listTokens, revokeToken, useToken } from './tokens.ts'
import { WritingThread } from './writing-thread.ts'

/** Milliseconds for which the state that was read is taken for the present one. */
const stateAge = 10
/** Milliseconds between two turns of what nobody waits for. */
const rest = 4

export interface StoreOptions {
  writesInThread?: boolean
}

/**
 * Opens, and migrates under a lock, the store in a file.
 * @param path a file path, or `:memory:`
 * @param clock milliseconds since 1970: what "created", "updated" and "current" go by
 * @param options.writesInThread large batches are written in another thread than this
 * @throws Error where the file is not one this release can use
 */
export function openSqliteStore(
  path: string,
  clock = () => Date.now(),
  { writesInThread = false }: StoreOptions = {},
): Store {
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

  const save = createSave(connection, statements)
  let thread: WritingThread | undefined
  /** The last write, which another one waits for. */
  let last: Promise<unknown> | undefined

  let state: StoreState = { version: 0, modified: 0 }
  let readAt = Number.NEGATIVE_INFINITY
  function current(): StoreState {
    const now = performance.now()
    if (now - readAt > stateAge) {
      readAt = now
      state = statements.get<StoreState>('SELECT version, modified FROM store_state')!
    }
    return state
  }

  return {
    generation: () => current().version,
    state: async () => current(),
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
    prepare: publicationRows,
    async save(batch) {
      if (last) await last
      if (!isOfImport(batch) || !writesInThread || path === ':memory:') {
        readAt = Number.NEGATIVE_INFINITY
        return save(batch, clock())
      }
      thread ??= new WritingThread(path)
      const saving = thread.save(batch, clock())
      last = saving.catch(() => undefined)
      const saved = await saving
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
        const next = await read(() => sets.matcher.inParts(term, 'preferred'))
        for (let more = true; more; ) {
          more = await read(() => forATurn(next))
          await setTimeout(rest)
          if (!connection.open) return
        }
      }
    },
    async close() {
      sets.stop()
      pages.stop()
      facets.stop()
      await thread?.close()
      closeConnection(connection)
    },
  }
}
