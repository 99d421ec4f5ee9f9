/** A person of a HugoBlox site: `content/authors/<slug>/_index.md`. What has no place stays in the person's `extra.hugoblox`. */
import { normalizeOrcid } from '../../model/identifier.ts'
import { displayName, parseName } from '../../model/name.ts'
import type { AffiliationInput, PersonInput } from '../../model/person.ts'
import {
  AffiliationInput as affiliationSchema,
  PersonInput as personSchema,
} from '../../model/schemas/person.ts'
import { slugPattern } from '../../model/vocabulary.ts'
import { asUrl, dense, type EntryMaker } from '../entry.ts'
import { isMap, type Json, map, maps, text, texts, without } from '../json-reader.ts'
import type { Entry } from '../reader.ts'
import { slugOf } from '../slug.ts'
import { validate } from '../validate.ts'
import { readW3cDate } from '../w3c-date.ts'
import { formatPath } from '../yaml-file.ts'
import type { FrontMatter } from './front-matter.ts'

const slugForm = new RegExp(slugPattern)
/** Names of the folder of the site's owner, which say nothing of the person. */
const nameless = new Set(['admin', 'me'])

/** Of these the person has the whole; lists are kept as well, for what else their members say. */
const placed = ['title', 'first_name', 'last_name', 'role', 'bio', 'interests']

export function hugobloxPerson(slug: string, { data, body }: FrontMatter, maker: EntryMaker): Entry {
  const [first, last] = [text(data.first_name), text(data.last_name)]
  const title = text(data.title)
  const name = first && last ? { given: first, family: last } : title ? parseName(title) : undefined
  if (!name) return maker.refuse('there is no title, which is the name of the person', 'title')
  const links = [...maps(data.social), ...maps(data.profiles), ...maps(data.links)].flatMap((one) => {
    const url = asUrl(one.link ?? one.url)
    const label = text(one.label) ?? text(one.icon)
    return url ? [{ url, ...(label ? { label } : {}) }] : []
  })
  const addresses = [...maps(data.social), ...maps(data.profiles)].map(
    (one) => text(one.link) ?? text(one.url),
  )
  const orcid = links.map(({ url }) => normalizeOrcid(url)).find(Boolean)
  const email = [text(data.email), addresses.find((url) => url?.startsWith('mailto:'))?.slice(7)].find(
    (one) => one !== undefined && /^[^\s@]+@[^\s@]+$/.test(one),
  )
  const own = slugForm.test(slug) && !nameless.has(slug) ? slug : slugOf(name, 'person')
  const kept = dense({
    slug: own === slug ? undefined : slug,
    // One with degrees or a middle name says more than the other two.
    title: title === displayName(name) ? undefined : title,
    ...without(data, [...placed, ...(data.superuser === true ? [] : ['superuser'])]),
  })
  const person = dense({
    slug: own,
    owner: data.superuser === true ? true : undefined,
    ...name,
    role: text(data.role),
    headline: text(data.bio),
    biography: body || undefined,
    interests: [...new Set(texts(data.interests))],
    email,
    links: [...new Map(links.map((one) => [one.url, one])).values()].filter(
      ({ url }) => !url.startsWith('mailto:') && normalizeOrcid(url) === undefined,
    ),
    identifiers: orcid ? { orcid } : undefined,
    extra: Object.keys(kept).length ? { hugoblox: kept } : undefined,
  }) as PersonInput
  const faults = validate(personSchema, person)
  for (const { path, message } of faults) maker.note('error', message, formatPath(path))
  if (faults.length) return maker.entry()
  const affiliations = affiliationsOf(data).filter((one) => validate(affiliationSchema, one).length === 0)
  return maker.entry({ person, ...(affiliations.length ? { affiliations } : {}) })
}

function affiliationsOf(data: Json): AffiliationInput[] {
  const role = text(data.role)
  const present = maps(data.organizations).map((one) =>
    stay('experience', { name: text(one.name), url: asUrl(one.url), role }),
  )
  // Since 2024 a list, of which the older sites have `courses`.
  const education = isMap(data.education) ? maps(map(data.education).courses) : maps(data.education)
  const studies = education.map((one) => {
    const year = text(one.year)
    return stay('education', {
      name: text(one.institution),
      role: text(one.course) ?? text(one.area),
      start: readW3cDate(one.date_start),
      end: readW3cDate(one.date_end) ?? (year && /^\d{4}$/.test(year) ? year : undefined),
      summary: text(one.summary),
    })
  })
  const work = [...maps(data.work), ...maps(data.experience)].map((one) =>
    stay('experience', {
      name: text(one.company_name) ?? text(one.company),
      url: asUrl(one.company_url),
      role: text(one.position) ?? text(one.title),
      start: readW3cDate(one.date_start),
      end: readW3cDate(one.date_end),
      summary: text(one.summary),
    }),
  )
  // A place of work that is told with its dates need not be told without.
  const told = new Set(work.filter((one) => one?.end === undefined).map((one) => one?.organization?.name))
  return [...present.filter((one) => !told.has(one?.organization?.name)), ...studies, ...work].filter(
    (one) => one !== undefined,
  )
}

interface Stay {
  name: string | undefined
  url?: string | undefined
  role: string | undefined
  start?: string | undefined
  end?: string | undefined
  summary?: string | undefined
}

function stay(kind: AffiliationInput['kind'], { name, url, ...rest }: Stay): AffiliationInput | undefined {
  if (!name && (kind === 'experience' || !rest.role)) return undefined
  const organization = name ? { name, ...(url ? { url } : {}) } : undefined
  return dense({ kind, organization, ...rest }) as AffiliationInput
}
