/** The person of an ORCID record, and employments, educations and the like as affiliations. */
import { normalizeOrcid } from '../../model/identifier.ts'
import type { AffiliationInput, PersonInput } from '../../model/person.ts'
import { asUrl, dense } from '../entry.ts'
import { type Json, map, maps, text, texts } from '../json-reader.ts'
import { rorOf } from '../organization.ts'
import { slugOf } from '../slug.ts'
import { orcidDate, value } from './work.ts'

export function orcidPerson(record: Json): PersonInput | undefined {
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

export function orcidAffiliations(activities: Json): AffiliationInput[] {
  return kinds.flatMap(([section, name, kind]) => {
    const part = map(activities[section])
    const grouped = maps(part['affiliation-group']).flatMap((group) =>
      maps(group.summaries).map((one) => map(one[name])),
    )
    return [...grouped, ...maps(part[name])].flatMap((one) => affiliation(one, kind))
  })
}

function affiliation(one: Json, kind: AffiliationInput['kind']): AffiliationInput[] {
  const organization = map(one.organization)
  const name = text(organization.name)
  if (!name) return []
  const { city, region, country } = map(organization.address)
  const known = map(organization['disambiguated-organization'])
  const ror = rorOf(known['disambiguated-organization-identifier'])
  return [
    dense({
      kind,
      organization: { name, ...(ror ? { ror } : {}) },
      department: text(one['department-name']),
      role: text(one['role-title']),
      place: texts([city, region, country]).join(', '),
      start: orcidDate(one['start-date']),
      end: orcidDate(one['end-date']),
      url: asUrl(value(one.url)),
    }) as AffiliationInput,
  ]
}
