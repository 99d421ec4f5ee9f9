/** Answers of OAI-PMH 2.0 in XML (http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd). */
import { element, Xml, type XmlContent, xmlDeclaration } from '../xml.ts'
import type { OaiErrorCode } from './request.ts'

const namespace = 'http://www.openarchives.org/OAI/2.0/'
const root = {
  xmlns: namespace,
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation': `${namespace} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd`,
}

/** The granularity of this repository: seconds. */
export const datestamp = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

/** What the schema takes for the arguments of a request; one that cannot be told again is left out. */
const tellable: Record<string, RegExp> = {
  identifier: /^(?:[\w\-.!~*'();/?:@&=+$,]|%[\dA-Fa-f]{2})+$/,
  metadataPrefix: /^[\w\-.!~*'()]+$/,
  set: /^[\w\-.!~*'()]+(?::[\w\-.!~*'()]+)*$/,
}

/** @param args of the request, none where they could not be read (section 3.6) */
export function answer(
  baseUrl: string,
  now: number,
  args: Record<string, string>,
  content: XmlContent,
): string {
  const told = Object.fromEntries(
    Object.entries(args).filter(([name, value]) => tellable[name]?.test(value) ?? true),
  )
  const document = element(
    'OAI-PMH',
    root,
    element('responseDate', {}, datestamp(now)),
    element('request', told, baseUrl),
    content,
  )
  return `${xmlDeclaration}${document.text}\n`
}

export const errorElement = (code: OaiErrorCode, message: string): Xml => element('error', { code }, message)

export interface Header {
  identifier: string
  time: number
  sets: string[]
  isDeleted?: boolean
}

export const headerElement = ({ identifier, time, sets, isDeleted }: Header): Xml =>
  element(
    'header',
    { status: isDeleted && 'deleted' },
    element('identifier', {}, identifier),
    element('datestamp', {}, datestamp(time)),
    sets.map((set) => element('setSpec', {}, set)),
  )

/** @param metadata a document of its own; its XML declaration is left out */
export const recordElement = (header: Header, metadata?: string): Xml =>
  element(
    'record',
    {},
    headerElement(header),
    metadata !== undefined &&
      element('metadata', {}, new Xml(metadata.replace(/^<\?xml[^>]*\?>\s*/, '').trim())),
  )

/** @param token left out on the last page, where an empty element says that the list is whole (section 3.5) */
export const tokenElement = (token: string | undefined, given: number): Xml =>
  token === undefined
    ? element('resumptionToken', { cursor: given })
    : element('resumptionToken', { cursor: given }, token)

export interface Identity {
  name: string
  baseUrl: string
  mail: string
  earliest: number
  /** Where it is a domain name, identifiers are of the scheme oai (guidelines for OAI identifiers, 2.0). */
  host: string
}

const identifierNamespace = 'http://www.openarchives.org/OAI/2.0/oai-identifier'

export const identifyElement = ({ name, baseUrl, mail, earliest, host }: Identity): Xml =>
  element(
    'Identify',
    {},
    element('repositoryName', {}, name),
    element('baseURL', {}, baseUrl),
    element('protocolVersion', {}, '2.0'),
    element('adminEmail', {}, mail),
    element('earliestDatestamp', {}, datestamp(earliest)),
    element('deletedRecord', {}, 'persistent'),
    element('granularity', {}, 'YYYY-MM-DDThh:mm:ssZ'),
    /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+$/i.test(host) &&
      element(
        'description',
        {},
        element(
          'oai-identifier',
          {
            xmlns: identifierNamespace,
            'xsi:schemaLocation': `${identifierNamespace} http://www.openarchives.org/OAI/2.0/oai-identifier.xsd`,
          },
          element('scheme', {}, 'oai'),
          element('repositoryIdentifier', {}, host),
          element('delimiter', {}, ':'),
          element('sampleIdentifier', {}, `oai:${host}:hu2023hydro`),
        ),
      ),
  )
