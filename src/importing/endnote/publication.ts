/**
 * An EndNote record as a publication, by the tags of Refer (https://bibutils.refbase.org/bib2xml_end.html); EndNote's XML
 * has the same fields under longer names.
 */
import type { CslType } from '../../model/csl-variables.ts'
import { normalizeArxiv, normalizeDoi, normalizeIsbn, schemes } from '../../model/identifier.ts'
import type { Contributor, Identifiers, Link, Venue } from '../../model/publication.ts'
import { keyPattern } from '../../model/vocabulary.ts'
import { detex } from '../bibtex/detex.ts'
import { asUrl, type Draft, dense, type Note } from '../entry.ts'
import { numbersIn } from '../numbers.ts'
import { readRisDate } from '../ris/dates.ts'
import { commaName, type Tags } from '../tags.ts'
import { endnoteType } from './types.ts'

export const inJournal = new Set<CslType>([
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'review',
])
const inBook = new Set<CslType>(['chapter', 'paper-conference', 'entry-dictionary', 'entry-encyclopedia'])
const keyForm = new RegExp(keyPattern)
const preprintServer = /^(?:arxiv|biorxiv|medrxiv|chemrxiv|ssrn|psyarxiv|zenodo|hal)\b/i

export function fromEndnote(tags: Tags, note: Note): Draft {
  const typeName = tags.one('0')
  let type = endnoteType(typeName ?? '')
  if (typeName === undefined) note('warning', 'the record has no %0 type; it is told by its fields', '0')
  else if (!type) note('warning', `there is no type ${typeName}; it is taken for a document`, '0')
  type ??=
    typeName !== undefined
      ? 'document'
      : tags.peek('J')
        ? 'article-journal'
        : tags.peek('B')
          ? 'chapter'
          : 'book'
  if (typeName === 'Unpublished Work' && preprintServer.test(tags.peek('I') ?? '')) type = 'article'
  const isArticle = inJournal.has(type)
  const draft: Draft = { type, title: tags.one('T') }
  if (!draft.title) note('warning', 'the record has no title', 'T')
  const label = tags.peek('F') ?? ''
  if (keyForm.test(label)) draft.key = tags.one('F')
  draft.contributors = contributors(tags, type, note)
  draft.issued = date(tags, note)
  venue(draft, type, tags)
  identifiers(draft, tags, note)
  const [volume, number, pages] = [tags.one('V'), tags.one('N'), tags.one('P')]
  if (inBook.has(type) && draft.collectionTitle && volume) draft.collectionNumber = volume
  else draft.volume = volume
  if (isArticle || inBook.has(type)) draft.issue = number
  else draft.number = number
  if ((type === 'book' || type === 'collection' || type === 'thesis') && !/\d\s*[-–]\s*\d/.test(pages ?? ''))
    draft.numberOfPages = pages
  else draft.pages = pages?.replace(/\s*[–—]\s*/g, '-')
  draft.shortTitle = tags.one('!')
  draft.numberOfVolumes = tags.one('6')
  const edition = tags.one('7')
  if (type === 'software' || type === 'dataset') draft.softwareVersion = edition
  else draft.edition = edition
  if (!isArticle) draft.chapterNumber = tags.one('&')
  else draft.section = tags.one('&')
  draft.publisher = tags.one('I')
  draft.place = tags.one('C')
  if (!isArticle) draft.genre = tags.one('9')
  draft.language = tags.one('G')
  draft.archive = tags.one('~')
  draft.callNumber = tags.one('L')
  draft.abstract = tags.one('X')
  const keywords = tags.all('K').flatMap((value) => value.split(/\s*[;\n]\s*/))
  draft.tags = [...new Set(keywords.filter(Boolean))]
  draft.note = tags.all('Z').join('\n')
  const accessed = tags.peek('[')?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  draft.accessed = readRisDate(accessed)
  if (draft.accessed) tags.one('[')
  return draft
}

function contributors(tags: Tags, type: CslType, note: Note): Contributor[] {
  const people = (role: Contributor['role'], tag: string): Contributor[] =>
    tags
      .all(tag)
      .flatMap((value) => (/;|\s&\s/.test(value) ? value.split(/\s*;\s*|\s+&\s+/) : [value]))
      .filter((name) => /[\p{L}\p{N}]/u.test(name))
      .map((name) => {
        const whole = withoutTornBraces(name)
        if (whole !== name)
          note('warning', `"${name}" has commas for braces of TeX; it is read as "${whole}"`, tag)
        return { role, ...commaName(whole) }
      })
  const series: Contributor['role'] =
    inBook.has(type) || type === 'book' ? 'collection-editor' : 'contributor'
  return [
    ...people('author', 'A'),
    ...people('editor', 'E'),
    ...people('translator', '?'),
    ...people(series, 'Y'),
  ]
}

/**
 * JabRef 3 leaves out an opening brace and writes a comma for a closing one: `Cheng, Hsin{-}Pai` comes as
 * `Cheng, Hsin-,Pai`, and `R{\'{e}}` as `R\'e,,`.
 */
const withoutTornBraces = (name: string): string =>
  name
    .replace(
      /\\([`'^"~=.])(\p{L}),,/gu,
      (_, accent: string, letter: string) => detex(`\\${accent}{${letter}}`).text,
    )
    .replace(/(\p{L})-,(?=\p{L})/gu, '$1-')

function date(tags: Tags, note: Note): string | undefined {
  const [year, day] = [tags.one('D'), tags.one('8')]
  const read =
    day && /\d{4}/.test(day) ? readRisDate(day) : readRisDate([day, year].filter(Boolean).join(' '))
  const fromYear = readRisDate(year)
  if (year && !fromYear) {
    note('warning', `"${year}" is no year`, 'D')
    tags.keep('D', year)
  }
  // A day that says no more than the year has not been understood.
  if (!read || (day && read.length <= 4 && !/^\s*\d{4}\s*$/.test(day))) tags.keep('8', day)
  return read ?? fromYear
}

function venue(draft: Draft, type: CslType, tags: Tags): void {
  let name: string | undefined
  let short: string | undefined
  if (inJournal.has(type)) {
    name = tags.one('J', 'B')
    short = tags.one('O')
  } else if (inBook.has(type)) {
    name = tags.one('B')
    draft.collectionTitle = tags.one('S')
  } else {
    const second = tags.one('B')
    if (type === 'book' || type === 'collection') draft.collectionTitle = tags.one('S') ?? second
    else if (type === 'speech') draft.eventTitle = second
    else draft.collectionTitle = second
  }
  const [issn, isbn]: [Set<string>, Set<string>] = [new Set(), new Set()]
  const others: string[] = []
  for (const value of tags.all('@')) {
    const found = numbersIn(value)
    for (const one of found.issn) issn.add(one)
    for (const one of found.isbn) isbn.add(one)
    if (!found.issn.length && !found.isbn.length) others.push(value)
  }
  tags.keep('@', others)
  const made = dense({ name, short: short === name ? undefined : short, issn: [...issn] }) as Venue
  if (Object.keys(made).length) draft.venue = made
  if (isbn.size) draft.identifiers = { isbn: [...isbn] }
}

function identifiers(draft: Draft, tags: Tags, note: Note): void {
  const ids: Identifiers = { ...draft.identifiers }
  const resources = tags.all('R').filter((value) => {
    const doi = normalizeDoi(value)
    if (!doi) note('warning', `"${value}" is no DOI; it is kept as it stands`, 'R')
    const isFirst = doi !== undefined && (ids.doi ?? doi) === doi
    if (isFirst) ids.doi = doi
    return !isFirst
  })
  tags.keep('R', resources)
  const accession = tags.peek('M') ?? ''
  const arxiv = /^arxiv:/i.test(accession) ? normalizeArxiv(accession) : undefined
  const pmid = arxiv ? undefined : schemes.pmid.normalize(accession)
  if (arxiv) ids.arxiv = arxiv
  if (pmid) ids.pmid = pmid
  if (arxiv || pmid) tags.one('M')
  const pmcid = schemes.pmcid.normalize(tags.peek('2') ?? '')
  if (pmcid) {
    ids.pmcid = pmcid
    tags.one('2')
  }
  const others: string[] = []
  for (const text of tags.all('U').flatMap((value) => value.split(/\s+/))) {
    const url = asUrl(text)
    const doi = url && /doi\.org\//i.test(url) ? normalizeDoi(url) : undefined
    if (doi && (ids.doi ?? doi) === doi) ids.doi = doi
    else if (url && arxiv && normalizeArxiv(url) === arxiv) continue
    else if (url && (draft.url ?? url) === url) draft.url = url
    else others.push(text)
  }
  tags.keep('U', others)
  const files = tags.all('>')
  draft.links = files.filter(asUrl).map((url): Link => ({ kind: 'pdf', url }))
  tags.keep(
    '>',
    files.filter((file) => !asUrl(file)),
  )
  if (Object.keys(ids).length) draft.identifiers = ids
  if (ids.isbn && !ids.isbn.every((one) => normalizeIsbn(one))) delete ids.isbn
}
