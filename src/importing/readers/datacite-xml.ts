/** DataCite XML, kernel 2 to 4.6 (https://schema.datacite.org/): one resource, or several in any element around them. */
import { fromDatacite } from '../datacite/work.ts'
import type { EntryMaker } from '../entry.ts'
import type { Json } from '../json-reader.ts'
import type { Entry, Reader } from '../reader.ts'
import { asJson, childOf, childrenOf, type Element, textAt, textIn, xmlReader } from '../xml.ts'

const camel: Record<string, string> = { schemeURI: 'schemeUri', rightsURI: 'rightsUri', valueURI: 'valueUri' }
const attributes = (element: Element): Json =>
  Object.fromEntries(Object.entries(element.attributes).map(([name, value]) => [camel[name] ?? name, value]))

/** The elements of a list, each with its text under a name and its attributes beside it. */
const each = (root: Element, wrapper: string, value: string): Json[] =>
  childrenOf(childOf(root, wrapper)).map((element) => ({ ...attributes(element), [value]: textIn(element) }))

function people(root: Element | undefined, wrapper: string, name: string): Json[] {
  return childrenOf(childOf(root, wrapper), name).map((element) => {
    const named = childOf(element, `${name}Name`)
    return {
      ...attributes(element),
      ...(named ? attributes(named) : {}),
      name: textIn(named),
      givenName: textAt(element, 'givenName'),
      familyName: textAt(element, 'familyName'),
      nameIdentifiers: childrenOf(element, 'nameIdentifier').map((id) => ({
        ...attributes(id),
        nameIdentifier: textIn(id),
      })),
      affiliation: childrenOf(element, 'affiliation').map((one) => ({
        ...attributes(one),
        name: textIn(one),
      })),
    }
  })
}

function relatedItem(element: Element): Json {
  const identifier = childOf(element, 'relatedItemIdentifier')
  const plain = [
    'publicationYear',
    'volume',
    'issue',
    'number',
    'firstPage',
    'lastPage',
    'publisher',
    'edition',
  ]
  return {
    ...attributes(element),
    ...Object.fromEntries(plain.map((name) => [name, textAt(element, name)])),
    relatedItemIdentifier: identifier && {
      ...attributes(identifier),
      relatedItemIdentifier: textIn(identifier),
    },
    creators: people(element, 'creators', 'creator'),
    titles: each(element, 'titles', 'title'),
    contributors: people(element, 'contributors', 'contributor'),
  }
}

const taken = new Set(
  `identifier creators titles publisher publicationYear resourceType subjects contributors dates language alternateIdentifiers
  relatedIdentifiers sizes version rightsList rights descriptions fundingReferences relatedItems`.split(
    /\s+/,
  ),
)

function convert(root: Element, maker: EntryMaker): Entry {
  const identifier = childOf(root, 'identifier')
  const isDoi = identifier?.attributes.identifierType?.toUpperCase() === 'DOI'
  const type = childOf(root, 'resourceType')
  const left = childrenOf(root).filter(({ name }) => !taken.has(name))
  const work: Json = {
    ...(left.length ? (asJson({ name: 'resource', attributes: {}, children: left }) as Json) : {}),
    [isDoi ? 'doi' : 'url']: textIn(identifier),
    creators: people(root, 'creators', 'creator'),
    contributors: people(root, 'contributors', 'contributor'),
    titles: each(root, 'titles', 'title'),
    publisher: textAt(root, 'publisher'),
    publicationYear: textAt(root, 'publicationYear'),
    types: { resourceTypeGeneral: type?.attributes.resourceTypeGeneral, resourceType: textIn(type) },
    subjects: each(root, 'subjects', 'subject'),
    dates: each(root, 'dates', 'date'),
    language: textAt(root, 'language'),
    alternateIdentifiers: each(root, 'alternateIdentifiers', 'alternateIdentifier'),
    relatedIdentifiers: each(root, 'relatedIdentifiers', 'relatedIdentifier'),
    sizes: each(root, 'sizes', 'size').map(({ size }) => size),
    version: textAt(root, 'version'),
    rightsList: [
      ...each(root, 'rightsList', 'rights'),
      ...(textAt(root, 'rights') ? [{ rights: textAt(root, 'rights') }] : []),
    ],
    descriptions: each(root, 'descriptions', 'description'),
    fundingReferences: childrenOf(childOf(root, 'fundingReferences')).map((one) => ({
      funderName: textAt(one, 'funderName'),
      funderIdentifier: textAt(one, 'funderIdentifier'),
      awardNumber: textAt(one, 'awardNumber'),
    })),
    relatedItems: childrenOf(childOf(root, 'relatedItems')).map(relatedItem),
  }
  return fromDatacite(work, maker, 'datacite-xml')
}

export const reader: Reader = {
  name: 'datacite-xml',
  title: 'DataCite XML',
  extensions: ['datacite.xml'],
  recognise: (head) =>
    /<(?:\w+:)?resource\b[^>]*datacite\.org\/schema|datacite\.org\/schema\/kernel/.test(head) &&
    /^\uFEFF?\s*</.test(head)
      ? 0.95
      : 0,
  read: xmlReader({ records: new Set(['resource']) }, convert),
}
