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

function dates({ issued }: Publication): XmlContent {
  const start = startOf(issued)
  if (!start || start.year < 0) return undefined
  return element(
    'dates',
    {},
    styled('year', String(start.year).padStart(4, '0')),
    optional('pub-dates', {}, styled('date', dayText(issued))),
  )
}

function write(p: Publication, number: number, context: RenderContext): Xml {
  const type: EndnoteType = endnoteType(p)
  const container = containerName(p, context.venueName === 'short')
  const isArticle = inJournal.has(type.name)
  const pdf = p.links?.filter(({ kind }) => kind === 'pdf').map(({ url }) => url)
  return element(
    'record',
    {},
    element('source-app', { name: 'Offprint' }, 'Offprint'),
    element('rec-number', {}, number),
    element('ref-type', { name: type.name }, type.number),
    optional(
      'contributors',
      {},
      people('authors', p, 'author'),
      people('secondary-authors', p, 'editor'),
      people('tertiary-authors', p, 'collection-editor'),
      people('subsidiary-authors', p, 'translator'),
    ),
    element('titles', {}, titles(p, type.name, container)),
    isArticle &&
      optional(
        'periodical',
        {},
        styled('full-title', container),
        p.venue?.short !== container && styled('abbr-1', p.venue?.short),
      ),
    styled('pages', p.pages ?? p.pageFirst ?? p.numberOfPages),
    styled('volume', p.volume ?? (inBook.has(type.name) ? p.collectionNumber : undefined)),
    styled('number', p.issue ?? (isArticle ? p.number : undefined)),
    styled('num-vols', p.numberOfVolumes),
    styled('edition', p.edition ?? p.softwareVersion),
    styled('section', p.section ?? p.chapterNumber),
    optional('keywords', {}, each('keyword', p.tags)),
    dates(p),
    styled('pub-location', p.place ?? p.eventPlace ?? p.jurisdiction),
    styled('publisher', p.publisher ?? (type.name === 'Unpublished Work' ? repositoryName(p) : undefined)),
    styled('orig-pub', p.originalPublisher),
    styled('isbn', p.identifiers?.isbn?.[0] ?? p.venue?.issn?.[0]),
    styled('accession-num', p.identifiers?.arxiv ? `arXiv:${p.identifiers.arxiv}` : p.identifiers?.pmid),
    styled('call-num', p.callNumber),
    styled('report-id', isArticle ? undefined : p.number),
    styled('electronic-resource-num', p.identifiers?.doi),
    styled('abstract', p.abstract && plainTitle(p.abstract)),
    styled('label', p.key),
    styled('notes', [stateText(p), p.note].filter(Boolean).join('. ')),
    styled('work-type', isArticle ? undefined : kindText(p)),
    styled('remote-database-name', p.archive),
    styled('language', p.language),
    optional(
      'urls',
      {},
      optional('related-urls', {}, styled('url', addressOf(p))),
      optional('pdf-urls', {}, each('url', pdf)),
    ),
    styled('access-date', isoDate(p.accessed)),
    styled('custom2', p.identifiers?.pmcid),
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
