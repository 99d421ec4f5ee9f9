/** One entry of BibTeX or BibLaTeX as a publication: every field placed, or kept as it stands in `extra.bibtex`. */
import type { Contributor, PublicationInput, Venue } from '../../model/publication.ts'
import { keyPattern } from '../../model/vocabulary.ts'
import { readDate, readYearMonth } from './dates.ts'
import { detex } from './detex.ts'
import { EntryFields, type Repair } from './entry-fields.ts'
import type { Field } from './fields.ts'
import { readIdentifiers, readUrl } from './identifiers.ts'
import { readLanguage } from './language.ts'
import { readNames } from './names.ts'
import { readPages } from './pages.ts'
import { placeOf, statusOf } from './status.ts'
import { readTitle } from './title.ts'
import { cslType, genreOf } from './types.ts'

export interface Mapped {
  publication: PublicationInput
  repairs: Repair[]
}

/** A publication as it grows. */
type Draft = { [name in keyof PublicationInput]?: PublicationInput[name] | undefined } & {
  type: PublicationInput['type']
}

/** Those of them that may hold the markup of titles. */
const marked = new Set<keyof PublicationInput>(['abstract'])

const keyForm = new RegExp(keyPattern)

/** Fields that are taken as text and have one place. */
const texts: [place: keyof PublicationInput, ...fields: string[]][] = [
  ['volume', 'volume'],
  ['chapterNumber', 'chapter'],
  ['collectionTitle', 'series'],
  ['softwareVersion', 'version'],
  ['eventTitle', 'eventtitle'],
  ['numberOfVolumes', 'volumes'],
  ['numberOfPages', 'pagetotal', 'numpages'],
  ['abstract', 'abstract'],
  ['annote', 'annote', 'annotation'],
  ['originalTitle', 'origtitle'],
  ['originalPublisher', 'origpublisher'],
  ['originalPublisherPlace', 'origlocation'],
  ['callNumber', 'library'],
  ['part', 'part'],
]

/** @param source of the whole entry, which is kept for those who want it back as it was */
export function toPublication(
  entry: string,
  citationKey: string,
  given: readonly Field[],
  source: string,
): Mapped {
  const fields = new EntryFields(given)
  const known = cslType(entry, (...names) => fields.peek(...names))
  if (known === undefined) fields.repair(`there is no entry type @${entry}; it is taken for a document`)
  const draft: Draft = { type: known ?? 'document' }
  key(draft, citationKey, fields)
  title(draft, fields)
  for (const [place, ...names] of texts) {
    const value = marked.has(place) ? fields.marked(...names) : fields.text(...names)
    if (value) (draft as Record<string, unknown>)[place] = value
  }
  draft.edition = edition(fields.text('edition'))
  draft.contributors = contributors(fields)
  dates(draft, fields)
  draft.venue = venue(draft.type, fields)
  numbers(draft, fields)
  publisher(draft, fields)
  draft.identifiers = readIdentifiers(fields)
  const how = fields.take('howpublished')
  draft.url = readUrl(fields, how)
  draft.genre = genreOf(entry, fields.text('type'))
  draft.language = readLanguage(fields.text('langid', 'language', 'hyphenation'))
  const tags = fields
    .text('keywords', 'keyword')
    ?.split(/\s*[;,]\s*/)
    .filter(Boolean)
  if (tags?.length) draft.tags = [...new Set(tags)]
  notes(draft, fields, howPublished(draft, how))
  draft.extra = { bibtex: { ...fields.left(), verbatim: source } }
  return { publication: finished(draft), repairs: fields.repairs }
}

/** What has been found, in a new object: one that fields were deleted from is slow for everybody who reads it. */
function finished(draft: Draft): PublicationInput {
  const publication: Record<string, unknown> = {}
  for (const place in draft) {
    const value = draft[place as keyof Draft]
    if (value !== undefined) publication[place] = value
  }
  return publication as PublicationInput
}

function key(draft: Draft, text: string, fields: EntryFields): void {
  if (keyForm.test(text)) draft.key = text
  else if (text) {
    const plain = text
      .normalize('NFD')
      .replace(/[/\\\s]+/g, '-')
      .replace(/[^A-Za-z0-9:._-]+/g, '')
    const repaired = plain.slice(0, 200)
    if (keyForm.test(repaired)) draft.key = repaired
    fields.repair(`the key "${text}" cannot stand in a URL${draft.key ? `; it is ${draft.key} now` : ''}`)
  }
}

const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')

/** "Third", "3rd" and "3rd ed." are the third edition; other words stay as they are. */
function edition(text: string | undefined): string | undefined {
  const bare = text?.replace(/\s+ed(?:ition|\.|n\.?)?$/i, '')
  const number = /^(\d+)(?:st|nd|rd|th)?$/.exec(bare ?? '')?.[1]
  const word = ordinals.indexOf(bare?.toLowerCase() ?? '')
  return number ?? (word === -1 ? text : String(word + 1))
}

const joined = (title: string | undefined, sub: string | undefined) =>
  title === undefined || sub === undefined
    ? (title ?? sub)
    : `${title}${/[?!:.]\}?$/.test(title) ? '' : ':'} ${sub}`

function title(draft: Draft, fields: EntryFields): void {
  const own = joined(fields.take('title'), fields.take('subtitle'))
  const periodical =
    draft.type === 'periodical' && own === undefined ? fields.take('journaltitle', 'journal') : undefined
  const issue = draft.type === 'periodical' ? fields.take('issuetitle') : undefined
  const addon = fields.take('titleaddon')
  const whole = [own ?? periodical, issue, addon].filter((part) => part !== undefined).join('. ')
  const read = readTitle(whole)
  fields.unknown(read.unknown, 'title')
  if (read.title === undefined) fields.repair('the entry has no title', 'title')
  draft.title = read.title ?? '[untitled]'
  const short = fields.take('shorttitle')
  if (short !== undefined) draft.shortTitle = readTitle(short).title
}

const roles: [field: string, role: Contributor['role']][] = [
  ['author', 'author'],
  ['editor', 'editor'],
  ['translator', 'translator'],
  ['bookauthor', 'container-author'],
  ['introduction', 'contributor'],
  ['foreword', 'contributor'],
  ['afterword', 'contributor'],
  ['commentator', 'contributor'],
  ['annotator', 'contributor'],
]
const editorTypes: Record<string, Contributor['role']> = {
  compiler: 'compiler',
  organizer: 'organizer',
  director: 'director',
}

function contributors(fields: EntryFields): Contributor[] | undefined {
  const people: Contributor[] = []
  const editorType = fields.text('editortype')
  if (editorType && editorType !== 'editor' && !(editorType in editorTypes)) fields.release('editortype')
  const isHeld = fields.peek('author') === undefined && fields.peek('editor') === undefined
  for (const [field, role] of isHeld ? [['holder', 'author'] as const, ...roles] : roles) {
    const value = fields.take(field)
    if (value === undefined) continue
    for (const { name, marks, unknown } of readNames(value)) {
      fields.unknown(unknown, field)
      const own = field === 'editor' ? (editorTypes[editorType ?? ''] ?? role) : role
      people.push({ role: own, ...name, ...(/\*|ast/.test(marks) ? { equal: 1 } : {}) })
    }
  }
  return people.length ? people : undefined
}

const furtherDates = [
  ['accessed', 'urldate', 'lastaccessed', 'lastchecked', 'accessed'],
  ['eventDate', 'eventdate'],
  ['originalDate', 'origdate'],
] as const

const saysMonth = /^-?\d{4}-/
const saysDay = /-\d\d-\d\d/

function dates(draft: Draft, fields: EntryFields): void {
  const date = fields.raw('date')
  const issued = readDate(date)
  if (date && !issued) fields.refuse('date', `"${date}" is no date`)
  const [year, month, day] = [fields.text('year'), fields.text('month'), fields.text('day')]
  const read = readYearMonth(year, month, day)
  const status = statusOf(year) ?? statusOf(date)
  draft.issued = issued ?? read.date
  if (status) draft.status = status
  else if (read.left === 'year' && !issued) fields.refuse('year', `"${year}" is no year`)
  if (read.left === 'month' && !issued) fields.refuse('month', `"${month}" is no month`)
  else if (month !== undefined && !saysMonth.test(draft.issued ?? '')) fields.release('month')
  if (day !== undefined && !saysDay.test(draft.issued ?? '')) fields.release('day')
  for (const [place, name, ...others] of furtherDates) {
    const text = fields.raw(name, ...others)
    const value = readDate(text)
    if (value) draft[place] = value
    else if (text) fields.refuse(fields.which(name, ...others) ?? name, `"${text}" is no date`)
  }
}

const inJournal = new Set<string>([
  'article',
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'review',
])

function venue(type: string, fields: EntryFields): Venue | undefined {
  const isArticle = inJournal.has(type)
  const names = isArticle
    ? ['journaltitle', 'journal']
    : ['booktitle', 'journaltitle', 'journal', 'maintitle']
  const tex = joined(fields.take(...names), fields.take(isArticle ? 'journalsubtitle' : 'booksubtitle'))
  const name = fields.plain(tex, names[0])
  const short = fields.text('shortjournal', 'shortbooktitle')
  const issnText = fields.text('issn')
  const issn = issnText
    ?.match(/\d{4}[-–]?\d{3}[\dXx]/g)
    ?.map((one) => `${one.slice(0, 4)}-${one.slice(-4)}`.toUpperCase())
  if (issnText && !issn) fields.refuse('issn', `"${issnText}" is no ISSN`)
  const found: Venue = {
    ...(name ? { name } : {}),
    ...(short ? { short } : {}),
    ...(issn ? { issn: [...new Set(issn)] } : {}),
  }
  return Object.keys(found).length ? found : undefined
}

const inSeries = new Set<string>(['book', 'chapter', 'paper-conference', 'pamphlet', 'entry-encyclopedia'])

function numbers(draft: Draft, fields: EntryFields): void {
  draft.pages = readPages(fields.text('pages'))
  const [number, issue, article] = [
    fields.text('number'),
    fields.text('issue'),
    fields.text('eid', 'articleno'),
  ]
  const isArticle = inJournal.has(draft.type) || draft.type === 'periodical'
  const isInSeries = draft.collectionTitle !== undefined && inSeries.has(draft.type)
  if (isInSeries) draft.collectionNumber = number
  draft.issue =
    issue ?? (isArticle || (draft.type === 'paper-conference' && !isInSeries) ? number : undefined)
  draft.number = article ?? (draft.issue === number || isInSeries ? undefined : number)
  if (isArticle && issue !== undefined && number !== undefined && article === undefined) draft.number = number
}

function publisher(draft: Draft, fields: EntryFields): void {
  // Beside an article an institution is where its authors work.
  const organization = fields.text('organization')
  const name =
    draft.type === 'thesis' || draft.type === 'report'
      ? fields.text('school', 'institution', 'publisher')
      : inJournal.has(draft.type)
        ? fields.text('publisher')
        : fields.text('publisher', 'institution', 'school')
  draft.publisher = name ?? organization
  if (organization && name && organization !== name) draft.authority = organization
  const [address, location, eventVenue] = [
    fields.text('address'),
    fields.text('location'),
    fields.text('venue'),
  ]
  draft.place = address ?? location
  draft.eventPlace = eventVenue ?? (address && location !== address ? location : undefined)
}

/** What `howpublished` says beside an address. */
function howPublished(draft: Draft, tex: string | undefined): string | undefined {
  if (tex === undefined) return undefined
  const text = detex(tex.replace(/\\url\s*\{[^{}]*\}/g, '')).text.replace(/^https?:\/\/\S+$/, '')
  const how = /[^\s,.;:].*$/s.exec(text)?.[0].replace(/(?<![\s,;:])[\s,;:]+$/, '')
  if (!how || how === draft.publisher) return undefined
  if (draft.type === 'article') {
    if (/^arxiv/i.test(how)) return undefined
    draft.publisher ??= /^(.*?)\s*(?:e-?)?preprint\b/i.exec(how)?.[1] || how
    return undefined
  }
  if (draft.publisher !== undefined || !['document', 'webpage', 'pamphlet'].includes(draft.type)) return how
  draft.publisher = how
  return undefined
}

/** What was published how, what somebody wrote, and the state of the work, which both may tell. */
function notes(draft: Draft, fields: EntryFields, how: string | undefined): void {
  const said = fields.text('pubstate')
  const state = statusOf(said)
  if (said && !state) fields.release('pubstate')
  let note = fields.text('note')
  if (state) draft.status = state
  else if (note) {
    const [first, ...rest] = note.split(/\.\s+/)
    const status = statusOf(first)
    if (status) {
      draft.status = status
      const place = placeOf(first!)
      if (place && draft.type === 'manuscript') draft.venue ??= { name: place }
      if (!place || draft.venue?.name === place) note = rest.join('. ') || undefined
    }
  }
  const parts = [how, note, fields.text('addendum')].filter((part) => part !== undefined)
  if (parts.length) draft.note = parts.join('. ')
}
