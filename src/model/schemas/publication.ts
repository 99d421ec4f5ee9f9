/**
 * The publication: CSL 1.0.2 in camelCase, with what CSL has no name for (people, links, awards, relations) beside it.
 * This schema is the type, the validation and the documentation; every format reads this shape and no other.
 */
import Type, { type TProperties } from 'typebox'
import { cslTypes, dateVariables, roles, textVariables } from '../csl-variables.ts'
import { datePattern } from '../date.ts'
import { issnPattern, orcidPattern, rorPattern, schemes } from '../identifier.ts'
import {
  keyPattern,
  linkKinds,
  relationKinds,
  slugPattern,
  statuses,
  urlPattern,
  venueKinds,
} from '../vocabulary.ts'
import { nameParts } from './name.ts'

const closed = { additionalProperties: false }
const string = (description: string, more: object = {}) =>
  Type.Optional(Type.String({ minLength: 1, description, ...more }))
export const date = (description: string) =>
  Type.Optional(Type.String({ pattern: datePattern, description: `${description} (EDTF)` }))
export const webUrl = { pattern: urlPattern, description: 'A URL' }

/** A record's open part: JSON of any shape, kept as it came. */
export const Anything = Type.Record(Type.String(), Type.Unknown())

export const Affiliated = Type.Object(
  { name: Type.String({ minLength: 1 }), ror: Type.Optional(Type.String({ pattern: rorPattern })) },
  { ...closed, description: 'An organization as the work names it' },
)

export const Contributor = Type.Object(
  {
    role: Type.Enum([...roles], { description: 'CSL name variable' }),
    ...nameParts,
    orcid: string('ORCID iD', { pattern: orcidPattern }),
    person: string('Slug of the person in this store', { pattern: slugPattern }),
    equal: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Number of the set of equal contributors: 1 the first, 2 the last',
      }),
    ),
    corresponding: Type.Optional(Type.Boolean({ description: 'Corresponding author' })),
    affiliations: Type.Optional(Type.Array(Affiliated, { minItems: 1 })),
    creditRoles: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description: 'CRediT roles (ANSI/NISO Z39.104)',
      }),
    ),
    note: string('A remark on this contributor, such as "deceased"'),
  },
  { ...closed, title: 'Contributor' },
)

export const Venue = Type.Object(
  {
    name: string('Full name, as this publication prints it (CSL container-title)'),
    short: string('Short name or acronym (CSL container-title-short)'),
    kind: Type.Optional(Type.Enum([...venueKinds])),
    issn: Type.Optional(Type.Array(Type.String({ pattern: issnPattern }), { minItems: 1 })),
    url: Type.Optional(Type.String(webUrl)),
  },
  {
    ...closed,
    title: 'Venue',
    description: 'Where it appeared. A venue is an entity of its own, listed at /venues',
  },
)

export const Link = Type.Object(
  { kind: Type.Enum([...linkKinds]), url: Type.String(webUrl), label: string('What to write on the button') },
  { ...closed, title: 'Link' },
)

export const Relation = Type.Object(
  {
    kind: Type.Enum([...relationKinds], { description: 'What the related work is to this one' }),
    identifier: Type.String({ minLength: 1, description: '`doi:10.…`, `arXiv:…`, a key, or a URL' }),
  },
  { ...closed, title: 'Relation' },
)

const Funding = Type.Object(
  {
    funder: Type.String({ minLength: 1 }),
    ror: string('ROR', { pattern: rorPattern }),
    award: string('Grant number'),
  },
  closed,
)

const identifierProperties = Object.fromEntries(
  Object.keys(schemes).map((name) => [name, Type.Optional(Type.String({ minLength: 1 }))]),
) as { [name in keyof typeof schemes]: ReturnType<typeof string> }

export const Identifiers = Type.Object(
  {
    ...identifierProperties,
    arxivClass: string('Primary class at arXiv, such as cs.DC'),
    isbn: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
  },
  { ...closed, title: 'Identifiers', description: 'Each in its canonical form, without resolver' },
)

const textDescriptions: Partial<Record<keyof typeof textVariables, string>> = {
  title:
    'May hold <i>, <b>, <sub>, <sup>, <span class="nocase"> and TeX math between dollars; no other markup',
  language: 'BCP 47 tag',
  pages: 'Page range, such as 709-729',
  number: 'Article number, report number, patent number',
  softwareVersion: 'CSL version: of software, a dataset or a document',
  url: 'Where a reader finds it',
}
const textProperties = Object.fromEntries(
  Object.entries(textVariables).map(([name, variable]) => [
    name,
    string(
      textDescriptions[name as keyof typeof textVariables] ?? `CSL ${variable}`,
      name === 'url' ? webUrl : {},
    ),
  ]),
) as { [name in keyof typeof textVariables]: ReturnType<typeof string> }

const dateProperties = Object.fromEntries(
  Object.entries(dateVariables).map(([name, variable]) => [name, date(`CSL ${variable}`)]),
) as { [name in keyof typeof dateVariables]: ReturnType<typeof date> }

const editable = {
  aliases: Type.Optional(
    Type.Array(Type.String({ pattern: keyPattern }), { minItems: 1, description: 'Keys it had before' }),
  ),
  type: Type.Enum([...cslTypes], { description: 'CSL 1.0.2 type' }),
  status: Type.Optional(Type.Enum([...statuses], { description: 'Left out means published' })),
  visibility: Type.Optional(Type.Enum(['public', 'hidden'], { description: 'Hidden ones are never served' })),
  ...textProperties,
  title: Type.String({ minLength: 1, description: textDescriptions.title! }),
  ...dateProperties,
  publishedOnline: date('First published online'),
  publishedPrint: date('Published in print'),
  accepted: date('Accepted'),
  venue: Type.Optional(Venue),
  identifiers: Type.Optional(Identifiers),
  contributors: Type.Optional(Type.Array(Contributor, { minItems: 1, description: 'In order' })),
  links: Type.Optional(Type.Array(Link, { minItems: 1 })),
  tags: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true })),
  awards: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
  featured: Type.Optional(Type.Boolean()),
  relations: Type.Optional(Type.Array(Relation, { minItems: 1 })),
  funding: Type.Optional(Type.Array(Funding, { minItems: 1 })),
  license: string('SPDX identifier or URL'),
  groups: Type.Optional(
    Type.Array(Type.String({ pattern: slugPattern }), {
      minItems: 1,
      description: 'Slugs of the groups it belongs to',
    }),
  ),
  custom: Type.Optional({ ...Anything, description: "CSL's custom, as imported" }),
  extra: Type.Optional(
    Type.Record(Type.String(), Anything, {
      description: 'By format, the fields that an import could not place; they come back in that format',
    }),
  ),
} satisfies TProperties

/** What a person or an import gives; the store fills in the rest. */
export const PublicationInput = Type.Object(
  {
    key: Type.Optional(Type.String({ pattern: keyPattern })),
    ...editable,
  },
  { ...closed, title: 'PublicationInput' },
)

export const Publication = Type.Object(
  {
    key: Type.String({ pattern: keyPattern, description: 'Citation key; once given it never changes' }),
    ...editable,
    year: Type.Optional(Type.Integer({ description: 'Year of `issued`' })),
    created: Type.String({ format: 'date-time' }),
    updated: Type.String({ format: 'date-time' }),
    version: Type.Integer({ minimum: 1, description: 'Counts the changes of this record' }),
  },
  { ...closed, title: 'Publication' },
)
