/** Which entries of which sources publications were made from, what is locked, and publications put into others. */
import { Problem } from '../../model/problem.ts'
import { type Provenance, storeFields } from '../../model/provenance.ts'
import type { PublicationInput } from '../../model/publication.ts'
import type { GivenInput, Locks, Parted, Replaced } from '../../model/store.ts'
import type { Statements } from './statements.ts'
import { regroupWorks } from './works.ts'

interface GivenRow {
  source: string
  entry: string
  given: string
  changes: string | null
  carried: string | null
  locked: string | null
  time: number
}

export function readProvenance(key: string, statements: Statements): Provenance {
  const rows = statements.all<GivenRow>(
    `SELECT s.source, s.entry, coalesce(s.given, p.document) AS given, s.changes, s.carried, s.locked, s.time
     FROM publication p JOIN publication_source s ON s.publication_id = p.id WHERE p.key = ? ORDER BY s.rowid`,
    [key],
  )
  const locked = statements.all<{ field: string }>(
    `SELECT l.field FROM publication p JOIN publication_lock l ON l.publication_id = p.id
     WHERE p.key = ? ORDER BY l.field`,
    [key],
  )
  const given = rows.map((row) => ({
    source: row.source,
    entry: row.entry,
    publication: asInput(JSON.parse(row.given)),
    ...(row.changes === null ? {} : { changes: JSON.parse(row.changes) }),
    ...(row.carried === null ? {} : { carried: JSON.parse(row.carried) }),
    ...(row.locked === null ? {} : { locked: JSON.parse(row.locked) }),
    time: row.time,
  }))
  return { given, locked: locked.map(({ field }) => field) }
}

function asInput(publication: Record<string, unknown>): PublicationInput {
  const input = { ...publication }
  for (const field of storeFields) delete input[field]
  return input as PublicationInput
}

/** The keys of the publications for which the entries of a source were taken, by entry. */
export function readTaken(source: string, statements: Statements): Map<string, string[]> {
  const taken = new Map<string, string[]>()
  const rows = statements.rows(
    `SELECT s.entry, p.key FROM publication_source s JOIN publication p ON p.id = s.publication_id
     WHERE s.source = ? ORDER BY s.rowid`,
    [source],
  ) as [string, string][]
  for (const [entry, key] of rows) taken.set(entry, [...(taken.get(entry) ?? []), key])
  return taken
}

/** @param ids of publications that were just written, by their keys */
export function writeGiven(
  { key, source, entry, publication, changes, carried, locked }: GivenInput,
  now: number,
  ids: ReadonlyMap<string, number>,
  statements: Statements,
): void {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
  statements.run(
    `INSERT INTO publication_source (publication_id, source, entry, given, changes, carried, locked, time)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (publication_id, source, entry) DO UPDATE
     SET given = excluded.given, changes = excluded.changes, carried = excluded.carried,
       locked = excluded.locked, time = excluded.time`,
    [
      ids.get(key) ?? idOf(key, statements),
      source,
      entry,
      json(publication),
      json(changes),
      json(carried),
      json(locked),
      now,
    ],
  )
}

export function writeLocks({ key, lock, unlock }: Locks, statements: Statements): void {
  const id = idOf(key, statements)
  for (const field of lock ?? [])
    statements.run('INSERT OR IGNORE INTO publication_lock (publication_id, field) VALUES (?, ?)', [
      id,
      field,
    ])
  for (const field of unlock ?? [])
    statements.run('DELETE FROM publication_lock WHERE publication_id = ? AND field = ?', [id, field])
}

/** Deletes a publication whose keys lead to another one from now on. */
export function replacePublication({ key, by }: Replaced, statements: Statements): void {
  const id = idOf(key, statements)
  const fellows = statements.numbers(
    `SELECT id FROM publication WHERE work_id = (SELECT work_id FROM publication WHERE id = ?) AND id <> ?`,
    [id, id],
  )
  statements.run('UPDATE publication_key SET publication_id = ? WHERE publication_id = ?', [
    idOf(by, statements),
    id,
  ])
  statements.run('DELETE FROM publication_search WHERE rowid = ?', [id])
  statements.run('DELETE FROM publication WHERE id = ?', [id])
  for (const fellow of fellows) regroupWorks(fellow, statements)
}

/** An entry is no longer taken for a publication, and old keys are free. */
export function partEntry({ key, source, entry, released = [] }: Parted, statements: Statements): void {
  const id = idOf(key, statements)
  statements.run('DELETE FROM publication_source WHERE publication_id = ? AND source = ? AND entry = ?', [
    id,
    source,
    entry,
  ])
  for (const old of released)
    if (old.toLowerCase() !== key.toLowerCase())
      statements.run('DELETE FROM publication_key WHERE publication_id = ? AND folded = ?', [
        id,
        old.toLowerCase(),
      ])
}

function idOf(key: string, statements: Statements): number {
  const found = statements.get<{ id: number }>('SELECT id FROM publication WHERE key = ?', [key])
  if (!found) throw new Problem('invalid-parameter', `There is no publication "${key}".`, { value: key })
  return found.id
}
