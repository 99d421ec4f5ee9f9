/** The person of an ORCID record, and employments, educations and the like as affiliations. */
import { normalizeOrcid } from '../../model/identifier.ts'
import type { AffiliationInput, PersonInput } from '../../model/person.ts'
import { asUrl, dense, type Note } from '../entry.ts'
import { type Json, map, maps, text, texts, without } from '../json-reader.ts'
import { hasAnything, Left } from '../left.ts'
import { rorOf } from '../organization.ts'
import { slugOf } from '../slug.ts'
import { administrative, dateParts, value } from './work.ts'

/** Sections of a record that have no place here. */
const others = ['fundings', 'research-resources']
const sections =
  'name other-names biography researcher-urls emails keywords external-identifiers addresses'.split(' ')

/**
 * The person, and the affiliations: `undefined` where there is no public name.
 * What of the record does not show in them is kept in the person's `extra.orcid`.
 */
export function orcidProfile(
  record: Json,
  note: Note,
): { person: PersonInput; affiliations: AffiliationInput[] } | undefined {
  const person = orcidPerson(record)
  if (!person) return undefined
  const left = new Left(note)
  const id = map(record['orcid-identifier']).path ?? record.path
  left.read('orcid-identifier', id, normalizeOrcid, 'is no ORCID iD')
  const details = map(record.person)
  left.sweep(details, sections, person, administrative, ['external-identifiers', 'addresses'])
  const activities = map(record['activities-summary'])
  const affiliations = orcidAffiliations(activities, left)
  for (const name of others) if (hasAnything(activities[name])) left.keep(name, activities[name])
  const reviews = maps(map(activities['peer-reviews']).group).length
  if (reviews) note('warning', `${reviews} groups of peer reviews are not read`, 'peer-reviews')
  const kept = dense({ ...without(details, [...sections, ...administrative]), ...left.kept })
  return {
    person: { ...person, ...(Object.keys(kept).length ? { extra: { orcid: kept } } : {}) },
    affiliations,
  }
}

function orcidPerson(record: Json): PersonInput | undefined {
  const person = map(record.person)
  const name = map(person.name)
  const [given, family] = [value(name['given-names']), value(name['family-name'])]
  const orcid = normalizeOrcid(text(map(record['orcid-identifier']).path) ?? text(record.path) ?? '')
  const named = family ? { ...(given ? { given } : {}), family } : given ? { family: given } : undefined
  if (!named) return undefined
  const others = maps(map(person['other-names'])['other-name']).flatMap((one) => value(one.content) ?? [])
  const credit = value(name['credit-name'])
  const aliases = [...new Set([...(credit ? [credit] : []), ...others])].map((literal) => ({ literal }))
  const links = maps(map(person['researcher-urls'])['researcher-url']).flatMap((one) => {
    const [url, label] = [asUrl(value(one.url)), text(one['url-name'])]
    return url ? [{ url, ...(label ? { label } : {}) }] : []
  })
  const email = maps(map(person.emails).email)
    .map((one) => text(one.email))
    .find((one) => /^[^\s@]+@[^\s@]+$/.test(one ?? ''))
  return dense({
    slug: slugOf(named, `orcid-${orcid?.toLowerCase() ?? 'person'}`),
    ...named,
    aliases,
    biography: text(map(person.biography).content),
    interests: [...new Set(maps(map(person.keywords).keyword).flatMap((one) => text(one.content) ?? []))],
    email,
    links,
    identifiers: orcid ? { orcid } : undefined,
  }) as PersonInput
}

const kinds: [section: string, summary: string, kind: AffiliationInput['kind']][] = [
  ['employments', 'employment-summary', 'experience'],
  ['educations', 'education-summary', 'education'],
  ['qualifications', 'qualification-summary', 'education'],
  ['invited-positions', 'invited-position-summary', 'experience'],
  ['memberships', 'membership-summary', 'membership'],
  ['services', 'service-summary', 'membership'],
  ['distinctions', 'distinction-summary', 'award'],
]

function orcidAffiliations(activities: Json, left: Left): AffiliationInput[] {
  return kinds.flatMap(([section, name, kind]) => {
    const part = map(activities[section])
    const grouped = maps(part['affiliation-group']).flatMap((group) =>
      maps(group.summaries).map((one) => map(one[name])),
    )
    const all = [...grouped, ...maps(part[name])]
    const read = all.flatMap((one, i) => affiliation(one, kind, `${section}[${i}]`, left))
    const quiet = ['disambiguated-organization', 'external-ids']
    left.sweep(
      { [section]: all },
      [section],
      read,
      [...administrative, 'start-date', 'end-date', 'disambiguation-source'],
      quiet,
    )
    return read
  })
}

function affiliation(one: Json, kind: AffiliationInput['kind'], at: string, left: Left): AffiliationInput[] {
  const organization = map(one.organization)
  const name = text(organization.name)
  if (!name) return []
  const { city, region, country } = map(organization.address)
  const known = map(organization['disambiguated-organization'])
  const id = known['disambiguated-organization-identifier']
  const isRor = text(known['disambiguation-source'])?.toUpperCase() === 'ROR'
  const ror = isRor ? left.read(`${at}.organization`, id, rorOf, 'is no ROR') : rorOf(id)
  const date = (field: string) => left.date(`${at}.${field}`, one[field], dateParts(one[field]))
  return [
    dense({
      kind,
      organization: { name, ...(ror ? { ror } : {}) },
      department: text(one['department-name']),
      role: text(one['role-title']),
      place: texts([city, region, country]).join(', '),
      start: date('start-date'),
      end: date('end-date'),
      url: asUrl(value(one.url)),
    }) as AffiliationInput,
  ]
}
