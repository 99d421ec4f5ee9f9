/** One publication into its row, its side tables, its venue and its key. Called inside a transaction. */

import { dateSortKey } from '../../model/date.ts'
import { sortText } from '../../model/fold.ts'
import {
  foldIdentifier,
  normalizeArxiv,
  normalizeDoi,
  normalizeIsbn,
  parseReference,
} from '../../model/identifier.ts'
import { keySuffix, makeKey } from '../../model/key.ts'
import { displayName, familyName, indexName } from '../../model/name.ts'
import { Problem } from '../../model/problem.ts'
import {
  type Contributor,
  type Identifiers,
  isPreprint,
  type Publication,
  type PublicationInput,
  publicationYear,
} from '../../model/publication.ts'
import { Conflict, type Expected } from '../../model/store.ts'
import { plainTitle } from '../../model/title.ts'
import { type Statements, type Value, writeRow } from './statements.ts'
import { venueOf } from './venues.ts'
import { regroupWorks } from './works.ts'

/** Fields in the order in which a reader looks for them; those in between follow by name, the store's own at the end. */
const leading =
  'key aliases type status title shortTitle abstract language issued year venue volume issue number pages publisher place'.split(
    ' ',
  )
const trailing = ['created', 'updated', 'version']

interface Existing {
  id: number
  key: string
  version: number
  created: number
  document: string
}

/** A publication that has yet to go into the search index. */
export interface Written {
  id: number
  publication: Publication
}

/** @throws Conflict where the publication is another one by now */
export function requireVersion({ key, version }: Expected, statements: Statements): void {
  const found = statements.get<{ version: number }>('SELECT version FROM publication WHERE key = ?', [key])
  if (found?.version !== version) throw new Conflict(key)
}

/**
 * @param now milliseconds since 1970
 * @returns the key, and what was written where anything changed
 * @throws Problem invalid-parameter for a person or group that does not exist, or a key another publication has
 */
export function writePublication(
  input: PublicationInput,
  now: number,
  statements: Statements,
): { key: string; written?: Written } {
  const existing = findExisting(input, statements)
  const key = input.key ?? existing?.key ?? freeKey(makeKey(input), statements)
  const aliases = [
    ...new Set([...(input.aliases ?? []), ...(existing && existing.key !== key ? [existing.key] : [])]),
  ]
  const content = {
    ...input,
    key,
    ...(aliases.length ? { aliases } : {}),
    ...(input.identifiers ? { identifiers: canonicalIdentifiers(input.identifiers) } : {}),
    year: publicationYear(input),
  }
  const stamped = (version: number, created: number, updated: number) =>
    ordered({
      ...content,
      created: new Date(created).toISOString(),
      updated: new Date(updated).toISOString(),
      version,
    })
  if (existing) {
    const before = JSON.parse(existing.document) as Publication
    const same = stamped(existing.version, existing.created, Date.parse(before.updated))
    if (JSON.stringify(same) === existing.document) return { key }
  }
  const version = (existing?.version ?? 0) + 1
  const publication = stamped(version, existing?.created ?? now, now)
  const id = writePublicationRow(publication, existing?.id, now, statements)
  writeKeys(id, publication, statements)
  writeSideTables(id, publication, statements)
  regroupWorks(id, statements)
  return { key, written: { id, publication } }
}

function findExisting(input: PublicationInput, statements: Statements): Existing | undefined {
  for (const key of [input.key, ...(input.aliases ?? [])]) {
    if (key === undefined) continue
    const found = statements.get<Existing>(
      `SELECT p.id, p.key, p.version, p.created, p.document FROM publication_key k
       JOIN publication p ON p.id = k.publication_id WHERE k.folded = ?`,
      [key.toLowerCase()],
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

function canonicalIdentifiers(identifiers: Identifiers): Identifiers {
  const { doi, arxiv, isbn } = identifiers
  return {
    ...identifiers,
    ...(doi ? { doi: normalizeDoi(doi) ?? doi } : {}),
    ...(arxiv ? { arxiv: normalizeArxiv(arxiv) ?? arxiv } : {}),
    ...(isbn ? { isbn: isbn.map((one) => normalizeIsbn(one) ?? one) } : {}),
  }
}

/** One order for all, so that equal content is equal text. */
function ordered(publication: Record<string, unknown>): Publication {
  const between = Object.keys(publication)
    .filter((name) => !leading.includes(name) && !trailing.includes(name))
    .sort()
  const result: Record<string, unknown> = {}
  for (const name of [...leading, ...between, ...trailing]) {
    if (publication[name] !== undefined) result[name] = publication[name]
  }
  return result as Publication
}

function writePublicationRow(
  publication: Publication,
  id: number | undefined,
  now: number,
  statements: Statements,
): number {
  const first = publication.contributors?.[0]
  const columns: Record<string, Value> = {
    document: JSON.stringify(publication),
    version: publication.version,
    created: Date.parse(publication.created),
    updated: now,
    key: publication.key,
    type: publication.type,
    status: publication.status ?? 'published',
    public: publication.visibility === 'hidden' ? 0 : 1,
    preprint: isPreprint(publication) ? 1 : 0,
    year: publication.year ?? null,
    language: publication.language?.toLowerCase() ?? null,
    featured: publication.featured ? 1 : 0,
    abstract: publication.abstract ? 1 : 0,
    venue_id: publication.venue ? venueOf(publication.venue, statements) : null,
    issued_sort: dateSortKey(publication.issued),
    title_sort: sortText(plainTitle(publication.title)),
    venue_sort: sortText(publication.venue?.short ?? publication.venue?.name ?? ''),
    author_sort: first ? sortText(indexName(first)) : '',
  }
  if (id === undefined) {
    columns.work_id = statements.run('INSERT INTO work DEFAULT VALUES').id
    columns.preferred = columns.public!
  }
  return writeRow('publication', id, columns, statements)
}

function writeKeys(id: number, publication: Publication, statements: Statements): void {
  for (const key of [publication.key, ...(publication.aliases ?? [])]) {
    const { changes } = statements.run(
      `INSERT INTO publication_key (folded, key, publication_id) VALUES (?, ?, ?)
       ON CONFLICT (folded) DO UPDATE SET key = excluded.key WHERE publication_id = excluded.publication_id`,
      [key.toLowerCase(), key, id],
    )
    if (changes === 0) {
      throw new Problem('invalid-parameter', `The key ${key} belongs to another publication.`, {
        pointer: '/key',
      })
    }
  }
}

const sideTables = [
  'contributor',
  'author_name',
  'identifier',
  'link',
  'tag',
  'award',
  'relation',
  'publication_group',
]

function writeSideTables(id: number, publication: Publication, statements: Statements): void {
  if (publication.version > 1) {
    for (const table of sideTables) statements.run(`DELETE FROM ${table} WHERE publication_id = ?`, [id])
  }
  const insert = (table: string, columns: string, ...values: Value[]) =>
    statements.run(
      `INSERT OR IGNORE INTO ${table} (publication_id, ${columns}) VALUES (?${', ?'.repeat(values.length)})`,
      [id, ...values],
    )
  const contributors = publication.contributors ?? []
  const names = new Set(contributors.flatMap((contributor) => [...namesOf(contributor)]))
  // A dozen for each publication: one statement takes a third of the time of as many.
  if (names.size > 0) {
    writeContributors(id, contributors, statements)
    statements.run('INSERT INTO author_name (publication_id, folded) SELECT ?, value FROM json_each(?)', [
      id,
      JSON.stringify([...names]),
    ])
  }
  for (const [scheme, value] of Object.entries(publication.identifiers ?? {})) {
    if (scheme === 'arxivClass') continue
    for (const one of [value].flat()) insert('identifier', 'scheme, value', scheme, foldIdentifier(one))
  }
  publication.links?.forEach(({ kind, url, label }, i) => {
    insert('link', 'position, kind, url, label', i, kind, url, label ?? null)
  })
  publication.tags?.forEach((tag, i) => {
    insert('tag', 'position, tag, folded', i, tag, sortText(tag))
  })
  publication.awards?.forEach((name, i) => {
    insert('award', 'position, name', i, name)
  })
  publication.relations?.forEach(({ kind, identifier }, i) => {
    const target = parseReference(identifier) ?? { scheme: 'key', id: identifier }
    insert(
      'relation',
      'position, kind, identifier, scheme, value',
      i,
      kind,
      identifier,
      target.scheme,
      foldIdentifier(target.id),
    )
  })
  publication.groups?.forEach((slug, i) => {
    const group = statements.get<{ id: number }>('SELECT id FROM grouping WHERE slug = ?', [slug])
    if (!group) throw missing('group', slug, `/groups/${i}`, publication)
    insert('publication_group', 'group_id', group.id)
  })
}

/** Everything `author=` may be compared with: family name, both orders of the full name, ORCID iD. */
function namesOf(contributor: Contributor): Set<string> {
  const names = [
    displayName(contributor),
    familyName(contributor),
    contributor.family ?? '',
    indexName(contributor),
  ]
  const folded = new Set(names.map(sortText).filter(Boolean))
  if (contributor.orcid) folded.add(contributor.orcid)
  return folded
}

function writeContributors(id: number, contributors: readonly Contributor[], statements: Statements): void {
  const rows = contributors.map((contributor, position) => {
    const { person, role } = contributor
    const linked = person && statements.get<{ id: number }>('SELECT id FROM person WHERE slug = ?', [person])
    if (person && !linked) throw missing('person', person, `/contributors/${position}/person`)
    const name = displayName(contributor)
    return [position, role, linked ? linked.id : null, name, sortText(name)]
  })
  statements.run(
    `INSERT INTO contributor (publication_id, position, role, person_id, name, folded)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)`,
    [id, JSON.stringify(rows)],
  )
}

function missing(what: string, slug: string, pointer: string, publication?: Publication): Problem {
  const where = publication ? ` (in ${publication.key})` : ''
  return new Problem('invalid-parameter', `There is no ${what} "${slug}"${where}.`, { pointer, value: slug })
}
