/**
 * A work by the DataCite Metadata Schema 2 to 4.6, in the JSON of the DataCite API (attributes of a DOI), of content
 * negotiation and of bolognese; the XML is brought to the same form first.
 */
import type { CslType } from '../../model/csl-variables.ts'
import { cslTypes } from '../../model/csl-variables.ts'
import {
  normalizeArxiv,
  normalizeDoi,
  normalizeIsbn,
  type SchemeName,
  schemes,
} from '../../model/identifier.ts'
import type { Identifiers, Relation } from '../../model/publication.ts'
import { keyPattern } from '../../model/vocabulary.ts'
import { readPages } from '../bibtex/pages.ts'
import { asUrl, type Draft, dense, type EntryMaker, type Note } from '../entry.ts'
import { type Json, list, map, maps, text, texts, without } from '../json-reader.ts'
import { proseFrom, titleFrom } from '../markup.ts'
import { numbersIn } from '../numbers.ts'
import { rorOf } from '../organization.ts'
import type { Entry } from '../reader.ts'
import { readW3cDate } from '../w3c-date.ts'
import { datacitePeople } from './people.ts'

const types: Record<string, CslType> = {
  audiovisual: 'motion_picture',
  book: 'book',
  bookchapter: 'chapter',
  collection: 'collection',
  computationalnotebook: 'software',
  conferencepaper: 'paper-conference',
  conferenceproceeding: 'book',
  datapaper: 'article-journal',
  dataset: 'dataset',
  dissertation: 'thesis',
  event: 'event',
  image: 'graphic',
  journal: 'periodical',
  journalarticle: 'article-journal',
  peerreview: 'review',
  preprint: 'article',
  report: 'report',
  software: 'software',
  sound: 'song',
  standard: 'standard',
  text: 'document',
  interactiveresource: 'webpage',
}
/** `resourceType` is free text, but this much of it is common. */
const inWords: [pattern: RegExp, type: CslType][] = [
  [/^(?:journal ?article|article|scholarlyarticle|research article)$/i, 'article-journal'],
  [/conference ?(?:paper|proceeding)|proceedings ?article/i, 'paper-conference'],
  [/thesis|dissertation/i, 'thesis'],
  [/pre-?print|working ?paper/i, 'article'],
  [/report/i, 'report'],
  [/blog ?post/i, 'post-weblog'],
  [/book ?chapter/i, 'chapter'],
  [/^(?:book|monograph)$/i, 'book'],
  [/poster|presentation|slides|lecture/i, 'speech'],
]
const known: ReadonlySet<string> = new Set(cslTypes)
const keyForm = new RegExp(keyPattern)
const taken =
  `id doi url types creators contributors titles publisher container publicationYear publication_year subjects
  dates language identifiers alternateIdentifiers sizes version rightsList rights_list descriptions fundingReferences
  relatedIdentifiers relatedItems schemaVersion schema_version agency clientId providerId state prefix suffix xml isActive
  source created registered published updated viewCount downloadCount referenceCount citationCount partCount
  versionCount versionOfCount partOfCount viewsOverTime downloadsOverTime citationsOverTime metadataVersion contentUrl
  reason landingPage schemaVersion`.split(/\s+/)

export function fromDatacite(work: Json, maker: EntryMaker, format: string): Entry {
  const ids: Identifiers = {}
  const doi = normalizeDoi(text(work.doi) ?? text(work.id) ?? '')
  if (doi) ids.doi = doi
  const titles = maps(work.titles).flatMap((one) => {
    const title = titleFrom(text(one.title))
    return title ? [{ title, type: text(one.titleType)?.toLowerCase() }] : []
  })
  const main = titles.find(({ type }) => type === undefined) ?? titles[0]
  if (!main && !doi) return maker.refuse('the record has neither a DOI nor a title')
  if (!main) maker.note('warning', 'the record has no title', 'titles')
  const type = typeOf(work)
  const draft: Draft = { type, title: main?.title }
  const titled = (kind: string) => titles.find((one) => one !== main && one.type === kind)?.title
  const subtitle = titled('subtitle')
  if (subtitle && main) draft.title = `${main.title}: ${subtitle}`
  draft.shortTitle = titled('alternativetitle')
  draft.originalTitle = titled('other')
  maker.name = doi ?? text(work.id) ?? 'record'
  draft.key = identifiers(work, ids, draft)
  if (draft.key) maker.name = draft.key
  draft.contributors = [
    ...datacitePeople(work.creators, 'author', maker.note),
    ...datacitePeople(work.contributors, 'contributor', maker.note),
  ]
  dates(draft, work, maker.note)
  const publisher = text(map(work.publisher).name) ?? text(work.publisher)
  draft.publisher = publisher === ':unav' ? undefined : publisher
  containers(draft, work, type, ids)
  draft.language = text(work.language)
  draft.softwareVersion = text(work.version)
  draft.tags = [...new Set(maps(work.subjects).flatMap((one) => text(one.subject) ?? []))]
  draft.numberOfPages = texts(work.sizes).flatMap((size) => /^(\d+) pages?$/i.exec(size)?.[1] ?? [])[0]
  const resourceType = text(map(work.types).resourceType)
  if (
    resourceType &&
    resourceType !== type &&
    !inWords.some(([pattern]) => pattern.test(resourceType)) &&
    !Object.hasOwn(types, resourceType.toLowerCase())
  )
    draft.genre = resourceType
  const rights = [...maps(work.rightsList), ...maps(work.rights_list)]
  const spdx = rights.find((one) => text(one.rightsIdentifierScheme)?.toUpperCase() === 'SPDX')
  draft.license =
    text(spdx?.rights) && /^\S+$/.test(text(spdx!.rights)!)
      ? text(spdx!.rights)
      : (text(spdx?.rightsIdentifier) ??
        text(rights.find((one) => one.rightsUri)?.rightsUri) ??
        text(rights[0]?.rights))
  const described = maps(work.descriptions)
  const description = (kind: string) =>
    described.flatMap((one) => (one.descriptionType === kind ? (proseFrom(text(one.description)) ?? []) : []))
  draft.abstract = description('Abstract').join('\n\n') || undefined
  draft.note = description('Other').join('\n') || undefined
  const url = asUrl(work.url)
  if (url && normalizeDoi(url) !== doi && (!ids.arxiv || normalizeArxiv(url) !== ids.arxiv)) draft.url = url
  draft.funding = maps(work.fundingReferences).flatMap((one) => {
    const [funder, award, ror] = [text(one.funderName), text(one.awardNumber), rorOf(one.funderIdentifier)]
    return funder ? [{ funder, ...(ror ? { ror } : {}), ...(award ? { award } : {}) }] : []
  })
  const related = relations(work)
  draft.relations = related.relations
  draft.identifiers = ids
  const unplaced = described.filter(
    ({ descriptionType }) => !['Abstract', 'Other', 'SeriesInformation'].includes(String(descriptionType)),
  )
  return maker.publication(draft, format, {
    ...without(work, taken),
    ...leftOver(work, draft),
    relatedIdentifiers: related.left,
    descriptions: unplaced,
  })
}

const placedDates = new Set(['Issued', 'Available', 'Created', 'Submitted', 'Accepted'])

/** Members of lists that have no place, and a year that is none. */
function leftOver(work: Json, draft: Draft): Json {
  const { publicationYear } = work
  const isPlaced = ({ dateType, date, dateInformation }: Json) =>
    (placedDates.has(String(dateType)) || dateInformation === 'event') &&
    readW3cDate(text(date)) !== undefined
  const host = maps(work.relatedItems).find(({ relationType }) => relationType === 'IsPublishedIn')
  return dense({
    publicationYear: draft.issued === undefined ? publicationYear : undefined,
    sizes: texts(work.sizes).filter((size) => !/^\d+ pages?$/i.test(size)),
    dates: maps(work.dates).filter((one) => !isPlaced(one)),
    relatedItems: maps(work.relatedItems).filter((one) => one !== host),
  })
}

function typeOf(work: Json): CslType {
  const { citeproc, resourceTypeGeneral, resourceType } = map(work.types)
  const general = text(resourceTypeGeneral)?.toLowerCase() ?? ''
  const precise = Object.hasOwn(types, general) ? types[general]! : undefined
  const words = text(resourceType) ?? ''
  if (known.has(words)) return words as CslType
  if (precise && precise !== 'document') return precise
  const said = inWords.find(([pattern]) => pattern.test(words))?.[1]
  if (said) return said
  const cited = text(citeproc) ?? ''
  // What has no better name is called an article there.
  return known.has(cited) && !(cited === 'article' && general !== 'preprint')
    ? (cited as CslType)
    : (precise ?? 'document')
}

/** @returns the citation key, where one is among them */
function identifiers(work: Json, ids: Identifiers, draft: Draft): string | undefined {
  let key: string | undefined
  const all = [...maps(work.identifiers), ...maps(work.alternateIdentifiers)]
  for (const one of all) {
    const type = (text(one.identifierType ?? one.alternateIdentifierType) ?? '').toLowerCase()
    const value = text(one.identifier ?? one.alternateIdentifier ?? one.Identifier)
    if (!value) continue
    if (type === 'citation key' && keyForm.test(value)) key = value
    else if (type === 'isbn') {
      const isbn = normalizeIsbn(value)
      if (isbn) ids.isbn = [...new Set([...(ids.isbn ?? []), isbn])]
    } else if (type === 'number') draft.number = value
    else if (Object.hasOwn(schemes, type)) {
      const id = schemes[type as SchemeName].normalize(value)
      if (id) ids[type as SchemeName] ??= id
    }
  }
  const ofArxiv = /^10\.48550\/arxiv\./i.test(ids.doi ?? '') ? normalizeArxiv(ids.doi!.slice(15)) : undefined
  if (ofArxiv) ids.arxiv ??= ofArxiv
  return key
}

function dates(draft: Draft, work: Json, note: Note): void {
  const all = maps(work.dates)
  const date = (type: string, information?: string) => {
    const one = all.find(
      ({ dateType, dateInformation }) =>
        dateType === type && (!information || dateInformation === information),
    )
    const read = readW3cDate(text(one?.date))
    return read && one?.dateInformation === 'approximate' ? `${read}~` : read
  }
  const year = readW3cDate(text(work.publicationYear ?? work.publication_year))
  const issued = date('Issued')
  const said = text(work.publicationYear ?? work.publication_year)
  if (said && !year) note('warning', `"${said}" is no year`, 'publicationYear')
  draft.issued = issued ?? year ?? date('Available') ?? date('Created')
  draft.submitted = date('Submitted')
  draft.accepted = date('Accepted')
  draft.availableDate = issued || year ? date('Available') : undefined
  draft.originalDate = date('Created', 'original')
  draft.eventDate = date('Other', 'event')
}

function containers(draft: Draft, work: Json, type: CslType, ids: Identifiers): void {
  const container = map(work.container)
  const item = maps(work.relatedItems).find(({ relationType }) => relationType === 'IsPublishedIn') ?? {}
  const isPart =
    type !== 'book' && type !== 'thesis' && type !== 'dataset' && type !== 'software' && type !== 'report'
  const name = titleFrom(text(maps(item.titles)[0]?.title)) ?? titleFrom(text(container.title))
  const related = map(item.relatedItemIdentifier)
  const numbers = [text(container.identifier), text(related.relatedItemIdentifier)].filter(
    (one) => one !== undefined,
  )
  const found = numbers.map(numbersIn)
  const issn = [...new Set(found.flatMap((one) => one.issn))]
  const isbn = [...new Set(found.flatMap((one) => one.isbn))]
  if (isbn.length) ids.isbn ??= isbn
  if (isPart || container.type === 'Journal') draft.venue = dense({ name, issn })
  else if (name && container.type === 'Series') draft.collectionTitle = name
  const volume = text(item.volume) ?? text(container.volume)
  const [first, last] = ['firstPage', 'lastPage'].map((page) => text(item[page]) ?? text(container[page]))
  draft.volume = volume
  draft.issue = text(item.issue) ?? text(container.issue)
  draft.number ??= text(item.number)
  draft.pages = readPages(first && last && first !== last ? `${first}-${last}` : first)
  draft.edition = text(item.edition)
  const itemPublisher = text(item.publisher)
  if (itemPublisher) draft.publisher = itemPublisher
  else if (name && draft.publisher === name) draft.publisher = undefined
  draft.contributors = [
    ...(draft.contributors ?? []),
    ...datacitePeople(item.creators, 'container-author'),
    ...datacitePeople(item.contributors, 'editor'),
  ]
  const series = maps(work.descriptions).find(
    ({ descriptionType }) => descriptionType === 'SeriesInformation',
  )
  const [, title, number] = /^(.*?)(?:, ([^,]*))?$/s.exec(text(series?.description) ?? '') ?? []
  if (title && !draft.collectionTitle && title !== name) {
    draft.collectionTitle = title
    draft.collectionNumber = number
  }
}

const kinds: Record<string, Relation['kind']> = {
  IsNewVersionOf: 'preprint',
  IsPreviousVersionOf: 'published',
  HasVersion: 'version',
  IsVersionOf: 'version',
  IsVariantFormOf: 'version',
  IsIdenticalTo: 'version',
  HasTranslation: 'translation',
  IsSupplementedBy: 'supplement',
  HasPart: 'part',
  IsReviewedBy: 'review',
  IsDocumentedBy: 'presentation',
  IsDerivedFrom: 'extends',
}

function relations(work: Json): { relations: Relation[]; left: Json[] } {
  const found: Relation[] = []
  const left: Json[] = []
  for (const one of list(work.relatedIdentifiers).map(map)) {
    const kind = kinds[text(one.relationType) ?? '']
    const id = text(one.relatedIdentifier)
    const type = text(one.relatedIdentifierType)?.toLowerCase()
    if (!id) continue
    const identifier =
      type === 'doi'
        ? `doi:${normalizeDoi(id) ?? id}`
        : type === 'arxiv'
          ? `arXiv:${normalizeArxiv(id) ?? id}`
          : id
    if (kind) found.push({ kind, identifier })
    else left.push(one)
  }
  return { relations: found, left }
}
