/**
 * What is written of a publication: its document, its columns and the rows beside it. All of it follows from the
 * publication alone, so it may be made in another thread than the one that writes.
 */

import { dateSortKey } from '../../model/date.ts'
import { sortText } from '../../model/fold.ts'
import {
  foldIdentifier,
  normalizeArxiv,
  normalizeDoi,
  normalizeIsbn,
  parseReference,
} from '../../model/identifier.ts'
import { displayName, familyName, indexName } from '../../model/name.ts'
import {
  type Contributor,
  type Identifiers,
  isPreprint,
  type PublicationInput,
  publicationYear,
} from '../../model/publication.ts'
import type { Prepared } from '../../model/store.ts'
import { plainTitle } from '../../model/title.ts'
import type { Value } from './statements.ts'
import { type VenueRows, venueRows } from './venues.ts'

/** Tables with some rows for each publication, and what is written into a row after the publication's id. */
export const sideInserts = {
  identifier: 'INSERT OR IGNORE INTO identifier (publication_id, scheme, value) VALUES (?, ?, ?)',
  link: 'INSERT OR IGNORE INTO link (publication_id, position, kind, url, label) VALUES (?, ?, ?, ?, ?)',
  tag: 'INSERT OR IGNORE INTO tag (publication_id, position, tag, folded) VALUES (?, ?, ?, ?)',
  award: 'INSERT OR IGNORE INTO award (publication_id, position, name) VALUES (?, ?, ?)',
  relation:
    'INSERT OR IGNORE INTO relation (publication_id, position, kind, identifier, scheme, value) VALUES (?, ?, ?, ?, ?, ?)',
}
export type SideRow = [table: keyof typeof sideInserts, ...values: Value[]]

export interface PublicationRows extends Prepared {
  aliases: string[]
  /** The document up to what only the store knows: JSON without the brace that closes it. */
  content: string
  /** Values of `contentColumns`. */
  columns: Value[]
  isPublic: boolean
  venue: VenueRows | undefined
  /** Of position, role, the person's slug, name and folded name, as JSON; none where no name has a letter. */
  contributors: string | undefined
  /** The people among them. */
  people: { slug: string; position: number }[]
  /** Everything `author=` may be compared with, as JSON. */
  authorNames: string
  beside: SideRow[]
  groups: readonly string[]
  /** It may belong to a work with others because of what it says itself. */
  mayHaveFellows: boolean
  /** The columns of the search index. */
  search: string[]
}

/** Columns that follow from the content. */
export const contentColumns =
  'key type status public preprint year language featured abstract issued_sort title_sort venue_sort author_sort'.split(
    ' ',
  )

export function publicationRows(input: PublicationInput & { key: string }): PublicationRows {
  const { key, title, abstract, contributors = [], tags = [], relations = [], venue, identifiers } = input
  const aliases = [...new Set(input.aliases)]
  const year = publicationYear(input)
  const content: Record<string, unknown> = { ...input, year }
  if (aliases.length) content.aliases = aliases
  if (identifiers) content.identifiers = canonicalIdentifiers(identifiers)
  const isPublic = input.visibility !== 'hidden'
  const first = contributors[0]
  const titleText = sortText(plainTitle(title))
  const names = contributors.map(displayName)
  const foldedNames = names.map(sortText)
  const authorNames = namesOf(contributors, foldedNames)
  const foldedTags = tags.map(sortText)
  return {
    key,
    aliases,
    content: JSON.stringify(ordered(content)).slice(0, -1),
    columns: [
      key,
      input.type,
      input.status ?? 'published',
      isPublic ? 1 : 0,
      isPreprint(input) ? 1 : 0,
      year ?? null,
      input.language?.toLowerCase() ?? null,
      input.featured ? 1 : 0,
      abstract ? 1 : 0,
      dateSortKey(input.issued),
      titleText,
      sortText(venue?.short ?? venue?.name ?? ''),
      first ? sortText(indexName(first)) : '',
    ],
    isPublic,
    venue: venue && venueRows(venue),
    contributors: authorNames.length
      ? JSON.stringify(
          contributors.map(({ role, person }, i) => [i, role, person ?? null, names[i], foldedNames[i]]),
        )
      : undefined,
    people: contributors.flatMap(({ person }, position) => (person ? [{ slug: person, position }] : [])),
    authorNames: JSON.stringify(authorNames),
    beside: sideRows(input, foldedTags),
    groups: input.groups ?? [],
    mayHaveFellows: relations.length > 0 || identifiers?.arxiv !== undefined,
    search: [
      input.shortTitle ? spaced(titleText, sortText(input.shortTitle)) : titleText,
      spaced(...foldedNames),
      sortText(
        [venue?.short, venue?.name, input.eventTitle, input.collectionTitle].filter(Boolean).join(' '),
      ),
      spaced(...foldedTags),
      abstract ? sortText(plainTitle(abstract)) : '',
    ],
  }
}

const spaced = (...texts: string[]) => texts.filter(Boolean).join(' ')

/** Fields in the order in which a reader looks for them; the others follow by name, the store's own at the end. */
const leading =
  'key aliases type status title shortTitle abstract language issued year venue volume issue number pages publisher place'.split(
    ' ',
  )
const isLeading = new Set(leading)
const isStores = new Set(['created', 'updated', 'version'])

/** One order for all, so that equal content is equal text. */
function ordered(publication: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const name of leading) if (publication[name] !== undefined) result[name] = publication[name]
  const others: string[] = []
  for (const name of Object.keys(publication))
    if (!isLeading.has(name) && !isStores.has(name)) others.push(name)
  for (const name of others.sort()) if (publication[name] !== undefined) result[name] = publication[name]
  return result
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

function sideRows(input: PublicationInput, foldedTags: string[]): SideRow[] {
  const rows: SideRow[] = []
  const identifiers = input.identifiers ? canonicalIdentifiers(input.identifiers) : {}
  for (const [scheme, value] of Object.entries(identifiers)) {
    if (scheme === 'arxivClass') continue
    for (const one of [value].flat()) rows.push(['identifier', scheme, foldIdentifier(one)])
  }
  input.links?.forEach(({ kind, url, label }, i) => {
    rows.push(['link', i, kind, url, label ?? null])
  })
  input.tags?.forEach((tag, i) => {
    rows.push(['tag', i, tag, foldedTags[i]!])
  })
  input.awards?.forEach((name, i) => {
    rows.push(['award', i, name])
  })
  input.relations?.forEach(({ kind, identifier }, i) => {
    const target = parseReference(identifier) ?? { scheme: 'key', id: identifier }
    rows.push(['relation', i, kind, identifier, target.scheme, foldIdentifier(target.id)])
  })
  return rows
}

/** Family name, both orders of the full name, ORCID iD. */
function namesOf(contributors: readonly Contributor[], displayNames: readonly string[]): string[] {
  const names = new Set<string>()
  contributors.forEach((contributor, i) => {
    const family = familyName(contributor)
    names.add(displayNames[i]!)
    names.add(sortText(family))
    if (contributor.family && contributor.family !== family) names.add(sortText(contributor.family))
    names.add(sortText(indexName(contributor)))
    if (contributor.orcid) names.add(contributor.orcid)
  })
  names.delete('')
  return [...names]
}
