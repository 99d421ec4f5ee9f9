/** A person of a HugoBlox site: `content/authors/<slug>/_index.md`. */
import { normalizeOrcid } from '../../model/identifier.ts'
import { parseName } from '../../model/name.ts'
import type { AffiliationInput, PersonInput } from '../../model/person.ts'
import {
  AffiliationInput as affiliationSchema,
  PersonInput as personSchema,
} from '../../model/schemas/person.ts'
import { slugPattern } from '../../model/vocabulary.ts'
import { asUrl, dense, type EntryMaker } from '../entry.ts'
import { type Json, map, maps, text, texts } from '../json-reader.ts'
import type { Entry } from '../reader.ts'
import { slugOf } from '../slug.ts'
import { validate } from '../validate.ts'
import { formatPath } from '../yaml-file.ts'
import type { FrontMatter } from './front-matter.ts'

const slugForm = new RegExp(slugPattern)
/** Names of the folder of the site's owner, which say nothing of the person. */
const nameless = new Set(['admin', 'me'])

export function hugobloxPerson(slug: string, { data, body }: FrontMatter, maker: EntryMaker): Entry {
  const [first, last] = [text(data.first_name), text(data.last_name)]
  const title = text(data.title)
  const name = first && last ? { given: first, family: last } : title ? parseName(title) : undefined
  if (!name) return maker.refuse('there is no title, which is the name of the person', 'title')
  const links = [...maps(data.social), ...maps(data.links)].flatMap((one) => {
    const url = asUrl(one.link ?? one.url)
    const label = text(one.label) ?? text(one.icon)
    return url ? [{ url, ...(label ? { label } : {}) }] : []
  })
  const orcid = links.map(({ url }) => normalizeOrcid(url)).find(Boolean)
  const email = text(data.email) ?? links.find(({ url }) => url.startsWith('mailto:'))?.url.slice(7)
  const person = dense({
    slug: slugForm.test(slug) && !nameless.has(slug) ? slug : slugOf(name, 'person'),
    ...name,
    role: text(data.role),
    headline: text(data.bio),
    biography: body || undefined,
    interests: [...new Set(texts(data.interests))],
    email: email && /^[^\s@]+@[^\s@]+$/.test(email) ? email : undefined,
    links: links.filter(({ url }) => !url.startsWith('mailto:') && normalizeOrcid(url) === undefined),
    identifiers: orcid ? { orcid } : undefined,
  }) as PersonInput
  const faults = validate(personSchema, person)
  for (const { path, message } of faults) maker.note('error', message, formatPath(path))
  if (faults.length) return maker.entry()
  const affiliations = affiliationsOf(data).filter((one) => validate(affiliationSchema, one).length === 0)
  return maker.entry({ person, ...(affiliations.length ? { affiliations } : {}) })
}

function affiliationsOf(data: Json): AffiliationInput[] {
  const present = maps(data.organizations).flatMap((one): AffiliationInput[] => {
    const [name, url] = [text(one.name), asUrl(one.url)]
    const role = text(data.role)
    if (!name) return []
    return [
      { kind: 'experience', organization: { name, ...(url ? { url } : {}) }, ...(role ? { role } : {}) },
    ]
  })
  const studies = maps(map(data.education).courses).flatMap((one): AffiliationInput[] => {
    const [name, role, year] = [text(one.institution), text(one.course), text(one.year)]
    const made = dense({
      kind: 'education',
      organization: name ? { name } : undefined,
      role,
      end: year && /^\d{4}$/.test(year) ? year : undefined,
    })
    return name || role ? [made as AffiliationInput] : []
  })
  return [...present, ...studies]
}
