/**
 * How the value of each CSL variable is read, written and checked (csl-data.json of CSL 1.0.2). A publication holds
 * values in one form; an imported item may hold the same in another, which `normalForm` makes comparable.
 */

import { cslTypes, dateVariables, type Role, roles, textVariables } from '../csl-variables.ts'
import { issnPattern, normalizeIsbn, schemes } from '../identifier.ts'
import { statuses, urlPattern } from '../vocabulary.ts'
import { isCslDate, readCslDate, writeCslDate } from './dates.ts'
import { type CslValue, isRecord, isScalar, isString } from './item.ts'
import { names } from './names.ts'

/** Crossref and others give a list of one where CSL has a text. */
function readText(value: unknown): string | undefined {
  const text = Array.isArray(value) ? value[0] : value
  if (typeof text === 'number') return String(text)
  return typeof text === 'string' && text !== '' ? text : undefined
}

const text: CslValue<string> = { read: readText, write: (own) => own, allows: isString }

/** What a work without a title is called here, where each has one. */
export const untitled = '[untitled]'
const title: CslValue<string> = { ...text, read: (value) => readText(value) ?? untitled }

const urlForm = new RegExp(urlPattern)
const url: CslValue<string> = {
  ...text,
  read: (value) => {
    const given = readText(value)
    return given !== undefined && urlForm.test(given) ? given : undefined
  },
}

const date: CslValue<string> = { read: readCslDate, write: writeCslDate, allows: isCslDate }

const identifier = (normalize: (text: string) => string | undefined): CslValue<string> => ({
  ...text,
  read: (value) => {
    const given = readText(value)
    return given === undefined ? undefined : normalize(given)
  },
})

/** Several values in one text, cut up by `parse` and joined by `separator`. */
const list = (separator: string, parse: (text: string) => (string | undefined)[]): CslValue<string[]> => ({
  read: (value) => {
    const parts = [value].flat().flatMap((part) => (isScalar(part) ? parse(String(part)) : []))
    const read = parts.filter((part) => part !== undefined && part !== '') as string[]
    return read.length ? read : undefined
  },
  write: (own) => own.join(separator),
  allows: isString,
})

const tags = list(', ', (text) => [...new Set(text.split(/[,;]/).map((tag) => tag.trim()))])

const issnRegExp = new RegExp(issnPattern)
function normalizeIssn(text: string): string | undefined {
  const value = text.toUpperCase().replace(/^(\d{4})(\d{3}[\dX])$/, '$1-$2')
  return issnRegExp.test(value) ? value : undefined
}
const issn = list(', ', (text) => text.split(/[\s,;]+/).map(normalizeIssn))

/** Blanks stand between the groups of an ISBN as well as between two of them. */
const isbn = list(' ', (text) =>
  text
    .split(/[,;]/)
    .flatMap((part) => normalizeIsbn(part.trim()) ?? part.trim().split(/\s+/).map(normalizeIsbn)),
)

/** CSL's status is prose that styles print; these say the same as one of ours. */
const statusSynonyms: Record<string, string> = { forthcoming: 'in-press', 'to-appear': 'in-press' }
const status: CslValue<string> = {
  read: (value) => {
    const slug = readText(value)?.trim().toLowerCase().replace(/\s+/g, '-') ?? ''
    const known = Object.hasOwn(statusSynonyms, slug) ? statusSynonyms[slug]! : slug
    return (statuses as readonly string[]).includes(known) ? known : undefined
  },
  write: (own) => own.replaceAll('-', ' '),
  allows: isString,
}

/** Variables that csl-data.json allows and a publication has no field for: they are kept as they came. */
const kept = (allows: CslValue['allows']): CslValue => ({
  read: () => undefined,
  write: () => undefined,
  allows,
})

/** Identifiers that CSL has a variable for: our name → the variable. */
export const identifierVariables = { doi: 'DOI', isbn: 'ISBN', pmid: 'PMID', pmcid: 'PMCID' } as const

const ofAll = (variables: readonly string[], value: CslValue): [string, CslValue][] =>
  variables.map((variable) => [variable, value])

export const cslValues: ReadonlyMap<string, CslValue> = new Map<string, CslValue>([
  ...ofAll(Object.values(textVariables), text),
  ...ofAll(Object.values(dateVariables), date),
  ...ofAll(roles satisfies readonly Role[], names),
  ...ofAll(['title'], title),
  ...ofAll(['URL'], url),
  ...ofAll(['container-title', 'container-title-short'], text),
  ...ofAll(['ISSN'], issn),
  ...ofAll(['ISBN'], isbn),
  ...ofAll(['DOI'], identifier(schemes.doi.normalize)),
  ...ofAll(['PMID'], identifier(schemes.pmid.normalize)),
  ...ofAll(['PMCID'], identifier(schemes.pmcid.normalize)),
  ...ofAll(['keyword'], tags),
  ...ofAll(['status'], status),
  ...ofAll(['event', 'shortTitle', 'journalAbbreviation'], kept(isString)),
  ...ofAll(['citation-number', 'first-reference-note-number', 'locator'], kept(isScalar)),
  ...ofAll(
    ['categories'],
    kept((value) => Array.isArray(value) && value.every(isString)),
  ),
])

/** Older names of variables: the name → the variable of CSL 1.0.2. */
export const formerNames = {
  event: 'event-title',
  shortTitle: 'title-short',
  journalAbbreviation: 'container-title-short',
} as const

/** Types as Zotero, Crossref and DataCite's own vocabularies have them. */
const foreignTypes: Record<string, string> = {
  journalarticle: 'article-journal',
  magazinearticle: 'article-magazine',
  newspaperarticle: 'article-newspaper',
  conferencepaper: 'paper-conference',
  proceedingsarticle: 'paper-conference',
  booksection: 'chapter',
  bookchapter: 'chapter',
  bookpart: 'chapter',
  monograph: 'book',
  editedbook: 'book',
  referencebook: 'book',
  proceedings: 'book',
  preprint: 'article',
  postedcontent: 'article',
  dissertation: 'thesis',
  computerprogram: 'software',
  blogpost: 'post-weblog',
  forumpost: 'post',
  presentation: 'speech',
  encyclopediaarticle: 'entry-encyclopedia',
  dictionaryentry: 'entry-dictionary',
  statute: 'legislation',
  case: 'legal_case',
  film: 'motion_picture',
  videorecording: 'motion_picture',
  audiorecording: 'song',
  letter: 'personal_communication',
  email: 'personal_communication',
  artwork: 'graphic',
  peerreview: 'review',
}
const knownTypes = new Set<string>(cslTypes)

/** @returns a CSL type; `document`, the most general, for one that nobody knows */
export function readType(value: unknown): string {
  if (typeof value !== 'string') return 'document'
  if (knownTypes.has(value)) return value
  const folded = value.toLowerCase().replace(/[^a-z]/g, '')
  return Object.hasOwn(foreignTypes, folded) ? foreignTypes[folded]! : 'document'
}

/** What a publication that had read this value would write. */
export function normalForm(variable: string, value: unknown): unknown {
  const known = cslValues.get(variable)
  const own = known?.read(value)
  return own === undefined ? undefined : known!.write(own)
}

/** Equal as JSON, a number being equal to the text that writes it. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (isScalar(one) && isScalar(other)) return String(one) === String(other)
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) && one.length === other.length && one.every((each, i) => isSame(each, other[i]))
    )
  }
  if (!isRecord(one) || !isRecord(other)) return false
  const members = Object.keys(one)
  return (
    members.length === Object.keys(other).length &&
    members.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  )
}

/** Whether a value in an item says what the publication wrote or would have written there. */
export function saysSame(variable: string, value: unknown, written: unknown): boolean {
  return isSame(value, written) || isSame(normalForm(variable, value), written)
}
