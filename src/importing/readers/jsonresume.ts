/**
 * JSON Resume 1.0 (https://jsonresume.org/schema): the person of `basics`, `work`, `education`, `volunteer` and `awards` as
 * affiliations, and `publications`, an entry each. A publication has no authors there: the person is its author. What else
 * the resume says stays with the person, in `extra.jsonresume`.
 */

import { normalizeDoi, normalizeOrcid } from '../../model/identifier.ts'
import { parseName } from '../../model/name.ts'
import type { AffiliationInput, PersonInput } from '../../model/person.ts'
import {
  AffiliationInput as affiliationSchema,
  PersonInput as personSchema,
} from '../../model/schemas/person.ts'
import { asUrl, dense, type EntryMaker } from '../entry.ts'
import { isMap, type Json, jsonReader, map, maps, text, texts, without } from '../json-reader.ts'
import type { Entry, Reader } from '../reader.ts'
import { slugOf } from '../slug.ts'
import { validate } from '../validate.ts'
import { readW3cDate } from '../w3c-date.ts'
import { formatPath } from '../yaml-file.ts'

function convert(resume: Json, maker: EntryMaker): Entry[] {
  const basics = map(resume.basics)
  const name = text(basics.name)
  if (!name)
    return [maker.refuse('the resume has no name', 'basics.name'), ...publications(resume, maker, undefined)]
  const parsed = parseName(name)
  const profiles = maps(basics.profiles)
  const profile = (network: string) =>
    text(profiles.find((one) => text(one.network)?.toLowerCase() === network)?.username)
  const orcid = profiles.map((one) => normalizeOrcid(text(one.url) ?? text(one.username) ?? '')).find(Boolean)
  const own = asUrl(basics.url)
  const others = profiles.flatMap((one) => {
    const [url, label] = [asUrl(one.url), text(one.network)]
    const isNamed = /^(?:orcid|github)$/i.test(label ?? '')
    return url && !isNamed ? [{ url, ...(label ? { label } : {}) }] : []
  })
  const github = profile('github')
  const location = map(basics.location)
  const email = text(basics.email)
  const person = dense({
    slug: slugOf(parsed, 'person'),
    ...parsed,
    role: text(basics.label),
    email: email && /^[^\s@]+@[^\s@]+$/.test(email) ? email : undefined,
    image: asUrl(basics.image) ?? asUrl(basics.picture),
    biography: text(basics.summary),
    location:
      text(location.address) ?? texts([location.city, location.region, location.countryCode]).join(', '),
    links: [...(own ? [{ kind: 'website', url: own }] : []), ...others],
    interests: namesOf(resume.interests, 'name'),
    skills: namesOf(resume.skills, 'name'),
    identifiers: dense({ orcid, github }),
  }) as PersonInput
  const kept = unplaced(resume)
  if (Object.keys(kept).length) person.extra = { jsonresume: kept }
  for (const { path, message } of validate(personSchema, person)) {
    maker.note('warning', `${message}; it is left out`, `basics.${formatPath(path)}`)
    delete person[path[0] as keyof PersonInput]
  }
  maker.name = person.slug
  const affiliations = sections.flatMap(([section, kind, fields]) =>
    maps(resume[section]).flatMap((one, i) => affiliation(one, kind, fields, `${section}[${i}]`, maker)),
  )
  return [
    maker.entry({ person, ...(affiliations.length ? { affiliations } : {}) }),
    ...publications(resume, maker, person),
  ]
}

const placedOfBasics = ['name', 'label', 'email', 'image', 'picture', 'url', 'summary']
const placedOfSections: Record<string, string[]> = {
  work: 'name company position location startDate endDate summary highlights url website'.split(' '),
  education: 'institution studyType area startDate endDate url'.split(' '),
  volunteer: 'organization position startDate endDate summary highlights url website'.split(' '),
  awards: 'title date awarder summary'.split(' '),
  skills: ['name'],
  interests: ['name'],
}

const hasOddDate = (one: Json) =>
  ['startDate', 'endDate', 'date'].some((name) => text(one[name]) && !readW3cDate(text(one[name])))

/** Lists of which a member says more than has a place are kept whole. */
function unplaced(resume: Json): Json {
  const basics = map(resume.basics)
  const { email, url, image } = basics
  // Of a link there is no name by which somebody is known there.
  const isWhole = ({ network, url, username }: Json) =>
    asUrl(url) !== undefined &&
    (text(username) === undefined || /^(?:orcid|github)$/i.test(text(network) ?? ''))
  const sections = Object.entries(placedOfSections).filter(([section, known]) =>
    maps(resume[section]).some((one) => Object.keys(without(one, known)).length > 0 || hasOddDate(one)),
  )
  return dense({
    basics: dense({
      ...without(basics, [...placedOfBasics, 'profiles', 'location']),
      ...(text(email) && !/^[^\s@]+@[^\s@]+$/.test(String(email)) ? { email } : {}),
      ...(text(url) && !asUrl(url) ? { url } : {}),
      ...(text(image) && !asUrl(image) ? { image } : {}),
      location: Object.keys(map(basics.location)).length > 1 ? basics.location : undefined,
      profiles: maps(basics.profiles).filter((one) => !isWhole(one)),
    }),
    ...Object.fromEntries(sections.map(([section]) => [section, resume[section]])),
    ...without(resume, ['$schema', 'meta', 'basics', 'publications', ...Object.keys(placedOfSections)]),
  })
}

const namesOf = (value: unknown, member: string) => [
  ...new Set(maps(value).flatMap((one) => text(one[member]) ?? [])),
]

interface Fields {
  organization: string[]
  role: string
}
const sections: [section: string, kind: AffiliationInput['kind'], fields: Fields][] = [
  ['work', 'experience', { organization: ['name', 'company'], role: 'position' }],
  ['education', 'education', { organization: ['institution'], role: 'studyType' }],
  ['volunteer', 'membership', { organization: ['organization'], role: 'position' }],
  ['awards', 'award', { organization: ['awarder'], role: 'title' }],
]

function affiliation(
  one: Json,
  kind: AffiliationInput['kind'],
  fields: Fields,
  where: string,
  maker: EntryMaker,
): AffiliationInput[] {
  const name = fields.organization.map((member) => text(one[member])).find(Boolean)
  const made = dense({
    kind,
    organization: name ? { name } : undefined,
    role: text(one[fields.role]),
    area: text(one.area),
    place: text(one.location),
    start: readW3cDate(text(one.startDate) ?? text(one.date)),
    end: readW3cDate(text(one.endDate)),
    summary: text(one.summary),
    highlights: texts(one.highlights),
    url: asUrl(one.url) ?? asUrl(one.website),
  }) as AffiliationInput
  const faults = validate(affiliationSchema, made)
  for (const { path, message } of faults)
    maker.note('warning', `${message}; it is left out`, `${where}.${formatPath(path)}`)
  if (Object.keys(made).length < 2) maker.note('warning', 'nothing is said of it; it is left out', where)
  return faults.length || Object.keys(made).length < 2 ? [] : [made]
}

const taken = ['name', 'publisher', 'releaseDate', 'url', 'website', 'summary']

function publications(resume: Json, maker: EntryMaker, person: PersonInput | undefined): Entry[] {
  const { given, family, particle, droppingParticle, suffix, literal } = person ?? {}
  const author = dense({ given, droppingParticle, particle, family, suffix, literal })
  return maps(resume.publications).map((one, i) => {
    const each = maker.at(`publications[${i}]`)
    const title = text(one.name)
    if (!title) return each.refuse('the publication has no name', `publications[${i}].name`)
    const url = asUrl(one.url) ?? asUrl(one.website)
    const doi = url && /doi\.org\//i.test(url) ? normalizeDoi(url) : undefined
    const publisher = text(one.publisher)
    return each.publication(
      {
        type: 'document',
        title,
        contributors: person ? [{ role: 'author', ...author }] : undefined,
        venue: publisher ? { name: publisher } : undefined,
        issued: readW3cDate(text(one.releaseDate)),
        abstract: text(one.summary),
        ...(doi ? { identifiers: { doi } } : { url }),
      },
      'jsonresume',
      {
        ...without(one, taken),
        ...(readW3cDate(text(one.releaseDate)) ? {} : { releaseDate: one.releaseDate }),
        ...(url ? {} : { url: one.url ?? one.website }),
      },
    )
  })
}

export const reader: Reader = {
  name: 'jsonresume',
  title: 'JSON Resume',
  extensions: ['resume.json'],
  recognise: (head) =>
    /^\uFEFF?\s*\{/.test(head) && /"basics"\s*:\s*\{|jsonresume\/resume-schema/.test(head) ? 0.95 : 0,
  read: jsonReader((value, maker) =>
    isMap(value.basics) || value.work || value.publications
      ? convert(value, maker)
      : maker.refuse('there is no basics', 'basics'),
  ),
}
