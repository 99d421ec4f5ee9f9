/**
 * The front matter of a person for a HugoBlox site. Lists that the site had are written as they were, without the members
 * that the person has no more and with those that are new.
 */
import { normalizeOrcid } from '../model/identifier.ts'
import { isMap } from '../model/json.ts'
import { displayName } from '../model/name.ts'
import type { AffiliationInput, PersonInput } from '../model/person.ts'
import { urlPattern } from '../model/vocabulary.ts'
import type { WholePerson } from './whole.ts'

type Map = Record<string, unknown>

const filled = (values: Map): Map =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  )
const webUrl = new RegExp(urlPattern)

/** By what a member is known again; nothing where the person could not take it in. */
type Name = (member: Map) => string | undefined

/** @param whole what the person says of it */
function asBefore(kept: unknown, whole: Map[], name: Name): unknown[] {
  if (!Array.isArray(kept)) return whole
  const said = new Set(whole.map(name))
  const stays = kept.filter((one) => {
    const own = isMap(one) ? name(one) : undefined
    return own === undefined || said.has(own)
  })
  const there = new Set(stays.map((one) => (isMap(one) ? name(one) : undefined)))
  return [...stays, ...whole.filter((one) => !there.has(name(one)))]
}

export function personMatter({ person, affiliations }: WholePerson): Map {
  const { slug: _, ...kept } = (person.extra?.hugoblox ?? {}) as Map
  const listed = new Set([kept.organizations].flat().map((one) => (isMap(one) ? one.name : undefined)))
  const employers = new Set(
    [kept.work, kept.experience].flat().flatMap((one) => (isMap(one) ? [one.company_name, one.company] : [])),
  )
  const places = affiliations
    .filter(isPresent)
    .map(({ organization }) => ({ ...organization, ror: undefined }))
    .filter(({ name }) => listed.has(name) || !employers.has(name))
  return filled({
    title: displayName(person),
    first_name: person.given,
    last_name: person.family && [person.particle, person.family].filter(Boolean).join(' '),
    superuser: person.owner === true,
    role: person.role,
    bio: person.headline,
    interests: person.interests,
    ...kept,
    ...(kept.email === undefined ? {} : { email: person.email ?? kept.email }),
    organizations: asBefore(kept.organizations, places, ({ name }) => asText(name)),
    ...education(kept.education, affiliations),
    ...links(kept, person),
  })
}

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined)

const isPresent = ({ kind, end, organization }: AffiliationInput) =>
  kind === 'experience' && end === undefined && organization !== undefined

/** Older sites have courses below `education`, those since 2024 a list. */
function education(kept: unknown, affiliations: readonly AffiliationInput[]): Map {
  const isList = Array.isArray(kept)
  const courses = affiliations
    .filter(({ kind }) => kind === 'education')
    .map(({ role, area, organization, start, end }) => {
      const course = [role, area].filter(Boolean).join(' in ') || undefined
      const institution = organization?.name
      return isList
        ? filled({ area: course, institution, date_start: start, date_end: end })
        : filled({ course, institution, year: end?.slice(0, 4) })
    })
  const name: Name = ({ course, area, institution }) => JSON.stringify([course ?? area, institution])
  if (isList) return { education: asBefore(kept, courses, name) }
  const own = isMap(kept) ? kept : {}
  const all = asBefore(own.courses, courses, name)
  const { courses: __, ...others } = own
  return all.length || Object.keys(others).length
    ? { education: { ...others, ...(all.length ? { courses: all } : {}) } }
    : {}
}

/** `social` on older sites, `profiles` on those since 2024; `links` beside either. */
function links(kept: Map, { email, identifiers, links: own = [] }: PersonInput): Map {
  const field = Array.isArray(kept.profiles) ? 'profiles' : 'social'
  const address = field === 'profiles' ? 'url' : 'link'
  const symbol = (name: string, pack: string) =>
    field === 'profiles'
      ? { icon: name === 'orcid' ? 'academicons/orcid' : name === 'envelope' ? 'at-symbol' : name }
      : { icon: name, icon_pack: pack }
  const said: Map[] = [
    ...(email && kept.email === undefined
      ? [{ ...symbol('envelope', 'fas'), [address]: `mailto:${email}` }]
      : []),
    ...(identifiers?.orcid
      ? [{ ...symbol('orcid', 'ai'), [address]: `https://orcid.org/${identifiers.orcid}` }]
      : []),
    ...own.map(({ url, label, kind }) =>
      filled({ ...symbol('link', 'fas'), label: label ?? kind, [address]: url }),
    ),
  ]
  const name: Name = (member) => {
    const url = asText(member.link) ?? asText(member.url)
    // Beside another address, which the person has, this one was never taken in.
    if (url?.startsWith('mailto:')) return kept.email === undefined ? url : undefined
    return url !== undefined && webUrl.test(url) ? (normalizeOrcid(url) ?? url) : undefined
  }
  const others = ['social', 'profiles', 'links'].filter((one) => one !== field && Array.isArray(kept[one]))
  const elsewhere = Object.fromEntries(
    others.map((one) => {
      const of = new Set((kept[one] as unknown[]).map((member) => (isMap(member) ? name(member) : undefined)))
      return [
        one,
        asBefore(
          kept[one],
          said.filter((member) => of.has(name(member))),
          name,
        ),
      ]
    }),
  )
  const placed = new Set(Object.values(elsewhere).flat().filter(isMap).map(name))
  return {
    ...elsewhere,
    [field]: asBefore(
      kept[field],
      said.filter((member) => !placed.has(name(member)) || has(kept[field], name, member)),
      name,
    ),
  }
}

const has = (list: unknown, name: Name, member: Map) =>
  Array.isArray(list) && list.some((one) => isMap(one) && name(one) === name(member))
