/**
 * NBIB, the MEDLINE display format of PubMed (https://www.nlm.nih.gov/bsd/mms/medlineelements.html): tags of four
 * columns, one line a value. Publication types are those of MeSH.
 */
import type { CslType } from '../model/csl-variables.ts'
import { type DateParts, parseDate } from '../model/date.ts'
import { bibliographicLanguage } from '../model/language-codes.ts'
import { joinParticle } from '../model/name.ts'
import { type Contributor, contributorsOf, isPreprint, type Publication } from '../model/publication.ts'
import { plainTitle } from '../model/title.ts'
import { withoutCommas } from '../rendering/comma-name.ts'
import { extraTags } from '../rendering/extra-tags.ts'
import { defineFormat, writeEach } from '../rendering/format.ts'
import { oneLine } from '../rendering/one-line.ts'
import { containerName, repositoryName, seasons, stateText } from '../rendering/publication-text.ts'

/** CSL type → MeSH publication type; what has none is told by its other tags. */
const types: Partial<Record<CslType, string>> = {
  'article-journal': 'Journal Article',
  'article-magazine': 'Journal Article',
  'article-newspaper': 'Newspaper Article',
  book: 'Book',
  chapter: 'Book Chapter',
  dataset: 'Dataset',
  interview: 'Interview',
  legal_case: 'Legal Case',
  legislation: 'Legislation',
  map: 'Map',
  'paper-conference': 'Congress',
  patent: 'Patent',
  report: 'Technical Report',
  review: 'Review',
  'review-book': 'Book Review',
  speech: 'Lecture',
  thesis: 'Academic Dissertation',
  webpage: 'Web Archive',
}

type Values = string | undefined | (string | undefined)[]

const inBook = new Set<CslType>(['chapter', 'entry', 'entry-dictionary', 'entry-encyclopedia'])
const isBook = new Set<CslType>(['book', 'classic', 'collection'])
const journal = (p: Publication) =>
  inBook.has(p.type) || isBook.has(p.type) || isPreprint(p) ? undefined : containerName(p, false)

const tags: [tag: string, values: (p: Publication) => Values][] = [
  ['IS', (p) => p.venue?.issn],
  ['ISBN', (p) => p.identifiers?.isbn],
  ['VI', (p) => p.volume],
  ['IP', (p) => p.issue],
  ['DP', (p) => publicationDate(p.issued)],
  ['TI', (p) => (isBook.has(p.type) ? undefined : plainTitle(p.title))],
  [
    'BTI',
    (p) =>
      isBook.has(p.type) ? plainTitle(p.title) : inBook.has(p.type) ? containerName(p, false) : undefined,
  ],
  ['CTI', (p) => p.collectionTitle],
  ['PG', (p) => p.pages ?? p.pageFirst ?? p.number],
  ['LID', (p) => p.identifiers?.doi && `${p.identifiers.doi} [doi]`],
  ['AB', (p) => p.abstract && plainTitle(p.abstract)],
  ['AID', (p) => [p.identifiers?.doi && `${p.identifiers.doi} [doi]`]],
  ['EN', (p) => p.edition],
  ['LA', (p) => bibliographicLanguage(p.language)],
  [
    'PT',
    (p) =>
      [
        isPreprint(p) ? 'Preprint' : types[p.type],
        p.status === 'retracted' && 'Retracted Publication',
      ].filter((type) => type !== false),
  ],
  ['DEP', (p) => day(p.publishedOnline)],
  ['PL', (p) => p.place ?? p.eventPlace],
  ['PB', (p) => p.publisher ?? (isPreprint(p) ? repositoryName(p) : undefined)],
  ['TA', (p) => journal(p) && p.venue?.short],
  ['JT', journal],
  ['OT', (p) => p.tags],
  ['GR', (p) => p.funding?.map(({ funder, award }) => [award, funder].filter(Boolean).join('/'))],
  ['OID', (p) => [p.identifiers?.arxiv && `arXiv: ${p.identifiers.arxiv}`, `citekey: ${p.key}`]],
  ['PMC', (p) => p.identifiers?.pmcid],
  ['PST', (p) => stateText(p)],
  ['GN', (p) => p.note],
]

/** A person is two tags, in full and with initials; affiliations follow the name they belong to. */
function names(p: Publication): string {
  let text = ''
  for (const [role, full, short] of [
    ['author', 'FAU', 'AU'],
    ['editor', 'FED', 'ED'],
  ] as const) {
    for (const person of contributorsOf(p, role)) {
      if (person.literal) text += line(role === 'author' ? 'CN' : full, person.literal)
      else text += line(full, fullName(person)) + line(short, initialsName(person))
      text += line('AUID', person.orcid && `ORCID: ${person.orcid}`)
      for (const { name } of person.affiliations ?? []) text += line('AD', name)
    }
  }
  return text
}

const surname = ({ particle, family, given }: Contributor) =>
  withoutCommas(joinParticle(particle, family ?? given ?? ''))

function fullName(person: Contributor): string {
  const given = person.family === undefined ? undefined : person.given
  const rest = [given, person.droppingParticle, person.suffix].filter(Boolean).join(' ')
  return [surname(person), rest].filter(Boolean).join(', ')
}

/** "Ludwig Wilhelm" → LW, "Jean-Paul" → JP. */
function initialsName(person: Contributor): string {
  const given = person.family === undefined ? '' : (person.given ?? '')
  const initials = [...given.matchAll(/(?<![\p{L}\p{M}'’])\p{L}/gu)]
    .map(([letter]) => letter.toUpperCase())
    .join('')
  return [surname(person), initials, person.suffix].filter(Boolean).join(' ')
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function words({ year, month, day, season }: DateParts): (string | number)[] {
  const middle = season ? (season === 3 ? 'Fall' : seasons[season]!) : month ? months[month - 1]! : undefined
  return [String(year).padStart(4, '0'), ...(middle ? [middle] : []), ...(day ? [day] : [])]
}

/** `2024 Apr 16`, `2024 Spring`, `2024 Apr-May`, `2023 Dec-2024 Jan`; years before the common era have no form. */
function publicationDate(edtf: string | undefined): string | undefined {
  const date = edtf === undefined ? undefined : parseDate(edtf)
  if (!date || date.start.year < 0) return undefined
  const start = words(date.start)
  if (!date.end || date.end === 'open') return start.join(' ')
  const end = words(date.end)
  let same = 0
  while (same < Math.min(start.length, end.length) - 1 && start[same] === end[same]) same++
  return start.join(' ') === end.join(' ')
    ? start.join(' ')
    : `${start.join(' ')}-${end.slice(same).join(' ')}`
}

function day(edtf: string | undefined): string | undefined {
  const start = edtf === undefined ? undefined : parseDate(edtf)?.start
  if (!start?.day || start.year < 0) return undefined
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return pad(start.year, 4) + pad(start.month!, 2) + pad(start.day, 2)
}

function line(tag: string, value: string | undefined): string {
  const text = value && oneLine(value)
  return text ? `${tag.padEnd(4)}- ${text}\n` : ''
}

function write(p: Publication): string {
  // Readers know a new record by this tag, so it is there even with nothing to say.
  let record = `PMID- ${oneLine(p.identifiers?.pmid ?? '')}\n`
  for (const [tag, read] of tags) {
    const values = read(p)
    if (Array.isArray(values)) for (const value of values) record += line(tag, value)
    else record += line(tag, values)
    if (tag === 'AB') record += names(p)
  }
  return record + keptLines(p, record)
}

const corrected = new Set(['DEP', 'DP', 'LA', 'PMC', 'PST'])

function keptLines({ extra }: Publication, record: string): string {
  const isWritten = (tag: string, value?: string) =>
    value === undefined ? record.includes(`\n${tag.padEnd(4)}- `) : record.includes(`\n${line(tag, value)}`)
  return extraTags(extra?.nbib, /^(?!PMID)[A-Z][A-Z0-9]{1,3}$/, isWritten, corrected)
    .map(([tag, value]) => line(tag, value))
    .join('')
}

export default defineFormat({
  name: 'nbib',
  title: 'NBIB (PubMed)',
  specification: 'https://www.nlm.nih.gov/bsd/mms/medlineelements.html',
  mediaTypes: ['application/nbib'],
  extensions: ['nbib'],
  parameters: [],
  list: () => writeEach(({ publication }) => write(publication), { separator: '\n' }),
})
