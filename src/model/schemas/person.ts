/** People, their affiliations and the groups they belong to. Many people from the start; one of them is the owner. */
import Type from 'typebox'
import { orcidPattern, rorPattern } from '../identifier.ts'
import { affiliationKinds, slugPattern } from '../vocabulary.ts'
import { Name, nameParts } from './name.ts'
import { Anything, date, webUrl } from './publication.ts'

const closed = { additionalProperties: false }
const string = (description: string, more: object = {}) =>
  Type.Optional(Type.String({ minLength: 1, description, ...more }))
const strings = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description }))

const PersonLink = Type.Object(
  {
    kind: string('website, github, …'),
    url: Type.String(webUrl),
    label: string('What to write on the link'),
  },
  closed,
)

const PersonIdentifiers = Type.Object(
  {
    orcid: string('ORCID iD', { pattern: orcidPattern }),
    googleScholar: string('Google Scholar profile'),
    dblp: string('DBLP person'),
    openalex: string('OpenAlex author'),
    semanticScholar: string('Semantic Scholar author'),
    openreview: string('OpenReview profile'),
    inspire: string('INSPIRE BAI'),
    hal: string('HAL idHAL'),
    acl: string('ACL Anthology author'),
    github: string('GitHub user'),
    wikidata: string('Wikidata item'),
  },
  { ...closed, title: 'PersonIdentifiers' },
)

const editable = {
  ...nameParts,
  alternateName: string('The name in another script'),
  pronunciation: string('How to say the name'),
  pronouns: string('Pronouns'),
  honorificSuffix: strings('Post-nominal letters'),
  aliases: Type.Optional(
    Type.Array(Name, { minItems: 1, description: 'Other forms under which this person has published' }),
  ),
  kind: Type.Optional(Type.Enum(['member', 'alumnus', 'collaborator'])),
  role: string('Present role, such as "Research scientist"'),
  headline: string('One line about the person'),
  biography: string('Paragraphs, as Markdown'),
  interests: strings('Research interests'),
  skills: strings('Skills'),
  languages: strings('BCP 47 tags'),
  email: string('Published as given', { pattern: '^[^\\s@]+@[^\\s@]+$' }),
  location: string('Where the person works'),
  image: string('Portrait', webUrl),
  links: Type.Optional(Type.Array(PersonLink, { minItems: 1 })),
  identifiers: Type.Optional(PersonIdentifiers),
}
const slug = Type.String({ pattern: slugPattern, maxLength: 100, description: 'Name in URLs' })
const stamps = {
  created: Type.String({ format: 'date-time' }),
  updated: Type.String({ format: 'date-time' }),
  version: Type.Integer({ minimum: 1, description: 'Counts the changes of this record' }),
}
const owner = Type.Optional(Type.Boolean({ description: 'The person this server belongs to' }))

/** For the store and its whole export; answers leave it out. */
const extra = Type.Optional(
  Type.Record(Type.String(), Anything, {
    description: 'By format, what an import could not place; it comes back in that format',
  }),
)

export const PersonInput = Type.Object(
  { slug, owner, ...editable, extra },
  { ...closed, title: 'PersonInput' },
)
export const Person = Type.Object({ slug, owner, ...editable, ...stamps }, { ...closed, title: 'Person' })

export const Organization = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    ror: string('ROR identifier', { pattern: rorPattern }),
    url: string('Website', webUrl),
  },
  { ...closed, title: 'Organization' },
)

/** Field names after ORCID's affiliations and schema.org; dates to the month. */
export const AffiliationInput = Type.Object(
  {
    kind: Type.Enum([...affiliationKinds]),
    organization: Type.Optional(Organization),
    department: string('Department, institute or school'),
    role: string('Role, degree or name of the award'),
    area: string('Field of study'),
    place: string('City and country'),
    start: date('First month'),
    end: date('Last month; left out while it lasts'),
    summary: string('Markdown'),
    highlights: strings('What was done, a line each'),
    awards: strings('Awards received there'),
    advisors: strings('Names of advisors'),
    url: string('More about it', webUrl),
  },
  { ...closed, title: 'AffiliationInput' },
)
export const Affiliation = Type.Object(
  {
    ...AffiliationInput.properties,
    person: slug,
    current: Type.Boolean({ description: 'It has no end, or one to come' }),
  },
  { ...closed, title: 'Affiliation' },
)

const Member = Type.Object(
  {
    person: slug,
    role: string('Role in the group'),
    start: date('Member since'),
    end: date('Member until'),
    lead: Type.Optional(Type.Boolean()),
  },
  { ...closed, title: 'Member' },
)
export const GroupInput = Type.Object(
  {
    slug,
    name: Type.String({ minLength: 1 }),
    short: string('Acronym'),
    kind: Type.Optional(Type.Enum(['lab', 'project', 'department', 'institute', 'team'])),
    ror: string('ROR identifier', { pattern: rorPattern }),
    url: string('Website', webUrl),
    description: string('Markdown'),
    parent: string('Slug of the group it is part of', { pattern: slugPattern }),
    members: Type.Optional(Type.Array(Member, { minItems: 1 })),
  },
  { ...closed, title: 'GroupInput' },
)
export const Group = Type.Object({ ...GroupInput.properties, ...stamps }, { ...closed, title: 'Group' })
