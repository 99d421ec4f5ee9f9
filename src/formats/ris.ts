/**
 * RIS (Research Information Systems, tag list of 2011; https://en.wikipedia.org/wiki/RIS_(file_format) keeps it). Where
 * programs read a tag in different ways, what is written is right in Zotero and in bibutils both: editors as `ED`, the
 * book of a chapter or paper as `T2` and as `BT`. No line is ever broken, so no text can pass for a tag.
 */
import type { CslType } from '../model/csl-variables.ts'
import { type DateParts, parseDate } from '../model/date.ts'
import { isPreprint, type Publication } from '../model/publication.ts'
import { shaped } from '../model/shape.ts'
import { plainTitle } from '../model/title.ts'
import { commaNames } from '../rendering/comma-name.ts'
import { extraTags } from '../rendering/extra-tags.ts'
import { defineFormat, type RenderContext, writeEach } from '../rendering/format.ts'
import { oneLine } from '../rendering/one-line.ts'
import { firstAndLast } from '../rendering/pages.ts'
import {
  addressOf,
  containerName,
  isUnpublished,
  kindText,
  repositoryName,
  seasons,
  stateText,
} from '../rendering/publication-text.ts'

/** CSL type → RIS type; `GEN` is for the rest. */
const types: Partial<Record<CslType, string>> = {
  article: 'UNPB',
  'article-journal': 'JOUR',
  'article-magazine': 'MGZN',
  'article-newspaper': 'NEWS',
  bill: 'BILL',
  book: 'BOOK',
  broadcast: 'VIDEO',
  chapter: 'CHAP',
  classic: 'CLSWK',
  collection: 'BOOK',
  dataset: 'DATA',
  entry: 'CHAP',
  'entry-dictionary': 'DICT',
  'entry-encyclopedia': 'ENCYC',
  figure: 'FIGURE',
  graphic: 'ART',
  hearing: 'HEAR',
  interview: 'PCOMM',
  legal_case: 'CASE',
  legislation: 'STAT',
  manuscript: 'UNPB',
  map: 'MAP',
  motion_picture: 'MPCT',
  musical_score: 'MUSIC',
  pamphlet: 'PAMP',
  'paper-conference': 'CONF',
  patent: 'PAT',
  periodical: 'JFULL',
  personal_communication: 'PCOMM',
  post: 'ELEC',
  'post-weblog': 'BLOG',
  regulation: 'STAT',
  report: 'RPRT',
  review: 'JOUR',
  'review-book': 'JOUR',
  software: 'COMP',
  song: 'MUSIC',
  speech: 'SLIDE',
  standard: 'STAND',
  thesis: 'THES',
  webpage: 'ELEC',
}

interface View {
  p: Publication
  type: string
  container: string | undefined
  issued: DateParts | undefined
  pages: ReturnType<typeof firstAndLast>
}
type Values = string | undefined | (string | undefined)[]

const inJournal = new Set(['JOUR', 'MGZN', 'NEWS'])
const inBook = new Set(['CHAP', 'CONF', 'DICT', 'ENCYC'])
/** Types of which `M3` says the kind; elsewhere some programs take it for a DOI. */
const withKind = new Set(['RPRT', 'THES', 'UNPB', 'SLIDE', 'ELEC', 'BLOG', 'MAP', 'STAND'])
const numbered = new Set(['RPRT', 'PAT', 'STAND'])
const inSeries = new Set([...inBook, 'BOOK'])
/** Types of which `A2` are the editors, who are written as `ED`. */
const withEditors = new Set([...inJournal, ...inSeries])
const hasArticleNumber = (type: string) => inJournal.has(type) || type === 'CONF'
/** The number of what has no tag of its own for it; that of a preprint stands as its identifier. */
const otherNumber = ({ number, identifiers }: Publication, type: string) =>
  numbered.has(type) || hasArticleNumber(type) || number === identifiers?.arxiv ? undefined : number

/** Tag → its values, in the order of the record; one line for each. */
const tags: [tag: string, values: (view: View) => Values][] = [
  ['AU', ({ p }) => commaNames(p, 'author')],
  ['ED', ({ p }) => commaNames(p, 'editor')],
  ['A2', ({ p, type }) => (withEditors.has(type) ? undefined : commaNames(p, 'contributor'))],
  ['A3', ({ p }) => commaNames(p, 'collection-editor')],
  ['A4', ({ p }) => commaNames(p, 'translator')],
  ['TI', ({ p }) => plainTitle(p.title)],
  ['ST', ({ p }) => p.shortTitle && plainTitle(p.shortTitle)],
  ['T2', secondTitle],
  ['JF', ({ type, container }) => (inJournal.has(type) ? container : undefined)],
  ['J2', ({ p, type }) => (inJournal.has(type) ? p.venue?.short : undefined)],
  ['BT', ({ type, container }) => (inBook.has(type) ? container : undefined)],
  ['C3', ({ type, container }) => (type === 'CONF' ? container : undefined)],
  ['T3', ({ p, type }) => (type === 'RPRT' || type === 'COMP' ? undefined : p.collectionTitle)],
  ['PY', ({ issued }) => year(issued)],
  ['DA', ({ issued }) => date(issued)],
  ['VL', ({ p }) => p.volume],
  ['IS', ({ p }) => p.issue],
  ['M1', ({ p, type }) => (inSeries.has(type) ? p.collectionNumber : otherNumber(p, type))],
  ['C7', ({ p, type }) => (hasArticleNumber(type) ? p.number : undefined)],
  ['SP', ({ pages }) => pages?.[0]],
  ['EP', ({ pages }) => pages?.[1]],
  ['NV', ({ p }) => p.numberOfVolumes],
  ['ET', ({ p }) => p.edition ?? p.softwareVersion],
  ['SE', ({ p }) => p.section ?? p.chapterNumber],
  ['PB', ({ p }) => p.publisher ?? (isPreprint(p) ? repositoryName(p) : undefined)],
  ['CY', ({ p, type }) => (type === 'CONF' || type === 'SLIDE' ? (p.eventPlace ?? p.place) : place(p))],
  ['C1', ({ p, type }) => (type === 'CONF' ? p.place : undefined)],
  ['SN', ({ p, type }) => (numbered.has(type) ? p.number : undefined)],
  ['SN', ({ p }) => p.identifiers?.isbn],
  ['SN', ({ p }) => p.venue?.issn],
  ['DO', ({ p }) => p.identifiers?.doi],
  ['UR', ({ p }) => addressOf(p)],
  ['L1', ({ p }) => p.links?.filter(({ kind }) => kind === 'pdf').map(({ url }) => url)],
  ['DB', ({ p }) => (isPreprint(p) ? undefined : p.archive)],
  ['CN', ({ p }) => p.callNumber],
  ['AN', ({ p }) => (isPreprint(p) && p.identifiers?.arxiv ? `arXiv:${p.identifiers.arxiv}` : undefined)],
  ['M3', ({ p, type }) => (withKind.has(type) ? kind(p) : undefined)],
  ['LA', ({ p }) => p.language],
  ['AB', ({ p }) => p.abstract && plainTitle(p.abstract)],
  ['KW', ({ p }) => p.tags],
  ['N1', ({ p }) => [stateText(p), p.note]],
  ['Y2', ({ p }) => date(startOf(p.accessed))],
  ['ID', ({ p }) => p.key],
]

const lines = tags.map(([tag, values]) => ({ opening: `\r\n${tag}  - `, values }))

/** What the work is in: a journal, a book, an event, a series. */
function secondTitle({ p, type, container }: View): string | undefined {
  if (type === 'CONF') return p.eventTitle ?? container
  if (type === 'SLIDE') return p.eventTitle ?? container
  if (type === 'BOOK' || type === 'RPRT' || type === 'COMP') return p.collectionTitle
  return isPreprint(p) ? undefined : container
}

const place = ({ place, jurisdiction, authority, type }: Publication) =>
  place ?? (type === 'patent' ? (jurisdiction ?? authority) : undefined)

function kind(p: Publication): string | undefined {
  if (p.genre) return p.genre
  return isPreprint(p) || p.type === 'manuscript'
    ? isUnpublished(p)
      ? stateText(p)
      : kindText(p)
    : undefined
}

const pad = (value: number, width: number) => String(value).padStart(width, '0')

const startOf = (edtf: string | undefined) => (edtf === undefined ? undefined : parseDate(edtf)?.start)

/** Four digits; years before the common era have no form in RIS. */
function year(start: DateParts | undefined): string | undefined {
  return start && start.year >= 0 ? pad(start.year, 4) : undefined
}

/** `YYYY/MM/DD/other`, each part empty where it is not known. */
function date(start: DateParts | undefined): string | undefined {
  if (!start || start.year < 0) return undefined
  const { month, day, season, approximate } = start
  const other = approximate ? 'circa' : (seasons[season ?? 0] ?? '')
  return `${pad(start.year, 4)}/${month ? pad(month, 2) : ''}/${day ? pad(day, 2) : ''}/${other}`
}

/** @param opening what leads from the line before to the value */
function line(opening: string, value: string | undefined): string {
  const text = value && oneLine(value)
  return text ? opening + text : ''
}

function write(publication: Publication, context: RenderContext): string {
  const p = shaped(publication)
  const type = isUnpublished(p) || isPreprint(p) ? 'UNPB' : (types[p.type] ?? 'GEN')
  const view: View = {
    p,
    type,
    container: containerName(p, context.venueName === 'short'),
    issued: startOf(p.issued),
    pages: firstAndLast(p),
  }
  let record = `TY  - ${type}`
  for (let i = 0; i < lines.length; i++) {
    const { opening, values } = lines[i]!
    const found = values(view)
    if (found === undefined) continue
    if (typeof found === 'string') record += line(opening, found)
    else for (let at = 0; at < found.length; at++) record += line(opening, found[at])
  }
  return `${record}${keptLines(p, record)}\r\nER  - \r\n`
}

const corrected = new Set(['DA', 'DO', 'EP', 'PY', 'Y1', 'Y2'])

function keptLines({ extra }: Publication, record: string): string {
  const isWritten = (tag: string, value?: string) =>
    value === undefined
      ? record.includes(`\n${tag}  - `)
      : `${record}\r\n`.includes(`${line(`\n${tag}  - `, value)}\r\n`)
  return extraTags(extra?.ris, /^(?!TY|ER)[A-Z][A-Z0-9]$/, isWritten, corrected)
    .map(([tag, value]) => line(`\r\n${tag}  - `, value))
    .join('')
}

export default defineFormat({
  name: 'ris',
  title: 'RIS',
  specification: 'https://en.wikipedia.org/wiki/RIS_(file_format)',
  mediaTypes: ['application/x-research-info-systems'],
  extensions: ['ris'],
  common: true,
  parameters: ['venueName'],
  list: (context) => writeEach(({ publication }) => write(publication, context), { separator: '\r\n' }),
})
