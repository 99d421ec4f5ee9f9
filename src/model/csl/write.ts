/**
 * A publication as a CSL 1.0.2 item (csl-data.json) and back. Neither way loses anything: what CSL has no name for goes
 * under `custom.offprint`, and what a publication has no field for under `extra.csl`. Each is used again only where it
 * still says what the rest of the item, or of the publication, says; so what was edited elsewhere is read as edited.
 */

import { type DateVariable, dateVariables, roles, textVariables } from '../csl-variables.ts'
import type { Contributor, Identifiers, Publication, PublicationInput, Venue } from '../publication.ts'
import { deriveFromArxiv, inferArxiv } from './arxiv.ts'
import { type Own, writeCustom } from './custom.ts'
import { readCslDate, writeCslDate } from './dates.ts'
import { restoreOriginals } from './extra.ts'
import type { CslItem } from './item.ts'
import { type CslName, writeName } from './names.ts'
import { cslValues, identifierVariables, isSame } from './values.ts'

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
export const apart = new Set(['key', 'type', 'custom', 'extra', 'year', 'created', 'updated', 'version'])

export function writeFields(publication: PublicationInput, item: CslItem, own: Own): void {
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
export const writers: ReadonlyMap<string, Writer> = new Map<string, Writer>([
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
