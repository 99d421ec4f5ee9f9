/**
 * MODS 3 (https://www.loc.gov/standards/mods/), one record or a modsCollection, of libraries, Zotero and bibutils. What
 * the work is in is its related item `host`, its series the one of type `series`. Elements without a place are kept in
 * `extra.mods`.
 */

import { readType } from '../../model/csl/values.ts'
import type { CslType } from '../../model/csl-variables.ts'
import { normalizeIsbn, type SchemeName, schemes } from '../../model/identifier.ts'
import { tagOfLanguage } from '../../model/language-codes.ts'
import type { Identifiers, Link, Relation, Venue } from '../../model/publication.ts'
import { keyPattern } from '../../model/vocabulary.ts'
import { statusOf } from '../bibtex/status.ts'
import { asUrl, type Draft, dense, type EntryMaker } from '../entry.ts'
import { labelledLink } from '../links.ts'
import { names } from '../mods/names.ts'
import { genres, resources } from '../mods/types.ts'
import { numbersIn } from '../numbers.ts'
import type { Entry, Reader } from '../reader.ts'
import { readW3cDate } from '../w3c-date.ts'
import { asJson, childOf, childrenOf, type Element, textAt, textIn, textsAt, xmlReader } from '../xml.ts'

function convert(mods: Element, maker: EntryMaker): Entry {
  if (childrenOf(mods).length === 0) return maker.refuse('the record has nothing in it')
  const related = childrenOf(mods, 'relatedItem')
  const host = related.find(({ attributes }) => attributes.type === 'host')
  const series = related.find(({ attributes }) => attributes.type === 'series')
  const draft: Draft = { title: titleOf(mods, undefined) }
  if (!draft.title) maker.note('warning', 'the record has no title', 'titleInfo')
  draft.shortTitle = titleOf(mods, 'abbreviated')
  draft.originalTitle = titleOf(mods, 'alternative')
  const { type, genre } = readGenre(mods, host)
  Object.assign(draft, { type, genre })
  const ids: Identifiers = {}
  const unknown: Element[] = []
  const own = readIdentifiers(childrenOf(mods, 'identifier'), ids, draft, unknown)
  const ofHost = readIdentifiers(childrenOf(host, 'identifier'), ids, draft)
  draft.key = own ?? ofHost
  const ID = mods.attributes.ID ?? ''
  const recordId = textAt(mods, 'recordInfo', 'recordIdentifier') ?? ''
  draft.key ??= [ID, recordId].find((key) => keyForm.test(key))
  draft.contributors = [
    ...names(mods, 'author'),
    ...names(host, 'container-author'),
    ...names(series, 'collection-editor', 'collection-editor'),
  ]
  origin(draft, [mods, ...(host ? [host] : [])])
  if (host) inHost(draft, host, ids)
  else {
    const numbers = textsAt(mods, 'part')
    if (numbers.length) parts(draft, mods)
    const issn = childrenOf(mods, 'identifier').filter((one) => one.attributes.type === 'issn')
    if (issn.length) draft.venue = dense({ issn: issn.flatMap((one) => numbersIn(textIn(one) ?? '').issn) })
  }
  if (series) {
    draft.collectionTitle = titleOf(series, undefined)
    draft.collectionNumber = detail(series, 'volume') ?? textAt(series, 'titleInfo', 'partNumber')
  }
  draft.identifiers = ids
  further(draft, mods)
  locations(draft, mods)
  const dates = childrenOf(mods, 'originInfo').filter((one) => childOf(one, 'dateIssued') && !draft.issued)
  for (const one of dates)
    maker.note('warning', `"${textAt(one, 'dateIssued') ?? ''}" is no date`, 'originInfo.dateIssued')
  const left = [
    ...mods.children.filter((one): one is Element => typeof one !== 'string' && isUnplaced(one)),
    ...unknown,
    ...dates,
  ]
  const kept = left.length ? (asJson({ name: 'mods', attributes: {}, children: left }) as object) : {}
  if (draft.key) maker.name = draft.key
  return maker.publication(draft, 'mods', { ...kept })
}

const keyForm = new RegExp(keyPattern)

const placed = new Set(
  'titleInfo name typeOfResource genre originInfo language physicalDescription abstract subject identifier location accessCondition recordInfo part'.split(
    ' ',
  ),
)
function isUnplaced({ name, attributes }: Element): boolean {
  if (name === 'relatedItem') return attributes.type !== 'host' && attributes.type !== 'series'
  if (name === 'note') return !placedNotes.has(attributes.type ?? '')
  return !placed.has(name)
}

function titleOf(element: Element, type: string | undefined): string | undefined {
  const info = childrenOf(element, 'titleInfo').find(({ attributes }) => attributes.type === type)
  const [article, title, sub, part] = ['nonSort', 'title', 'subTitle', 'partName'].map((name) =>
    textAt(info, name),
  )
  if (!title) return undefined
  return [[article, title].filter(Boolean).join(' '), sub, part].filter(Boolean).join(': ')
}

function readGenre(mods: Element, host: Element | undefined): { type: CslType; genre: string | undefined } {
  const all = childrenOf(mods, 'genre').map((one) => ({
    authority: one.attributes.authority,
    text: textIn(one) ?? '',
  }))
  const known = all.find(({ authority }) => authority === 'local' || authority === 'zotero')
  const zotero = known && readType(known.text)
  const genre = all.find(
    ({ authority, text }) => !authority && !Object.hasOwn(genres, text.toLowerCase()),
  )?.text
  if (zotero && zotero !== 'document') return { type: zotero as CslType, genre }
  const own = all.map(({ text }) => genres[text.toLowerCase()]).find((type) => type !== undefined)
  const of = host && childrenOf(host, 'genre').map((one) => genres[(textIn(one) ?? '').toLowerCase()])
  const outer = of?.find((type) => type !== undefined)
  if (outer) return { type: outer === 'book' ? 'chapter' : outer, genre }
  if (host && !own) return { type: 'article-journal', genre }
  const resource = textAt(mods, 'typeOfResource') ?? ''
  return { type: own ?? resources[resource] ?? 'document', genre }
}

/** Where and when; of the work first, and what it does not say of its host. */
function origin(draft: Draft, elements: Element[]): void {
  const infos = elements.flatMap((one) => childrenOf(one, 'originInfo'))
  const date = (...kinds: string[]) =>
    kinds.flatMap((kind) => infos.map((info) => range(info, kind))).find(Boolean)
  draft.issued =
    date('dateIssued') ??
    elements.flatMap((one) => childrenOf(one, 'part').map((part) => range(part, 'date'))).find(Boolean)
  const copyright = date('copyrightDate')
  if (draft.issued) draft.originalDate = copyright
  else draft.issued = copyright ?? date('dateCreated', 'dateOther')
  for (const kind of ['submitted', 'accepted'] as const)
    draft[kind] = infos.map((info) => range(info, 'dateOther', kind)).find(Boolean)
  draft.publisher = infos.flatMap((info) => textsAt(info, 'publisher'))[0]
  draft.place = infos
    .flatMap((info) => childrenOf(info, 'place').flatMap((place) => childrenOf(place, 'placeTerm')))
    .filter(({ attributes }) => attributes.type !== 'code')
    .map(textIn)[0]
  const edition = infos.flatMap((info) => textsAt(info, 'edition'))[0]
  if (draft.type === 'software' || draft.type === 'dataset') draft.softwareVersion = edition
  else draft.edition = edition
}

function range(info: Element, name: string, type?: string): string | undefined {
  const all = childrenOf(info, name).filter(
    ({ attributes }) => type === undefined || attributes.type === type,
  )
  const end = all.find(({ attributes }) => attributes.point === 'end')
  const start =
    all.find((one) => one !== end && one.attributes.encoding !== 'marc') ?? all.find((one) => one !== end)
  const about = start?.attributes.qualifier === 'approximate' ? '~' : ''
  const from = readW3cDate(textIn(start))
  const to = readW3cDate(textIn(end))
  return from && (to ? `${from}/${to}` : from + (from.endsWith('~') ? '' : about))
}

const detail = (element: Element, type: string) =>
  childrenOf(element, 'part')
    .flatMap((part) => childrenOf(part, 'detail'))
    .filter(({ attributes }) => attributes.type === type)
    .map((one) => textAt(one, 'number') ?? textIn(one))[0]

function parts(draft: Draft, element: Element): void {
  draft.volume = detail(element, 'volume')
  draft.issue = detail(element, 'issue') ?? detail(element, 'number')
  draft.number ??= detail(element, 'article')
  draft.chapterNumber = detail(element, 'chapter')
  draft.section = detail(element, 'section')
  draft.part = detail(element, 'part')
  const extents = childrenOf(element, 'part').flatMap((part) => childrenOf(part, 'extent'))
  const pages = extents.flatMap((extent) => {
    const [start, end, list] = ['start', 'end', 'list'].map((name) => textAt(extent, name))
    return start ? [end && end !== start ? `${start}-${end}` : start] : list ? [list] : []
  })
  draft.pages = pages.join(', ')
}

function inHost(draft: Draft, host: Element, ids: Identifiers): void {
  const name = titleOf(host, undefined)
  const short = titleOf(host, 'abbreviated')
  const issn = childrenOf(host, 'identifier')
    .filter(({ attributes }) => attributes.type === 'issn')
    .flatMap((one) => numbersIn(textIn(one) ?? '').issn)
  const kind = childrenOf(host, 'genre').some((one) => textIn(one) === 'repository')
    ? 'repository'
    : undefined
  draft.venue = dense({ name, short, issn: [...new Set(issn)], kind }) as Venue
  parts(draft, host)
  const event = childrenOf(host, 'name').find(({ attributes }) => attributes.type === 'conference')
  const words = childrenOf(event, 'namePart')
  const texts = words.filter(({ attributes }) => !attributes.type).map(textIn)
  draft.eventTitle = texts[0]
  draft.eventPlace = texts[1]
  draft.eventDate = textIn(words.find(({ attributes }) => attributes.type === 'date'))
  if (ids.isbn?.length === 0) delete ids.isbn
}

/**
 * @param unknown is given those that have no place
 * @returns the citation key, where one is among them
 */
function readIdentifiers(
  elements: Element[],
  ids: Identifiers,
  draft: Draft,
  unknown: Element[] = [],
): string | undefined {
  let key: string | undefined
  for (const element of elements) {
    const type = element.attributes.type?.toLowerCase() ?? ''
    const text = textIn(element)
    if (!text) continue
    if (type === 'citekey' && keyForm.test(text)) key = text
    else if (type === 'isbn') {
      const isbn = normalizeIsbn(text) ?? numbersIn(text).isbn[0]
      if (!isbn) unknown.push(element)
      else if (!ids.isbn?.includes(isbn)) ids.isbn = [...(ids.isbn ?? []), isbn]
    } else if (type === 'uri' || type === 'url') {
      draft.url ??= asUrl(text)
      if (draft.url !== text) unknown.push(element)
    } else if (Object.hasOwn(schemes, type)) {
      const id = schemes[type as SchemeName].normalize(text)
      if (id) ids[type as SchemeName] ??= id
      if (!id || ids[type as SchemeName] !== id) unknown.push(element)
    } else if (/number$|^local$/.test(type) && (draft.number ?? text) === text) draft.number = text
    else if (type !== 'issn' && type !== 'citekey') unknown.push(element)
  }
  return key
}

const placedNotes = new Set(['', 'annotation', 'publication status', 'thesis', 'awards', 'funding', 'venue'])

function further(draft: Draft, mods: Element): void {
  const notes = (type?: string) =>
    childrenOf(mods, 'note').flatMap((note) => (note.attributes.type === type ? (textIn(note) ?? []) : []))
  draft.note = notes().join('\n')
  draft.annote = notes('annotation')[0]
  draft.awards = notes('awards')
  draft.eventTitle ??= notes('venue')[0]
  draft.status = statusOf(notes('publication status')[0])
  draft.funding = notes('funding').map((text) => {
    const cut = text.lastIndexOf(', ')
    return cut < 0 ? { funder: text } : { funder: text.slice(0, cut), award: text.slice(cut + 2) }
  })
  draft.abstract = textAt(mods, 'abstract')
  const language =
    childrenOf(mods, 'language').flatMap((one) => textsAt(one, 'languageTerm'))[0] ?? textAt(mods, 'language')
  draft.language = language && (tagOfLanguage(language) ?? language)
  const topics = childrenOf(mods, 'subject').flatMap((subject) => childrenOf(subject).map(textIn))
  draft.tags = [...new Set(topics.filter((one) => one !== undefined))]
  const physical = childOf(mods, 'physicalDescription')
  draft.numberOfPages = /\d+/.exec(textAt(physical, 'extent') ?? '')?.[0]
  draft.medium = textAt(physical, 'form')
  draft.license = textAt(mods, 'accessCondition')
  const relations = childrenOf(mods, 'relatedItem').flatMap((item): Relation[] => {
    const kind = relationKinds[item.attributes.type ?? '']
    const doi = childrenOf(item, 'identifier').find(({ attributes }) => attributes.type === 'doi')
    return kind && doi ? [{ kind, identifier: `doi:${textIn(doi)}` }] : []
  })
  draft.relations = relations
}

const relationKinds: Record<string, Relation['kind']> = {
  otherVersion: 'version',
  reviewOf: 'review',
  constituent: 'part',
}

function locations(draft: Draft, mods: Element): void {
  const links: Link[] = []
  for (const location of childrenOf(mods, 'location')) {
    draft.archive ??= textAt(location, 'physicalLocation')
    draft.callNumber ??= textAt(location, 'shelfLocator')
    for (const element of childrenOf(location, 'url')) {
      const url = asUrl(textIn(element))
      if (!url) continue
      const { dateLastAccessed, usage, displayLabel } = element.attributes
      if (dateLastAccessed) draft.accessed = readW3cDate(dateLastAccessed)
      const doi = /doi\.org\//i.test(url) ? schemes.doi.normalize(url) : undefined
      const arxiv = draft.identifiers?.arxiv
      if (doi && !draft.identifiers?.doi) draft.identifiers = { ...draft.identifiers, doi }
      else if (doi || (arxiv && schemes.arxiv.normalize(url) === arxiv)) continue
      else if (!draft.url && (usage || !displayLabel)) draft.url = url
      else links.push(labelledLink(url, displayLabel))
    }
  }
  draft.links = links
}

export const reader: Reader = {
  name: 'mods',
  title: 'MODS',
  extensions: ['mods'],
  recognise: (head) => (/<(?:\w+:)?mods(?:Collection)?[\s>]/.test(head) ? 0.95 : 0),
  read: xmlReader({ records: new Set(['mods']) }, convert),
}
