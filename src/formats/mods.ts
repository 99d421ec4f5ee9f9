/**
 * MODS 3.8 (Metadata Object Description Schema, https://www.loc.gov/standards/mods/): what libraries and bibutils read.
 * The journal, book or proceedings is a related item of type `host`, the series one of type `series`; genres are given
 * in MARC's terms and in those of Zotero, so that both find the type.
 */
import type { Publication } from '../model/publication.ts'
import { plainTitle } from '../model/title.ts'
import { extraElements } from '../rendering/extra-elements.ts'
import { defineFormat, writeEach } from '../rendering/format.ts'
import { modsHost, modsSeries } from '../rendering/mods/host.ts'
import { modsName } from '../rendering/mods/name.ts'
import { modsDate, modsIdentifiers, modsTitle } from '../rendering/mods/parts.ts'
import { modsTypes, partRoles } from '../rendering/mods/types.ts'
import { addressOf, containerName, stateText } from '../rendering/publication-text.ts'
import { licenseUri, webUri } from '../rendering/uri.ts'
import { element, optional, type Xml, type XmlContent, xmlDeclaration } from '../rendering/xml.ts'

const namespace = 'http://www.loc.gov/mods/v3'
const root = {
  xmlns: namespace,
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation': `${namespace} http://www.loc.gov/standards/mods/v3/mods-3-8.xsd`,
}
const start = `${xmlDeclaration}<modsCollection ${Object.entries(root)
  .map(([name, value]) => `${name}="${value}"`)
  .join(' ')}>\n`

/** An XML name without a colon; other keys are in the identifiers alone. */
const isId = (key: string) => /^[A-Za-z_][\w.-]*$/.test(key)

/** @param namespaces where it stands by itself */
function write(p: Publication, namespaces = {}): Xml {
  const { genres, resource } = modsTypes(p)
  const host = modsHost(p)
  const inHost = partRoles(p)
  const names = (p.contributors ?? []).filter(({ role }) => !inHost.has(role))
  return element(
    'mods',
    { ...namespaces, version: '3.8', ID: isId(p.key) && p.key },
    modsTitle(p.title),
    p.shortTitle && modsTitle(p.shortTitle, { type: 'abbreviated' }),
    p.originalTitle && modsTitle(p.originalTitle, { type: 'alternative' }),
    names.map(modsName),
    element('typeOfResource', {}, resource),
    genres.map(([authority, genre]) => element('genre', { authority }, genre)),
    p.genre && element('genre', {}, p.genre),
    origin(p, host === undefined),
    p.language &&
      element('language', {}, element('languageTerm', { type: 'code', authority: 'rfc5646' }, p.language)),
    optional(
      'physicalDescription',
      {},
      p.numberOfPages && element('extent', { unit: 'pages' }, p.numberOfPages),
      p.medium && element('form', {}, p.medium),
    ),
    p.abstract && element('abstract', {}, plainTitle(p.abstract)),
    notes(p),
    p.tags?.map((tag) => element('subject', {}, element('topic', {}, tag))),
    host,
    modsSeries(p),
    modsIdentifiers(p, host !== undefined),
    locations(p),
    rights(p),
    record(p),
    kept(p),
  )
}

/** Where and when it came out; what came out inside a host says when here, and the rest with its host. */
function origin(p: Publication, isWhole: boolean): XmlContent {
  return optional(
    'originInfo',
    {},
    isWhole && p.place && element('place', {}, element('placeTerm', { type: 'text' }, p.place)),
    isWhole && p.publisher && element('publisher', {}, p.publisher),
    modsDate('dateIssued', p.issued, { keyDate: 'yes' }),
    modsDate('copyrightDate', p.originalDate),
    modsDate('dateOther', p.submitted, { type: 'submitted' }),
    modsDate('dateOther', p.accepted, { type: 'accepted' }),
    p.edition && element('edition', {}, p.edition),
    p.softwareVersion && element('edition', {}, p.softwareVersion),
    isWhole && element('issuance', {}, p.type === 'periodical' ? 'continuing' : 'monographic'),
  )
}

function notes(p: Publication): XmlContent {
  const thesis = p.type === 'thesis' && p.publisher
  return [
    p.note && element('note', {}, p.note),
    p.annote && element('note', { type: 'annotation' }, p.annote),
    stateText(p) && element('note', { type: 'publication status' }, stateText(p)),
    thesis && element('note', { type: 'thesis' }, [p.genre, p.publisher].filter(Boolean).join(', ')),
    p.awards?.map((award) => element('note', { type: 'awards' }, award)),
    p.funding?.map(({ funder, award }) =>
      element('note', { type: 'funding' }, [funder, award].filter(Boolean).join(', ')),
    ),
    p.eventTitle !== containerName(p, false) &&
      p.eventTitle &&
      element('note', { type: 'venue' }, p.eventTitle),
  ]
}

function locations(p: Publication): XmlContent {
  const address = webUri(addressOf(p))
  const files = (p.links ?? []).flatMap(({ kind, url, label }) => {
    const uri = webUri(url)
    return uri && uri !== address ? [element('url', { displayLabel: label ?? kind }, uri)] : []
  })
  return optional(
    'location',
    {},
    p.archive && element('physicalLocation', {}, p.archive),
    p.callNumber && element('shelfLocator', {}, p.callNumber),
    address &&
      element(
        'url',
        { usage: 'primary display', dateLastAccessed: p.accessed?.includes('/') ? undefined : p.accessed },
        address,
      ),
    files,
  )
}

function rights({ license }: Publication): XmlContent {
  return (
    license &&
    element('accessCondition', { type: 'use and reproduction', 'xlink:href': licenseUri(license) }, license)
  )
}

const keptNames = 'classification extension identifier note relatedItem tableOfContents targetAudience'.split(
  ' ',
)

/** What an import could not place: elements of MODS, which come in any order. */
const kept = ({ extra }: Publication): XmlContent =>
  keptNames.map((name) =>
    extra?.mods?.[name] === undefined ? undefined : extraElements(name, extra.mods[name]),
  )

const record = (p: Publication) =>
  element(
    'recordInfo',
    {},
    element('recordChangeDate', { encoding: 'w3cdtf' }, p.updated),
    element('recordIdentifier', {}, p.key),
  )

export default defineFormat({
  name: 'mods',
  title: 'MODS',
  specification: 'https://www.loc.gov/standards/mods/',
  mediaTypes: ['application/mods+xml'],
  extensions: ['mods'],
  parameters: [],
  list: () =>
    writeEach(({ publication }) => `${write(publication).text}\n`, {
      head: start,
      tail: '</modsCollection>\n',
    }),
  item: ({ publication }) => `${xmlDeclaration}${write(publication, root).text}\n`,
})
