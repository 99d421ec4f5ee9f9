/** A CSL item as a publication: the way back of `write.ts`. */

import { type DateVariable, dateVariables, type Role, roles, textVariables } from '../csl-variables.ts'
import type { Contributor, Identifiers, PublicationInput, Venue } from '../publication.ts'
import { keyPattern } from '../vocabulary.ts'
import { inferArxivClass, readArxiv } from './arxiv.ts'
import type { Own } from './custom.ts'
import { readCslDate, writeCslDate } from './dates.ts'
import { type Extra, isWorthKeeping } from './extra.ts'
import { type CslItem, isRecord } from './item.ts'
import { names } from './names.ts'
import { readCustom } from './read-custom.ts'
import { cslValues, formerNames, identifierVariables, isSame, readType, saysSame } from './values.ts'
import { apart, writeFields, writers } from './write.ts'

/** Crossref's and DataCite's dates beside CSL's own. */
const furtherDates = {
  publishedOnline: 'published-online',
  publishedPrint: 'published-print',
  accepted: 'accepted',
} as const

/**
 * Reads any CSL item, of former versions and of Zotero, Crossref and DataCite too. Unknown types become `document`. The
 * key is the `id`, or else the `citation-key`, where it may be one; the store makes one otherwise.
 * @returns a publication valid by its schema, whatever the item holds
 * @throws TypeError where the item is not an object
 */
export function fromCsl(item: CslItem): PublicationInput {
  if (!isRecord(item)) throw new TypeError('A CSL item is an object')
  const { own, custom } = readCustom(item.custom)
  const arxiv = readArxiv(item, own)
  // One object, filled field by field: of the hundred variables that CSL has, an item gives ten.
  const fields: Record<string, unknown> = {}
  readTexts(item, arxiv.derived, fields)
  readDates(item, own, fields)
  addOthers(own, fields)
  set(fields, 'key', readKey(item))
  fields.type = readType(item.type)
  set(fields, 'status', read('status', item))
  set(fields, 'tags', ownOrRead('keyword', own.tags, item))
  set(fields, 'venue', readVenue(item, own.venue))
  set(fields, 'identifiers', readIdentifiers(item, own.identifiers, arxiv.id))
  set(fields, 'contributors', readContributors(item, own.contributors))
  set(fields, 'custom', custom)
  const publication = fields as PublicationInput
  const extra = readExtra(item, publication, own.extra)
  if (extra) publication.extra = extra
  return publication
}

function set(fields: Record<string, unknown>, field: string, value: unknown): void {
  if (value !== undefined) fields[field] = value
}

/** Our fields that no variable could contradict. */
function addOthers(own: Own, fields: Record<string, unknown>): void {
  for (const field in own) {
    if (!writers.has(field) && !apart.has(field) && field !== 'derived')
      fields[field] = own[field as keyof Own]
  }
}

/** Variables that are read as something even where an item has none. */
const isMissed = (variable: string) => cslValues.get(variable)!.read(undefined) !== undefined

function read(variable: string, item: CslItem): unknown {
  const value = item[variable]
  return value === undefined && !missed.has(variable) ? undefined : cslValues.get(variable)!.read(value)
}
const missed = new Set([...cslValues.keys()].filter(isMissed))

/** Our value, where it is what the item's variable was written from; otherwise what the variable says. */
function ownOrRead<T>(variable: string, own: T | undefined, item: CslItem): T | undefined {
  const isCurrent =
    own !== undefined && saysSame(variable, item[variable], cslValues.get(variable)!.write(own))
  return isCurrent ? own : (read(variable, item) as T | undefined)
}

const keyRegExp = new RegExp(keyPattern)
const readKey = (item: CslItem) =>
  [item.id, item['citation-key']]
    .filter((id) => typeof id === 'string' || typeof id === 'number')
    .map(String)
    .find((id) => keyRegExp.test(id))

const formerOf = new Map(
  Object.entries(formerNames).map(([former, variable]) => [variable as string, former]),
)
/** A variable under its name or, where that is missing, its former name. */
function readRenamed(variable: string, item: CslItem): string | undefined {
  const value = read(variable, item)
  if (value !== undefined) return value as string
  const former = formerOf.get(variable)
  if (former === undefined || item[former] === undefined) return undefined
  return cslValues.get(variable)!.read(item[former]) as string | undefined
}

const texts = Object.entries(textVariables).map(
  ([field, variable]) => [field, variable, formerOf.get(variable) ?? variable] as const,
)
function readTexts(item: CslItem, derived: readonly string[], fields: Record<string, unknown>): void {
  for (const [field, variable, former] of texts) {
    if (item[variable] === undefined && item[former] === undefined && !missed.has(variable)) continue
    if (!derived.includes(variable)) set(fields, field, readRenamed(variable, item))
  }
}

const further = Object.entries(furtherDates)
const dates = Object.entries(dateVariables) as [DateVariable, string][]
function readDates(item: CslItem, own: Own, fields: Record<string, unknown>): void {
  for (const [field, variable] of further) {
    const ours = own[field as keyof typeof furtherDates]
    set(fields, field, ours ?? (item[variable] === undefined ? undefined : readCslDate(item[variable])))
  }
  for (const [field, variable] of dates)
    if (own[field] !== undefined || item[variable] !== undefined)
      set(fields, field, ownOrRead(variable, own[field], item))
}

function readVenue(item: CslItem, own: Venue | undefined): Venue | undefined {
  const found: Record<string, unknown> = {}
  set(found, 'name', read('container-title', item))
  set(found, 'short', readRenamed('container-title-short', item))
  set(found, 'issn', read('ISSN', item))
  const venue: Venue = found
  if (own) {
    const { kind: _, url: __, ...printed } = own
    if (isSame(printed, venue)) return own
  }
  return Object.keys(venue).length ? venue : undefined
}

const standard = Object.entries(identifierVariables) as [keyof typeof identifierVariables, string][]
function readIdentifiers(
  item: CslItem,
  own: Identifiers | undefined,
  arxiv: string | undefined,
): Identifiers | undefined {
  const identifiers: Record<string, unknown> = own ? { ...own } : {}
  for (const [name, variable] of standard) {
    const value = ownOrRead(variable, own?.[name], item)
    if (value === undefined) delete identifiers[name]
    else identifiers[name] = value
  }
  if (arxiv === undefined) delete identifiers.arxiv
  else identifiers.arxiv = arxiv
  const arxivClass = own?.arxivClass ?? (arxiv && inferArxivClass(item))
  if (arxivClass === undefined) delete identifiers.arxivClass
  else identifiers.arxivClass = arxivClass
  return own || Object.keys(identifiers).length ? identifiers : undefined
}

function readContributors(item: CslItem, own: Contributor[] | undefined): Contributor[] | undefined {
  if (own) {
    const written = (role: Role) => names.write(own.filter((contributor) => contributor.role === role))
    if (roles.every((role) => saysSame(role, item[role] ?? [], written(role)))) return own
  }
  const contributors: Contributor[] = []
  for (const role of roles) {
    if (item[role] === undefined) continue
    for (const person of names.read(item[role]) ?? []) contributors.push({ role, ...person })
  }
  return contributors.length ? contributors : undefined
}

/** Keeps every variable that the publication would not write as it came. */
function readExtra(item: CslItem, publication: PublicationInput, own: Extra | undefined): Extra | undefined {
  const written: CslItem = {
    id: publication.key ?? '',
    type: publication.type,
    'citation-key': publication.key,
  }
  writeFields(publication, written, {})
  for (const [field, variable] of Object.entries(furtherDates)) {
    const edtf = publication[field as keyof typeof furtherDates]
    if (edtf) written[variable] = writeCslDate(edtf)
  }
  const lost = Object.entries(item).filter(
    ([variable, value]) =>
      value !== undefined &&
      value !== null &&
      !(variable === 'custom' && isRecord(value)) &&
      isWorthKeeping(variable, value, written[variable]),
  )
  if (item.title === undefined || item.title === null) lost.push(['title', null])
  if (lost.length === 0) return own
  return { ...own, csl: { ...own?.csl, ...Object.fromEntries(lost) } }
}
