/**
 * JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/) in the vocabulary of schema.org: what search engines and DOI registries
 * read. A list is one graph. No text holds `<`, so the JSON can stand inside a script element as it is.
 */
import type { DataMap } from '../rendering/compact.ts'
import { defineFormat, writeEach } from '../rendering/format.ts'
import { schemaContext, schemaPerson } from '../rendering/schema-org.ts'
import { schemaWork } from '../rendering/schema-org-work.ts'

const write = (node: DataMap) => JSON.stringify(node).replaceAll('<', '\\u003c')
const document = (node: DataMap) => `${write({ '@context': schemaContext, ...node })}\n`

export default defineFormat({
  name: 'jsonld',
  title: 'JSON-LD (schema.org)',
  specification: 'https://schema.org/docs/developers.html',
  mediaTypes: ['application/ld+json', 'application/vnd.schemaorg.ld+json'],
  extensions: ['jsonld'],
  common: true,
  parameters: [],
  list: ({ baseUrl }) =>
    writeEach(({ publication }) => write(schemaWork(publication, baseUrl)), {
      head: `{"@context":"${schemaContext}","@graph":[`,
      separator: ',\n',
      tail: ']}\n',
    }),
  item: ({ publication }, { baseUrl }) => document(schemaWork(publication, baseUrl)),
  resources: {
    person: (person, { baseUrl }) => document(schemaPerson(person, baseUrl)),
    people: ({ items }, { baseUrl }) =>
      document({ '@graph': items.map((person) => schemaPerson(person, baseUrl)) }),
  },
})
