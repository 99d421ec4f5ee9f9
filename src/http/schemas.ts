/**
 * The JSON that routes answer with, as schemas with names. They are documentation: answers are written by formats and
 * checked against them in tests, so a running server does not load this file.
 */
import Type, { type TSchema } from 'typebox'
import { facetNames } from '../model/parameters.ts'
import { Affiliation, Group, Person } from '../model/schemas/person.ts'
import { Publication } from '../model/schemas/publication.ts'

const ref = (name: string): TSchema => Type.Unsafe({ $ref: `${name}#` })

/** A list as every resource gives it. */
function listOf(item: TSchema, more: Record<string, TSchema> = {}): TSchema {
  return Type.Object({
    items: Type.Array(item),
    total: Type.Integer({ description: 'How many there are in all pages' }),
    ...more,
  })
}

/** A record as it is served: with the URL it is found at. */
function served(schema: { properties: Record<string, TSchema>; title?: string }): TSchema {
  const self = { type: 'string', description: 'Where it is found' }
  return Type.Unsafe({
    ...schema,
    properties: { ...schema.properties, self },
    title: `${schema.title}Resource`,
  })
}

const Problem = Type.Object(
  {
    type: Type.String({ description: 'URL of an explanation', examples: ['/problems/invalid-parameter'] }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What was wrong and what would be right' }),
    instance: Type.Optional(Type.String({ description: 'The request, as the log knows it' })),
    nearest: Type.Optional(Type.Array(Type.String(), { description: 'What was probably meant' })),
    parameter: Type.Optional(Type.String({ description: 'The parameter that was refused' })),
    value: Type.Optional(Type.Unknown({ description: 'What it was given' })),
    expected: Type.Optional(Type.String({ description: 'What it takes, in words' })),
    allowed: Type.Optional(Type.Array(Type.String(), { description: 'What would be right' })),
    available: Type.Optional(Type.Array(Type.Unknown(), { description: 'The representations there are' })),
    pointer: Type.Optional(Type.String({ description: 'JSON Pointer of the field that was refused' })),
    required: Type.Optional(Type.String({ description: 'The scope that the token lacks' })),
    summary: Type.Optional(Type.Unknown({ description: 'Entries of an import that was refused, counted' })),
    entries: Type.Optional(
      Type.Array(Type.Unknown(), { description: 'What was found in each, as in ImportReport' }),
    ),
  },
  { title: 'Problem', description: 'Problem details (RFC 9457)' },
)
const ValueCount = Type.Object(
  {
    value: Type.Union([Type.String(), Type.Integer()], {
      description: 'What the filter of the same name takes',
    }),
    label: Type.Optional(Type.String({ description: 'What to show, where it is not the value' })),
    count: Type.Integer(),
  },
  { title: 'ValueCount' },
)
const VenueResource = Type.Object(
  {
    value: Type.String({ description: 'What the filter venue takes' }),
    name: Type.String(),
    short: Type.Optional(Type.String()),
    kind: Type.Optional(Type.String()),
    issn: Type.Optional(Type.Array(Type.String())),
    url: Type.Optional(Type.String()),
    count: Type.Integer({ description: 'Publications' }),
  },
  { title: 'VenueResource' },
)

const FormatResource = Type.Object(
  {
    name: Type.String({ description: 'What `format` takes' }),
    title: Type.String(),
    mediaTypes: Type.Array(Type.String(), { description: 'The first is served; the others are accepted' }),
    extensions: Type.Array(Type.String()),
    specification: Type.String(),
    parameters: Type.Array(Type.String(), { description: 'Parameters that go with it' }),
  },
  { title: 'FormatResource' },
)

const Service = Type.Object({
  name: Type.String(),
  version: Type.String(),
  owner: Type.Optional(Type.String()),
  resources: Type.Record(Type.String(), Type.String()),
  formats: Type.Record(Type.String(), Type.String()),
})

const ImportReport = Type.Object(
  {
    summary: Type.Object(
      Object.fromEntries(
        ['read', 'added', 'updated', 'unchanged', 'merged', 'refused'].map((name) => [name, Type.Integer()]),
      ),
      { description: 'Entries; `read` is the sum of the others' },
    ),
    dryRun: Type.Boolean(),
    written: Type.Boolean(),
    entries: Type.Array(
      Type.Object({
        file: Type.String(),
        line: Type.Integer(),
        column: Type.Integer(),
        entry: Type.Optional(Type.String({ description: 'Its key or number in the file' })),
        result: Type.String({ enum: ['added', 'updated', 'unchanged', 'merged', 'refused'] }),
        key: Type.Optional(Type.String({ description: 'Of the publication' })),
        foundBy: Type.Optional(Type.String({ description: 'By what it was found in the store' })),
        changes: Type.Optional(Type.Array(Type.Unknown())),
        contradictions: Type.Optional(
          Type.Array(Type.Unknown(), { description: 'What it says otherwise, and was not taken' }),
        ),
        findings: Type.Optional(Type.Array(Type.Unknown())),
      }),
    ),
    findings: Type.Optional(
      Type.Array(Type.Unknown(), { description: 'What was found in the file as a whole' }),
    ),
  },
  { title: 'ImportReport' },
)

const Facets = Type.Partial(
  Type.Object(Object.fromEntries(facetNames.map((name) => [name, Type.Array(ref('ValueCount'))]))),
)

export const schemas = {
  Problem,
  ValueCount,
  VenueResource,
  FormatResource,
  Affiliation,
  PublicationResource: served(Publication),
  PersonResource: served(Person),
  GroupResource: served(Group),
  Service,
  ImportReport,
  PublicationList: listOf(ref('PublicationResource'), { facets: Type.Optional(Facets) }),
  PersonList: listOf(ref('PersonResource')),
  AffiliationList: listOf(ref('Affiliation')),
  GroupList: listOf(ref('GroupResource')),
  VenueList: listOf(ref('VenueResource')),
  ValueList: listOf(ref('ValueCount')),
  FormatList: listOf(ref('FormatResource')),
  StyleList: listOf(Type.Object({ id: Type.String(), title: Type.String() })),
  LocaleList: listOf(Type.String()),
}
export type SchemaName = keyof typeof schemas
