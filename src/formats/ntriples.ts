/** N-Triples (https://www.w3.org/TR/n-triples/): one fact a line, for programs. */
import { defineFormat, writeEach } from '../rendering/format.ts'
import { personTriples, publicationTriples } from '../rendering/rdf/publication.ts'
import { expand, type Node, quoted, type Triple } from '../rendering/rdf/triples.ts'

function node(object: Node): string {
  if ('iri' in object) return `<${object.iri}>`
  if ('term' in object) return `<${expand(object.term)}>`
  return quoted(object.text) + (object.datatype ? `^^<${expand(object.datatype)}>` : '')
}

const lines = (triples: readonly Triple[]) =>
  triples
    .map(({ subject, predicate, object }) => `<${subject}> <${expand(predicate)}> ${node(object)} .\n`)
    .join('')

export default defineFormat({
  name: 'ntriples',
  title: 'RDF (N-Triples)',
  specification: 'https://www.w3.org/TR/n-triples/',
  mediaTypes: ['application/n-triples'],
  extensions: ['nt'],
  parameters: [],
  list: ({ baseUrl }) => writeEach(({ publication }) => lines(publicationTriples(publication, baseUrl))),
  resources: { person: (person, { baseUrl }) => lines(personTriples(person, baseUrl)) },
})
