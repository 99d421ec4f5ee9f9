/**
 * BibLaTeX (the biblatex manual, section 2, and its data model in blx-dm.def; https://ctan.org/pkg/biblatex): dates in
 * EDTF, and only fields that the data model gives to the entry's type, so that `biber --validate-datamodel` is content.
 */
import { parseDate } from '../model/date.ts'
import { normalizeIsbn } from '../model/identifier.ts'
import { isPreprint, type Publication } from '../model/publication.ts'
import type { PublicationRecord } from '../model/store.ts'
import { caseOf } from '../model/title-case.ts'
import { biblatexType, commonFields, fieldsOfType } from '../rendering/biblatex-types.ts'
import { integerOf, isIssn, langidOf } from '../rendering/biblatex-values.ts'
import {
  eprintOf,
  extraFields,
  fieldTable,
  texNames,
  texPages,
  texUrl,
  writeEntry,
} from '../rendering/bibtex-entry.ts'
import { type View, viewOf } from '../rendering/bibtex-types.ts'
import { defineFormat, type RenderContext, writeEach } from '../rendering/format.ts'
import {
  type Degree,
  degreeOf,
  kindText,
  patentOffice,
  placedState,
  remark,
  repositoryName,
} from '../rendering/publication-text.ts'
import { texRaw, texText, texTitle } from '../rendering/tex.ts'

const text = ({ profile }: View, value: string | undefined) => value && texText(value, profile)
/** Lists are parted by "and", as names are. */
const list = (view: View, value: string | undefined) => {
  const tex = text(view, value)
  return tex && (/\sand\s/i.test(tex) ? `{${tex}}` : tex)
}
/** A date whose day exists. */
const real = (date: string | undefined) => (date !== undefined && parseDate(date) ? date : undefined)
const inBook = new Set(['inbook', 'incollection', 'inproceedings'])

/** Of all types; those a type does not have are left out. */
const fields = fieldTable<View>([
  ['author', (view) => texNames(view.authors, view.profile)],
  ['editor', (view) => texNames(view.editors, view.profile)],
  ['translator', (view) => texNames(view.translators, view.profile)],
  ['title', ({ p, profile }) => texTitle(p.title, profile, caseOf(p))],
  [
    'shorttitle',
    ({ p, profile }) => p.shortTitle && texTitle(p.shortTitle, profile, caseOf(p, p.shortTitle)),
  ],
  ['titleaddon', (view) => volumeInWords(view, !inBook.has(view.entry))],
  ['journaltitle', (view) => text(view, view.container)],
  ['shortjournal', shortJournal],
  ['booktitle', ({ container, profile }) => container && texTitle(container, profile)],
  ['booktitleaddon', (view) => volumeInWords(view, inBook.has(view.entry))],
  ['eventtitle', (view) => text(view, view.p.eventTitle)],
  ['eventdate', ({ p }) => real(p.eventDate)],
  ['venue', (view) => text(view, view.p.eventPlace)],
  ['series', (view) => text(view, view.p.collectionTitle)],
  ['volume', ({ p }) => integerOf(p.volume)],
  ['volumes', ({ p }) => integerOf(p.numberOfVolumes)],
  ['number', (view) => text(view, numberOf(view))],
  ['chapter', (view) => text(view, view.p.chapterNumber)],
  ['eid', (view) => text(view, view.p.number)],
  ['pages', ({ p, profile }) => (p.pages ?? p.pageFirst) && texPages((p.pages ?? p.pageFirst)!, profile)],
  ['pagetotal', (view) => text(view, view.p.numberOfPages)],
  ['edition', (view) => view.p.edition && (integerOf(view.p.edition) ?? text(view, view.p.edition))],
  ['version', (view) => text(view, view.p.softwareVersion)],
  ['type', (view) => typeOf(view)],
  ['entrysubtype', ({ p, entry }) => (entry === 'article' ? subtypes[p.type] : undefined)],
  ['institution', (view) => list(view, view.p.publisher)],
  ['organization', (view) => list(view, organization(view))],
  ['publisher', (view) => list(view, view.p.publisher)],
  ['howpublished', howPublished],
  ['location', (view) => list(view, location(view))],
  ['date', ({ p, issued }) => issued && p.issued],
  ['origdate', ({ p }) => real(p.originalDate)],
  ['origtitle', (view) => text(view, view.p.originalTitle)],
  ['origpublisher', (view) => list(view, view.p.originalPublisher)],
  ['origlocation', (view) => list(view, view.p.originalPublisherPlace)],
  ['pubstate', pubstate],
  ['note', note],
  ['annotation', (view) => text(view, view.p.annote)],
  ['langid', ({ p }) => langidOf(p.language)],
  ['doi', ({ p }) => p.identifiers?.doi && texRaw(p.identifiers.doi)],
  ['eprint', (view) => view.eprint && texRaw(view.eprint.id)],
  ['eprinttype', (view) => view.eprint?.archive.toLowerCase()],
  ['eprintclass', (view) => view.eprint?.subject && texRaw(view.eprint.subject)],
  ['isbn', ({ p }) => p.identifiers?.isbn?.map(normalizeIsbn).find(Boolean)],
  ['issn', ({ p }) => p.venue?.issn?.find(isIssn)],
  ['url', ({ p }) => texUrl(p)],
  ['urldate', ({ p }) => (texUrl(p) ? real(p.accessed) : undefined)],
])

/** Entry type → what it writes. */
const tables = new Map(
  [...fieldsOfType].map(([entry, own]) => [
    entry,
    fields.filter(({ name }) => own.has(name) || commonFields.has(name)),
  ]),
)

const subtypes: Partial<Record<Publication['type'], string>> = {
  'article-magazine': 'magazine',
  'article-newspaper': 'newspaper',
}

function shortJournal(view: View): string | undefined {
  const short = view.p.venue?.short
  return view.entry === 'article' && short !== view.container ? text(view, short) : undefined
}

/** The data model wants an integer; a volume that is none goes before the number, or into words. */
function numberOf({ p, entry }: View): string | undefined {
  if (entry === 'patent' || entry === 'report') return p.number
  if (entry !== 'article') return p.collectionTitle ? p.collectionNumber : undefined
  const volume = integerOf(p.volume) ? undefined : p.volume
  return [volume, p.issue].filter(Boolean).join('.') || undefined
}

function volumeInWords(view: View, here: boolean): string | undefined {
  const { volume } = view.p
  return here && volume && !integerOf(volume) ? text(view, `Volume ${volume}`) : undefined
}

const theses: Record<Degree, string | undefined> = {
  phd: 'phdthesis',
  master: 'mathesis',
  bachelor: 'bathesis',
  other: undefined,
}

/** A key that biblatex prints in the language of the document, or the genre as it is. */
function typeOf(view: View): string | undefined {
  const { p, entry } = view
  if (entry === 'thesis') return theses[degreeOf(p)] ?? text(view, p.genre)
  if (entry === 'report')
    return !p.genre || /^technical report$/i.test(p.genre) ? 'techreport' : text(view, p.genre)
  if (entry === 'patent') return text(view, p.genre) ?? 'patent'
  return text(view, p.type === 'dataset' || p.type === 'software' ? p.genre : kindText(p))
}

function organization({ p, entry, container }: View): string | undefined {
  if (entry === 'dataset' && p.publisher) return undefined
  if (isPreprint(p)) return p.identifiers?.arxiv ? undefined : repositoryName(p)
  return p.publisher ?? container
}

function howPublished(view: View): string | undefined {
  const { p, container } = view
  return view.entry === 'misc' && p.publisher ? text(view, container) : undefined
}

function location({ p, entry }: View): string | undefined {
  if (p.place) return p.place
  return entry === 'patent' ? patentOffice(p) : undefined
}

const states: Partial<Record<NonNullable<Publication['status']>, string>> = {
  'in-press': 'inpress',
  accepted: 'forthcoming',
  'under-review': 'submitted',
  submitted: 'submitted',
  'in-preparation': 'inpreparation',
}

function pubstate({ p, container }: View): string | undefined {
  if (placedState(p, container)) return undefined
  if (p.status !== undefined && p.status !== 'published') return states[p.status]
  return isPreprint(p) ? 'prepublished' : undefined
}

function note(view: View): string | undefined {
  const { p, container } = view
  const parts = [p.status === 'retracted' ? 'Retracted' : undefined, placedState(p, container), remark(p)]
  return text(view, parts.filter(Boolean).join('. ') || undefined)
}

/** Fields of any entry that an import may have left; others would make biber warn. */
const kept = new Set(
  'addendum nameaddon indextitle label shorthand usera userb userc userd usere userf'.split(' '),
)

function write({ publication }: PublicationRecord, context: RenderContext): string {
  const profile = context.profile === 'latex' ? 'latex-biber' : 'utf8'
  const view = viewOf(publication, profile, context.venueName === 'short', eprintOf(publication))
  view.entry = biblatexType(view)
  const { extra } = publication
  const others =
    extra &&
    ((written: Set<string>) =>
      [extra.biblatex, extra.bibtex].flatMap((given) =>
        extraFields(given, written, profile, false).filter(([name]) => kept.has(name)),
      ))
  return writeEntry(publication.key, tables.get(view.entry)!, view, others)
}

export default defineFormat({
  name: 'biblatex',
  title: 'BibLaTeX',
  specification: 'https://mirrors.ctan.org/macros/latex/contrib/biblatex/doc/biblatex.pdf',
  mediaTypes: ['application/x-biblatex'],
  extensions: ['biblatex'],
  parameters: ['profile', 'venueName'],
  list: (context) => writeEach((record) => write(record, context), { separator: '\n' }),
})
