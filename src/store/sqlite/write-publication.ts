/** One publication into its row, its side tables, its venue and its key. Called inside a transaction. */

import { keySuffix, makeKey } from '../../model/key.ts'
import { Problem } from '../../model/problem.ts'
import type { PublicationInput } from '../../model/publication.ts'
import { Conflict, type Expected } from '../../model/store.ts'
import { contentColumns, type PublicationRows, publicationRows, sideInserts } from './publication-rows.ts'
import type { Statements, Value } from './statements.ts'
import { type KnownVenues, venueOf } from './venues.ts'
import { isNamed, regroupWorks } from './works.ts'

interface Existing {
  id: number
  key: string
  version: number
  created: number
  updated: number
  document: string
}

export interface Written {
  id: number
  key: string
  version: number
  /** What has yet to be written with that of the others of a batch, where anything changed. */
  rest?: Pick<PublicationRows, 'authorNames' | 'search'>
}

/** @throws Conflict where the publication is another one by now */
export function requireVersion({ key, version }: Expected, statements: Statements): void {
  const found = statements.get<{ version: number }>('SELECT version FROM publication WHERE key = ?', [key])
  if (found?.version !== version) throw new Conflict(key)
}

/**
 * @param input a publication, or what is written of it
 * @param now milliseconds since 1970
 * @throws Problem invalid-parameter for a person or group that does not exist, or a key another publication has
 */
export function writePublication(
  input: PublicationInput | PublicationRows,
  now: number,
  venues: KnownVenues,
  statements: Statements,
): Written {
  const existing = findExisting(input, statements)
  const rows = rowsFor(input, existing, statements)
  const { key } = rows
  const stamped = (version: number, created: number, updated: number) =>
    `${rows.content},"created":"${iso(created)}","updated":"${iso(updated)}","version":${version}}`
  if (existing && stamped(existing.version, existing.created, existing.updated) === existing.document)
    return { id: existing.id, key, version: existing.version }
  const version = (existing?.version ?? 0) + 1
  const created = existing?.created ?? now
  const venue = rows.venue ? venueOf(rows.venue, venues, statements) : null
  const columns = [stamped(version, created, now), version, created, now, venue, ...rows.columns]
  const id = writeColumns(columns, rows, existing?.id, statements)
  writeKeys(id, rows, statements)
  writeSideTables(id, rows, existing !== undefined, statements)
  // Most are new, alone in a work that was made for them.
  const isAlone = !existing && rows.isPublic && !rows.mayHaveFellows && !isNamed(id, statements)
  if (!isAlone) regroupWorks(id, statements)
  return { id, key, version, rest: rows }
}

const isRows = (input: PublicationInput | PublicationRows): input is PublicationRows => 'content' in input

/** What is written, with the key that the publication has or gets. */
function rowsFor(
  input: PublicationInput | PublicationRows,
  existing: Existing | undefined,
  statements: Statements,
): PublicationRows {
  const key = input.key ?? existing?.key ?? freeKey(makeKey(input as PublicationInput), statements)
  const isRenamed = existing !== undefined && existing.key !== key
  if (isRows(input) && !isRenamed) return input
  const publication = isRows(input) ? (JSON.parse(`${input.content}}`) as PublicationInput) : input
  const aliases = isRenamed ? [...(publication.aliases ?? []), existing.key] : publication.aliases
  return publicationRows({ ...publication, ...(aliases ? { aliases } : {}), key })
}

let lastTime = Number.NaN
let lastIso = ''
/** Of a batch, all have one time. */
function iso(time: number): string {
  if (time !== lastTime) {
    lastIso = new Date(time).toISOString()
    lastTime = time
  }
  return lastIso
}

function findExisting(
  { key, aliases }: { key?: string; aliases?: string[] },
  statements: Statements,
): Existing | undefined {
  for (const one of [key, ...(aliases ?? [])]) {
    if (one === undefined) continue
    const found = statements.get<Existing>(
      `SELECT p.id, p.key, p.version, p.created, p.updated, p.document FROM publication_key k
       JOIN publication p ON p.id = k.publication_id WHERE k.folded = ?`,
      [one.toLowerCase()],
    )
    if (found) return found
  }
  return undefined
}

function freeKey(base: string, statements: Statements): string {
  const taken = (key: string) =>
    statements.get('SELECT 1 FROM publication_key WHERE folded = ?', [key.toLowerCase()]) !== undefined
  if (!taken(base)) return base
  for (let n = 0; ; n++) {
    const key = base + keySuffix(n)
    if (!taken(key)) return key
  }
}

const columnNames = ['document', 'version', 'created', 'updated', 'venue_id', ...contentColumns]
const insertRow = `INSERT INTO publication (${columnNames.join(', ')}, work_id, preferred) VALUES (${columnNames.map(() => '?').join(', ')}, ?, ?)`
const updateRow = `UPDATE publication SET ${columnNames.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`

function writeColumns(
  columns: Value[],
  { isPublic }: PublicationRows,
  id: number | undefined,
  statements: Statements,
): number {
  if (id === undefined) {
    const work = statements.run('INSERT INTO work DEFAULT VALUES').id
    return statements.run(insertRow, [...columns, work, isPublic ? 1 : 0]).id
  }
  statements.run(updateRow, [...columns, id])
  return id
}

function writeKeys(id: number, { key, aliases }: PublicationRows, statements: Statements): void {
  for (const one of [key, ...aliases]) {
    const { changes } = statements.run(
      `INSERT INTO publication_key (folded, key, publication_id) VALUES (?, ?, ?)
       ON CONFLICT (folded) DO UPDATE SET key = excluded.key WHERE publication_id = excluded.publication_id`,
      [one.toLowerCase(), one, id],
    )
    if (changes === 0) {
      throw new Problem('invalid-parameter', `The key ${one} belongs to another publication.`, {
        pointer: '/key',
      })
    }
  }
}

const sideTables = ['contributor', 'author_name', ...Object.keys(sideInserts), 'publication_group']

function writeSideTables(id: number, rows: PublicationRows, isThere: boolean, statements: Statements): void {
  if (isThere) {
    for (const table of sideTables) statements.run(`DELETE FROM ${table} WHERE publication_id = ?`, [id])
  }
  if (rows.contributors !== undefined) {
    for (const { slug, position } of rows.people) {
      if (!statements.get('SELECT 1 FROM person WHERE slug = ?', [slug]))
        throw missing('person', slug, `/contributors/${position}/person`)
    }
    // A dozen for each publication: one statement takes a third of the time of as many.
    statements.run(
      `INSERT INTO contributor (publication_id, position, role, person_id, name, folded)
       SELECT ?, value ->> 0, value ->> 1,
         CASE WHEN value ->> 2 IS NOT NULL THEN (SELECT id FROM person WHERE slug = value ->> 2) END,
         value ->> 3, value ->> 4 FROM json_each(?)`,
      [id, rows.contributors],
    )
  }
  for (const [table, ...values] of rows.beside) statements.run(sideInserts[table], [id, ...values])
  rows.groups.forEach((slug, i) => {
    const group = statements.get<{ id: number }>('SELECT id FROM grouping WHERE slug = ?', [slug])
    if (!group) throw missing('group', slug, `/groups/${i}`, rows.key)
    statements.run('INSERT OR IGNORE INTO publication_group (publication_id, group_id) VALUES (?, ?)', [
      id,
      group.id,
    ])
  })
}

/**
 * What `author` is compared with, of a whole batch: in the order of its index, because each of some forty names for a
 * publication would otherwise go to a place of its own in a tree larger than the cache.
 */
export function writeAuthorNames(written: readonly Written[], statements: Statements): void {
  // Of one that is written twice, the last counts.
  const names = new Map(written.flatMap(({ id, rest }) => (rest ? [[id, rest.authorNames]] : [])))
  const all = Array.from(names, ([id, list]) => `[${id},${list}]`).join(',')
  statements.run(
    `INSERT INTO author_name (publication_id, folded)
     SELECT one.value ->> 0, name.value FROM json_each(?) one, json_each(one.value, '$[1]') name ORDER BY 2, 1`,
    [`[${all}]`],
  )
}

function missing(what: string, slug: string, pointer: string, key?: string): Problem {
  const where = key ? ` (in ${key})` : ''
  return new Problem('invalid-parameter', `There is no ${what} "${slug}"${where}.`, { pointer, value: slug })
}
