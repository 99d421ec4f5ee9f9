/**
 * BibTeX (btxdoc, "BibTeXing", Oren Patashnik 1988; https://ctan.org/pkg/bibtex), for the styles people use: an entry
 * has a type whose required fields are known, so that styles find nothing to warn of, and what the standard styles
 * print. An article number is `pages` where there are no pages, and `eid` beside them (REVTeX, natbib, acmart).
 */
import { type CslType, cslTypes } from '../model/csl-variables.ts'
import { isPreprint } from '../model/publication.ts'
import type { PublicationRecord } from '../model/store.ts'
import { caseOf } from '../model/title-case.ts'
import {
  eprintOf,
  extraFields,
  fieldTable,
  listNames,
  ordinalEdition,
  texNames,
  texPages,
  texUrl,
  writeEntry,
} from '../rendering/bibtex-entry.ts'
import { bibtexNote, bibtexType, howPublished, type View, viewOf } from '../rendering/bibtex-types.ts'
import { defineFormat, type RenderContext, writeEach } from '../rendering/format.ts'
import { degreeOf, seasons, yearText } from '../rendering/publication-text.ts'
import { texRaw, texSource, texText, texTitle } from '../rendering/tex.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const inBook = new Set<CslType>(['chapter', 'entry', 'entry-dictionary', 'entry-encyclopedia'])
const inJournal = new Set<CslType>([
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'review',
  'review-book',
])

const isIn = ({ p }: View) => hasContainer(p.type)
const text = (view: View, value: string | undefined) => value && texText(value, view.profile)

type Types = (type: CslType) => boolean
const isJournal: Types = (type) => inJournal.has(type)
const hasContainer: Types = (type) => inBook.has(type) || type === 'paper-conference'
/** Styles print the number of these with the series, and find fault with one that has none. */
const isInSeries: Types = (type) =>
  hasContainer(type) || type === 'book' || type === 'collection' || type === 'pamphlet'
const isNumbered: Types = (type) => !isJournal(type) && !isInSeries(type) && type !== 'article'
const isOneOf =
  (...types: CslType[]): Types =>
  (type) =>
    types.includes(type)

/** Name, value, and the types of publication that may have it where not all may. */
const fields: [name: string, value: (view: View) => string | undefined, types?: Types][] = [
  ['author', (view) => texNames(view.authors, view.profile)],
  ['editor', (view) => (isEdited(view) ? undefined : texNames(view.editors, view.profile))],
  ['translator', (view) => texNames(view.translators, view.profile)],
  ['key', sortKey],
  ['title', ({ p, profile }) => texTitle(p.title, profile, caseOf(p))],
  ['journal', (view) => text(view, view.container), isJournal],
  ['booktitle', ({ container, profile }) => container && texTitle(container, profile), hasContainer],
  ['series', series],
  ['volume', (view) => text(view, view.p.volume)],
  ['number', (view) => text(view, view.p.issue), isJournal],
  ['number', seriesNumber, isInSeries],
  ['number', (view) => text(view, view.p.issue ?? view.p.number), isNumbered],
  ['chapter', (view) => text(view, view.p.chapterNumber)],
  [
    'eid',
    ({ p, profile }) => (p.pages !== undefined && p.number ? texText(p.number, profile) : undefined),
    hasArticleNumber,
  ],
  ['pages', pagesOf],
  ['edition', (view) => view.p.edition && text(view, ordinalEdition(view.p.edition))],
  ['type', type, isOneOf('thesis', 'report')],
  ['school', (view) => text(view, view.p.publisher), isOneOf('thesis')],
  ['institution', (view) => text(view, view.p.publisher), isOneOf('report')],
  ['publisher', publisher, (type) => type !== 'thesis' && type !== 'report'],
  ['organization', (view) => text(view, view.p.authority), isInSeries],
  ['howpublished', (view) => text(view, howPublished(view))],
  ['version', (view) => text(view, view.p.softwareVersion)],
  ['address', (view) => text(view, address(view))],
  ['location', (view) => (view.p.place ? text(view, view.p.eventPlace) : undefined)],
  ['year', ({ issued }) => yearText(issued, '--')],
  ['month', month],
  ['day', ({ issued }) => issued?.start.day?.toString()],
  ['note', note],
  ['annote', (view) => text(view, view.p.annote)],
  ['doi', ({ p }) => p.identifiers?.doi && texRaw(p.identifiers.doi)],
  ['eprint', (view) => view.eprint && texRaw(view.eprint.id)],
  ['archivePrefix', (view) => view.eprint?.archive],
  ['primaryClass', (view) => view.eprint?.subject && texRaw(view.eprint.subject)],
  ['isbn', (view) => text(view, view.p.identifiers?.isbn?.join(', '))],
  ['issn', (view) => text(view, view.p.venue?.issn?.join(', '))],
  ['url', ({ p }) => texUrl(p)],
]

/** CSL type → what may be written of it. */
const tables = new Map(
  cslTypes.map((type) => [
    type,
    fieldTable<View>(
      fields.filter(([, , types]) => types?.(type) ?? true).map(([name, value]) => [name, value]),
    ),
  ]),
)

/** Styles print the editors of a book instead of its authors, or complain; beside authors they are told in the note. */
const isEdited = ({ entry, authors, editors }: View) =>
  entry === 'book' && authors.length > 0 && editors.length > 0

function note(view: View): string | undefined {
  const own = text(view, bibtexNote(view))
  if (!isEdited(view)) return own
  const edited = `Edited by ${texText(listNames(view.editors), view.profile)}`
  return own ? `${edited}. ${own}` : edited
}

/** Entry types that styles sort and label by the editor, alone or where there is no author. */
const byEditor = new Set(['book', 'proceedings'])

/** What an import gave, or a title's opening, by which styles sort and label what has nobody to go by. */
function sortKey({ p, profile, entry, authors, editors }: View): string | undefined {
  const own = p.extra?.bibtex?.key
  if (typeof own === 'string' && own) return texSource(own, profile)
  if (entry === 'proceedings' ? editors.length : authors.length) return undefined
  if (byEditor.has(entry) && editors.length) return undefined
  return texTitle(p.title.replace(/[<$].*/s, '') || p.title, profile)
}

/** A numbered series and a volume of the book itself cannot stand side by side in the standard styles. */
function series(view: View): string | undefined {
  const { collectionTitle, collectionNumber, volume } = view.p
  return text(
    view,
    volume !== undefined && collectionNumber !== undefined && collectionTitle !== undefined
      ? `${collectionTitle} ${collectionNumber}`
      : collectionTitle,
  )
}

function seriesNumber(view: View): string | undefined {
  const { collectionTitle, collectionNumber, volume } = view.p
  return collectionTitle === undefined || volume !== undefined ? undefined : text(view, collectionNumber)
}

function hasArticleNumber(type: CslType): boolean {
  return isJournal(type) || type === 'paper-conference'
}

function pagesOf(view: View): string | undefined {
  const { p } = view
  const pages = p.pages ?? (hasArticleNumber(p.type) ? p.number : undefined) ?? p.pageFirst
  return pages && texPages(pages, view.profile)
}

const defaultThesis = /^(?:ph\.?\s?d\.?|master['’]?s?)(?:\s+(?:thesis|dissertation))?$/i

/** What the style would not write by itself. */
function type({ p, profile, entry }: View): string | undefined {
  if (!p.genre) return undefined
  const plain =
    (p.type === 'thesis' && (degreeOf(p) === 'other' || !defaultThesis.test(p.genre))) ||
    (p.type === 'report' && !/^technical report$/i.test(p.genre))
  return plain && entry !== 'misc' ? texTitle(p.genre, profile, caseOf(p, p.genre)) : undefined
}

function address(view: View): string | undefined {
  return view.p.place ?? (isIn(view) ? view.p.eventPlace : undefined)
}

/** A style takes no notice of the publisher of an article, but a reader of the file does. */
function publisher(view: View): string | undefined {
  return isPreprint(view.p) || view.entry === 'booklet' ? undefined : text(view, view.p.publisher)
}

function month({ issued }: View): string | undefined {
  const { month, season } = issued?.start ?? {}
  return month ? months[month - 1] : seasons[season ?? 0]
}

function write({ publication }: PublicationRecord, context: RenderContext): string {
  const extra = publication.extra?.bibtex
  const asImported = context.profile === 'verbatim'
  if (asImported && typeof extra?.verbatim === 'string') return `${extra.verbatim.trim()}\n`
  const profile = context.profile === 'latex' ? 'latex' : 'utf8'
  const view = viewOf(publication, profile, context.venueName === 'short', eprintOf(publication))
  view.entry = bibtexType(view)
  const others = extra && ((written: Set<string>) => extraFields(extra, written, profile, asImported))
  return writeEntry(publication.key, tables.get(publication.type)!, view, others)
}

export default defineFormat({
  name: 'bibtex',
  title: 'BibTeX',
  specification: 'https://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf',
  mediaTypes: ['application/x-bibtex', 'text/x-bibtex'],
  extensions: ['bib'],
  common: true,
  ahead: true,
  parameters: ['profile', 'venueName'],
  list: (context) => writeEach((record) => write(record, context), { separator: '\n' }),
})
