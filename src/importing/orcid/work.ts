/** Works of an ORCID record (https://github.com/ORCID/orcid-model, work-3.0), in full or as summaries. */

import { readType } from '../../model/csl/values.ts'
import type { CslType, Role } from '../../model/csl-variables.ts'
import { normalizeIsbn, normalizeOrcid, type SchemeName, schemes } from '../../model/identifier.ts'
import { parseName } from '../../model/name.ts'
import type { Contributor, Identifiers, Relation } from '../../model/publication.ts'
import { asUrl, type Draft, dense, type EntryMaker } from '../entry.ts'
import { isMap, type Json, map, maps, text } from '../json-reader.ts'
import { titleFrom } from '../markup.ts'
import { numbersIn } from '../numbers.ts'
import type { Entry } from '../reader.ts'
import { readParts } from '../w3c-date.ts'

/** ORCID wraps texts: `{ "value": "…" }`. */
export const value = (wrapped: unknown): string | undefined => text(isMap(wrapped) ? wrapped.value : wrapped)

export const orcidDate = (date: unknown): string | undefined => {
  const { year, month, day } = map(date)
  return readParts(value(year), value(month), value(day))
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
const taken =
  `title journal-title short-description type publication-date external-ids url contributors language-code
  put-code path visibility created-date last-modified-date source display-index country`.split(/\s+/)

export function fromOrcidWork(work: Json, maker: EntryMaker): Entry {
  const code = text(work['put-code'])
  if (code) maker.name = `work ${code}`
  const titles = map(work.title)
  const [main, sub] = [titleFrom(value(titles.title)), titleFrom(value(titles.subtitle))]
  if (!main && !work['external-ids']) return maker.refuse('the work has no title', 'title')
  if (!main) maker.note('warning', 'the work has no title', 'title')
  const kind = text(work.type)?.toLowerCase().replaceAll('_', '-') ?? ''
  const type = (Object.hasOwn(types, kind) ? types[kind] : readType(kind)) as CslType
  const draft: Draft = { type, title: main && (sub ? `${main}: ${sub}` : main) }
  draft.originalTitle = undefined
  draft.issued = orcidDate(work['publication-date'])
  const container = titleFrom(value(work['journal-title']))
  const { ids, issn, relations, left } = identifiers(work, maker)
  if (inJournal.has(type))
    draft.collectionTitle = type === 'thesis' || type === 'patent' ? undefined : container
  if (type === 'thesis') draft.publisher = container
  draft.venue = dense({ name: inJournal.has(type) ? undefined : container, issn })
  draft.abstract = text(work['short-description'])
  draft.language = text(work['language-code'])?.replace('_', '-')
  const url = asUrl(value(work.url))
  if (url && !/doi\.org\//i.test(url)) draft.url = url
  else if (url) ids.doi ??= schemes.doi.normalize(url) ?? ''
  if (!ids.doi) delete ids.doi
  draft.identifiers = ids
  draft.relations = relations
  draft.contributors = maps(map(work.contributors).contributor).flatMap(contributor)
  const kept = Object.fromEntries(Object.entries(work).filter(([name]) => !taken.includes(name)))
  const translated = titles['translated-title']
  return maker.publication(draft, 'orcid', {
    ...kept,
    ...(translated ? { 'translated-title': translated } : {}),
    'external-ids': left,
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

function identifiers(work: Json, maker: EntryMaker) {
  const ids: Identifiers = {}
  const issn: string[] = []
  const relations: Relation[] = []
  const left: Json[] = []
  for (const one of maps(map(work['external-ids'])['external-id'])) {
    const type = text(one['external-id-type'])?.toLowerCase() ?? ''
    const id = value(one['external-id-normalized']) ?? value(one['external-id-value'])
    const relation = text(one['external-id-relationship'])?.toLowerCase().replaceAll('_', '-') ?? 'self'
    if (!id) continue
    const scheme = Object.hasOwn(schemesOf, type) ? schemesOf[type] : undefined
    const known = scheme && schemes[scheme].normalize(id)
    const isOwn = relation === 'self'
    if (type === 'issn') issn.push(...numbersIn(id).issn)
    else if (type === 'isbn' && isOwn) {
      const isbn = normalizeIsbn(id)
      if (isbn) ids.isbn = [...new Set([...(ids.isbn ?? []), isbn])]
      else left.push(one)
    } else if (scheme && known && isOwn) ids[scheme] ??= known
    else if (scheme && known && relation === 'version-of')
      relations.push({ kind: 'version', identifier: `${scheme}:${known}` })
    else {
      if (scheme && !known)
        maker.note('warning', `"${id}" is no ${type}; it is kept as it is`, 'external-ids')
      left.push(one)
    }
  }
  return { ids, issn: [...new Set(issn)], relations, left }
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
    },
  ]
}
