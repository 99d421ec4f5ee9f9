/** Triples of RDF 1.1 (https://www.w3.org/TR/rdf11-concepts/) without blank nodes, so that a list can be cut anywhere. */
import { cleanXml } from '../xml.ts'

export const prefixes = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dcterms: 'http://purl.org/dc/terms/',
  dcmitype: 'http://purl.org/dc/dcmitype/',
  bibo: 'http://purl.org/ontology/bibo/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  owl: 'http://www.w3.org/2002/07/owl#',
  schema: 'https://schema.org/',
} as const

/** A name with one of the prefixes, such as `dcterms:title`. */
export type Term = `${keyof typeof prefixes}:${string}`
export type Node = { iri: string } | { term: Term } | { text: string; datatype?: Term }
export interface Triple {
  /** An IRI in ASCII. */
  subject: string
  predicate: Term
  object: Node
}

export function expand(term: Term): string {
  const colon = term.indexOf(':')
  return prefixes[term.slice(0, colon) as keyof typeof prefixes] + term.slice(colon + 1)
}

/** Collects what is said of subjects; what has no value is not said. */
export class Graph {
  readonly triples: Triple[] = []

  add(subject: string, predicate: Term, ...objects: (Node | undefined | false | '')[]): void {
    for (const object of objects) if (object) this.triples.push({ subject, predicate, object })
  }

  /** Texts lose the characters that XML cannot hold, so that every notation gives the same graph. */
  say(subject: string, predicate: Term, ...texts: (string | undefined)[]): void {
    for (const text of texts) {
      const clean = text && cleanXml(text)
      if (clean) this.triples.push({ subject, predicate, object: { text: clean } })
    }
  }

  /** An RDF list whose cells have names of their own. */
  list(subject: string, predicate: Term, cell: (i: number) => string, members: Node[]): void {
    if (members.length === 0) return
    this.add(subject, predicate, { iri: cell(0) })
    for (const [i, member] of members.entries()) {
      this.add(cell(i), 'rdf:first', member)
      this.add(cell(i), 'rdf:rest', i + 1 < members.length ? { iri: cell(i + 1) } : { term: 'rdf:nil' })
    }
  }
}

/** Triples by subject, in order of first appearance. */
export function bySubject(triples: readonly Triple[]): Map<string, Triple[]> {
  const subjects = new Map<string, Triple[]>()
  for (const triple of triples) {
    const own = subjects.get(triple.subject)
    if (own) own.push(triple)
    else subjects.set(triple.subject, [triple])
  }
  return subjects
}

const escapes: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A string between quotes, for N-Triples and Turtle alike. */
export const quoted = (text: string) => `"${text.replace(/[\\"\n\r\t]/g, (c) => escapes[c]!)}"`
