/** A publication in the vocabulary of schema.org: the work, what it is part of, who made it and where it is found. */
import type { Role } from '../model/csl-variables.ts'
import { parseReference, type SchemeName, schemes } from '../model/identifier.ts'
import { type Publication, publicUrl, type Relation } from '../model/publication.ts'
import { plainTitle } from '../model/title.ts'
import { compact, type Data, type DataMap, unique } from './compact.ts'
import { isoDate } from './iso-date.ts'
import { pageRanges } from './pages.ts'
import { propertyValue, rorUri, schemaContributor, schemaTypes } from './schema-org.ts'
import { isBook, schemaContainer, schemaEvent, schemaPlace } from './schema-org-container.ts'
import { selfOf } from './self.ts'
import { licenseUri, webUri } from './uri.ts'

type Getter = (p: Publication, baseUrl: string) => Data

/** CSL role → property of the work itself. Roles that belong to what it is part of stand there; others are named roles. */
const roleProperties: Partial<Record<Role, string>> = {
  author: 'author',
  editor: 'editor',
  translator: 'translator',
  composer: 'composer',
  director: 'director',
  illustrator: 'illustrator',
  producer: 'producer',
  recipient: 'recipient',
  contributor: 'contributor',
}
const containerRoles = new Set<Role>(['container-author', 'collection-editor'])
const isSoftware = (p: Publication) => p.type === 'software'

/** Relation → property. What schema.org has no property for is left out. */
const relationProperties: Partial<Record<Relation['kind'], string>> = {
  translation: 'workTranslation',
  part: 'hasPart',
  review: 'review',
  erratum: 'correction',
  extends: 'isBasedOn',
}

const properties: Record<string, Getter> = {
  '@type': (p) => schemaTypes[p.type] ?? 'CreativeWork',
  '@id': (p, baseUrl) => doiUri(p) ?? selfOf(p.key, baseUrl),
  additionalType: (p) => (schemaTypes[p.type] ? undefined : p.type),
  name: (p) => plainTitle(p.title),
  headline: (p) => (/Article|Posting/.test(schemaTypes[p.type] ?? '') ? plainTitle(p.title) : undefined),
  alternateName: (p) => p.shortTitle && plainTitle(p.shortTitle),
  datePublished: (p) => isoDate(p.issued),
  pagination: (p) => p.pages,
  pageStart: (p) => singleRange(p)?.first,
  pageEnd: (p) => singleRange(p)?.last,
  isPartOf: schemaContainer,
  publisher: (p) => p.publisher && organization(p.publisher, { location: p.place && schemaPlace(p.place) }),
  abstract: (p) => p.abstract && plainTitle(p.abstract),
  keywords: (p) => unique(p.tags),
  award: (p) => p.awards,
  inLanguage: (p) => p.language,
  license: (p) => licenseUri(p.license) ?? p.license,
  creativeWorkStatus: (p) => p.status,
  genre: (p) => (p.type === 'thesis' ? undefined : p.genre),
  inSupportOf: (p) => (p.type === 'thesis' ? p.genre : undefined),
  isbn: (p) => (isBook(p) ? p.identifiers?.isbn : undefined),
  bookEdition: (p) => (isBook(p) ? p.edition : undefined),
  numberOfPages: (p) =>
    isBook(p) && /^\d{1,9}$/.test(p.numberOfPages ?? '') ? Number(p.numberOfPages) : undefined,
  reportNumber: (p) => (p.type === 'report' ? p.number : undefined),
  issn: (p) => (p.type === 'periodical' ? p.venue?.issn : undefined),
  version: (p) => p.softwareVersion,
  codeRepository: (p) => (isSoftware(p) ? linked(p, 'code')[0] : undefined),
  encoding: (p) =>
    linked(p, 'pdf').map((contentUrl) => ({
      '@type': 'MediaObject',
      contentUrl,
      encodingFormat: 'application/pdf',
    })),
  funding: (p) =>
    p.funding?.map(({ funder, ror, award }) =>
      compact({ '@type': 'Grant', identifier: award, funder: organization(funder, { '@id': rorUri(ror) }) }),
    ),
  url: (p, baseUrl) => webUri(publicUrl(p)) ?? selfOf(p.key, baseUrl),
  mainEntityOfPage: (p, baseUrl) => selfOf(p.key, baseUrl),
  sameAs: (p, baseUrl) => sameAs(p, baseUrl),
  identifier: identifiers,
  '@reverse': (p) => compact({ workFeatured: schemaEvent(p) }),
}

const doiUri = (p: Publication) => webUri(p.identifiers?.doi && schemes.doi.url(p.identifiers.doi))
const organization = (name: string, more: DataMap = {}) => compact({ '@type': 'Organization', name, ...more })
const linked = (p: Publication, kind: string) =>
  (p.links ?? []).flatMap((link) => (link.kind === kind ? (webUri(link.url) ?? []) : []))

function singleRange({ pages }: Publication) {
  const ranges = pageRanges(pages ?? '')
  return ranges.length === 1 ? ranges[0] : undefined
}

/** The page of the work in every archive that has one, beside its own identifier. */
function sameAs(p: Publication, baseUrl: string): Data {
  const resolved = (Object.keys(schemes) as SchemeName[]).map((name) => schemeUrl(p, name))
  const self = doiUri(p) && selfOf(p.key, baseUrl)
  return unique([...resolved, webUri(p.url), self].filter((url) => url !== undefined))
}

function schemeUrl(p: Publication, name: SchemeName): string | undefined {
  const id = p.identifiers?.[name]
  const scheme = schemes[name]
  return id !== undefined && 'url' in scheme ? webUri(scheme.url(id)) : undefined
}

/** How the registries name their identifiers; a property ID is free text. */
const propertyIds: Partial<Record<SchemeName, string>> = {
  doi: 'DOI',
  arxiv: 'arXiv',
  pmid: 'PMID',
  pmcid: 'PMCID',
}

function identifiers(p: Publication): Data {
  const named = (Object.keys(schemes) as SchemeName[]).flatMap((name) => {
    const id = p.identifiers?.[name]
    return id === undefined ? [] : [propertyValue(propertyIds[name] ?? name, id, schemeUrl(p, name))]
  })
  const number = p.number !== undefined && p.type !== 'report' ? [propertyValue('number', p.number)] : []
  return [propertyValue('key', p.key), ...named, ...number]
}

/** By property of the work: the people of its roles. */
function contributors(p: Publication, baseUrl: string): Record<string, Data[]> {
  const nodes = (p.contributors ?? [])
    .filter(({ role }) => !containerRoles.has(role))
    .map((contributor): [string, Data] => {
      const { role } = contributor
      const node = schemaContributor(contributor, baseUrl)
      const property = roleProperties[role]
      return property
        ? [property, node]
        : ['contributor', { '@type': 'Role', roleName: role, contributor: node }]
    })
  return gathered(nodes)
}

function relations(p: Publication, baseUrl: string): Record<string, Data[]> {
  const nodes = (p.relations ?? []).flatMap(({ kind, identifier }): [string, Data][] => {
    const property = relationProperties[kind]
    return property ? [[property, { '@id': referenceUri(identifier, baseUrl) }]] : []
  })
  return gathered(nodes)
}

/** The values of each property, in order. */
function gathered(nodes: [property: string, value: Data][]): Record<string, Data[]> {
  const found: Record<string, Data[]> = {}
  for (const [property, value] of nodes) found[property] = [...(found[property] ?? []), value]
  return found
}

function referenceUri(identifier: string, baseUrl: string): string {
  const reference = parseReference(identifier)
  if (reference?.scheme === 'isbn') return `urn:isbn:${reference.id}`
  const scheme = reference && schemes[reference.scheme]
  const resolved = scheme && 'url' in scheme ? scheme.url(reference.id) : identifier
  return webUri(resolved) ?? selfOf(identifier, baseUrl)
}

/** @returns the work as a node of JSON-LD, without context */
export function schemaWork(p: Publication, baseUrl: string): DataMap {
  const own = Object.entries(properties).map(([name, value]) => [name, value(p, baseUrl)] as const)
  return compact({ ...Object.fromEntries(own), ...contributors(p, baseUrl), ...relations(p, baseUrl) })!
}
