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
  const fields: Record<string, unknown> = {
    ...readTexts(item, arxiv.derived),
    ...readDates(item, own),
    ...withoutPlace(own),
    key: readKey(item),
    type: readType(item.type),
    status: cslValues.get('status')!.read(item.status),
    tags: ownOrRead('keyword', own.tags, item),
    venue: readVenue(item, own.venue),
    identifiers: readIdentifiers(item, own.identifiers, arxiv.id),
    contributors: readContributors(item, own.contributors),
    custom,
  }
  const publication = defined(fields) as PublicationInput
  const extra = readExtra(item, publication, own.extra)
  return extra ? { ...publication, extra } : publication
}

const defined = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** Our fields that no variable could contradict. */
const withoutPlace = (own: Own) =>
  Object.fromEntries(
    Object.entries(own).filter(([field]) => !writers.has(field) && !apart.has(field) && field !== 'derived'),
  )

function read(variable: string, item: CslItem): unknown {
  return cslValues.get(variable)!.read(item[variable])
}

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
  const former = formerOf.get(variable)
  const value = read(variable, item) ?? (former && cslValues.get(variable)!.read(item[former]))
  return value as string | undefined
}

function readTexts(item: CslItem, derived: readonly string[]): Record<string, unknown> {
  const texts = Object.entries(textVariables).filter(([, variable]) => !derived.includes(variable))
  return Object.fromEntries(texts.map(([field, variable]) => [field, readRenamed(variable, item)]))
}

function readDates(item: CslItem, own: Own): Record<string, unknown> {
  const further = Object.entries(furtherDates).map(([field, variable]) => [
    field,
    readCslDate(item[variable]),
  ])
  const dates = Object.entries(dateVariables).map(([field, variable]) => [
    field,
    ownOrRead(variable, own[field as DateVariable], item),
  ])
  return Object.fromEntries([...further, ...dates])
}

function readVenue(item: CslItem, own: Venue | undefined): Venue | undefined {
  const venue: Venue = defined({
    name: read('container-title', item),
    short: readRenamed('container-title-short', item),
    issn: read('ISSN', item),
  })
  if (own) {
    const { kind: _, url: __, ...printed } = own
    if (isSame(printed, venue)) return own
  }
  return Object.keys(venue).length ? venue : undefined
}

function readIdentifiers(
  item: CslItem,
  own: Identifiers | undefined,
  arxiv: string | undefined,
): Identifiers | undefined {
  const standard = Object.entries(identifierVariables).map(([name, variable]) => [
    name,
    ownOrRead(variable, own?.[name as keyof typeof identifierVariables], item),
  ])
  const identifiers = defined({
    ...own,
    ...Object.fromEntries(standard),
    arxiv,
    arxivClass: own?.arxivClass ?? (arxiv && inferArxivClass(item)),
  })
  return own || Object.keys(identifiers).length ? identifiers : undefined
}

function readContributors(item: CslItem, own: Contributor[] | undefined): Contributor[] | undefined {
  if (own) {
    const written = (role: Role) => names.write(own.filter((contributor) => contributor.role === role))
    if (roles.every((role) => saysSame(role, item[role] ?? [], written(role)))) return own
  }
  const contributors = roles.flatMap((role) =>
    (names.read(item[role]) ?? []).map((person) => ({ role, ...person })),
  )
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
