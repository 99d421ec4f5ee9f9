/** Our own JSON (API of this service; RFC 8259): the document as the store keeps it, with the URL it is found at. */
import { nearest } from '../model/nearest.ts'
import { unknownValue } from '../model/parameters.ts'
import { Publication } from '../model/publication.ts'
import type { PublicationRecord } from '../model/store.ts'
import { defineFormat, type RenderContext } from '../rendering/format.ts'

function write(record: PublicationRecord, context: RenderContext): string {
  const self = `${context.baseUrl}/publications/${encodeURIComponent(record.key)}`
  const inclusions = context.inclusions?.get(record.key)
  if (!context.fields) {
    const added = JSON.stringify({ self, ...inclusions })
    return `${record.json.slice(0, -1)},${added.slice(1)}`
  }
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

interface Shape {
  properties?: Record<string, Shape>
  items?: Shape
}

/** Every path that `fields` may name: the fields of the schema and those one step below. */
const fieldPaths: readonly string[] = Object.entries(Publication.properties as Record<string, Shape>)
  .flatMap(([name, shape]) => {
    const below = shape.properties ?? shape.items?.properties ?? {}
    return [name, ...Object.keys(below).map((child) => `${name}.${child}`)]
  })
  .concat('self')
const open = ['custom', 'extra']

function checkFields(fields: string[] | undefined): void {
  for (const field of fields ?? []) {
    if (fieldPaths.includes(field) || open.some((name) => field.startsWith(`${name}.`))) continue
    throw unknownValue('fields', field, nearest(field, fieldPaths), {})
  }
}

export default defineFormat({
  name: 'json',
  title: 'JSON',
  specification: 'https://www.rfc-editor.org/rfc/rfc8259',
  mediaTypes: ['application/json'],
  extensions: ['json'],
  parameters: ['fields', 'include', 'facets', 'style', 'locale', 'highlight', 'profile', 'venueName'],
  paged: true,
  preferred: true,
  list(context) {
    checkFields(context.fields)
    const facets = context.facets ? `,"facets":${JSON.stringify(context.facets)}` : ''
    return {
      head: '{"items":[',
      separator: ',',
      tail: `],"total":${context.total}${facets}}`,
      batch: (records) => records.map((record) => write(record, context)).join(','),
    }
  },
  item(record, context) {
    checkFields(context.fields)
    return write(record, context)
  },
  resources: {
    home: ({ service }) => JSON.stringify(service),
    person: (person, { baseUrl }) => JSON.stringify({ ...person, self: `${baseUrl}/people/${person.slug}` }),
    people: ({ items, total }, { baseUrl }) =>
      JSON.stringify({
        items: items.map((item) => ({ ...item, self: `${baseUrl}/people/${item.slug}` })),
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
    values: (data) => JSON.stringify(data),
    document: (data) => JSON.stringify(data),
  },
})
