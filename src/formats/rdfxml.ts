/** RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/): the same graph as Turtle, for tools of the first generation. */
import { defineFormat, writeEach } from '../rendering/format.ts'
import { personTriples, publicationTriples } from '../rendering/rdf/publication.ts'
import { bySubject, expand, type Node, prefixes, type Term, type Triple } from '../rendering/rdf/triples.ts'
import { element, type Xml, xmlDeclaration } from '../rendering/xml.ts'

const head = `${xmlDeclaration}<rdf:RDF ${Object.entries(prefixes)
  .map(([name, iri]) => `xmlns:${name}="${iri}"`)
  .join(' ')}>\n`
const tail = '</rdf:RDF>\n'

function property(predicate: Term, object: Node): Xml {
  if ('iri' in object) return element(predicate, { 'rdf:resource': object.iri })
  if ('term' in object) return element(predicate, { 'rdf:resource': expand(object.term) })
  return element(predicate, { 'rdf:datatype': object.datatype && expand(object.datatype) }, object.text)
}

const descriptions = (triples: readonly Triple[]) =>
  [...bySubject(triples)]
    .map(([subject, own]) =>
      element(
        'rdf:Description',
        { 'rdf:about': subject },
        own.map(({ predicate, object }) => property(predicate, object)),
      ),
    )
    .map(({ text }) => `${text}\n`)
    .join('')

export default defineFormat({
  name: 'rdfxml',
  title: 'RDF/XML',
  specification: 'https://www.w3.org/TR/rdf-syntax-grammar/',
  mediaTypes: ['application/rdf+xml'],
  extensions: ['rdf'],
  parameters: [],
  list: ({ baseUrl }) =>
    writeEach(({ publication }) => descriptions(publicationTriples(publication, baseUrl)), { head, tail }),
  resources: { person: (person, { baseUrl }) => head + descriptions(personTriples(person, baseUrl)) + tail },
})
