/**
 * EndNote's Refer format, with `%0` (the tags that EndNote imports and exports; bibutils' description of them is at
 * https://bibutils.refbase.org/bib2xml_end.html). One line a value, so no text can pass for a tag.
 */
import type { Publication } from '../model/publication.ts'
import { plainTitle } from '../model/title.ts'
import { dayText, endnoteNames, endnoteType, inBook, inJournal } from '../rendering/endnote.ts'
import { extraTags } from '../rendering/extra-tags.ts'
import { defineFormat, type RenderContext, writeEach } from '../rendering/format.ts'
import { isoDate, startOf } from '../rendering/iso-date.ts'
import { oneLine } from '../rendering/one-line.ts'
import {
  addressOf,
  containerName,
  kindText,
  repositoryName,
  stateText,
} from '../rendering/publication-text.ts'

interface View {
  p: Publication
  type: string
  container: string | undefined
}
type Values = string | undefined | (string | undefined)[]

/** Tag → its values, one line each. */
const tags: [tag: string, values: (view: View) => Values][] = [
  ['A', ({ p }) => endnoteNames(p, 'author')],
  ['E', ({ p }) => endnoteNames(p, 'editor')],
  [
    'Y',
    ({ p, type }) =>
      endnoteNames(p, inBook.has(type) || type === 'Book' ? 'collection-editor' : 'contributor'),
  ],
  ['?', ({ p }) => endnoteNames(p, 'translator')],
  ['T', ({ p }) => plainTitle(p.title)],
  ['!', ({ p }) => p.shortTitle && plainTitle(p.shortTitle)],
  ['J', ({ type, container }) => (inJournal.has(type) ? container : undefined)],
  ['B', ({ p, type, container }) => secondTitle(p, type, container)],
  ['S', ({ p, type }) => (inBook.has(type) || type === 'Book' ? p.collectionTitle : undefined)],
  [
    'O',
    ({ p, type, container }) =>
      inJournal.has(type) && p.venue?.short !== container ? p.venue?.short : undefined,
  ],
  ['V', ({ p, type }) => p.volume ?? (inBook.has(type) || type === 'Book' ? p.collectionNumber : undefined)],
  ['N', ({ p, type }) => p.issue ?? (inJournal.has(type) ? undefined : p.number)],
  ['P', ({ p }) => p.pages ?? p.pageFirst ?? p.numberOfPages],
  ['6', ({ p }) => p.numberOfVolumes],
  ['7', ({ p }) => p.edition ?? p.softwareVersion],
  ['&', ({ p }) => p.section ?? p.chapterNumber],
  ['I', ({ p, type }) => p.publisher ?? (type === 'Unpublished Work' ? repositoryName(p) : undefined)],
  ['C', ({ p }) => p.place ?? p.eventPlace ?? p.jurisdiction],
  ['D', ({ p }) => year(p.issued)],
  ['8', ({ p }) => dayText(p.issued)],
  ['9', ({ p, type }) => (inJournal.has(type) ? undefined : kindText(p))],
  ['@', ({ p }) => p.identifiers?.isbn ?? p.venue?.issn],
  ['R', ({ p }) => p.identifiers?.doi],
  ['U', ({ p }) => addressOf(p)],
  ['>', ({ p }) => p.links?.filter(({ kind }) => kind === 'pdf').map(({ url }) => url)],
  ['M', ({ p }) => (p.identifiers?.arxiv ? `arXiv:${p.identifiers.arxiv}` : p.identifiers?.pmid)],
  ['G', ({ p }) => p.language],
  ['~', ({ p }) => p.archive],
  ['L', ({ p }) => p.callNumber],
  ['X', ({ p }) => p.abstract && plainTitle(p.abstract)],
  ['K', ({ p }) => p.tags],
  ['Z', ({ p }) => [stateText(p), p.note]],
  ['[', ({ p }) => isoDate(p.accessed)],
  ['F', ({ p }) => p.key],
]

/** What the work is in, where that is no journal: a book, a series, a university. */
function secondTitle(p: Publication, type: string, container: string | undefined): string | undefined {
  if (inBook.has(type)) return container
  if (inJournal.has(type) || type === 'Unpublished Work') return undefined
  return type === 'Book' ? undefined : (p.eventTitle ?? p.collectionTitle ?? container)
}

/** Years before the common era have no form in Refer. */
function year(edtf: string | undefined): string | undefined {
  const start = startOf(edtf)
  return start && start.year >= 0 ? String(start.year).padStart(4, '0') : undefined
}

function line(tag: string, value: string | undefined): string {
  const text = value && oneLine(value)
  return text ? `%${tag} ${text}\n` : ''
}

function write(p: Publication, context: RenderContext): string {
  const { name } = endnoteType(p)
  const view: View = { p, type: name, container: containerName(p, context.venueName === 'short') }
  let record = line('0', name)
  for (const [tag, read] of tags) {
    const values = read(view)
    if (Array.isArray(values)) for (const value of values) record += line(tag, value)
    else record += line(tag, values)
  }
  return record + keptLines(p, record)
}

const corrected = new Set(['D', '8'])

function keptLines({ extra }: Publication, record: string): string {
  const isWritten = (tag: string, value?: string) =>
    value === undefined ? record.includes(`\n%${tag} `) : record.includes(`\n${line(tag, value)}`)
  return extraTags(extra?.endnote, /^[^0\s]$/, isWritten, corrected)
    .map(([tag, value]) => line(tag, value))
    .join('')
}

export default defineFormat({
  name: 'endnote',
  title: 'EndNote (Refer)',
  specification: 'https://bibutils.refbase.org/bib2xml_end.html',
  mediaTypes: ['application/x-endnote-refer'],
  extensions: ['enw'],
  parameters: ['venueName'],
  list: (context) => writeEach(({ publication }) => write(publication, context), { separator: '\n' }),
})
