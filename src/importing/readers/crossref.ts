/**
 * Works of the Crossref REST API (https://api.crossref.org/swagger-ui/index.html): an answer with `message`, one work, or
 * a list. What has no place is kept in `extra.crossref`, but for counts and time stamps, which change by themselves.
 */

import type { CslType } from '../../model/csl-variables.ts'
import { normalizeArxiv, normalizeDoi, normalizeIsbn, normalizeOrcid } from '../../model/identifier.ts'
import type { Contributor, Identifiers, Link, Relation, Venue } from '../../model/publication.ts'
import { readPages } from '../bibtex/pages.ts'
import { asUrl, type Draft, dense, type EntryMaker } from '../entry.ts'
import { isMap, type Json, jsonReader, list, map, maps, text, texts, without } from '../json-reader.ts'
import { Left } from '../left.ts'
import { proseFrom, titleFrom } from '../markup.ts'
import { numbersIn } from '../numbers.ts'
import { affiliated, rorOf } from '../organization.ts'
import type { Entry, Reader } from '../reader.ts'

/** Types of Crossref that no other vocabulary has. */
const types: Record<string, CslType> = {
  'reference-entry': 'entry',
  'report-component': 'report',
  'report-series': 'report',
  'book-section': 'chapter',
  'book-track': 'chapter',
  'book-series': 'book',
  'book-set': 'book',
  database: 'dataset',
  component: 'document',
  grant: 'document',
  journal: 'periodical',
  'journal-issue': 'periodical',
  'journal-volume': 'periodical',
  'proceedings-series': 'book',
}
/** Each value is read by itself, and kept where it cannot be. */
const read =
  'DOI type issued published published-print published-online accepted posted ISSN ISBN URL resource'.split(
    ' ',
  )
/** What of these does not show in the record is kept. */
const swept =
  `title subtitle short-title original-title author editor translator chair container-title short-container-title event
  publisher publisher-location page article-number volume issue edition-number language subject license link funder
  relation abstract institution degree journal-issue issn-type isbn-type`.split(/\s+/)
const silent = [
  'sequence',
  'authenticated-orcid',
  'content-version',
  'delay-in-days',
  'intended-application',
  'content-type',
  'asserted-by',
  'id-type',
]
/** More is given than a record has a place for. */
const quiet =
  `link institution degree journal-issue issn-type isbn-type start end acronym sponsor number theme DOI doi-asserted-by
  department place prefix role`.split(/\s+/)
/** They change by themselves or say nothing of the work. */
const passing =
  `indexed created deposited score reference references-count reference-count is-referenced-by-count
  content-domain source prefix member update-policy`.split(/\s+/)

export function fromCrossref(work: Json, maker: EntryMaker): Entry {
  const left = new Left(maker.note)
  const doi = left.read('DOI', work.DOI, normalizeDoi, 'is no DOI')
  if (doi) maker.name = doi
  const title = titleFrom(texts(work.title)[0])
  if (!title && !doi) return maker.refuse('the work has neither a DOI nor a title')
  if (!title) maker.note('warning', 'the work has no title', 'title')
  const type = left.type('type', work.type, types)
  const ids: Identifiers = doi ? { doi } : {}
  const arxiv = /^10\.48550\/arxiv\./i.test(doi ?? '') ? normalizeArxiv(doi!.slice(15)) : undefined
  if (arxiv) ids.arxiv = arxiv
  const isbn = left.readEach(
    'ISBN',
    work.ISBN,
    (one) => asList(normalizeIsbn(one.replace(/^.*\//, ''))),
    'is no ISBN',
  )
  if (isbn.length) ids.isbn = isbn
  const subtitle = titleFrom(texts(work.subtitle)[0])
  const hasIt = !subtitle || title?.toLowerCase().includes(subtitle.toLowerCase())
  const draft: Draft = { type, title: title && (hasIt ? title : `${title}: ${subtitle}`), identifiers: ids }
  draft.shortTitle = titleFrom(texts(work['short-title'])[0])
  draft.originalTitle = titleFrom(texts(work['original-title'])[0])
  draft.contributors = [
    ...people(work.author, 'author'),
    ...people(work.editor, 'editor'),
    ...people(work.translator, 'translator'),
    ...people(work.chair, 'chair'),
  ]
  const date = (name: string) => left.date(name, work[name], dateParts(work[name]))
  const [issued, published, posted] = ['issued', 'published', 'posted'].map(date)
  draft.issued = issued ?? published ?? posted
  draft.publishedOnline = date('published-online')
  draft.publishedPrint = date('published-print')
  draft.accepted = date('accepted')
  draft.venue = venue(work, type, left)
  const event = map(work.event)
  draft.eventTitle = text(event.name)
  draft.eventPlace = text(event.location)
  draft.eventDate = left.date('event.start', event.start, dateParts(event.start))
  draft.publisher = text(work.publisher) ?? text(maps(work.institution)[0]?.name)
  draft.place = text(work['publisher-location'])
  draft.pages = readPages(text(work.page))
  draft.number = text(work['article-number'])
  draft.volume = text(work.volume)
  draft.issue = text(work.issue) ?? text(map(work['journal-issue']).issue)
  draft.edition = text(work['edition-number'])
  draft.genre = type === 'thesis' ? texts(work.degree)[0] : undefined
  draft.language = text(work.language)
  draft.tags = [...new Set(texts(work.subject))]
  draft.abstract = proseFrom(text(work.abstract))
  const licenses = maps(work.license)
  draft.license = text((licenses.find((one) => one['content-version'] === 'vor') ?? licenses[0])?.URL)
  const { primary } = map(work.resource)
  draft.url = left.read('resource', isMap(primary) ? primary.URL : work.resource, asUrl, 'is no address')
  const address = left.read('URL', work.URL, asUrl, 'is no address')
  if (address && normalizeDoi(address) !== doi) draft.url ??= address
  draft.links = links(work)
  draft.funding = maps(work.funder).flatMap((funder) => {
    const name = text(funder.name)
    const ror = rorOf(maps(funder.id).find((one) => one['id-type'] === 'ROR')?.id)
    const awards = texts(funder.award)
    const each = awards.length ? awards.map((award) => ({ award })) : [{}]
    return name ? each.map((one) => ({ funder: name, ...(ror ? { ror } : {}), ...one })) : []
  })
  draft.relations = relations(map(work.relation))
  if (
    maps(work['update-to']).length === 0 &&
    maps(work['updated-by']).some((one) => one.type === 'retraction')
  )
    draft.status = 'retracted'
  left.sweep(work, swept, draft, silent, quiet)
  return maker.publication(draft, 'crossref', {
    ...without(work, [...read, ...swept, ...passing]),
    ...left.kept,
  })
}

const asList = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value])

const dateParts = (value: unknown): unknown[] => {
  const all = list(map(value)['date-parts'])
  // The end of a range stands beside its beginning, and has no place; with four parts this is no date.
  return all.length > 1 ? [...list(all[0]), ...all.slice(1)] : list(all[0])
}

function people(value: unknown, role: Contributor['role']): Contributor[] {
  return maps(value).flatMap((person): Contributor[] => {
    const [family, given, suffix, name] = ['family', 'given', 'suffix', 'name'].map((part) =>
      text(person[part]),
    )
    if (!family && !given && !name) return []
    const orcid = normalizeOrcid(text(person.ORCID) ?? '')
    const affiliations = maps(person.affiliation).flatMap((one) =>
      affiliated(one.name, maps(one.id).find((id) => id['id-type'] === 'ROR')?.id),
    )
    const made = family
      ? { ...(given ? { given } : {}), family }
      : given
        ? { family: given }
        : { literal: name! }
    return [
      {
        role,
        ...made,
        ...(suffix && family ? { suffix } : {}),
        ...(orcid ? { orcid } : {}),
        ...(affiliations.length ? { affiliations } : {}),
      },
    ]
  })
}

const kinds: Partial<Record<CslType, Venue['kind']>> = {
  'article-journal': 'journal',
  'paper-conference': 'conference',
  chapter: 'book',
  article: 'repository',
}

function venue(work: Json, type: CslType, left: Left): Venue {
  const titles = texts(work['container-title'])
  const name =
    titleFrom(titles[0]) ?? (type === 'article' ? text(maps(work.institution)[0]?.name) : undefined)
  const short = titleFrom(texts(work['short-container-title'])[0])
  const issn = left.readEach('ISSN', work.ISSN, (one) => numbersIn(one).issn, 'is no ISSN')
  return dense({
    name,
    short: short === name ? undefined : short,
    kind: name ? kinds[type] : undefined,
    issn,
  }) as Venue
}

function links(work: Json): Link[] {
  const found = maps(work.link).flatMap((one): Link[] => {
    const url = asUrl(one.URL)
    return url && one['content-type'] === 'application/pdf' ? [{ kind: 'pdf', url }] : []
  })
  return [...new Map(found.map((one) => [one.url, one])).values()]
}

const relationKinds: Record<string, Relation['kind']> = {
  'is-preprint-of': 'published',
  'has-preprint': 'preprint',
  'is-version-of': 'version',
  'has-version': 'version',
  'has-translation': 'translation',
  'is-supplemented-by': 'supplement',
  'has-review': 'review',
}

function relations(value: Json): Relation[] {
  return Object.entries(relationKinds).flatMap(([name, kind]) =>
    maps(value[name]).flatMap((one): Relation[] => {
      const id = text(one.id)
      const type = text(one['id-type'])
      const known = { doi: normalizeDoi, arxiv: normalizeArxiv, uri: asUrl }[type ?? '']
      if (!id || !known?.(id)) return []
      return [{ kind, identifier: type === 'doi' ? `doi:${id}` : type === 'arxiv' ? `arXiv:${id}` : id }]
    }),
  )
}

export const reader: Reader = {
  name: 'crossref',
  title: 'Crossref works',
  extensions: ['crossref.json'],
  recognise: (head) =>
    /"message-type"\s*:|"is-referenced-by-count"\s*:|"content-domain"\s*:/.test(head) &&
    /^\uFEFF?\s*[[{]/.test(head)
      ? 0.95
      : 0,
  read: jsonReader(
    (value, maker) => {
      const message = map(value.message)
      return fromCrossref(Object.keys(message).length ? message : value, maker)
    },
    ['message.items', 'items'],
  ),
}
