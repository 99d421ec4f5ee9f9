/**
 * JSON Resume 1.0 (https://jsonresume.org/schema). A person by itself has no affiliations, so of a person this gives the
 * basics; the whole resume of the owner, with work, education and publications, is at the entrance. What an imported resume
 * said beside (`extra.jsonresume`) is in it again, but for the telephone: nobody has asked to publish that.
 */
import { displayName } from '../model/name.ts'
import type { Affiliation, Person } from '../model/person.ts'
import { type Publication, publicUrl } from '../model/publication.ts'
import { plainTitle } from '../model/title.ts'
import { compact, type Data, type DataMap } from '../rendering/compact.ts'
import { defineFormat, type RenderContext } from '../rendering/format.ts'
import { isoDate } from '../rendering/iso-date.ts'
import { profilesOf } from '../rendering/profiles.ts'
import { containerName } from '../rendering/publication-text.ts'
import { selfOf } from '../rendering/self.ts'
import { webUri } from '../rendering/uri.ts'

const schema = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json'

/** The schema's dates: years from 1000 to 2999. */
function date(edtf: string | undefined): string | undefined {
  const text = isoDate(edtf)
  return text && /^[12]\d{3}(?:-|$)/.test(text) ? text : undefined
}

/** The `email` format of JSON Schema: anything else is a text that no program could write to. */
const email = (address: string | undefined) =>
  address &&
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/.test(
    address,
  )
    ? address
    : undefined

/** Sections that nothing here is like. */
const ofResume = ['certificates', 'projects', 'references']

const asMap = (value: Data): DataMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
const asMaps = (value: Data) => (Array.isArray(value) ? value.map(asMap) : [])
const keptOf = (person: Person | undefined) => (person?.extra?.jsonresume ?? {}) as DataMap

/** The member of a kept list that says the same under these names. */
const likeIn = (list: Data, names: readonly string[], one: DataMap): DataMap =>
  asMaps(list).find((other) => names.every((name) => other[name] === one[name])) ?? {}

function about(person: Person, baseUrl: string): DataMap {
  const { role, headline, image, biography, location, interests, skills, languages } = person
  const website = person.links?.find(({ kind }) => kind === 'website')?.url
  const self = webUri(`${baseUrl}/people/${person.slug}`)
  const kept = keptOf(person)
  // An address that is none is nothing that a program could use.
  const { phone: _, email: __, image: ___, url: ____, profiles: known, ...basics } = asMap(kept.basics)
  const profiles: DataMap[] = profilesOf(person).map(
    ({ network, username, url }) => compact({ network, username, url })!,
  )
  const have = new Set(profiles.map(({ network }) => String(network).toLowerCase()))
  const others = asMaps(known).filter(({ network }) => !have.has(String(network).toLowerCase()))
  return {
    basics: compact({
      ...basics,
      name: displayName(person),
      label: role ?? headline,
      image: webUri(image),
      email: email(person.email),
      url: webUri(website) ?? self,
      summary: biography?.trim() ?? (role && headline),
      location: basics.location ?? (location && { address: location }),
      profiles: [...profiles, ...others],
    }),
    interests: interests?.map((name) => ({ ...likeIn(kept.interests, ['name'], { name }), name })),
    skills: skills?.map((name) => ({ ...likeIn(kept.skills, ['name'], { name }), name })),
    languages: languages?.map((language) => ({ language })) ?? kept.languages,
    ...Object.fromEntries(ofResume.map((section) => [section, kept[section]])),
    meta: compact({ canonical: self, version: 'v1.0.0', lastModified: person.updated }),
  }
}

type Getter = (affiliation: Affiliation) => Data
const text = (parts: (string | undefined)[]) => parts.filter(Boolean).join(', ')
const place = (one: Affiliation) => text([one.department, one.organization?.name])

/** What every kind of stay has in common. */
const stay: Record<string, Getter> = {
  url: ({ url, organization }) => webUri(url) ?? webUri(organization?.url),
  startDate: ({ start }) => date(start),
  endDate: ({ end }) => date(end),
  summary: ({ summary }) => summary,
  highlights: ({ highlights }) => highlights,
}

/** Section of the resume → kind of affiliation and its fields. */
const sections: Record<string, [kind: Affiliation['kind'], fields: Record<string, Getter>]> = {
  work: [
    'experience',
    { name: place, position: ({ role }) => role, location: ({ place }) => place, ...stay },
  ],
  education: [
    'education',
    {
      institution: place,
      studyType: ({ role }) => role,
      area: ({ area }) => area,
      url: stay.url!,
      startDate: stay.startDate!,
      endDate: stay.endDate!,
    },
  ],
  volunteer: ['membership', { organization: place, position: ({ role }) => role, ...stay }],
  awards: [
    'award',
    {
      title: ({ role }) => role,
      date: ({ start, end }) => date(end ?? start),
      awarder: place,
      summary: ({ summary }) => summary,
    },
  ],
}

/** By what a stay is known again in the resume that was imported. */
const namesOf: Record<string, string[]> = {
  work: ['name', 'position'],
  education: ['institution', 'studyType'],
  volunteer: ['organization', 'position'],
  awards: ['title', 'awarder'],
}

function section(name: string, affiliations: readonly Affiliation[], kept: DataMap): DataMap[] {
  const [kind, fields] = sections[name]!
  return affiliations
    .filter((one) => one.kind === kind)
    .map((one) => Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value(one)])))
    .map((fields) => compact(fields) ?? {})
    .map((one) => ({ ...likeIn(kept[name], namesOf[name]!, one), ...one }))
}

/** Awards received at a place of work, in a team or for a paper stand among the others. */
function awards(
  affiliations: readonly Affiliation[],
  publications: readonly Publication[],
  kept: DataMap,
): DataMap[] {
  const held = affiliations.flatMap((one) =>
    (one.awards ?? []).map((title) => ({
      title,
      date: date(one.end ?? one.start),
      awarder: one.organization?.name,
    })),
  )
  const won = publications.flatMap((p) =>
    (p.awards ?? []).map((title) => ({
      title,
      date: date(p.issued),
      awarder: containerName(p, true),
      summary: plainTitle(p.title),
    })),
  )
  return [...section('awards', affiliations, kept), ...[...held, ...won].map((one) => compact(one)!)]
}

function publication(p: Publication, baseUrl: string): DataMap {
  return compact({
    name: plainTitle(p.title),
    publisher: containerName(p, false) ?? p.publisher,
    releaseDate: date(p.issued),
    url: webUri(publicUrl(p)) ?? webUri(selfOf(p.key, baseUrl)),
    summary: p.abstract && plainTitle(p.abstract),
  })!
}

const write = (resume: DataMap) =>
  `${JSON.stringify({ $schema: schema, ...compact(resume) }, undefined, 2)}\n`

export default defineFormat({
  name: 'jsonresume',
  title: 'JSON Resume',
  specification: 'https://jsonresume.org/schema',
  mediaTypes: ['application/json;profile="https://jsonresume.org/schema"'],
  extensions: ['resume.json'],
  parameters: [],
  resources: {
    person: (person, { baseUrl }: RenderContext) => write(about(person, baseUrl)),
    home({ owner, affiliations, publications: records }, { baseUrl }) {
      const publications = records.map((record) => record.publication)
      const kept = keptOf(owner)
      const { basics, meta, ...interests } = owner ? about(owner, baseUrl) : {}
      return write({
        basics,
        work: section('work', affiliations, kept),
        volunteer: section('volunteer', affiliations, kept),
        education: section('education', affiliations, kept),
        awards: awards(affiliations, publications, kept),
        publications: publications.map((one) => publication(one, baseUrl)),
        ...interests,
        meta,
      })
    },
  },
})
