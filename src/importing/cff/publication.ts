/** A work or a reference of the Citation File Format as a publication. */
import type { CslType, Role } from '../../model/csl-variables.ts'
import {
  normalizeArxiv,
  normalizeDoi,
  normalizeIsbn,
  normalizeOrcid,
  schemes,
} from '../../model/identifier.ts'
import type { Contributor, Identifiers, Link, Publication } from '../../model/publication.ts'
import { keyPattern } from '../../model/vocabulary.ts'
import { asUrl, type Draft, dense, type EntryMaker } from '../entry.ts'
import { isMap, type Json, map, maps, text, texts, without } from '../json-reader.ts'
import { numbersIn } from '../numbers.ts'
import type { Entry } from '../reader.ts'
import { readParts, readW3cDate } from '../w3c-date.ts'

const types: Record<string, CslType> = {
  art: 'graphic',
  article: 'article-journal',
  audiovisual: 'motion_picture',
  bill: 'bill',
  blog: 'post-weblog',
  book: 'book',
  catalogue: 'book',
  conference: 'event',
  'conference-paper': 'paper-conference',
  data: 'dataset',
  database: 'dataset',
  dataset: 'dataset',
  dictionary: 'entry-dictionary',
  'edited-work': 'collection',
  encyclopedia: 'entry-encyclopedia',
  'film-broadcast': 'broadcast',
  'government-document': 'report',
  hearing: 'hearing',
  'historical-work': 'classic',
  'legal-case': 'legal_case',
  'legal-rule': 'regulation',
  'magazine-article': 'article-magazine',
  manual: 'report',
  map: 'map',
  multimedia: 'motion_picture',
  music: 'musical_score',
  'newspaper-article': 'article-newspaper',
  pamphlet: 'pamphlet',
  patent: 'patent',
  'personal-communication': 'personal_communication',
  proceedings: 'book',
  report: 'report',
  serial: 'periodical',
  slides: 'speech',
  software: 'software',
  'software-code': 'software',
  'software-container': 'software',
  'software-executable': 'software',
  'software-virtual-machine': 'software',
  'sound-recording': 'song',
  standard: 'standard',
  statute: 'legislation',
  thesis: 'thesis',
  unpublished: 'manuscript',
  video: 'motion_picture',
  website: 'webpage',
}
const peopleOf: [field: string, role: Role][] = [
  ['authors', 'author'],
  ['editors', 'editor'],
  ['editors-series', 'collection-editor'],
  ['translators', 'translator'],
  ['recipients', 'recipient'],
]
const statuses: Record<string, Publication['status']> = {
  'in-press': 'in-press',
  submitted: 'submitted',
  'in-preparation': 'in-preparation',
  'advance-online': 'published',
}
const taken =
  `type title version doi url repository repository-code license license-url keywords abstract identifiers status
  year month date-published date-released date-accessed journal collection-title collection-type conference volume volume-title
  issue number start end pages section edition number-volumes medium isbn issn pmcid publisher institution thesis-type
  database languages notes abbreviation`.split(/\s+/)

/** @param file the work whose preferred citation this is */
export function cffPublication(work: Json, maker: EntryMaker, file: Json | undefined): Entry {
  const kind = text(work.type) ?? 'software'
  if (!Object.hasOwn(types, kind) && kind !== 'generic')
    maker.note('warning', `there is no type ${kind}; it is taken for a document`, 'type')
  const type = types[kind] ?? 'document'
  const title = text(work.title)
  const ids: Identifiers = {}
  const draft: Draft = { type, title }
  draft.contributors = peopleOf.flatMap(([field, role]) => people(work[field], role))
  const others = identifiers(work, ids, draft)
  if (text(work.status) === 'preprint' || (type === 'article-journal' && ids.arxiv && !work.journal))
    draft.type = 'article'
  else draft.status = statuses[text(work.status) ?? '']
  const day = readW3cDate(text(work['date-published']) ?? text(work['date-released']))
  draft.issued = day ?? readParts(text(work.year), text(work.month))
  draft.accessed = readW3cDate(text(work['date-accessed']))
  draft.softwareVersion = text(work.version)
  const conference = map(work.conference)
  const collection = text(work['collection-title'])
  const inBook = type === 'chapter' || type === 'paper-conference'
  const name = text(work.journal) ?? (inBook ? (collection ?? text(conference.name)) : undefined)
  const issn = texts(work.issn).flatMap((one) => numbersIn(one).issn)
  draft.venue = dense({ name, short: text(work.abbreviation), issn })
  if (collection !== name) draft.collectionTitle = collection
  if (text(conference.name) !== name) draft.eventTitle = text(conference.name)
  draft.eventPlace = text(conference.location) ?? texts([conference.city, conference.country]).join(', ')
  const [from, to] = [readW3cDate(text(conference['date-start'])), readW3cDate(text(conference['date-end']))]
  draft.eventDate = from && to && to !== from ? `${from}/${to}` : from
  draft.volume = text(work.volume) ?? text(work['volume-title'])
  if (work.volume !== undefined) draft.volumeTitle = text(work['volume-title'])
  draft.issue = text(work.issue)
  draft.number = text(work.number)
  const [start, end] = [text(work.start), text(work.end)]
  draft.pages = start && end && end !== start ? `${start}-${end}` : start
  draft.numberOfPages = text(work.pages)
  draft.section = text(work.section)
  draft.edition = text(work.edition)
  draft.numberOfVolumes = text(work['number-volumes'])
  draft.medium = text(work.medium)
  const publisher = map(work.publisher ?? work.institution)
  draft.publisher = text(publisher.name)
  draft.place = text(publisher.address) ?? texts([publisher.city, publisher.country]).join(', ')
  draft.genre = text(work['thesis-type'])
  draft.archive = text(work.database)
  draft.language = texts(work.languages)[0]
  draft.license = texts(work.license)[0] ?? text(work['license-url'])
  draft.abstract = text(work.abstract)
  draft.tags = [...new Set(texts(work.keywords))]
  draft.note = text(work.notes)
  const code =
    asUrl(work['repository-code']) ?? (file && asUrl(file['repository-code'])) ?? asUrl(work.repository)
  draft.links = code ? ([{ kind: 'code', url: code }] satisfies Link[]) : undefined
  draft.identifiers = ids
  const left = without(work, [...taken, ...peopleOf.map(([field]) => field)])
  const url = text(work.url)
  if (url && !asUrl(url)) maker.note('warning', `"${url}" is no URL; it has to begin with https://`, 'url')
  return maker.publication(draft, 'cff', {
    ...left,
    ...(url && !asUrl(url) ? { url } : {}),
    ...unplaced(work, draft),
    identifiers: others,
  })
}

const statedOf = new Set([...Object.keys(statuses), 'preprint'])
const ofPerson = `name family-names given-names name-particle name-suffix orcid affiliation`.split(' ')

/** Fields that have a place, with what did not fit into it. */
function unplaced(work: Json, draft: Draft): Json {
  const { doi, isbn, pmcid } = draft.identifiers ?? {}
  const isLeft: Record<string, unknown> = {
    doi: !doi,
    isbn: !isbn,
    issn: !draft.venue?.issn,
    pmcid: !pmcid,
    status: !statedOf.has(text(work.status) ?? ''),
    institution: work.publisher !== undefined,
    repository: work['repository-code'] !== undefined || !asUrl(work.repository),
    'repository-code': !asUrl(work['repository-code']),
    'license-url': work.license !== undefined,
  }
  for (const field of ['date-published', 'date-released', 'year', 'month']) isLeft[field] = !draft.issued
  for (const [field] of peopleOf)
    isLeft[field] = maps(work[field]).some((one) => Object.keys(without(one, ofPerson)).length > 0)
  return Object.fromEntries(Object.entries(work).filter(([name]) => isLeft[name]))
}

function people(value: unknown, role: Role): Contributor[] {
  return maps(value).flatMap((one): Contributor[] => {
    const [literal, family, given, particle, suffix] = [
      'name',
      'family-names',
      'given-names',
      'name-particle',
      'name-suffix',
    ].map((part) => text(one[part]))
    const name = literal
      ? { literal }
      : family
        ? {
            ...(given ? { given } : {}),
            ...(particle ? { particle } : {}),
            family,
            ...(suffix ? { suffix } : {}),
          }
        : given
          ? { family: given }
          : text(one.alias) && { literal: text(one.alias)! }
    if (!name) return []
    const orcid = normalizeOrcid(text(one.orcid) ?? '')
    const affiliations = (text(one.affiliation)?.split('; ') ?? []).map((each) => ({ name: each }))
    return [{ role, ...name, ...(orcid ? { orcid } : {}), ...(affiliations.length ? { affiliations } : {}) }]
  })
}

const recordUrl = /\/publications\/([^/]+)$/
const keyForm = new RegExp(keyPattern)

/** @returns those that have no place */
function identifiers(work: Json, ids: Identifiers, draft: Draft): Json[] {
  const doi = normalizeDoi(text(work.doi) ?? '')
  if (doi) ids.doi = doi
  const isbn = texts(work.isbn).flatMap((one) => normalizeIsbn(one) ?? [])
  const pmcid = schemes.pmcid.normalize(text(work.pmcid) ?? '')
  if (pmcid) ids.pmcid = pmcid
  const others: Json[] = []
  for (const one of maps(work.identifiers).filter(isMap)) {
    const value = text(one.value)
    if (!value) continue
    const before = JSON.stringify([ids, isbn.length])
    const key =
      one.type === 'url' && one.description === 'The record of this work' && recordUrl.exec(value)?.[1]
    if (key && keyForm.test(key)) draft.key = key
    else if (one.type === 'doi') ids.doi ??= normalizeDoi(value) ?? ''
    else if (/^arxiv:/i.test(value)) ids.arxiv ??= normalizeArxiv(value) ?? ''
    else if (/^pmid:/i.test(value)) ids.pmid ??= schemes.pmid.normalize(value.slice(5)) ?? ''
    else if (/^pmcid:/i.test(value)) ids.pmcid ??= schemes.pmcid.normalize(value.slice(6)) ?? ''
    else if (/^doi:/i.test(value)) ids.doi ??= normalizeDoi(value) ?? ''
    else if (/^isbn:/i.test(value))
      for (const one of value.split(/,\s*/).flatMap((each) => normalizeIsbn(each) ?? [])) isbn.push(one)
    const isKnown = one.type === 'doi' && normalizeDoi(value) === ids.doi
    if (!key && !isKnown && JSON.stringify([ids, isbn.length]) === before) others.push(one)
  }
  for (const name of ['doi', 'arxiv', 'pmid', 'pmcid'] as const) if (!ids[name]) delete ids[name]
  if (isbn.length) ids.isbn = [...new Set(isbn)]
  const url = asUrl(work.url)
  const isOwn =
    url && ((ids.doi && normalizeDoi(url) === ids.doi) || (ids.arxiv && normalizeArxiv(url) === ids.arxiv))
  if (url && !isOwn) draft.url = url
  return others
}
