/**
 * JSON Resume 1.0 (https://jsonresume.org/schema). A person by itself has no affiliations, so of a person this gives the
 * basics; the whole resume of the owner, with work, education and publications, is at the entrance.
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

function about(person: Person, baseUrl: string): DataMap {
  const { role, headline, image, biography, location, interests, skills, languages } = person
  const website = person.links?.find(({ kind }) => kind === 'website')?.url
  const self = webUri(`${baseUrl}/people/${person.slug}`)
  return {
    basics: compact({
      name: displayName(person),
      label: role ?? headline,
      image: webUri(image),
      email: email(person.email),
      url: webUri(website) ?? self,
      summary: biography?.trim() ?? (role && headline),
      location: location && { address: location },
      profiles: profilesOf(person).map(({ network, username, url }) => compact({ network, username, url })),
    }),
    interests: interests?.map((name) => ({ name })),
    skills: skills?.map((name) => ({ name })),
    languages: languages?.map((language) => ({ language })),
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

function section(name: string, affiliations: readonly Affiliation[]): DataMap[] {
  const [kind, fields] = sections[name]!
  return affiliations
    .filter((one) => one.kind === kind)
    .map((one) => Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value(one)])))
    .map((fields) => compact(fields) ?? {})
}

/** Awards received at a place of work, in a team or for a paper stand among the others. */
function awards(affiliations: readonly Affiliation[], publications: readonly Publication[]): DataMap[] {
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
  return [...section('awards', affiliations), ...[...held, ...won].map((one) => compact(one)!)]
}

function publication(p: Publication, baseUrl: string): DataMap {
  return compact({
    name: plainTitle(p.title),
    publisher: containerName(p, false) ?? p.publisher,
    releaseDate: date(p.issued),
    url: webUri(publicUrl(p)) ?? webUri(`${baseUrl}/publications/${encodeURIComponent(p.key)}`),
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
      const { basics, meta, ...interests } = owner ? about(owner, baseUrl) : {}
      return write({
        basics,
        work: section('work', affiliations),
        volunteer: section('volunteer', affiliations),
        education: section('education', affiliations),
        awards: awards(affiliations, publications),
        publications: publications.map((one) => publication(one, baseUrl)),
        ...interests,
        meta,
      })
    },
  },
})
