/** Single publications, by key or identifier, keys like one that is not there, and those that were withdrawn. */
import { foldIdentifier, isbnForms, parseReference } from '../../model/identifier.ts'
import { nearest } from '../../model/nearest.ts'
import type { Found, Withdrawn, WithdrawnRequest } from '../../model/store.ts'
import { type PublicationRow, recordColumns, StoredRecord } from './record.ts'
import type { Statements, Value } from './statements.ts'

type FoundRow = PublicationRow & { stamp: number }
const foundColumns = `${recordColumns},
  (SELECT stamp FROM publication_stamp WHERE publication_id = p.id) AS stamp`

/** @param hidden finds those that are hidden from everybody, too */
export function findPublication(
  reference: string,
  hidden: boolean,
  statements: Statements,
): Found | undefined {
  const shown = hidden ? 'true' : 'p.public = 1'
  const known = statements.get<{ id: number | null }>(
    'SELECT publication_id AS id FROM publication_key WHERE folded = ?',
    [reference.toLowerCase()],
  )
  if (known) {
    if (known.id === null) return { kind: 'gone' }
    const row = statements.get<FoundRow>(
      `SELECT ${foundColumns} FROM publication p WHERE p.id = ? AND ${shown}`,
      [known.id],
    )
    if (!row) return undefined
    if (row.key !== reference) return { kind: 'moved', key: row.key }
    return { kind: 'publication', record: new StoredRecord(row, row.stamp) }
  }
  const identifier = parseReference(reference)
  if (!identifier) return undefined
  const { scheme, id } = identifier
  const [value, other = value] = scheme === 'isbn' ? isbnForms(id) : [id]
  const row = statements.get<FoundRow>(
    `SELECT ${foundColumns} FROM identifier i JOIN publication p ON p.id = i.publication_id
     WHERE i.scheme = ? AND i.value IN (?, ?) AND ${shown} ORDER BY p.preferred DESC, p.id LIMIT 1`,
    [scheme, foldIdentifier(value!), foldIdentifier(other!)],
  )
  return row && { kind: 'publication', record: new StoredRecord(row, row.stamp) }
}

/** Those after a row id, at most `limit`, hidden ones too, each with its row id. */
export function publicationsAfter(
  id: number,
  limit: number,
  statements: Statements,
): { records: StoredRecord[]; last: number | undefined } {
  const rows = statements.all<PublicationRow & { id: number }>(
    `SELECT p.id, ${recordColumns} FROM publication p WHERE p.id > ? ORDER BY p.id LIMIT ?`,
    [id, limit],
  )
  return { records: rows.map((row) => new StoredRecord(row)), last: rows.at(-1)?.id }
}

/** Keys alike: among those that begin as the given one does. */
export function nearestKeys(reference: string, statements: Statements): string[] {
  const wanted = reference.toLowerCase()
  for (const length of [4, 2, 1]) {
    const prefix = wanted.slice(0, length)
    const candidates = statements.all<{ key: string }>(
      `SELECT p.key FROM publication_key k JOIN publication p ON p.id = k.publication_id
       WHERE k.folded >= ? AND k.folded < ? AND p.public = 1 LIMIT 1000`,
      [prefix, `${prefix}\u{10ffff}`],
    )
    const near = nearest(
      reference,
      candidates.map((candidate) => candidate.key),
    )
    if (near.length) return near
  }
  return []
}

/** What was shown again stays in the table, so that writing need not look for it there. */
const notShown = 'NOT EXISTS (SELECT 1 FROM publication p WHERE p.key = withdrawn.key AND p.public = 1)'

/** Those that were withdrawn, by time and key. */
export function listWithdrawn(
  { key, from, before, type, year, after, limit }: WithdrawnRequest,
  statements: Statements,
): Withdrawn[] {
  const conditions: [sql: string, ...params: Value[]][] = []
  if (key !== undefined) conditions.push(['key = ?', key])
  if (from !== undefined) conditions.push(['time >= ?', from])
  if (before !== undefined) conditions.push(['time < ?', before])
  if (type !== undefined) conditions.push(['type = ?', type])
  if (year !== undefined) conditions.push(['year = ?', year])
  if (after) conditions.push(['(time, key) > (?, ?)', after.time, after.key])
  const rows = statements.all<{ key: string; type: string; year: number | null; time: number }>(
    `SELECT key, type, year, time FROM withdrawn${key === undefined ? ' INDEXED BY withdrawn_time' : ''}
     WHERE ${[notShown, ...conditions.map(([sql]) => sql)].join(' AND ')} ORDER BY time, key LIMIT ?`,
    [...conditions.flatMap(([, ...params]) => params), limit],
  )
  return rows.map(({ year, ...row }) => (year === null ? row : { ...row, year }))
}
