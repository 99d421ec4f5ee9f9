/** Our own JSON (API of this service; RFC 8259): the document as the store keeps it, with the URL it is found at. */
import { dateVariables, textVariables } from '../model/csl-variables.ts'
import { schemes } from '../model/identifier.ts'
import { nearest } from '../model/nearest.ts'
import { unknownValue } from '../model/parameters.ts'
import type { Person } from '../model/person.ts'
import type { Publication } from '../model/publication.ts'
import type { PublicationRecord } from '../model/store.ts'
import { defineFormat, type Entry, type RenderContext, textOf, writeEach } from '../rendering/format.ts'
import { withSelf } from '../rendering/own-json.ts'
import { selfOf } from '../rendering/self.ts'

function write(record: PublicationRecord, context: RenderContext): Entry {
  const inclusions = context.inclusions?.get(record.key)
  if (!context.fields) return withSelf(record, context, inclusions)
  const self = selfOf(record.key, context.baseUrl)
  return JSON.stringify({ ...pick({ ...record.publication, self }, context.fields), ...inclusions })
}

/** The fields of a sparse fieldset; below a list, of each of its members. */
function pick(source: object, paths: string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {}
  const heads = new Set(paths.map((path) => path.split('.')[0]!))
  for (const head of heads) {
    const value = (source as Record<string, unknown>)[head]
    if (value === undefined) continue
    const below = paths
      .filter((path) => path.startsWith(`${head}.`))
      .map((path) => path.slice(head.length + 1))
    if (below.length === 0 || paths.includes(head) || typeof value !== 'object' || value === null)
      picked[head] = value
    else if (Array.isArray(value)) picked[head] = value.map((member) => pick(member, below))
    else picked[head] = pick(value, below)
  }
  return picked
}

type Tabled = keyof typeof textVariables | keyof typeof dateVariables
/** Fields beside CSL's texts and dates, each with the fields one step below; the compiler knows if one is missing. */
const fields: Record<Exclude<keyof Publication, Tabled>, string> = {
  key: '',
  aliases: '',
  type: '',
  status: '',
  visibility: '',
  publishedOnline: '',
  publishedPrint: '',
  accepted: '',
  year: '',
  venue: 'name short kind issn url',
  identifiers: [...Object.keys(schemes), 'arxivClass', 'isbn'].join(' '),
  contributors:
    'role given family particle droppingParticle suffix literal orcid person equal corresponding affiliations creditRoles note',
  links: 'kind url label',
  tags: '',
  awards: '',
  featured: '',
  relations: 'kind identifier',
  funding: 'funder ror award',
  license: '',
  groups: '',
  custom: '',
  extra: '',
  created: '',
  updated: '',
  version: '',
}

/** Every path that the parameter `fields` may name. */
const fieldPaths: readonly string[] = [
  ...Object.keys({ ...textVariables, ...dateVariables }),
  ...Object.entries(fields).flatMap(([name, below]) => [
    name,
    ...below
      .split(' ')
      .filter(Boolean)
      .map((child) => `${name}.${child}`),
  ]),
  'self',
]
const open = ['custom', 'extra']

function checkFields(wanted: string[] | undefined): void {
  for (const field of wanted ?? []) {
    if (fieldPaths.includes(field) || open.some((name) => field.startsWith(`${name}.`))) continue
    throw unknownValue('fields', field, nearest(field, fieldPaths), {})
  }
}

/** What an import kept of somebody's site is for that site alone: nobody has asked to publish it here. */
const shown = ({ extra: _, ...person }: Person) => person

export default defineFormat({
  name: 'json',
  title: 'JSON',
  specification: 'https://www.rfc-editor.org/rfc/rfc8259',
  mediaTypes: ['application/json'],
  extensions: ['json'],
  common: true,
  parameters: [
    'fields',
    'include',
    'facets',
    'style',
    'locale',
    'highlight',
    'maxAuthors',
    'profile',
    'venueName',
  ],
  paged: true,
  preferred: true,
  list(context) {
    checkFields(context.fields)
    const facets = context.facets ? `,"facets":${JSON.stringify(context.facets)}` : ''
    return writeEach((record) => write(record, context), {
      head: '{"items":[',
      separator: ',',
      tail: `],"total":${context.total}${facets}}`,
      // Entries are little more than documents, and to keep them takes longer than to read these.
      standsAlone: false,
    })
  },
  item(record, context) {
    checkFields(context.fields)
    return textOf(write(record, context))
  },
  resources: {
    home: ({ service }) => JSON.stringify(service),
    person: (person, { baseUrl }) =>
      JSON.stringify({ ...shown(person), self: `${baseUrl}/people/${person.slug}` }),
    people: ({ items, total }, { baseUrl }) =>
      JSON.stringify({
        items: items.map((item) => ({ ...shown(item), self: `${baseUrl}/people/${item.slug}` })),
        total,
      }),
    affiliations: (data) => JSON.stringify(data),
    group: (group, { baseUrl }) => JSON.stringify({ ...group, self: `${baseUrl}/groups/${group.slug}` }),
    groups: ({ items, total }, { baseUrl }) =>
      JSON.stringify({
        items: items.map((item) => ({ ...item, self: `${baseUrl}/groups/${item.slug}` })),
        total,
      }),
    venues: (data) => JSON.stringify(data),
    values: ({ items, total }) => JSON.stringify({ items, total }),
    document: (data) => JSON.stringify(data),
  },
})
