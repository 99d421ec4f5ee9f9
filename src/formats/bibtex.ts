/**
 * BibTeX (btxdoc, "BibTeXing", Oren Patashnik 1988; https://ctan.org/pkg/bibtex), for the styles people use: an entry
 * has a type whose required fields are known, so that styles find nothing to warn of, and what the standard styles
 * print. An article number is `pages` where there are no pages, and `eid` beside them (REVTeX, natbib, acmart).
 */
import type { CslType } from '../model/csl-variables.ts'
import { isPreprint } from '../model/publication.ts'
import type { PublicationRecord } from '../model/store.ts'
import { caseOf } from '../model/title-case.ts'
import {
  eprintOf,
  extraFields,
  type FieldTable,
  fieldsOf,
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
import { texRaw, texText, texTitle } from '../rendering/tex.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const inBook = new Set<CslType>(['chapter', 'entry', 'entry-dictionary', 'entry-encyclopedia'])
const inJournal = new Set<CslType>([
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'review',
  'review-book',
])

const isIn = (view: View) => inBook.has(view.p.type) || view.p.type === 'paper-conference'
const text = (view: View, value: string | undefined) => value && texText(value, view.profile)

const fields: FieldTable<View> = [
  ['author', (view) => texNames(view.authors, view.profile)],
  ['editor', (view) => (isEdited(view) ? undefined : texNames(view.editors, view.profile))],
  ['translator', (view) => texNames(view.translators, view.profile)],
  ['key', sortKey],
  ['title', ({ p, profile }) => texTitle(p.title, profile, caseOf(p))],
  ['journal', (view) => (inJournal.has(view.p.type) ? text(view, view.container) : undefined)],
  [
    'booktitle',
    (view) =>
      isIn(view) && view.container !== undefined ? texTitle(view.container, view.profile) : undefined,
  ],
  ['series', series],
  ['volume', volume],
  ['number', (view) => text(view, number(view))],
  ['chapter', (view) => (isIn(view) ? text(view, view.p.chapterNumber) : undefined)],
  ['eid', (view) => (view.p.pages === undefined ? undefined : text(view, articleNumber(view)))],
  ['pages', pagesOf],
  ['edition', (view) => view.p.edition && text(view, ordinalEdition(view.p.edition))],
  ['type', type],
  ['school', (view) => (view.p.type === 'thesis' ? text(view, view.p.publisher) : undefined)],
  ['institution', (view) => (view.p.type === 'report' ? text(view, view.p.publisher) : undefined)],
  ['publisher', publisher],
  ['howpublished', (view) => text(view, howPublished(view))],
  ['version', (view) => text(view, view.p.softwareVersion)],
  ['address', (view) => text(view, address(view))],
  ['location', (view) => (view.p.place ? text(view, view.p.eventPlace) : undefined)],
  ['year', ({ issued }) => yearText(issued, '--')],
  ['month', month],
  ['note', note],
  ['doi', ({ p }) => p.identifiers?.doi && texRaw(p.identifiers.doi)],
  ['eprint', (view) => view.eprint && texRaw(view.eprint.id)],
  ['archivePrefix', (view) => view.eprint?.archive],
  ['primaryClass', (view) => view.eprint?.subject && texRaw(view.eprint.subject)],
  ['isbn', (view) => text(view, view.p.identifiers?.isbn?.join(', '))],
  ['issn', (view) => text(view, view.p.venue?.issn?.join(', '))],
  ['url', ({ p }) => texUrl(p)],
]

/** Styles print the editors of a book instead of its authors, or complain; beside authors they are told in the note. */
const isEdited = ({ entry, authors, editors }: View) =>
  entry === 'book' && authors.length > 0 && editors.length > 0

function note(view: View): string | undefined {
  const own = text(view, bibtexNote(view))
  const editors = isEdited(view) && texText(listNames(view.editors), view.profile)
  return [editors && `Edited by ${editors}`, own].filter(Boolean).join('. ') || undefined
}

/** Entry types that styles sort and label by the editor, alone or where there is no author. */
const byEditor = new Set(['book', 'proceedings'])

/** A title's opening, by which styles sort and label what has nobody to go by. */
function sortKey({ p, profile, entry, authors, editors }: View): string | undefined {
  if (entry === 'proceedings' ? editors.length : authors.length) return undefined
  if (byEditor.has(entry) && editors.length) return undefined
  return texTitle(p.title.replace(/[<$].*/s, '') || p.title, profile)
}

/** A numbered series and a volume of the book itself cannot stand side by side in the standard styles. */
function series(view: View): string | undefined {
  const { collectionTitle, collectionNumber, volume } = view.p
  if (collectionTitle === undefined || inJournal.has(view.p.type)) return undefined
  return text(
    view,
    volume !== undefined && collectionNumber !== undefined
      ? `${collectionTitle} ${collectionNumber}`
      : collectionTitle,
  )
}

function volume(view: View): string | undefined {
  const { p } = view
  return text(
    view,
    p.volume ?? (inJournal.has(p.type) || !p.collectionTitle ? undefined : p.collectionNumber),
  )
}

function number({ p }: View): string | undefined {
  if (inJournal.has(p.type)) return p.issue
  return p.type === 'report' || p.type === 'patent' || p.type === 'standard' ? p.number : undefined
}

const articleNumber = ({ p }: View) =>
  inJournal.has(p.type) || p.type === 'paper-conference' ? p.number : undefined

function pagesOf(view: View): string | undefined {
  const pages = view.p.pages ?? articleNumber(view) ?? view.p.pageFirst
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
  if (view.entry === 'article') return undefined
  return view.p.place ?? (isIn(view) ? view.p.eventPlace : undefined)
}

/** No style prints the publisher of an article, and BibLaTeX refuses it there. */
const withoutPublisher = new Set(['article', 'booklet'])

function publisher(view: View): string | undefined {
  if (view.p.type === 'thesis' || view.p.type === 'report' || isPreprint(view.p)) return undefined
  return withoutPublisher.has(view.entry) ? undefined : text(view, view.p.publisher)
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
  const written = fieldsOf(fields, view)
  if (extra) written.push(...extraFields(extra, written, profile, asImported))
  return writeEntry(view.entry, publication.key, written)
}

export default defineFormat({
  name: 'bibtex',
  title: 'BibTeX',
  specification: 'https://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf',
  mediaTypes: ['application/x-bibtex', 'text/x-bibtex'],
  extensions: ['bib'],
  parameters: ['profile', 'venueName'],
  list: (context) => writeEach((record) => write(record, context), { separator: '\n' }),
})
