/** People, affiliations and groups: reading and writing. */
import { decodeCursor, encodeCursor } from '../../model/cursor.ts'
import { isOver } from '../../model/date.ts'
import { sortText } from '../../model/fold.ts'
import { displayName, indexName } from '../../model/name.ts'
import { nearest } from '../../model/nearest.ts'
import type { Affiliation, AffiliationInput, GroupInput, PersonInput } from '../../model/person.ts'
import { Problem } from '../../model/problem.ts'
import {
  type AffiliationFilter,
  Conflict,
  type ExpectedPerson,
  type Page,
  type PageRequest,
} from '../../model/store.ts'
import { type Statements, type Value, writeRow } from './statements.ts'

type RecordTable = 'person' | 'grouping'

export function getRecord<T>(table: RecordTable, slug: string, statements: Statements): T | undefined {
  const row = statements.get<{ document: string }>(`SELECT document FROM ${table} WHERE slug = ?`, [slug])
  return row && (JSON.parse(row.document) as T)
}

export function getOwner<T>(statements: Statements): T | undefined {
  const row = statements.get<{ document: string }>('SELECT document FROM person WHERE owner = 1')
  return row && (JSON.parse(row.document) as T)
}

const inGroup =
  'id IN (SELECT m.person_id FROM membership m JOIN grouping g ON g.id = m.group_id WHERE g.slug = ?)'

/**
 * All records by name; the page ends or begins beside the row of the cursor.
 * @param group slug of the group whose people are wanted
 */
export function listRecords<T>(
  table: RecordTable,
  { limit, cursor }: PageRequest,
  statements: Statements,
  group?: string,
): Page<T> {
  const list = group === undefined ? table : `${table}/${group}`
  const position = cursor === undefined ? undefined : decodeCursor(cursor, list, ['string', 'number'])
  const backwards = position?.direction === 'before'
  const among = group === undefined ? 'true' : inGroup
  const bound = group === undefined ? [] : [group]
  const seek = position ? `AND (sort_name, id) ${backwards ? '<' : '>'} (?, ?)` : ''
  const direction = backwards ? 'DESC' : 'ASC'
  const found = statements.all<{ id: number; name: string; document: string }>(
    `SELECT id, sort_name AS name, document FROM ${table} WHERE ${among} ${seek}
     ORDER BY sort_name ${direction}, id ${direction} LIMIT ?`,
    [...bound, ...(position?.values ?? []), limit + 1],
  )
  const more = found.length > limit
  const page = found.slice(0, limit)
  if (backwards) page.reverse()
  const cursorAt = (row: (typeof page)[number] | undefined, where: 'after' | 'before') =>
    row && encodeCursor({ direction: where, values: [row.name, row.id] }, list)
  const next = (backwards || more) && cursorAt(page.at(-1), 'after')
  const prev = (backwards ? more : position !== undefined) && cursorAt(page[0], 'before')
  return {
    items: page.map((row) => JSON.parse(row.document) as T),
    total: statements.get<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE ${among}`, bound)!.n,
    ...(next ? { next } : {}),
    ...(prev ? { prev } : {}),
  }
}

export function nearestSlugs(table: RecordTable, slug: string, statements: Statements): string[] {
  const known = statements.all<{ slug: string }>(`SELECT slug FROM ${table} LIMIT 10000`)
  return nearest(
    slug,
    known.map((row) => row.slug),
  )
}

const lasting = '9999-99'

/** Newest first. `current` is told by the clock, so it is not kept. */
export function listAffiliations(
  person: string,
  { kinds, current }: AffiliationFilter,
  now: number,
  statements: Statements,
): Affiliation[] {
  const kindCondition = kinds?.length ? `AND a.kind IN (${kinds.map(() => '?').join(', ')})` : ''
  const rows = statements.all<{ document: string }>(
    `SELECT a.document FROM affiliation a JOIN person h ON h.id = a.person_id
     WHERE h.slug = ? ${kindCondition}
     ORDER BY coalesce(a.end, '${lasting}') DESC, a.start DESC NULLS LAST, a.position`,
    [person, ...(kinds ?? [])],
  )
  const today = new Date(now).toISOString().slice(0, 10)
  return rows
    .map(({ document }) => {
      const affiliation = JSON.parse(document) as AffiliationInput
      return { person, ...affiliation, current: isCurrent(affiliation, today) }
    })
    .filter((affiliation) => current === undefined || affiliation.current === current)
}

/** An award or a degree without dates is not something that lasts. */
function isCurrent({ kind, start, end }: AffiliationInput, today: string): boolean {
  if (end !== undefined) return !isOver(end, today)
  return kind !== 'award' && start !== undefined
}

interface Writable {
  table: RecordTable
  slug: string
  content: object
  columns: Record<string, Value>
}

function writeRecord({ table, slug, content, columns }: Writable, now: number, statements: Statements) {
  const existing = statements.get<{ id: number; version: number; created: number; document: string }>(
    `SELECT id, version, created, document FROM ${table} WHERE slug = ?`,
    [slug],
  )
  if (existing) {
    const { created: _, updated: __, version: ___, ...before } = JSON.parse(existing.document)
    if (JSON.stringify(before) === JSON.stringify(content)) return { id: existing.id, changed: false }
  }
  const version = (existing?.version ?? 0) + 1
  const created = existing?.created ?? now
  const stamps = { created: new Date(created).toISOString(), updated: new Date(now).toISOString(), version }
  const row: Record<string, Value> = {
    ...columns,
    slug,
    document: JSON.stringify({ ...content, ...stamps }),
    version,
    created,
    updated: now,
  }
  return { id: writeRow(table, existing?.id, row, statements), changed: true }
}

/** @returns whether anything changed */
export function writePerson(person: PersonInput, now: number, statements: Statements): boolean {
  if (person.owner) {
    const other = statements.get<{ slug: string }>('SELECT slug FROM person WHERE owner = 1 AND slug <> ?', [
      person.slug,
    ])
    if (other) {
      throw new Problem('invalid-parameter', `There is an owner already: ${other.slug}.`, {
        pointer: '/owner',
      })
    }
  }
  const columns = {
    owner: person.owner ? 1 : 0,
    name: displayName(person),
    sort_name: sortText(indexName(person)),
    orcid: person.identifiers?.orcid ?? null,
  }
  return writeRecord({ table: 'person', slug: person.slug, content: person, columns }, now, statements)
    .changed
}

function requirePerson(slug: string, statements: Statements): number {
  const person = statements.get<{ id: number }>('SELECT id FROM person WHERE slug = ?', [slug])
  if (person) return person.id
  throw new Problem('invalid-parameter', `There is no person "${slug}".`, {
    value: slug,
    nearest: nearestSlugs('person', slug, statements),
  })
}

/** @throws Conflict where the person or one of the affiliations is another one by now */
export function requirePersonAsExpected(
  { slug, version, affiliations }: ExpectedPerson,
  statements: Statements,
): void {
  const found = statements.get<{ id: number; version: number }>(
    'SELECT id, version FROM person WHERE slug = ?',
    [slug],
  )
  if (found?.version !== version) throw new Conflict(slug)
  const now = found ? affiliationTexts(found.id, statements) : []
  const expected = affiliations.map((affiliation) => JSON.stringify(affiliation))
  if (JSON.stringify(now.sort()) !== JSON.stringify(expected.sort())) throw new Conflict(slug)
}

/** As they were given, in their order. */
const affiliationTexts = (person: number, statements: Statements): string[] =>
  statements
    .all<{ document: string }>('SELECT document FROM affiliation WHERE person_id = ? ORDER BY position', [
      person,
    ])
    .map(({ document }) => document)

/** Replaces all affiliations of a person. */
export function writeAffiliations(
  { person, affiliations }: { person: string; affiliations: AffiliationInput[] },
  statements: Statements,
): boolean {
  const id = requirePerson(person, statements)
  const documents = affiliations.map((affiliation) => JSON.stringify(affiliation))
  if (JSON.stringify(affiliationTexts(id, statements)) === JSON.stringify(documents)) return false
  statements.run('DELETE FROM affiliation WHERE person_id = ?', [id])
  affiliations.forEach(({ kind, organization, role, place, start, end }, position) => {
    statements.run(
      `INSERT INTO affiliation (person_id, position, kind, organization, ror, role, place, start, end, document)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        position,
        kind,
        organization?.name ?? null,
        organization?.ror ?? null,
        role ?? null,
        place ?? null,
        start ?? null,
        end ?? null,
        documents[position]!,
      ],
    )
  })
  return true
}

export function writeGroup(group: GroupInput, now: number, statements: Statements): boolean {
  const columns = { name: group.name, sort_name: sortText(group.name) }
  const { id, changed } = writeRecord(
    { table: 'grouping', slug: group.slug, content: group, columns },
    now,
    statements,
  )
  if (!changed) return false
  statements.run('DELETE FROM membership WHERE group_id = ?', [id])
  group.members?.forEach(({ person, role, start, end, lead }, position) => {
    statements.run(
      'INSERT INTO membership (group_id, position, person_id, role, start, end, lead) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [
        id,
        position,
        requirePerson(person, statements),
        role ?? null,
        start ?? null,
        end ?? null,
        lead ? 1 : 0,
      ],
    )
  })
  return true
}
