/**
 * A publication as a CSL 1.0.2 item (csl-data.json) and back. Neither way loses anything: what CSL has no name for goes
 * under `custom.offprint`, and what a publication has no field for under `extra.csl`. Each is used again only where it
 * still says what the rest of the item, or of the publication, says; so what was edited elsewhere is read as edited.
 */
import { deriveFromArxiv, inferArxiv, readArxiv } from './csl-arxiv.ts'
import { type Own, readCustom, writeCustom } from './csl-custom.ts'
import { readCslDate, writeCslDate } from './csl-dates.ts'
import { type Extra, isWorthKeeping, restoreOriginals } from './csl-extra.ts'
import { type CslName, names, writeName } from './csl-names.ts'
import { type CslItem, isRecord } from './csl-value.ts'
import { cslValues, formerNames, identifierVariables, isSame, readType, saysSame } from './csl-values.ts'
import { type DateVariable, dateVariables, type Role, roles, textVariables } from './csl-variables.ts'
import {
  type Contributor,
  type Identifiers,
  keyPattern,
  type Publication,
  type PublicationInput,
  type Venue,
} from './publication.ts'

export type { CslItem }

type Writer = (value: never, item: CslItem, own: Own) => void

/**
 * The item has the publication's key for its `id` and `citation-key`, and is valid by csl-data.json.
 * @param publication is shared with the item where a value is the same in both: neither is to be changed
 */
export function toCsl(publication: Publication): CslItem {
  const { key, type, extra, custom } = publication
  const item: CslItem = { id: key, type, 'citation-key': key }
  const own: Own = {}
  writeFields(publication, item, own)
  if (extra) restoreOriginals(extra, item, own)
  if (type === 'article' && !publication.identifiers?.arxiv && inferArxiv(item)) own.derived = []
  const written = writeCustom(custom, own)
  if (written) item.custom = written
  return item
}

/** Fields with a place of their own in the item, or none since the store makes them. */
const apart = new Set(['key', 'type', 'custom', 'extra', 'year', 'created', 'updated', 'version'])

function writeFields(publication: PublicationInput, item: CslItem, own: Own): void {
  for (const field in publication) {
    const value = publication[field as keyof PublicationInput]
    if (value === undefined) continue
    const write = writers.get(field)
    if (write) write(value as never, item, own)
    else if (!apart.has(field)) (own as Record<string, unknown>)[field] = value
  }
  if (publication.type === 'article' && publication.identifiers?.arxiv) {
    deriveFromArxiv(publication.identifiers.arxiv, item, own)
  }
}

/** By field of a publication; a field without a writer goes under `custom.offprint` as it is. */
const writers: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ...Object.entries(textVariables).map(([field, variable]): [string, Writer] => [field, setTo(variable)]),
  ...Object.entries(dateVariables).map(([field, variable]): [string, Writer] => [
    field,
    dateTo(field as DateVariable, variable),
  ]),
  ['status', (value: string, item) => (item.status = cslValues.get('status')!.write(value))],
  ['tags', writeTags],
  ['venue', writeVenue],
  ['identifiers', writeIdentifiers],
  ['contributors', writeContributors],
])

function setTo(variable: string): Writer {
  return (value, item) => {
    item[variable] = value
  }
}

/** Ranges, years before 1 and days that no month has are the dates that CSL may not hold in full. */
const mayDiffer = /\/|^-|-(?:29|3\d)/

function dateTo(field: DateVariable, variable: string): Writer {
  return (edtf, item, own) => {
    const written = writeCslDate(edtf)
    item[variable] = written
    if (mayDiffer.test(edtf) && readCslDate(written) !== edtf) own[field] = edtf
  }
}

function writeTags(tags: string[], item: CslItem, own: Own): void {
  item.keyword = tags.join(', ')
  if (tags.some((tag) => /[,;]|^\s|\s$/.test(tag))) own.tags = tags
}

function writeVenue(venue: Venue, item: CslItem, own: Own): void {
  const { name, short, issn, kind, url } = venue
  if (name) item['container-title'] = name
  if (short) item['container-title-short'] = short
  if (issn) item.ISSN = issn.join(', ')
  if (kind || url || !(name || short || issn)) own.venue = venue
}

function writeIdentifiers(identifiers: Identifiers, item: CslItem, own: Own): void {
  let others: Record<string, unknown> | undefined
  let count = 0
  for (const name in identifiers) {
    count++
    const value = identifiers[name as keyof Identifiers]
    const variable = identifierVariables[name as keyof typeof identifierVariables]
    if (variable) item[variable] = Array.isArray(value) ? value.join(' ') : value
    if (variable && isSame(cslValues.get(variable)!.read(item[variable]), value)) continue
    others ??= {}
    others[name] = value
  }
  if (others || count === 0) own.identifiers = others ?? {}
}

const roleOrder = new Map<string, number>(roles.map((role, i) => [role, i]))
const ofName = new Set(['role', 'family', 'given', 'droppingParticle', 'particle', 'suffix', 'literal'])

function writeContributors(contributors: Contributor[], item: CslItem, own: Own): void {
  let last = 0
  let isPlain = true
  for (const contributor of contributors) {
    const { role } = contributor
    const list = item[role] as CslName[] | undefined
    if (list) list.push(writeName(contributor))
    else item[role] = [writeName(contributor)]
    const place = roleOrder.get(role)!
    if (place < last) isPlain = false
    last = place
    let parts = 0
    for (const member in contributor) {
      if (ofName.has(member)) parts++
      else isPlain = false
    }
    if (parts < 2) isPlain = false
  }
  if (!isPlain) own.contributors = contributors
}

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
  const identifiers = defined({ ...own, ...Object.fromEntries(standard), arxiv })
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
