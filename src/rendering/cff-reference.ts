/** The fields of a work and of a reference in the Citation File Format 1.2.0, as strict as its schema is. */
import type { CslType } from '../model/csl-variables.ts'
import { isPreprint, type Link, type Publication, publicUrl } from '../model/publication.ts'
import { plainTitle } from '../model/title.ts'
import { cffAuthors, cffNames } from './cff-names.ts'
import { type Data, type DataMap, unique } from './compact.ts'
import { isoDay, isoEnd, startOf } from './iso-date.ts'
import { pageRanges } from './pages.ts'
import { isUnpublished } from './publication-text.ts'
import { selfOf } from './self.ts'
import { licenseUri, webUri } from './uri.ts'

/** CSL type → type of a reference; `generic` is for the rest. */
const types: Partial<Record<CslType, string>> = {
  article: 'article',
  'article-journal': 'article',
  'article-magazine': 'magazine-article',
  'article-newspaper': 'newspaper-article',
  bill: 'bill',
  book: 'book',
  broadcast: 'film-broadcast',
  classic: 'historical-work',
  collection: 'edited-work',
  dataset: 'data',
  'entry-dictionary': 'dictionary',
  'entry-encyclopedia': 'encyclopedia',
  event: 'conference',
  figure: 'art',
  graphic: 'art',
  hearing: 'hearing',
  legal_case: 'legal-case',
  legislation: 'statute',
  manuscript: 'unpublished',
  map: 'map',
  motion_picture: 'film-broadcast',
  musical_score: 'music',
  pamphlet: 'pamphlet',
  'paper-conference': 'conference-paper',
  patent: 'patent',
  periodical: 'serial',
  personal_communication: 'personal-communication',
  post: 'blog',
  'post-weblog': 'blog',
  regulation: 'legal-rule',
  report: 'report',
  review: 'article',
  'review-book': 'article',
  software: 'software',
  song: 'sound-recording',
  speech: 'slides',
  standard: 'standard',
  thesis: 'thesis',
  treaty: 'legal-rule',
  webpage: 'website',
}

const statuses: Partial<Record<NonNullable<Publication['status']>, string>> = {
  'in-press': 'in-press',
  accepted: 'in-press',
  submitted: 'submitted',
  'under-review': 'submitted',
  'in-preparation': 'in-preparation',
}

const periodicals = new Set<CslType>([
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'review',
  'review-book',
])
/** Identifiers of SPDX that the schema lists and that publications carry. */
const knownLicense =
  /^(?:CC-BY(?:-NC)?(?:-SA|-ND)?-(?:[123]\.0|2\.5|4\.0)|CC0-1\.0|MIT(?:-0)?|ISC|0BSD|Apache-2\.0|BSD-[23]-Clause|(?:A?GPL-3\.0|GPL-2\.0|LGPL-(?:2\.1|3\.0))(?:-only|-or-later)?|MPL-2\.0|EPL-2\.0|EUPL-1\.2|CECILL-2\.1|Unlicense|ODbL-1\.0|ODC-By-1\.0|PDDL-1\.0)$/
/** Stricter than the DOI's own grammar: the schema has no place for other DOIs. */
const knownDoi = /^10\.\d{4,9}(?:\.\d+)?\/[\w:/;\-.()[\]\\]+$/
const knownIsbn = /^[\d -]{10,17}X?$/
const knownPmcid = /^PMC\d{7}$/

export interface CffView {
  p: Publication
  key: string
  baseUrl: string
}
type Getter = (view: CffView) => Data

const integer = (text: string | undefined) =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
const entity = (name: string | undefined, more: DataMap = {}): DataMap | undefined =>
  name === undefined ? undefined : { name, ...more }
const matching = (text: string | undefined, pattern: RegExp) =>
  text !== undefined && pattern.test(text) ? text : undefined
const linked = (p: Publication, kind: Link['kind']) =>
  p.links?.map((link) => (link.kind === kind ? webUri(link.url) : undefined)).find(Boolean)
const isConference = (p: Publication) => p.type === 'paper-conference' || p.type === 'speech'
const isIn = (p: Publication, set: ReadonlySet<CslType>) => set.has(p.type)
const venueName = ({ venue }: Publication) => venue?.name ?? venue?.short

/** Fields that a work and a reference both have. */
export const cffWork: Record<string, Getter> = {
  title: ({ p }) => plainTitle(p.title) || p.title,
  authors: ({ p }) => cffAuthors(p),
  version: ({ p }) => p.softwareVersion,
  doi: ({ p }) => matching(p.identifiers?.doi, knownDoi),
  url: ({ p }) => webUri(publicUrl(p)),
  'repository-code': ({ p }) => linked(p, 'code'),
  license: ({ p }) => matching(p.license, knownLicense),
  'license-url': ({ p }) => (p.license && knownLicense.test(p.license) ? undefined : licenseUri(p.license)),
  keywords: ({ p }) => unique(p.tags),
  abstract: ({ p }) => p.abstract && plainTitle(p.abstract),
  identifiers,
}

export const cffReference: Record<string, Getter> = {
  type: ({ p }) => (isUnpublished(p) ? 'unpublished' : (types[p.type] ?? 'generic')),
  ...cffWork,
  editors: ({ p }) => cffNames(p, 'editor'),
  'editors-series': ({ p }) => cffNames(p, 'collection-editor'),
  translators: ({ p }) => cffNames(p, 'translator'),
  recipients: ({ p }) => cffNames(p, 'recipient'),
  status: ({ p }) => statuses[p.status ?? 'published'] ?? (isPreprint(p) ? 'preprint' : undefined),
  year: ({ p }) => positiveYear(p.issued),
  month: ({ p }) => (positiveYear(p.issued) === undefined ? undefined : startOf(p.issued)?.month),
  'date-published': ({ p }) => commonDay(p.issued),
  'date-accessed': ({ p }) => commonDay(p.accessed),
  'year-original': ({ p }) => positiveYear(p.originalDate),
  journal: ({ p }) => (isIn(p, periodicals) || isPreprint(p) ? venueName(p) : undefined),
  'collection-title': ({ p }) =>
    isIn(p, periodicals) || isPreprint(p) ? p.collectionTitle : (venueName(p) ?? p.collectionTitle),
  'collection-type': ({ p }) => (isConference(p) && venueName(p) ? 'proceedings' : undefined),
  conference: ({ p }) =>
    entity(p.eventTitle ?? (isConference(p) ? venueName(p) : undefined), {
      location: p.eventPlace,
      'date-start': commonDay(p.eventDate),
      'date-end': commonDay(isoEnd(p.eventDate)),
    }),
  volume: ({ p }) => integer(p.volume),
  'volume-title': ({ p }) => p.volumeTitle ?? (integer(p.volume) === undefined ? p.volume : undefined),
  issue: ({ p }) => p.issue,
  number: ({ p }) => p.number,
  start: ({ p }) => pages(p)?.[0],
  end: ({ p }) => pages(p)?.[1],
  pages: ({ p }) => integer(p.numberOfPages),
  section: ({ p }) => p.section ?? p.chapterNumber,
  edition: ({ p }) => p.edition,
  'number-volumes': ({ p }) => integer(p.numberOfVolumes),
  medium: ({ p }) => p.medium,
  isbn: ({ p }) => p.identifiers?.isbn?.find((isbn) => knownIsbn.test(isbn)),
  issn: ({ p }) => p.venue?.issn?.[0],
  pmcid: ({ p }) => matching(p.identifiers?.pmcid, knownPmcid),
  publisher: ({ p }) => (isInstitutional(p) ? undefined : entity(p.publisher, { address: p.place })),
  institution: ({ p }) => (isInstitutional(p) ? entity(p.publisher, { address: p.place }) : undefined),
  'thesis-type': ({ p }) => (p.type === 'thesis' ? p.genre : undefined),
  'patent-states': ({ p }) => (p.type === 'patent' ? unique(compactText(p.jurisdiction)) : undefined),
  database: ({ p }) => p.archive,
  languages: ({ p }) => compactText(/^[a-z]{2,3}(?=-|$)/i.exec(p.language ?? '')?.[0].toLowerCase()),
  notes: ({ p }) => [pages(p) ? undefined : p.pages && `Pages ${p.pages}`, p.note].filter(Boolean).join('\n'),
}

const compactText = (text: string | undefined) => (text ? [text] : undefined)
const isInstitutional = ({ type }: Publication) => type === 'thesis' || type === 'report'

/** First and last page, where both are numbers. */
function pages({ pages, pageFirst }: Publication): [number, number?] | undefined {
  const ranges = pageRanges(pages ?? pageFirst ?? '')
  const first = integer(ranges[0]?.first)
  const last = ranges.at(-1)
  const end = last && integer(last.last ?? last.first)
  return first === undefined || end === undefined ? undefined : [first, end]
}

function positiveYear(edtf: string | undefined): number | undefined {
  const year = startOf(edtf)?.year
  return year !== undefined && year >= 0 ? year : undefined
}

/** A day as the schema wants it: complete, and of the common era. */
export const commonDay = (edtf: string | undefined) => (edtf?.startsWith('-') ? undefined : isoDay(edtf))

/** The record itself, which also keeps two works apart that look the same; and identifiers without a field. */
function identifiers({ p, key, baseUrl }: CffView): Data {
  const { doi, arxiv, pmid, pmcid, isbn } = p.identifiers ?? {}
  const url = webUri(selfOf(key, baseUrl))
  const others: [string | undefined, string][] = [
    [doi !== undefined && !knownDoi.test(doi) ? `doi:${doi}` : undefined, 'DOI'],
    [arxiv && `arXiv:${arxiv}`, 'arXiv'],
    [pmid && `pmid:${pmid}`, 'PubMed'],
    [pmcid !== undefined && !knownPmcid.test(pmcid) ? `pmcid:${pmcid}` : undefined, 'PubMed Central'],
    [isbn && isbn.length > 1 ? isbn.map((text) => `isbn:${text}`).join(', ') : undefined, 'ISBN'],
  ]
  return [
    ...(url ? [{ type: 'url', value: url, description: 'The record of this work' }] : []),
    ...others.flatMap(([value, description]) => (value ? [{ type: 'other', value, description }] : [])),
  ]
}

/** Fields of the schema that an import keeps, because a publication has none like them. */
const keptOfWork = 'commit contact repository repository-artifact'.split(' ')
const keptOfReference =
  `copyright data-type database-provider department entry filename format issue-date issue-title
  loc-end loc-start location nihmsid scope senders term`.split(/\s+/)

export function readCff(getters: Record<string, Getter>, view: CffView): DataMap {
  const written = Object.fromEntries(Object.entries(getters).map(([name, value]) => [name, value(view)]))
  const kept = (view.p.extra?.cff ?? {}) as Record<string, Data>
  for (const name of getters === cffWork ? keptOfWork : [...keptOfWork, ...keptOfReference])
    if (kept[name] !== undefined) written[name] ??= kept[name]
  const others = kept.identifiers
  if (Array.isArray(others) && Array.isArray(written.identifiers))
    written.identifiers = [...written.identifiers, ...others]
  return written
}
