/** CSL's name-variable (csl-data.json of CSL 1.0.2) and the contributors of a publication. */

import { normalizeOrcid } from '../identifier.ts'
import type { Contributor } from '../publication.ts'
import { type CslValue, isRecord, isScalar, isString } from './item.ts'

export interface CslName {
  family?: string
  given?: string
  'dropping-particle'?: string
  'non-dropping-particle'?: string
  suffix?: string
  literal?: string
  'comma-suffix'?: string | number | boolean
  'static-ordering'?: string | number | boolean
  'parse-names'?: string | number | boolean
}

type Person = Omit<Contributor, 'role'>
const nameParts = {
  family: 'family',
  given: 'given',
  droppingParticle: 'dropping-particle',
  particle: 'non-dropping-particle',
  suffix: 'suffix',
  literal: 'literal',
} as const satisfies { [part in keyof Person]?: keyof CslName }
export const namePartEntries = Object.entries(nameParts)
const nameFlags = ['comma-suffix', 'static-ordering', 'parse-names']

function isName(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).every(([part, member]) =>
      nameFlags.includes(part) ? isScalar(member) || typeof member === 'boolean' : isNamePart(part, member),
    )
  )
}
const cslNameParts = new Set<string>(Object.values(nameParts))
const isNamePart = (part: string, value: unknown) => cslNameParts.has(part) && isString(value)

/** Reads CSL's parts and the three that Crossref adds: `name`, `ORCID` and `affiliation`. */
function readName(value: unknown): Person | undefined {
  if (!isRecord(value)) return undefined
  const person: Record<string, unknown> = {}
  for (const [part, variable] of namePartEntries) {
    const read = value[variable]
    if (typeof read === 'string' && read !== '') person[part] = read
  }
  if (Object.keys(person).length === 0) {
    if (typeof value.name !== 'string' || value.name === '') return undefined
    person.literal = value.name
  }
  const orcid = typeof value.ORCID === 'string' && normalizeOrcid(value.ORCID)
  if (orcid) person.orcid = orcid
  const affiliations = Array.isArray(value.affiliation) ? value.affiliation.flatMap(readAffiliation) : []
  if (affiliations.length) person.affiliations = affiliations
  return person
}

function readAffiliation(value: unknown): { name: string }[] {
  return isRecord(value) && typeof value.name === 'string' && value.name !== '' ? [{ name: value.name }] : []
}

/** @returns the name in CSL's parts, empty for a contributor without a name */
export function writeName(person: Person): CslName {
  const name: CslName = {}
  for (const [part, variable] of namePartEntries) {
    const value = person[part as keyof typeof nameParts]
    if (value !== undefined) name[variable] = value
  }
  return name
}

export const names: CslValue<Person[]> = {
  read: (value) => {
    const people = [value]
      .flat()
      .map(readName)
      .filter((person) => person !== undefined)
    return people.length ? people : undefined
  },
  write: (own) => own.map(writeName),
  allows: (value) => Array.isArray(value) && value.every(isName),
  essence: (value) =>
    Array.isArray(value) && value.every(isRecord)
      ? value.map((name) =>
          Object.fromEntries(
            Object.entries(name).filter(([part]) => cslNameParts.has(part) || nameFlags.includes(part)),
          ),
        )
      : value,
}
