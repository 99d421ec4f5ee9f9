/**
 * A publication in the Bibliographic Ontology (https://www.dublincore.org/specifications/bibo/), DCMI Terms and FOAF:
 * what Zotero and library catalogues read, and what Crossref answers for a DOI.
 */
import type { CslType, Role } from '../../model/csl-variables.ts'
import { parseReference, type SchemeName, schemes } from '../../model/identifier.ts'
import { displayName, familyName } from '../../model/name.ts'
import type { Person } from '../../model/person.ts'
import {
  type Contributor,
  contributorsOf,
  isPreprint,
  type Publication,
  publicUrl,
} from '../../model/publication.ts'
import { plainTitle } from '../../model/title.ts'
import { isoDate } from '../iso-date.ts'
import { firstAndLast } from '../pages.ts'
import { containerName, repositoryName } from '../publication-text.ts'
import { orcidUri, rorUri } from '../schema-org.ts'
import { selfOf } from '../self.ts'
import { licenseUri, webUri } from '../uri.ts'
import { Graph, type Node, type Term, type Triple } from './triples.ts'

/** CSL type → class; `bibo:Document` is for the rest. */
const classes: Partial<Record<CslType, Term>> = {
  'article-journal': 'bibo:AcademicArticle',
  'article-magazine': 'bibo:Article',
  'article-newspaper': 'bibo:Article',
  bill: 'bibo:Bill',
  book: 'bibo:Book',
  broadcast: 'bibo:AudioVisualDocument',
  chapter: 'bibo:Chapter',
  classic: 'bibo:Book',
  collection: 'bibo:Collection',
  dataset: 'dcmitype:Dataset',
  entry: 'bibo:BookSection',
  'entry-dictionary': 'bibo:BookSection',
  'entry-encyclopedia': 'bibo:BookSection',
  event: 'bibo:Event',
  figure: 'bibo:Image',
  graphic: 'bibo:Image',
  hearing: 'bibo:Hearing',
  interview: 'bibo:Interview',
  legal_case: 'bibo:LegalCaseDocument',
  legislation: 'bibo:Legislation',
  manuscript: 'bibo:Manuscript',
  map: 'bibo:Map',
  motion_picture: 'bibo:Film',
  'paper-conference': 'bibo:AcademicArticle',
  patent: 'bibo:Patent',
  performance: 'bibo:Performance',
  periodical: 'bibo:Periodical',
  personal_communication: 'bibo:PersonalCommunicationDocument',
  regulation: 'bibo:LegalDocument',
  report: 'bibo:Report',
  review: 'bibo:Article',
  'review-book': 'bibo:Article',
  software: 'dcmitype:Software',
  song: 'bibo:AudioDocument',
  speech: 'bibo:Slideshow',
  standard: 'bibo:Standard',
  thesis: 'bibo:Thesis',
  treaty: 'bibo:LegalDocument',
  webpage: 'bibo:Webpage',
}

const containerClasses: Partial<Record<CslType, Term>> = {
  'article-journal': 'bibo:Journal',
  'article-magazine': 'bibo:Magazine',
  'article-newspaper': 'bibo:Newspaper',
  chapter: 'bibo:Book',
  'entry-dictionary': 'bibo:ReferenceSource',
  'entry-encyclopedia': 'bibo:ReferenceSource',
  'paper-conference': 'bibo:Proceedings',
}

const rolePredicates: Partial<Record<Role, Term>> = {
  author: 'dcterms:creator',
  editor: 'bibo:editor',
  translator: 'bibo:translator',
  director: 'bibo:director',
  performer: 'bibo:performer',
  producer: 'bibo:producer',
  interviewer: 'bibo:interviewer',
  recipient: 'bibo:recipient',
  organizer: 'bibo:organizer',
}

const statuses: Partial<Record<NonNullable<Publication['status']>, string>> = {
  'in-press': 'forthcoming',
  accepted: 'accepted',
  'in-preparation': 'draft',
  submitted: 'nonPeerReviewed',
  'under-review': 'nonPeerReviewed',
}

/** Identifiers that have a property of their own; the others are told by their URIs. */
const identifierPredicates: Partial<Record<SchemeName, Term>> = { doi: 'bibo:doi', pmid: 'bibo:pmid' }

export function publicationTriples(p: Publication, baseUrl: string): Triple[] {
  const self = selfOf(p.key, baseUrl)
  const graph = new Graph()
  graph.add(self, 'rdf:type', {
    term: isPreprint(p) ? 'bibo:Manuscript' : (classes[p.type] ?? 'bibo:Document'),
  })
  graph.say(self, 'dcterms:title', plainTitle(p.title))
  graph.say(self, 'bibo:shortTitle', p.shortTitle && plainTitle(p.shortTitle))
  contributors(graph, self, p, baseUrl)
  date(graph, self, 'dcterms:issued', p.issued)
  date(graph, self, 'dcterms:dateSubmitted', p.submitted)
  date(graph, self, 'dcterms:dateAccepted', p.accepted)
  container(graph, self, p, baseUrl)
  graph.say(self, 'bibo:volume', p.volume)
  graph.say(self, 'bibo:issue', p.issue)
  graph.say(self, 'bibo:number', p.number)
  const [first, last] = firstAndLast(p) ?? []
  graph.say(self, 'bibo:pages', p.pages)
  graph.say(self, 'bibo:pageStart', first)
  graph.say(self, 'bibo:pageEnd', last)
  graph.say(self, 'bibo:numPages', p.numberOfPages)
  graph.say(self, 'bibo:edition', p.edition ?? p.softwareVersion)
  publisher(graph, self, p)
  graph.say(self, 'bibo:abstract', p.abstract && plainTitle(p.abstract))
  graph.say(self, 'dcterms:subject', ...(p.tags ?? []))
  graph.say(self, 'dcterms:language', p.language)
  graph.add(self, 'dcterms:license', iri(licenseUri(p.license)))
  const status = p.status && statuses[p.status]
  graph.add(self, 'bibo:status', iri(status && `http://purl.org/ontology/bibo/status/${status}`))
  identifiers(graph, self, p)
  for (const { kind, identifier } of p.relations ?? []) {
    const predicate: Term =
      kind === 'part' ? 'dcterms:hasPart' : kind === 'translation' ? 'dcterms:hasVersion' : 'dcterms:relation'
    graph.add(self, predicate, { iri: referenceIri(identifier, baseUrl) })
  }
  return graph.triples
}

const iri = (uri: string | undefined | '') => (uri ? { iri: uri } : undefined)

function date(graph: Graph, subject: string, predicate: Term, edtf: string | undefined): void {
  const text = isoDate(edtf)
  if (text === undefined) return
  const precision = text.replace(/^-/, '').split('-').length
  const datatype: Term = precision === 3 ? 'xsd:date' : precision === 2 ? 'xsd:gYearMonth' : 'xsd:gYear'
  graph.add(subject, predicate, { text, datatype })
}

function contributors(graph: Graph, self: string, p: Publication, baseUrl: string): void {
  const counts = new Map<Role, number>()
  const lists = new Map<Role, Node[]>()
  for (const person of p.contributors ?? []) {
    const { role } = person
    if (role === 'container-author' || (role === 'editor' && containerClasses[p.type])) continue
    const number = (counts.get(role) ?? 0) + 1
    counts.set(role, number)
    const subject = contributor(graph, person, `${self}#${role}-${number}`, baseUrl)
    graph.add(self, rolePredicates[role] ?? 'dcterms:contributor', { iri: subject })
    lists.set(role, [...(lists.get(role) ?? []), { iri: subject }])
  }
  graph.list(self, 'bibo:authorList', (i) => `${self}#authors-${i + 1}`, lists.get('author') ?? [])
  graph.list(self, 'bibo:editorList', (i) => `${self}#editors-${i + 1}`, lists.get('editor') ?? [])
}

/** @returns the IRI of the person: their ORCID, their page here, or a place in the record */
function contributor(graph: Graph, person: Contributor, place: string, baseUrl: string): string {
  const { literal, given, family, particle, orcid, affiliations } = person
  const subject = orcidUri(orcid) ?? (person.person ? `${baseUrl}/people/${person.person}` : place)
  graph.add(subject, 'rdf:type', { term: literal ? 'foaf:Organization' : 'foaf:Person' })
  graph.say(subject, 'foaf:name', displayName(person))
  if (!literal) {
    graph.say(subject, 'foaf:givenName', given)
    graph.say(subject, 'foaf:familyName', (family ?? particle) && familyName(person))
  }
  if (orcid && person.person) graph.add(subject, 'foaf:page', { iri: `${baseUrl}/people/${person.person}` })
  for (const [i, { name, ror }] of (affiliations ?? []).entries()) {
    const organization = rorUri(ror) ?? `${place}-affiliation-${i + 1}`
    graph.add(subject, 'schema:affiliation', { iri: organization })
    graph.add(organization, 'rdf:type', { term: 'foaf:Organization' })
    graph.say(organization, 'foaf:name', name)
  }
  return subject
}

function container(graph: Graph, self: string, p: Publication, baseUrl: string): void {
  const title = containerName(p, false)
  const [issn, isbn] = [p.venue?.issn ?? [], p.identifiers?.isbn ?? []]
  const kind = containerClasses[p.type]
  let inner = self
  if (title !== undefined && !isPreprint(p)) {
    inner = kind === 'bibo:Journal' && issn[0] ? `urn:issn:${issn[0]}` : `${self}#container`
    graph.add(self, 'dcterms:isPartOf', { iri: inner })
    graph.add(inner, 'rdf:type', { term: kind ?? 'bibo:Collection' })
    graph.say(inner, 'dcterms:title', title)
    graph.say(inner, 'bibo:shortTitle', p.venue?.short === title ? undefined : p.venue?.short)
    for (const [i, editor] of contributorsOf(p, 'editor').entries()) {
      if (!kind) break
      graph.add(inner, 'bibo:editor', { iri: contributor(graph, editor, `${self}#editor-${i + 1}`, baseUrl) })
    }
  }
  graph.say(inner, 'bibo:issn', ...issn)
  graph.say(inner, 'bibo:isbn', ...isbn)
  if (p.collectionTitle) {
    const series = `${self}#series`
    graph.add(inner, 'dcterms:isPartOf', { iri: series })
    graph.add(series, 'rdf:type', { term: 'bibo:Series' })
    graph.say(series, 'dcterms:title', p.collectionTitle)
    graph.say(series, 'bibo:number', p.collectionNumber)
  }
  if (p.eventTitle) {
    const event = `${self}#event`
    graph.add(self, 'bibo:presentedAt', { iri: event })
    graph.add(event, 'rdf:type', { term: 'bibo:Conference' })
    graph.say(event, 'dcterms:title', p.eventTitle)
    graph.say(event, 'schema:location', p.eventPlace)
  }
}

function publisher(graph: Graph, self: string, p: Publication): void {
  const name = p.publisher ?? (isPreprint(p) ? repositoryName(p) : undefined)
  if (name === undefined) return
  const subject = `${self}#publisher`
  graph.add(self, 'dcterms:publisher', { iri: subject })
  graph.add(subject, 'rdf:type', { term: 'foaf:Organization' })
  graph.say(subject, 'foaf:name', name)
  graph.say(subject, 'schema:location', p.place)
}

function identifiers(graph: Graph, self: string, p: Publication): void {
  graph.say(self, 'dcterms:identifier', p.key)
  const pages = new Set<string>()
  for (const name of Object.keys(schemes) as SchemeName[]) {
    const id = p.identifiers?.[name]
    if (id === undefined) continue
    const scheme = schemes[name]
    const predicate = identifierPredicates[name]
    if (predicate) graph.say(self, predicate, id)
    const url = 'url' in scheme ? webUri(scheme.url(id)) : undefined
    if (url) graph.add(self, 'owl:sameAs', { iri: url })
    else graph.say(self, 'dcterms:identifier', `${scheme.prefix}:${id}`)
    if (url) pages.add(url)
  }
  const url = webUri(publicUrl(p))
  if (url && !pages.has(url)) graph.add(self, 'foaf:page', { iri: url })
}

function referenceIri(identifier: string, baseUrl: string): string {
  const reference = parseReference(identifier)
  if (reference?.scheme === 'isbn') return `urn:isbn:${reference.id}`
  const scheme = reference && schemes[reference.scheme]
  const resolved = scheme && 'url' in scheme ? scheme.url(reference.id) : identifier
  return webUri(resolved) ?? selfOf(identifier, baseUrl)
}

/** A person of the store. */
export function personTriples(person: Person, baseUrl: string): Triple[] {
  const graph = new Graph()
  const self = orcidUri(person.identifiers?.orcid) ?? `${baseUrl}/people/${person.slug}`
  graph.add(self, 'rdf:type', { term: person.literal ? 'foaf:Organization' : 'foaf:Person' })
  graph.say(self, 'foaf:name', displayName(person))
  graph.say(self, 'foaf:givenName', person.given)
  graph.say(self, 'foaf:familyName', person.family && familyName(person))
  graph.say(self, 'schema:jobTitle', person.role)
  graph.say(self, 'schema:description', person.biography)
  graph.say(self, 'schema:knowsAbout', ...(person.interests ?? []))
  graph.add(self, 'foaf:depiction', iri(webUri(person.image)))
  graph.add(self, 'foaf:page', { iri: `${baseUrl}/people/${person.slug}` })
  for (const { url } of person.links ?? []) graph.add(self, 'foaf:page', iri(webUri(url)))
  return graph.triples
}
