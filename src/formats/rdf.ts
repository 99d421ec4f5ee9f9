/** Turtle (https://www.w3.org/TR/turtle/): RDF in the Bibliographic Ontology, DCMI Terms and FOAF, for people to read. */
import { defineFormat, writeEach } from '../rendering/format.ts'
import { personTriples, publicationTriples } from '../rendering/rdf/publication.ts'
import { bySubject, type Node, prefixes, quoted, type Term, type Triple } from '../rendering/rdf/triples.ts'

const head = Object.entries(prefixes)
  .map(([name, iri]) => `@prefix ${name}: <${iri}> .\n`)
  .join('')

function node(object: Node): string {
  if ('iri' in object) return `<${object.iri}>`
  if ('term' in object) return object.term
  return quoted(object.text) + (object.datatype ? `^^${object.datatype}` : '')
}

const verb = (predicate: Term) => (predicate === 'rdf:type' ? 'a' : predicate)

function subjects(triples: readonly Triple[]): string {
  let text = ''
  for (const [subject, own] of bySubject(triples)) {
    const objects = new Map<Term, string[]>()
    for (const { predicate, object } of own) {
      objects.set(predicate, [...(objects.get(predicate) ?? []), node(object)])
    }
    const facts = [...objects].map(([predicate, nodes]) => `${verb(predicate)} ${nodes.join(', ')}`)
    text += `\n<${subject}> ${facts.join(' ;\n  ')} .\n`
  }
  return text
}

export default defineFormat({
  name: 'rdf',
  title: 'RDF (Turtle)',
  specification: 'https://www.w3.org/TR/turtle/',
  mediaTypes: ['text/turtle'],
  extensions: ['ttl'],
  parameters: [],
  list: ({ baseUrl }) =>
    writeEach(({ publication }) => subjects(publicationTriples(publication, baseUrl)), { head }),
  resources: { person: (person, { baseUrl }) => head + subjects(personTriples(person, baseUrl)) },
})
