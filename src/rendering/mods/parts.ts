/** Titles, dates and identifiers of a MODS record. */
import { parseDate } from '../../model/date.ts'
import { type SchemeName, schemes } from '../../model/identifier.ts'
import type { Publication } from '../../model/publication.ts'
import { plainTitle } from '../../model/title.ts'
import { isoDate, isoEnd } from '../iso-date.ts'
import { type Attributes, element, type XmlContent } from '../xml.ts'

/** MODS has no markup inside of a title. */
export const modsTitle = (title: string, attributes: Attributes = {}) =>
  element('titleInfo', attributes, element('title', {}, plainTitle(title)))

/** A date in W3CDTF, which is ISO 8601 to the day; a range is two of them, and years before the common era are EDTF. */
export function modsDate(name: string, edtf: string | undefined, attributes: Attributes = {}): XmlContent {
  const start = isoDate(edtf)
  if (edtf === undefined || start === undefined) return undefined
  const parts = parseDate(edtf)!.start
  const encoding = parts.year < 0 ? 'edtf' : 'w3cdtf'
  const qualifier = parts.approximate && 'approximate'
  const end = isoEnd(edtf)
  const { keyDate, ...rest } = attributes
  return [
    element(name, { encoding, keyDate, qualifier, point: end && 'start', ...rest }, start),
    end && element(name, { encoding, point: 'end', ...rest }, end),
  ]
}

/** Those of the work; the ISBN of a book and the ISSN are where the book and the journal are. */
export function modsIdentifiers(p: Publication, hasHost: boolean): XmlContent {
  const ids = p.identifiers
  const named = (Object.keys(schemes) as SchemeName[]).map(
    (name) => ids?.[name] && element('identifier', { type: name }, ids[name]),
  )
  return [
    element('identifier', { type: 'citekey' }, p.key),
    named,
    !hasHost && ids?.isbn?.map((isbn) => element('identifier', { type: 'isbn' }, isbn)),
    !hasHost && p.venue?.issn?.map((issn) => element('identifier', { type: 'issn' }, issn)),
    !inHost(p) && p.number && element('identifier', { type: numberTypes[p.type] ?? 'local' }, p.number),
  ]
}

const numberTypes: Partial<Record<Publication['type'], string>> = {
  report: 'report number',
  patent: 'patent number',
  standard: 'standard number',
}

/** The number of an article stands with its pages. */
export const inHost = ({ type }: Publication) => type === 'article-journal' || type === 'paper-conference'
