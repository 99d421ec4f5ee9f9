/**
 * Unqualified Dublin Core (https://www.dublincore.org/specifications/dublin-core/dces/) in the envelope of OAI-PMH
 * (http://www.openarchives.org/OAI/2.0/oai_dc.xsd): what every harvester reads. A list is several of them in an element
 * `records` that is no part of it.
 */
import type { CslType } from '../model/csl-variables.ts'
import { parseReference, type SchemeName, schemes } from '../model/identifier.ts'
import { indexName } from '../model/name.ts'
import { type Contributor, isPreprint, type Publication, publicUrl } from '../model/publication.ts'
import { plainTitle } from '../model/title.ts'
import { unique } from '../rendering/compact.ts'
import { defineFormat, writeEach } from '../rendering/format.ts'
import { isoDate, isoEnd } from '../rendering/iso-date.ts'
import { containerName, repositoryName } from '../rendering/publication-text.ts'
import { selfOf } from '../rendering/self.ts'
import { licenseUri, webUri } from '../rendering/uri.ts'
import { element, type Xml, xmlDeclaration } from '../rendering/xml.ts'

const namespace = 'http://www.openarchives.org/OAI/2.0/oai_dc/'
const root = {
  'xmlns:oai_dc': namespace,
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation': `${namespace} http://www.openarchives.org/OAI/2.0/oai_dc.xsd`,
}

/** CSL type → DCMI Type Vocabulary; `Text` is for the rest. */
const types: Partial<Record<CslType, string>> = {
  broadcast: 'MovingImage',
  collection: 'Collection',
  dataset: 'Dataset',
  event: 'Event',
  figure: 'StillImage',
  graphic: 'StillImage',
  map: 'StillImage',
  motion_picture: 'MovingImage',
  performance: 'Event',
  software: 'Software',
  song: 'Sound',
}

type Values = string | undefined | (string | undefined)[]

const creators = new Set<Contributor['role']>(['author', 'composer', 'director', 'script-writer'])
const withRole = (p: Publication, isCreator: boolean) =>
  (p.contributors ?? []).filter(({ role }) => creators.has(role) === isCreator).map(indexName)

const elements: [name: string, values: (p: Publication, baseUrl: string) => Values][] = [
  ['title', (p) => [plainTitle(p.title), p.originalTitle && plainTitle(p.originalTitle)]],
  ['creator', (p) => withRole(p, true)],
  ['subject', (p) => p.tags],
  ['description', (p) => [p.abstract && plainTitle(p.abstract), p.note]],
  ['publisher', (p) => p.publisher ?? (isPreprint(p) ? repositoryName(p) : undefined)],
  ['contributor', (p) => withRole(p, false)],
  ['date', (p) => date(p.issued)],
  ['type', (p) => [types[p.type] ?? 'Text', isPreprint(p) ? 'preprint' : p.type, p.genre]],
  ['format', (p) => (p.links?.some(({ kind }) => kind === 'pdf') ? 'application/pdf' : undefined)],
  ['identifier', identifiers],
  ['source', source],
  ['language', (p) => p.language],
  ['relation', relations],
  ['rights', (p) => p.license && (licenseUri(p.license) ?? p.license)],
]

/** W3CDTF; a range is two dates with a solidus between them. */
function date(edtf: string | undefined): string | undefined {
  const end = isoEnd(edtf)
  return end ? `${isoDate(edtf)}/${end}` : isoDate(edtf)
}

/** As URIs, which need no word on what they are; the address of the record comes last. */
function identifiers(p: Publication, baseUrl: string): Values {
  const resolved = (Object.keys(schemes) as SchemeName[]).map((name) => {
    const id = p.identifiers?.[name]
    const scheme = schemes[name]
    if (id === undefined) return undefined
    return 'url' in scheme ? webUri(scheme.url(id)) : `${scheme.prefix}:${id}`
  })
  return unique([
    ...resolved,
    webUri(publicUrl(p)),
    ...(p.identifiers?.isbn ?? []).map((isbn) => `urn:ISBN:${isbn}`),
    selfOf(p.key, baseUrl),
  ])
}

/** What it came out in, as one text: "Nature, 585(7825), 357-362". */
function source(p: Publication): Values {
  const container = containerName(p, false)
  const number = p.volume && (p.issue ? `${p.volume}(${p.issue})` : p.volume)
  const parts = [container, number ?? p.issue, p.pages ?? p.number].filter(Boolean)
  return [container && parts.join(', '), ...(p.venue?.issn ?? []).map((issn) => `urn:ISSN:${issn}`)]
}

function relations(p: Publication, baseUrl: string): Values {
  return p.relations?.map(({ identifier }) => {
    const reference = parseReference(identifier)
    if (reference?.scheme === 'isbn') return `urn:ISBN:${reference.id}`
    const scheme = reference && schemes[reference.scheme]
    const resolved = scheme && 'url' in scheme ? scheme.url(reference.id) : identifier
    return webUri(resolved) ?? selfOf(identifier, baseUrl)
  })
}

function write(p: Publication, baseUrl: string): Xml {
  return element(
    'oai_dc:dc',
    root,
    elements.flatMap(([name, values]) =>
      [values(p, baseUrl)].flat().map((value) => value && element(`dc:${name}`, {}, value)),
    ),
  )
}

export default defineFormat({
  name: 'dublincore',
  title: 'Dublin Core',
  specification: 'https://www.dublincore.org/specifications/dublin-core/dces/',
  mediaTypes: ['application/xml; profile=oai_dc'],
  extensions: ['dc.xml'],
  parameters: [],
  list: ({ baseUrl }) =>
    writeEach(({ publication }) => `${write(publication, baseUrl).text}\n`, {
      head: `${xmlDeclaration}<records>\n`,
      tail: '</records>\n',
    }),
  item: ({ publication }, { baseUrl }) => `${xmlDeclaration}${write(publication, baseUrl).text}\n`,
})
