/** What BibTeX and BibLaTeX entries have in common: names, pages, identifiers, fields kept from an import, layout. */
import { displayName, joinParticle } from '../model/name.ts'
import type { Contributor, Publication } from '../model/publication.ts'
import { pageRanges } from './pages.ts'
import { addressOf } from './publication-text.ts'
import { type TexProfile, texRaw, texSource, texText } from './tex.ts'

export type Fields = [name: string, value: string][]

/** Values that are macros stand without braces. */
const monthMacro = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/

type FieldValue<View> = (view: View) => string | undefined

/** A field of entries, with the texts that lead to its value: putting them together is most of the work of writing. */
interface Field<View> {
  name: string
  value: FieldValue<View>
  opening: string
  /** Where a value in braces goes before. */
  closingAndOpening: string
}
/** In the order in which fields are written. */
export type FieldTable<View> = readonly Field<View>[]

const opening = (name: string) => `,\n  ${name} = {`

export const fieldTable = <View>(
  fields: readonly (readonly [name: string, value: FieldValue<View>])[],
): FieldTable<View> =>
  fields.map(([name, value]) => ({
    name,
    value,
    opening: opening(name),
    closingAndOpening: `}${opening(name)}`,
  }))

/**
 * An entry with the fields that have something to say.
 * @param others fields beside those of the table, given the names of the fields that were written
 */
export function writeEntry<View extends { entry: string }>(
  key: string,
  table: FieldTable<View>,
  view: View,
  others?: (written: Set<string>) => Fields,
): string {
  let entry = `@${view.entry}{${key}`
  let isOpen = false
  const written = others && new Set<string>()
  for (let i = 0; i < table.length; i++) {
    const field = table[i]!
    const value = field.value(view)
    if (!value) continue
    written?.add(field.name.toLowerCase())
    if (field.name === 'month' && monthMacro.test(value)) {
      entry += isOpen ? `},\n  month = ${value}` : `,\n  month = ${value}`
      isOpen = false
    } else {
      entry += isOpen ? field.closingAndOpening : field.opening
      entry += value
      isOpen = true
    }
  }
  if (isOpen) entry += '}'
  if (others) for (const [name, value] of others(written!)) entry += `${opening(name)}${value}}`
  return `${entry}\n}\n`
}

/** Names in BibTeX's form `von Last, Jr, First` (btxdoc, section 4), each kept whole by braces where it would be cut. */
export function texNames(people: readonly Contributor[], profile: TexProfile): string | undefined {
  let names = ''
  for (const person of people) {
    const name = texName(person, profile)
    if (name) names += names ? ` and ${name}` : name
  }
  return names || undefined
}

/** Words and signs that the readers of names act on. */
const cutsNames = /(?:^|\s)(?:and|others)(?=\s|$)|=/i
const smallWordInside = /^\S*\p{Lu}.*\s\p{Ll}\S*\s/u

/** Most names need no care: letters, hyphens and apostrophes after a capital, and initials in a given name. */
function isSimple(name: string, isGiven: boolean, withAccents: boolean): boolean {
  const first = name.charCodeAt(0)
  if (!isCapital(first) && !(withAccents && isLatin(first) && name[0] !== name[0]!.toLowerCase()))
    return false
  for (let i = 1; i < name.length; i++) {
    const code = name.charCodeAt(i)
    if ((code >= 97 && code <= 122) || isCapital(code) || code === 39 || code === 45) continue
    if (code > 127) {
      if (withAccents && isLatin(code)) continue
      return false
    }
    // "Donald E." and "J. R.": a space before an initial, a full stop after one.
    const isInitial =
      code === 46
        ? isCapital(name.charCodeAt(i - 1))
        : code === 32 && isCapital(name.charCodeAt(i + 1)) && name.charCodeAt(i + 2) === 46
    if (!(isGiven && isInitial)) return false
  }
  return !(first === 65 && name === 'And') && !(first === 79 && name === 'Others')
}
const isCapital = (code: number) => code >= 65 && code <= 90
/** Accented letters in one piece, from À to ɏ, which every reader of UTF-8 takes as they are. */
const isLatin = (code: number) => code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7

function texName(person: Contributor, profile: TexProfile): string {
  const { family: plainFamily, given: plainGiven } = person
  if (
    plainFamily !== undefined &&
    plainGiven !== undefined &&
    isSimple(plainFamily, false, profile === 'utf8') &&
    isSimple(plainGiven, true, profile === 'utf8') &&
    !(person.particle || person.droppingParticle || person.suffix)
  )
    return `${plainFamily}, ${plainGiven}`
  return texLongName(person, profile)
}

function texLongName(person: Contributor, profile: TexProfile): string {
  if (person.literal) {
    const text = texText(person.literal, profile)
    if (/^(?:others|et al\.?)$/i.test(text)) return 'others'
    return text && `{${text}}`
  }
  const write = (text: string | undefined) => (text === undefined ? '' : texText(text, profile))
  if (
    [person.family, person.given, person.suffix, person.particle, person.droppingParticle].some((part) =>
      part?.includes(','),
    )
  )
    return commaName(person, profile)
  const whole = (text: string) => (cutsNames.test(text) ? `{${text}}` : text)
  const von = [person.droppingParticle, person.particle].map(write).filter(Boolean).map(whole).join(' ')
  const last = write(person.family) || write(person.given)
  const family = joinParticle(von, smallWordInside.test(last) ? keepWhole(last) : whole(last))
  const given = write(person.family) ? whole(write(person.given)) : ''
  const jr = whole(write(person.suffix))
  if (given) return jr ? `${family}, ${jr}, ${given}` : `${family}, ${given}`
  const alone = jr ? `${family} ${jr}` : family
  return /\s/.test(alone) && !/^\{[^{}]*\}$/.test(alone) ? `{${alone}}` : alone
}

/** biber counts commas inside braces too and drops the entry, so such a name is kept whole, in reading order. */
const commaName = (person: Contributor, profile: TexProfile) => `{${texText(displayName(person), profile)}}`

/** Leading particles stay outside the braces: `de la {Torre y Vega}`. */
function keepWhole(family: string): string {
  const particles = /^(?:\p{Ll}\S*\s+)*/u.exec(family)![0]
  return `${particles}{${family.slice(particles.length)}}`
}

/** "A, B and C", in reading order. */
export function listNames(people: readonly Contributor[]): string {
  const names = people.map(displayName)
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

export function texPages(pages: string, profile: TexProfile): string {
  if (/^\d+-\d+$/.test(pages)) {
    const dash = pages.indexOf('-')
    const [first, last] = [pages.slice(0, dash), pages.slice(dash + 1)]
    return first === last ? first : `${first}--${last}`
  }
  return texText(
    pageRanges(pages)
      .map(({ first, last }) => (last === undefined ? first : `${first}--${last}`))
      .join(', '),
    profile,
  )
}

const ordinals = 'First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth'.split(' ')

/** Styles write "edition" themselves, after an ordinal. */
export function ordinalEdition(edition: string): string {
  const bare = edition.replace(/\b(?:edition|edn?\.?)$/i, '').trim() || edition
  const number = /^(\d+)(?:st|nd|rd|th)?$/.exec(bare)?.[1]
  if (number === undefined) return bare
  return ordinals[Number(number) - 1] ?? `${number}${ordinalSuffix(Number(number))}`
}

function ordinalSuffix(n: number): string {
  if (n % 100 >= 11 && n % 100 <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'
}

export function texUrl(publication: Publication): string | undefined {
  const url = addressOf(publication)
  return url && texRaw(url)
}

export interface Eprint {
  archive: 'arXiv' | 'HAL' | 'PubMed'
  id: string
  subject?: string
}

export function eprintOf({ identifiers }: Publication): Eprint | undefined {
  if (!identifiers) return undefined
  const { arxiv, arxivClass, hal, pmid } = identifiers
  if (arxiv) return { archive: 'arXiv', id: arxiv, ...(arxivClass ? { subject: arxivClass } : {}) }
  if (hal) return { archive: 'HAL', id: hal }
  return pmid ? { archive: 'PubMed', id: pmid } : undefined
}

/** What reference managers and homepage generators keep in an entry for themselves. */
const internal =
  /^(?:abbr|abstract|added-at|additional_info|altmetric|annot(?:e|ation)|badge|bdsk-.*|bibtex_show|biburl|comment|creationdate|date-(?:added|modified)|dimensions|file|google_scholar_id|groups|intrahash|interhash|jabref-.*|keywords?|language|local-.*|mendeley-.*|modificationdate|owner|preview|printed|priority|qualityassured|ranking|readstatus|relevance|search|selected|timestamp|username|verbatim|type|entrytype|key|id|crossref|xdata|xref|ids|options|execute)$/i
const fieldName = /^[a-z][a-z0-9_-]*$/i

/**
 * The fields that an import of a format could not place, where nothing else has written them.
 * @param taken names of the fields that are written, in small letters; those given here are added
 */
export function extraFields(
  extra: Record<string, unknown> | undefined,
  taken: Set<string>,
  profile: TexProfile,
  withInternal: boolean,
): Fields {
  if (!extra) return []
  const fields: Fields = []
  for (const [name, value] of Object.entries(extra)) {
    const lower = name.toLowerCase()
    if (!fieldName.test(name) || taken.has(lower) || (typeof value !== 'string' && typeof value !== 'number'))
      continue
    if (lower === 'verbatim' || (!withInternal && internal.test(lower))) continue
    const text = texSource(String(value), profile)
    if (!text) continue
    taken.add(lower)
    fields.push([lower, text])
  }
  return fields
}
