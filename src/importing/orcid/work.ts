/** Works of an ORCID record (https://github.com/ORCID/orcid-model, work-3.0), in full or as summaries. */

import type { CslType, Role } from '../../model/csl-variables.ts'
import { normalizeIsbn, normalizeOrcid, type SchemeName, schemes } from '../../model/identifier.ts'
import { parseName } from '../../model/name.ts'
import type { Contributor, Identifiers, Relation } from '../../model/publication.ts'
import { asUrl, type Draft, dense, type EntryMaker } from '../entry.ts'
import { isMap, type Json, list, map, maps, text, without } from '../json-reader.ts'
import { hasAnything, Left } from '../left.ts'
import { titleFrom } from '../markup.ts'
import { numbersIn } from '../numbers.ts'
import type { Entry } from '../reader.ts'

/** ORCID wraps texts: `{ "value": "…" }`. */
export const value = (wrapped: unknown): string | undefined => text(isMap(wrapped) ? wrapped.value : wrapped)

/** What was given of a date, none of it if it is no map. */
export const dateParts = (date: unknown): unknown[] => {
  const { year, month, day } = map(date)
  return [year, month, day].map((one) => (isMap(one) ? one.value : one))
}

const types: Record<string, CslType> = {
  'artistic-performance': 'performance',
  'book-review': 'review-book',
  'conference-abstract': 'paper-conference',
  'conference-output': 'paper-conference',
  'conference-poster': 'speech',
  'conference-presentation': 'speech',
  'conference-proceedings': 'book',
  'data-set': 'dataset',
  'dictionary-entry': 'entry-dictionary',
  'dissertation-thesis': 'thesis',
  'encyclopedia-entry': 'entry-encyclopedia',
  'journal-issue': 'periodical',
  'lecture-speech': 'speech',
  'research-tool': 'software',
  'standards-and-policy': 'standard',
  'supervised-student-publication': 'thesis',
  'working-paper': 'article',
  'online-resource': 'webpage',
  'newsletter-article': 'article-magazine',
  'physical-object': 'document',
  website: 'webpage',
  image: 'graphic',
  'moving-image': 'motion_picture',
  sound: 'song',
  preprint: 'article',
  test: 'document',
  translation: 'book',
}
const inJournal: ReadonlySet<CslType> = new Set([
  'book',
  'report',
  'thesis',
  'dataset',
  'software',
  'standard',
  'patent',
])
const roles: Record<string, Role> = {
  author: 'author',
  editor: 'editor',
  'chair-or-translator': 'translator',
  translator: 'translator',
}
/** Each value is read by itself, and kept where it cannot be. */
const read = 'type publication-date external-ids url'.split(' ')
/** What of these does not show in the record is kept. */
const swept = 'title journal-title short-description contributors language-code'.split(' ')
/** What ORCID says of its own entry. */
export const administrative =
  `put-code path visibility created-date last-modified-date source display-index host uri contributor-sequence
  primary verified`.split(/\s+/)

export function fromOrcidWork(work: Json, maker: EntryMaker): Entry {
  const code = text(work['put-code'])
  if (code) maker.name = `work ${code}`
  const titles = map(work.title)
  const [main, sub] = [titleFrom(value(titles.title)), titleFrom(value(titles.subtitle))]
  if (!main && !work['external-ids']) return maker.refuse('the work has no title', 'title')
  if (!main) maker.note('warning', 'the work has no title', 'title')
  const left = new Left(maker.note)
  const type = left.type('type', work.type, types)
  const draft: Draft = { type, title: main && (sub ? `${main}: ${sub}` : main) }
  const published = work['publication-date']
  draft.issued = left.date('publication-date', published, dateParts(published))
  const container = titleFrom(value(work['journal-title']))
  const { ids, issn, relations } = identifiers(work, left)
  if (inJournal.has(type))
    draft.collectionTitle = type === 'thesis' || type === 'patent' ? undefined : container
  if (type === 'thesis') draft.publisher = container
  draft.venue = dense({ name: inJournal.has(type) ? undefined : container, issn })
  draft.abstract = text(work['short-description'])
  draft.language = text(work['language-code'])?.replace('_', '-')
  const url = left.read('url', isMap(work.url) ? work.url.value : work.url, asUrl, 'is no address')
  const doi = url && /doi\.org\//i.test(url) ? schemes.doi.normalize(url) : undefined
  if (doi) ids.doi ??= doi
  if (url && (!doi || doi.toLowerCase() !== ids.doi?.toLowerCase())) draft.url = url
  draft.identifiers = ids
  draft.relations = relations
  draft.contributors = maps(map(work.contributors).contributor).flatMap(contributor)
  // The path of a contributor is an ORCID iD.
  const silent = administrative.filter((name) => name !== 'path')
  left.sweep(work, swept, draft, [...silent, 'translated-title'], [])
  left.keep('translated-title', titles['translated-title'])
  return maker.publication(draft, 'orcid', {
    ...without(work, [...read, ...swept, ...administrative]),
    ...left.kept,
  })
}

const schemesOf: Record<string, SchemeName> = {
  doi: 'doi',
  arxiv: 'arxiv',
  pmid: 'pmid',
  pmc: 'pmcid',
  bibcode: 'bibcode',
  ssrn: 'ssrn',
  dblp: 'dblp',
  hal: 'hal',
}

function identifiers(work: Json, left: Left) {
  const ids: Identifiers = {}
  const issn: string[] = []
  const relations: Relation[] = []
  const kept: unknown[] = []
  for (const one of list(map(work['external-ids'])['external-id'] ?? work['external-ids'])) {
    const given = map(one)
    const type = text(given['external-id-type'])?.toLowerCase() ?? ''
    const id = value(given['external-id-normalized']) ?? value(given['external-id-value'])
    const relation = text(given['external-id-relationship'])?.toLowerCase().replaceAll('_', '-') ?? 'self'
    if (!id) {
      if (!hasAnything(one)) continue
      left.tell('external-ids', one, 'is no identifier')
      kept.push(one)
      continue
    }
    const scheme = Object.hasOwn(schemesOf, type) ? schemesOf[type] : undefined
    const known = scheme && schemes[scheme].normalize(id)
    const isbn = type === 'isbn' ? normalizeIsbn(id) : undefined
    const numbers = type === 'issn' ? numbersIn(id).issn : []
    const isOwn = relation === 'self'
    if (numbers.length) for (const one of numbers) issn.push(one)
    else if (isbn && isOwn) ids.isbn = [...new Set([...(ids.isbn ?? []), isbn])]
    else if (scheme && known && isOwn && (ids[scheme] ?? known) === known) ids[scheme] = known
    else if (scheme && known && relation === 'version-of')
      relations.push({ kind: 'version', identifier: `${scheme}:${known}` })
    else {
      const isKnown = scheme || type === 'isbn' || type === 'issn'
      if (isKnown && !known && !isbn) left.tell('external-ids', id, `is no ${type}`)
      kept.push(one)
    }
  }
  if (kept.length) left.keep('external-ids', kept)
  return { ids, issn: [...new Set(issn)], relations }
}

function contributor(one: Json): Contributor[] {
  const name = value(one['credit-name'])
  const orcid = normalizeOrcid(
    text(map(one['contributor-orcid']).path) ?? text(map(one['contributor-orcid']).uri) ?? '',
  )
  const attributes = map(one['contributor-attributes'])
  const said = text(attributes['contributor-role'])
  const role = roles[said?.toLowerCase() ?? ''] ?? 'author'
  if (!name) return []
  const credit = said && /^https?:\/\/credit\.niso\.org\/contributor-roles\/([\w-]+)/i.exec(said)?.[1]
  return [
    {
      role,
      ...parseName(name),
      ...(orcid ? { orcid } : {}),
      ...(credit ? { creditRoles: [credit] } : {}),
      // Roles that CSL has not, such as co-investigator.
      ...(said && !credit && said.toLowerCase() !== role ? { note: said } : {}),
    },
  ]
}
