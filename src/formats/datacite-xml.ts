/**
 * DataCite XML 4.6 (https://schema.datacite.org/meta/kernel-4.6/), ready to register a DOI with. The schema knows one
 * resource; a list is several in an element `resources` that is no part of it. What the schema requires and a record does
 * not have is given as its documentation says (appendix 3): `:unav`, and 0000 for the year.
 */
import type { Data, DataMap } from '../rendering/compact.ts'
import { dataciteWork } from '../rendering/datacite/work.ts'
import { defineFormat, writeEach } from '../rendering/format.ts'
import {
  type Attributes,
  element,
  optional,
  type Xml,
  type XmlContent,
  xmlDeclaration,
} from '../rendering/xml.ts'

const namespace = 'http://datacite.org/schema/kernel-4'
const root = {
  xmlns: namespace,
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation': `${namespace} https://schema.datacite.org/meta/kernel-4.6/metadata.xsd`,
}

const items = (data: Data): DataMap[] => (Array.isArray(data) ? (data as DataMap[]) : [])
const text = (data: Data): string | undefined => (data === undefined ? undefined : String(data))
const attributes = (from: DataMap, names: Record<string, string>): Attributes =>
  Object.fromEntries(Object.entries(names).map(([name, member]) => [name, text(from[member])]))

/** `<titles><title titleType="…">…</title></titles>`: the elements of a list, each with its text and attributes. */
function each(
  wrapper: string,
  name: string,
  list: Data,
  value: string,
  names: Record<string, string> = {},
): XmlContent {
  return optional(
    wrapper,
    {},
    items(list).map((one) => element(name, attributes(one, names), text(one[value]))),
  )
}

/** @param name `creator` or `contributor` */
function person(name: string, one: DataMap): Xml {
  return element(
    name,
    attributes(one, { contributorType: 'contributorType' }),
    element(`${name}Name`, attributes(one, { nameType: 'nameType' }), text(one.name)),
    optional('givenName', {}, text(one.givenName)),
    optional('familyName', {}, text(one.familyName)),
    items(one.nameIdentifiers).map((id) =>
      element(
        'nameIdentifier',
        attributes(id, { nameIdentifierScheme: 'nameIdentifierScheme', schemeURI: 'schemeUri' }),
        text(id.nameIdentifier),
      ),
    ),
    items(one.affiliation).map((place) =>
      element(
        'affiliation',
        attributes(place, {
          affiliationIdentifier: 'affiliationIdentifier',
          affiliationIdentifierScheme: 'affiliationIdentifierScheme',
          schemeURI: 'schemeUri',
        }),
        text(place.name),
      ),
    ),
  )
}

const people = (wrapper: string, name: string, list: Data): XmlContent =>
  optional(
    wrapper,
    {},
    items(list).map((one) => person(name, one)),
  )

/** In a related item a person has a name and nothing to identify it by. */
const named = (list: Data): Data => items(list).map(({ nameIdentifiers, affiliation, ...one }) => one)

function relatedItem(one: DataMap): Xml {
  const id = one.relatedItemIdentifier as DataMap | undefined
  return element(
    'relatedItem',
    attributes(one, { relatedItemType: 'relatedItemType', relationType: 'relationType' }),
    id &&
      element(
        'relatedItemIdentifier',
        attributes(id, { relatedItemIdentifierType: 'relatedItemIdentifierType' }),
        text(id.relatedItemIdentifier),
      ),
    people('creators', 'creator', named(one.creators)),
    each('titles', 'title', one.titles, 'title'),
    ...['publicationYear', 'volume', 'issue'].map((name) => optional(name, {}, text(one[name]))),
    optional('number', attributes(one, { numberType: 'numberType' }), text(one.number)),
    ...['firstPage', 'lastPage', 'publisher', 'edition'].map((name) => optional(name, {}, text(one[name]))),
    people('contributors', 'contributor', named(one.contributors)),
  )
}

function funding(one: DataMap): Xml {
  return element(
    'fundingReference',
    {},
    element('funderName', {}, text(one.funderName)),
    optional(
      'funderIdentifier',
      attributes(one, { funderIdentifierType: 'funderIdentifierType' }),
      text(one.funderIdentifier),
    ),
    optional('awardNumber', {}, text(one.awardNumber)),
  )
}

/** A language tag as XML Schema has it (xs:language). */
const isLanguage = (tag: Data) => typeof tag === 'string' && /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/.test(tag)

function write(work: DataMap, attributesOfRoot: Attributes): Xml {
  const types = work.types as DataMap
  return element(
    'resource',
    attributesOfRoot,
    element('identifier', { identifierType: work.doi ? 'DOI' : 'URL' }, text(work.doi ?? work.id)),
    people('creators', 'creator', work.creators),
    each('titles', 'title', work.titles, 'title', { titleType: 'titleType' }),
    element('publisher', {}, text(work.publisher)),
    element('publicationYear', {}, text(work.publicationYear) ?? '0000'),
    element(
      'resourceType',
      { resourceTypeGeneral: text(types.resourceTypeGeneral) },
      text(types.resourceType),
    ),
    each('subjects', 'subject', work.subjects, 'subject'),
    people('contributors', 'contributor', work.contributors),
    each('dates', 'date', work.dates, 'date', { dateType: 'dateType', dateInformation: 'dateInformation' }),
    isLanguage(work.language) && element('language', {}, text(work.language)),
    each('alternateIdentifiers', 'alternateIdentifier', work.identifiers, 'identifier', {
      alternateIdentifierType: 'identifierType',
    }),
    each('relatedIdentifiers', 'relatedIdentifier', work.relatedIdentifiers, 'relatedIdentifier', {
      relatedIdentifierType: 'relatedIdentifierType',
      relationType: 'relationType',
    }),
    optional(
      'sizes',
      {},
      (Array.isArray(work.sizes) ? work.sizes : []).map((size) => element('size', {}, text(size))),
    ),
    optional('version', {}, text(work.version)),
    each('rightsList', 'rights', work.rightsList, 'rights', {
      rightsURI: 'rightsUri',
      rightsIdentifier: 'rightsIdentifier',
      rightsIdentifierScheme: 'rightsIdentifierScheme',
      schemeURI: 'schemeUri',
    }),
    each('descriptions', 'description', work.descriptions, 'description', {
      descriptionType: 'descriptionType',
    }),
    optional('fundingReferences', {}, items(work.fundingReferences).map(funding)),
    optional('relatedItems', {}, items(work.relatedItems).map(relatedItem)),
  )
}

export default defineFormat({
  name: 'datacite-xml',
  title: 'DataCite XML',
  specification: 'https://schema.datacite.org/meta/kernel-4.6/',
  mediaTypes: ['application/vnd.datacite.datacite+xml'],
  extensions: ['datacite.xml'],
  parameters: [],
  list: ({ baseUrl }) =>
    writeEach(({ publication }) => `${write(dataciteWork(publication, baseUrl), root).text}\n`, {
      head: `${xmlDeclaration}<resources>\n`,
      tail: '</resources>\n',
    }),
  item: ({ publication }, { baseUrl }) =>
    `${xmlDeclaration}${write(dataciteWork(publication, baseUrl), root).text}\n`,
})
