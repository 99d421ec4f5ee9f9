/**
 * A publication by the DataCite Metadata Schema 4.6, in the JSON that the DataCite API gives
 * (https://support.datacite.org/docs/datacite-content-resolver); the XML is written from the same data.
 */
import { parseReference, type SchemeName, schemes } from '../../model/identifier.ts'
import {
  type Contributor,
  contributorsOf,
  isPreprint,
  type Publication,
  publicUrl,
} from '../../model/publication.ts'
import { plainTitle } from '../../model/title.ts'
import { compact, type Data, type DataMap, unique } from '../compact.ts'
import { isoDate, isoEnd, startOf } from '../iso-date.ts'
import { firstAndLast } from '../pages.ts'
import { containerName, repositoryName } from '../publication-text.ts'
import { selfOf } from '../self.ts'
import { licenseUri, webUri } from '../uri.ts'
import { dataciteName, unavailable } from './name.ts'
import {
  containerTypes,
  contributorTypes,
  identifierTypes,
  relationTypes,
  resourceTypeGeneral,
} from './types.ts'

export function dataciteWork(p: Publication, baseUrl: string): DataMap {
  const self = selfOf(p.key, baseUrl)
  const { doi } = p.identifiers ?? {}
  const creators = contributorsOf(p)
  const others = (p.contributors ?? []).filter((one) => one.role !== 'author' && !inContainer(p, one))
  const url = webUri(publicUrl(p)) ?? self
  const kept = { ...p.extra?.datacite, ...p.extra?.['datacite-xml'] } as DataMap
  const withKept = (name: string, own: Data): Data => {
    const more = kept[name]
    return Array.isArray(more) && more.length ? [...(Array.isArray(own) ? own : []), ...more] : own
  }
  return {
    ...compact({
      id: doi ? schemes.doi.url(doi) : self,
      doi,
      url,
      types: {
        resourceTypeGeneral: resourceTypeGeneral(p),
        resourceType: p.genre ?? p.type,
        citeproc: p.type,
      },
      creators: creators.length ? creators.map(dataciteName) : [{ name: unavailable }],
      titles: titles(p),
      publisher: publisherOf(p) ?? unavailable,
      container: container(p),
      publicationYear: year(p),
      subjects: p.tags?.map((subject) => ({ subject })),
      contributors: others.map(contributor),
      dates: withKept('dates', dates(p)),
      language: p.language,
      identifiers: identifiers(p, self),
      sizes: withKept('sizes', p.numberOfPages && [`${p.numberOfPages} pages`]),
      version: p.softwareVersion,
      rightsList: p.license && [rights(p.license)],
      descriptions: withKept('descriptions', descriptions(p)),
      fundingReferences: p.funding?.map(funding),
      relatedIdentifiers: withKept('relatedIdentifiers', relatedIdentifiers(p, baseUrl)),
      relatedItems: withKept('relatedItems', relatedItems(p)),
      formats: withKept('formats', undefined),
      geoLocations: withKept('geoLocations', undefined),
    }),
    schemaVersion: 'http://datacite.org/schema/kernel-4',
  }
}

const contributor = (one: Contributor): DataMap => ({
  ...dataciteName(one),
  contributorType: contributorTypes[one.role] ?? 'Other',
})

/** Who belongs to the book and not to the chapter stands with the book. */
const inContainer = (p: Publication, { role }: Contributor) =>
  (role === 'editor' || role === 'container-author') && containerTypes[p.type] !== undefined

export const publisherOf = (p: Publication) =>
  p.publisher ?? (isPreprint(p) ? repositoryName(p) : containerName(p, false))

/** Four digits, which is all the schema has; earlier and unknown years are left out. */
function year({ issued }: Publication): number | undefined {
  const start = startOf(issued)
  return start && start.year >= 1000 ? start.year : undefined
}

function titles(p: Publication): DataMap[] {
  const one = (title: string | undefined, titleType?: string) =>
    title ? [compact({ title: plainTitle(title), titleType })!] : []
  return [...one(p.title), ...one(p.shortTitle, 'AlternativeTitle'), ...one(p.originalTitle, 'Other')]
}

function dates(p: Publication): Data {
  const date = (edtf: string | undefined, dateType: string, dateInformation?: string) => {
    const start = isoDate(edtf)
    if (start === undefined) return []
    const end = isoEnd(edtf)
    const about = startOf(edtf)?.approximate ? 'approximate' : dateInformation
    return [compact({ date: end ? `${start}/${end}` : start, dateType, dateInformation: about })!]
  }
  return [
    ...date(p.issued, 'Issued'),
    ...date(p.submitted, 'Submitted'),
    ...date(p.accepted, 'Accepted'),
    ...date(p.availableDate ?? p.publishedOnline, 'Available'),
    ...date(p.originalDate, 'Created', 'original'),
    ...date(p.eventDate, 'Other', 'event'),
  ]
}

function identifiers(p: Publication, self: string): Data {
  const own = (Object.keys(schemes) as SchemeName[])
    .filter((name) => name !== 'doi')
    .flatMap((name) => {
      const identifier = p.identifiers?.[name]
      return identifier ? [{ identifier, identifierType: identifierTypes[name] ?? name }] : []
    })
  const isbn = containerTypes[p.type] ? [] : (p.identifiers?.isbn ?? [])
  return [
    ...own,
    ...isbn.map((identifier) => ({ identifier, identifierType: 'ISBN' })),
    ...(p.number && !containerTypes[p.type] ? [{ identifier: p.number, identifierType: 'number' }] : []),
    { identifier: p.key, identifierType: 'citation key' },
    ...(p.identifiers?.doi ? [{ identifier: self, identifierType: 'URL' }] : []),
  ]
}

function descriptions(p: Publication): Data {
  const one = (description: string | undefined, descriptionType: string) =>
    description ? [{ description, descriptionType }] : []
  return [
    ...one(p.abstract && plainTitle(p.abstract), 'Abstract'),
    ...one(seriesInformation(p), 'SeriesInformation'),
    ...one(p.note, 'Other'),
  ]
}

const seriesInformation = ({ collectionTitle, collectionNumber }: Publication) =>
  [collectionTitle, collectionNumber].filter(Boolean).join(', ')

function rights(license: string): DataMap {
  const isSpdx = /^[A-Za-z0-9.+-]+$/.test(license)
  return compact({
    rights: license,
    rightsUri: licenseUri(license),
    ...(isSpdx
      ? {
          rightsIdentifier: license.toLowerCase(),
          rightsIdentifierScheme: 'SPDX',
          schemeUri: 'https://spdx.org/licenses/',
        }
      : {}),
  })!
}

const funding = ({ funder, ror, award }: NonNullable<Publication['funding']>[number]) =>
  compact({
    funderName: funder,
    funderIdentifier: ror && `https://ror.org/${ror}`,
    funderIdentifierType: ror && 'ROR',
    awardNumber: award,
  })!

/** What DataCite's own citations are made of. */
function container(p: Publication): Data {
  const title = containerName(p, false)
  if (!title) return undefined
  const [firstPage, lastPage] = firstAndLast(p) ?? []
  const [issn, isbn] = [p.venue?.issn?.[0], p.identifiers?.isbn?.[0]]
  return compact({
    type: containerTypes[p.type] === 'Book' ? 'Book' : containerTypes[p.type] ? 'Journal' : 'Series',
    title,
    identifier: issn ?? isbn,
    identifierType: issn ? 'ISSN' : isbn && 'ISBN',
    volume: p.volume,
    issue: p.issue,
    firstPage,
    lastPage,
  })
}

function relatedItems(p: Publication): Data {
  const relatedItemType = containerTypes[p.type]
  const title = containerName(p, false)
  if (!relatedItemType || !title) return undefined
  const [firstPage, lastPage] = firstAndLast(p) ?? []
  const [issn, isbn] = [p.venue?.issn?.[0], p.identifiers?.isbn?.[0]]
  const identifier = relatedItemType === 'Journal' ? (issn ?? isbn) : (isbn ?? issn)
  return [
    compact({
      relatedItemType,
      relationType: 'IsPublishedIn',
      relatedItemIdentifier: identifier && {
        relatedItemIdentifier: identifier,
        relatedItemIdentifierType: identifier === issn ? 'ISSN' : 'ISBN',
      },
      creators: contributorsOf(p, 'container-author').map(dataciteName),
      titles: [{ title }],
      publicationYear: year(p),
      volume: p.volume,
      issue: p.issue,
      number: p.number,
      numberType: p.number && 'Article',
      firstPage,
      lastPage,
      publisher: p.publisher,
      edition: p.edition,
      contributors: contributorsOf(p, 'editor').map(contributor),
    })!,
  ]
}

function relatedIdentifiers(p: Publication, baseUrl: string): Data {
  const related = (p.relations ?? []).map(({ kind, identifier }) => ({
    ...target(identifier, baseUrl),
    relationType: relationTypes[kind],
  }))
  return unique<DataMap>(related)
}

function target(identifier: string, baseUrl: string): DataMap {
  const reference = parseReference(identifier)
  const type = reference && identifierTypes[reference.scheme]
  if (type) {
    const id = type === 'arXiv' ? `arXiv:${reference.id}` : reference.id
    return { relatedIdentifier: id, relatedIdentifierType: type }
  }
  const scheme = reference && reference.scheme !== 'isbn' ? schemes[reference.scheme] : undefined
  const url = scheme && 'url' in scheme ? scheme.url(reference!.id) : webUri(identifier)
  return {
    relatedIdentifier: url ?? selfOf(identifier, baseUrl),
    relatedIdentifierType: 'URL',
  }
}
