/**
 * EndNote XML, as EndNote X to 21 export and import it (elements in the order of Clarivate's RSXML.dtd). Italics, sub-
 * and superscripts of a title are styles, which EndNote shows.
 */
import type { Contributor, Publication } from '../model/publication.ts'
import { parseTitle, plainTitle, type TitlePart } from '../model/title.ts'
import {
  dayText,
  type EndnoteType,
  endnoteNames,
  endnoteType,
  inBook,
  inJournal,
} from '../rendering/endnote.ts'
import { extraElements } from '../rendering/extra-elements.ts'
import { defineFormat, type RenderContext, writeEach } from '../rendering/format.ts'
import { isoDate, startOf } from '../rendering/iso-date.ts'
import { oneLine } from '../rendering/one-line.ts'
import {
  addressOf,
  containerName,
  kindText,
  repositoryName,
  stateText,
} from '../rendering/publication-text.ts'
import { element, optional, type Xml, type XmlContent, xmlDeclaration } from '../rendering/xml.ts'

const style = (face: string, text: string) => element('style', { face, font: 'default', size: '100%' }, text)

/** An element whose text is in one style; left out where there is none. */
const styled = (name: string, text: string | undefined): XmlContent =>
  text && oneLine(text) ? element(name, {}, style('normal', oneLine(text))) : undefined
const each = (name: string, texts: readonly string[] | undefined) => texts?.map((text) => styled(name, text))
const texts = (value: unknown): string[] => [value].flat().filter((one) => typeof one === 'string')
const people = (name: string, p: Publication, role: Contributor['role']) =>
  optional(name, {}, each('author', endnoteNames(p, role)))

const faces: Partial<Record<string, string>> = {
  i: 'italic',
  b: 'bold',
  sub: 'subscript',
  sup: 'superscript',
}

function titleStyles(parts: TitlePart[], face = 'normal'): Xml[] {
  return parts.flatMap((part) => {
    if (part.kind === 'text') return [style(face, part.text)]
    if (part.kind === 'math') return [style(face, part.tex)]
    return titleStyles(part.children, faces[part.markup] ?? face)
  })
}

/** @param type the type's name */
function titles(p: Publication, type: string, container: string | undefined): XmlContent {
  const second = inJournal.has(type) || inBook.has(type) ? container : (p.eventTitle ?? p.collectionTitle)
  return [
    element('title', {}, titleStyles(parseTitle(oneLine(p.title)))),
    styled('secondary-title', second),
    styled('tertiary-title', inBook.has(type) || type === 'Book' ? p.collectionTitle : undefined),
    styled('alt-title', p.originalTitle && plainTitle(p.originalTitle)),
    styled('short-title', p.shortTitle && plainTitle(p.shortTitle)),
  ]
}

function dates({ issued, extra }: Publication): XmlContent {
  const start = startOf(issued)
  const kept = extra?.['endnote-xml']?.['dates/year']
  if (!start && kept) return element('dates', {}, each('year', texts(kept).slice(0, 1)))
  if (!start || start.year < 0) return undefined
  return element(
    'dates',
    {},
    styled('year', String(start.year).padStart(4, '0')),
    optional('pub-dates', {}, styled('date', dayText(issued))),
  )
}

/** Elements of one text, by name. */
const fields: [name: string, text: (p: Publication, type: string) => string | undefined][] = [
  ['pages', (p) => p.pages ?? p.pageFirst ?? p.numberOfPages],
  ['volume', (p, type) => p.volume ?? (inBook.has(type) ? p.collectionNumber : undefined)],
  ['number', (p, type) => p.issue ?? (inJournal.has(type) ? p.number : undefined)],
  ['num-vols', (p) => p.numberOfVolumes],
  ['edition', (p) => p.edition ?? p.softwareVersion],
  ['section', (p) => p.section ?? p.chapterNumber],
  ['pub-location', (p) => p.place ?? p.eventPlace ?? p.jurisdiction],
  ['publisher', (p, type) => p.publisher ?? (type === 'Unpublished Work' ? repositoryName(p) : undefined)],
  ['orig-pub', (p) => p.originalPublisher],
  ['accession-num', ({ identifiers: ids }) => (ids?.arxiv ? `arXiv:${ids.arxiv}` : ids?.pmid)],
  ['call-num', (p) => p.callNumber],
  ['report-id', (p, type) => (inJournal.has(type) ? undefined : p.number)],
  ['electronic-resource-num', (p) => p.identifiers?.doi],
  ['abstract', (p) => p.abstract && plainTitle(p.abstract)],
  ['label', (p) => p.key],
  ['notes', (p) => [stateText(p), p.note].filter(Boolean).join('. ')],
  ['work-type', (p, type) => (inJournal.has(type) ? undefined : kindText(p))],
  ['remote-database-name', (p) => p.archive],
  ['language', (p) => p.language],
  ['access-date', (p) => isoDate(p.accessed)],
  ['custom2', (p) => p.identifiers?.pmcid],
]

/** Of RSXML.dtd; programs read them in any order, validators do not. */
const order =
  `database source-app rec-number foreign-keys ref-type contributors auth-address auth-affiliaton titles periodical
  alt-periodical pages volume number issue secondary-volume secondary-issue num-vols edition section reprint-edition
  reprint-status keywords dates pub-location publisher orig-pub isbn accession-num call-num report-id coden
  electronic-resource-num abstract label image caption notes research-notes work-type reviewed-item availability
  remote-source meeting-place work-location work-extent pack-method size repro-ratio remote-database-name
  remote-database-provider language urls access-date modified-date custom1 custom2 custom3 custom4 custom5 custom6 custom7
  misc1 misc2 misc3`.split(/\s+/)

function write(p: Publication, number: number, context: RenderContext): Xml {
  const type: EndnoteType = endnoteType(p)
  const container = containerName(p, context.venueName === 'short')
  const isArticle = inJournal.has(type.name)
  const pdf = p.links?.filter(({ kind }) => kind === 'pdf').map(({ url }) => url)
  const kept = p.extra?.['endnote-xml'] ?? {}
  const numbers = p.identifiers?.isbn ?? p.venue?.issn
  const written: [name: string, content: XmlContent][] = [
    ['source-app', element('source-app', { name: 'Offprint' }, 'Offprint')],
    ['rec-number', element('rec-number', {}, number)],
    ['ref-type', element('ref-type', { name: type.name }, type.number)],
    [
      'contributors',
      optional(
        'contributors',
        {},
        people('authors', p, 'author'),
        people('secondary-authors', p, 'editor'),
        people('tertiary-authors', p, 'collection-editor'),
        people('subsidiary-authors', p, 'translator'),
      ),
    ],
    ['titles', element('titles', {}, titles(p, type.name, container))],
    [
      'periodical',
      isArticle &&
        optional(
          'periodical',
          {},
          styled('full-title', container),
          p.venue?.short !== container && styled('abbr-1', p.venue?.short),
        ),
    ],
    ['keywords', optional('keywords', {}, each('keyword', p.tags))],
    ['dates', dates(p)],
    // Several stand in lines of their own.
    ['isbn', numbers && element('isbn', {}, style('normal', numbers.map(oneLine).join('\r')))],
    [
      'urls',
      optional(
        'urls',
        {},
        optional('related-urls', {}, each('url', [addressOf(p) ?? '', ...texts(kept['urls/web-urls/url'])])),
        optional('pdf-urls', {}, each('url', [...(pdf ?? []), ...texts(kept['urls/pdf-urls/url'])])),
      ),
    ],
    ...fields.map(([name, text]): [string, XmlContent] => [name, styled(name, text(p, type.name))]),
  ]
  const have = new Set(written.flatMap(([name, content]) => (content ? [name] : [])))
  for (const [name, value] of Object.entries(kept))
    if (!have.has(name)) written.push([name, extraElements(name, value)])
  const place = ([name]: [string, unknown]) => order.indexOf(name) + 1 || order.length + 1
  return element(
    'record',
    {},
    written.sort((a, b) => place(a) - place(b)).map(([, content]) => content),
  )
}

export default defineFormat({
  name: 'endnote-xml',
  title: 'EndNote XML',
  specification: 'https://support.clarivate.com/Endnote/s/article/EndNote-XML-Document-Type-Definition',
  mediaTypes: ['application/x-endnote+xml'],
  extensions: ['endnote.xml'],
  parameters: ['venueName'],
  list: (context) =>
    writeEach(({ publication }, offset) => `${write(publication, offset + 1, context).text}\n`, {
      head: `${xmlDeclaration}<xml><records>\n`,
      tail: '</records></xml>\n',
    }),
})
