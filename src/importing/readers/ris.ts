/**
 * RIS in its dialects: the tag list of 2011, that of EndNote, Zotero's, those of publishers and databases, with values
 * over several lines, numbered records and a missing `ER`. Tags without a place are kept in `extra.ris`.
 */
import type { CslType } from '../../model/csl-variables.ts'
import { normalizeArxiv, normalizeDoi } from '../../model/identifier.ts'
import type { Contributor, Link, PublicationInput, Venue } from '../../model/publication.ts'
import { keyPattern, urlPattern } from '../../model/vocabulary.ts'
import { numbersIn } from '../numbers.ts'
import type { Entry, Finding, Reader, Source } from '../reader.ts'
import { readRisDate } from '../ris/dates.ts'
import { risTypes } from '../ris/types.ts'
import { records, type TaggedRecord } from '../tagged.ts'
import { commaName, Tags } from '../tags.ts'

const grammar = { line: /^\s*([A-Z][A-Z0-9]) {0,2}- ?(.*)$/, start: new Set(['TY']), end: 'ER' }

async function* read(source: Source): AsyncGenerator<Entry> {
  let number = 0
  for await (const record of records(source, grammar)) {
    number++
    yield entry(record, number, source.name)
  }
}

const inJournal = new Set<CslType>(['article-journal', 'article-magazine', 'article-newspaper', 'review'])
const inBook = new Set<CslType>(['chapter', 'paper-conference', 'entry-dictionary', 'entry-encyclopedia'])
/** Types of which `M3` says the kind; elsewhere it repeats the type, or is a DOI. */
const ofKind = new Set<CslType>(
  'report thesis article manuscript speech webpage post post-weblog map standard'.split(' ') as CslType[],
)
const keyForm = new RegExp(keyPattern)
const webUrl = new RegExp(urlPattern)

function entry(record: TaggedRecord, number: number, file: string): Entry {
  const findings: Finding[] = []
  const place = { file, line: record.line, column: 1 }
  const name = `record ${number}`
  const note = (severity: Finding['severity'], message: string, field?: string) => {
    const line = (field && record.tags.find(({ tag }) => tag === field)?.line) || record.line
    findings.push({ ...place, line, severity, message, entry: name, ...(field ? { field } : {}) })
  }
  if (record.changed) note('warning', 'the file is not UTF-8; it is read as Windows-1252')
  if (!record.ended) note('warning', 'the record is not ended by ER')
  const tags = new Tags(record)
  const typeTag = tags.one('TY')
  if (typeTag === undefined) note('warning', 'the record has no TY; it is taken for a document')
  const type: CslType = risTypes[typeTag?.toUpperCase() ?? ''] ?? 'document'
  if (typeTag !== undefined && !(typeTag.toUpperCase() in risTypes))
    note('warning', `there is no type ${typeTag}; it is taken for a document`, 'TY')
  const title = tags.one('TI', 'T1', 'CT') ?? (inBook.has(type) ? undefined : tags.one('BT'))
  if (title === undefined) {
    if (record.tags.filter(({ value }) => value).length < 2) {
      note('error', 'the record has nothing in it')
      return { ...place, key: name, findings }
    }
    note('warning', 'the record has no title', 'TI')
  }
  const draft: { [name in keyof PublicationInput]?: PublicationInput[name] | undefined } = {
    type,
    title: title ?? '[untitled]',
  }
  const id = tags.one('ID', 'LB')
  if (id && keyForm.test(id) && !/^\d{1,5}$/.test(id)) draft.key = id
  else tags.keep('ID', id)
  draft.contributors = contributors(tags, type)
  dates(draft, tags, note)
  containers(draft, type, tags)
  numbers(draft, type, tags)
  identifiers(draft, tags, note)
  draft.shortTitle = differing(tags.one('ST'), draft.title)
  draft.publisher = tags.one('PB')
  draft.edition = tags.one('ET')
  draft.numberOfVolumes = tags.one('NV')
  draft.language = tags.one('LA')
  draft.abstract = tags.one('AB', 'N2')
  draft.callNumber = tags.one('CN')
  draft.archive = tags.one('DB')
  const keywords = [
    ...new Set(
      tags
        .all('KW')
        .flatMap((value) => value.split(/\s*;\s*/))
        .filter(Boolean),
    ),
  ]
  if (keywords.length) draft.tags = keywords
  const remarks = tags.all('N1', 'RN')
  draft.note = remarks.join('\n') || undefined
  if (ofKind.has(type)) draft.genre = tags.one('M3')
  const left = tags.left()
  if (left) draft.extra = { ris: left }
  const kept = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined))
  return { ...place, key: draft.key ?? name, publication: kept as PublicationInput, findings }
}

const differing = (text: string | undefined, from: string | undefined) => (text === from ? undefined : text)

function contributors(tags: Tags, type: CslType): Contributor[] | undefined {
  const people = (role: Contributor['role'], names: string[]): Contributor[] =>
    names.flatMap((name) => (/^et al\.?$/i.test(name) ? [] : [{ role, ...commaName(name) }]))
  const hasEditors = inBook.has(type) || inJournal.has(type) || type === 'book'
  const secondary: Contributor['role'] = hasEditors ? 'editor' : 'contributor'
  const all = [
    ...people('author', tags.all('AU', 'A1')),
    ...people('editor', tags.all('ED')),
    ...people(secondary, tags.all('A2')),
    // Of a whole book, EndNote and Zotero write its editors here.
    ...people(type === 'book' ? 'editor' : 'collection-editor', tags.all('A3')),
    ...people('translator', tags.all('A4', 'TA')),
  ]
  const once = new Map(all.map((one) => [JSON.stringify(one), one]))
  return once.size ? [...once.values()] : undefined
}

type Draft = { [name in keyof PublicationInput]?: PublicationInput[name] | undefined }
type Note = (severity: Finding['severity'], message: string, field?: string) => void

function dates(draft: Draft, tags: Tags, note: Note): void {
  const yearTag = tags.which('PY', 'Y1') ?? 'PY'
  const [date, year] = [tags.one('DA'), tags.one('PY', 'Y1')]
  const fromYear = readRisDate(year)
  const fromDate = readRisDate(date) ?? (fromYear && dayOf(date, fromYear.slice(0, 4)))
  // The more exact of the two, unless they speak of different years.
  const longer =
    fromDate &&
    (!fromYear || (fromDate.startsWith(fromYear.slice(0, 4)) && fromDate.length > fromYear.length))
  draft.issued = longer ? fromDate : (fromYear ?? fromDate)
  if (date && !fromDate) note('warning', `"${date}" is no date`, 'DA')
  if (year && !fromYear) note('warning', `"${year}" is no year`, yearTag)
  const says = (read: string | undefined) => read && draft.issued?.startsWith(read.slice(0, 4))
  if (!says(fromDate)) tags.keep('DA', date)
  if (!says(fromYear)) tags.keep(yearTag, year)
  const accessed = tags.one('Y2')
  draft.accessed = readRisDate(accessed)
  if (!draft.accessed) tags.keep('Y2', accessed)
}

/** "MAR 15" and "SPRING", as Web of Science writes them beside the year. */
function dayOf(date: string | undefined, year: string): string | undefined {
  const read = date && readRisDate(`${date} ${year}`)
  return read && read.length > 4 ? read : undefined
}

function containers(draft: Draft, type: CslType, tags: Tags): void {
  const venue: Venue = {}
  if (inJournal.has(type)) {
    const name = tags.one('JF', 'T2') ?? tags.one('JO', 'JA', 'J2', 'J1')
    const short = differing(tags.one('J2', 'JA', 'J1', 'JO'), name)
    Object.assign(venue, name ? { name } : {}, short ? { short } : {})
  } else if (inBook.has(type)) {
    const name = tags.one('BT', 'C3') ?? tags.one('T2', 'JF', 'JO')
    const second = differing(tags.one('T2'), name)
    if (type === 'paper-conference') draft.eventTitle = second
    else if (second) draft.collectionTitle = second
    const short = differing(tags.one('J2', 'JA'), name)
    Object.assign(venue, name ? { name } : {}, short ? { short } : {})
  } else if (type === 'speech') draft.eventTitle = tags.one('T2', 'JF')
  else if (type === 'article') Object.assign(venue, nameOf(tags.one('T2', 'JF', 'JO')))
  else draft.collectionTitle = tags.one('T2')
  draft.collectionTitle ??= tags.one('T3')
  serialNumbers(draft, venue, tags)
  if (Object.keys(venue).length) draft.venue = venue
}

const numbered = new Set<CslType>(['report', 'patent', 'standard'])

/** `SN` is an ISSN, an ISBN or, of reports and patents, their number. */
function serialNumbers(draft: Draft, venue: Venue, tags: Tags): void {
  const [issn, isbn]: [Set<string>, Set<string>] = [new Set(), new Set()]
  const others: string[] = []
  for (const value of tags.all('SN')) {
    const found = numbersIn(value)
    for (const one of found.issn) issn.add(one)
    for (const one of found.isbn) isbn.add(one)
    if (!found.issn.length && !found.isbn.length) others.push(value)
  }
  if (issn.size) venue.issn = [...issn]
  if (isbn.size) draft.identifiers = { isbn: [...isbn] }
  if (numbered.has(draft.type!)) draft.number = others.shift()
  tags.keep('SN', others)
}

const nameOf = (name: string | undefined) => (name ? { name } : {})

function numbers(draft: Draft, type: CslType, tags: Tags): void {
  const [first, last] = [tags.one('SP'), tags.one('EP')]
  // Of a whole work, the number of its pages stands where the first would.
  if (first && !last && (type === 'book' || type === 'thesis') && /^\d+$/.test(first))
    draft.numberOfPages = first
  else if (first) {
    draft.pages = (last && last !== first && !/[-–]/.test(first) ? `${first}-${last}` : first).replace(
      /\s*[–—]+\s*/g,
      '-',
    )
    if (last && !first.includes(last) && !draft.pages.endsWith(last)) tags.keep('EP', last)
  } else tags.keep('EP', last)
  draft.volume = tags.one('VL', 'VO')
  draft.issue = tags.one('IS', 'CP')
  const article = inJournal.has(type) || type === 'paper-conference' ? tags.one('C7') : undefined
  const number = tags.one('M1')
  if (inBook.has(type) || type === 'book') draft.collectionNumber = number
  const own = draft.collectionNumber === undefined ? number : undefined
  if (article) tags.keep('M1', own)
  if (article ?? own) tags.keep('SN', draft.number)
  draft.number = article ?? own ?? draft.number
  draft.section = tags.one('SE')
  const place = tags.one('CY', 'PP')
  if (type === 'paper-conference' || type === 'speech') {
    const publisherPlace = tags.one('C1')
    draft.eventPlace = publisherPlace ? place : undefined
    draft.place = publisherPlace ?? place
  } else draft.place = place
}

function identifiers(draft: Draft, tags: Tags, note: Note): void {
  const ids: NonNullable<PublicationInput['identifiers']> = { ...draft.identifiers }
  const doiText = tags.one('DO', 'DI') ?? (normalizeDoi(tags.peek('M3') ?? '') ? tags.one('M3') : undefined)
  const doi = doiText && normalizeDoi(doiText)
  if (doi) ids.doi = doi
  else if (doiText) {
    note('warning', `"${doiText}" is no DOI`, 'DO')
    tags.keep('DO', doiText)
  }
  const accession = tags.peek('AN')
  const arxiv = accession && /^arxiv:/i.test(accession) ? normalizeArxiv(tags.one('AN')!) : undefined
  if (arxiv) ids.arxiv = arxiv
  if (Object.keys(ids).length) draft.identifiers = ids
  const others: string[] = []
  for (const url of tags.all('UR', 'LK').flatMap((value) => value.split(/\s*;\s*(?=https?:)|\s+/))) {
    if (ids.doi && normalizeDoi(url) === ids.doi) continue
    if (draft.url === undefined && webUrl.test(url)) draft.url = url
    else if (url !== draft.url) others.push(url)
  }
  tags.keep('UR', others)
  const files = tags.all('L1')
  const links = files.filter((url) => webUrl.test(url)).map((url): Link => ({ kind: 'pdf', url }))
  if (links.length) draft.links = links
  tags.keep(
    'L1',
    files.filter((url) => !webUrl.test(url)),
  )
}

export const reader: Reader = {
  name: 'ris',
  title: 'RIS',
  extensions: ['ris'],
  recognise: (head) => (/^\s*TY {0,2}- ?[A-Z]{2,}/m.test(head) ? 0.95 : 0),
  read,
}
