/** What a work came out in: the related items `host` and `series` of MODS, with volume, issue and pages. */
import { contributorsOf, isPreprint, type Publication } from '../../model/publication.ts'
import { pageRanges } from '../pages.ts'
import { containerName } from '../publication-text.ts'
import { element, optional, type Xml, type XmlContent } from '../xml.ts'
import { modsName } from './name.ts'
import { inHost, modsDate, modsTitle } from './parts.ts'
import { inBook, inPeriodical } from './types.ts'

/** @returns undefined for a work that stands by itself */
export function modsHost(p: Publication): Xml | undefined {
  const title = containerName(p, false)
  const isPart = inPeriodical.has(p.type) || inBook.has(p.type)
  const parts = part(p)
  if (title === undefined && !(isPart && parts)) return undefined
  const short = p.venue?.short
  return element(
    'relatedItem',
    { type: 'host' },
    title && modsTitle(title),
    short && short !== title && modsTitle(short, { type: 'abbreviated' }),
    contributorsOf(p, 'container-author').map(modsName),
    inBook.has(p.type) && contributorsOf(p, 'editor').map(modsName),
    p.type === 'paper-conference' && event(p),
    genre(p),
    optional(
      'originInfo',
      {},
      p.place && element('place', {}, element('placeTerm', { type: 'text' }, p.place)),
      p.publisher && element('publisher', {}, p.publisher),
      inBook.has(p.type) && modsDate('dateIssued', p.issued),
      p.type !== 'article' &&
        element('issuance', {}, inPeriodical.has(p.type) ? 'continuing' : 'monographic'),
    ),
    p.identifiers?.isbn?.map((isbn) => element('identifier', { type: 'isbn' }, isbn)),
    p.venue?.issn?.map((issn) => element('identifier', { type: 'issn' }, issn)),
    parts,
  )
}

function genre(p: Publication): XmlContent {
  if (inPeriodical.has(p.type)) {
    const kind = p.type === 'article-newspaper' ? 'newspaper' : 'periodical'
    const academic =
      p.type === 'article-journal' && element('genre', { authority: 'bibutilsgt' }, 'academic journal')
    return [element('genre', { authority: 'marcgt' }, kind), academic]
  }
  if (p.type === 'paper-conference')
    return element('genre', { authority: 'marcgt' }, 'conference publication')
  if (p.type === 'chapter') return element('genre', { authority: 'bibutilsgt' }, 'collection')
  if (inBook.has(p.type)) return element('genre', { authority: 'marcgt' }, 'book')
  return isPreprint(p) && element('genre', {}, 'repository')
}

/** The conference itself, a body whose name has a date and a place (user guide, name, type="conference"). */
function event({ eventTitle, eventDate, eventPlace }: Publication): XmlContent {
  if (eventTitle === undefined) return undefined
  return element(
    'name',
    { type: 'conference' },
    element('namePart', {}, eventTitle),
    optional('namePart', { type: 'date' }, eventDate),
    optional('namePart', {}, eventPlace),
  )
}

const detail = (type: string, number: string | undefined) =>
  number && element('detail', { type }, element('number', {}, number))

function part(p: Publication): Xml | undefined {
  const ranges = pageRanges(p.pages ?? p.pageFirst ?? '')
  const pages = ranges.map(({ first, last }) =>
    element('extent', { unit: 'pages' }, element('start', {}, first), last && element('end', {}, last)),
  )
  const isPart = inPeriodical.has(p.type) || inBook.has(p.type)
  return optional(
    'part',
    {},
    detail('volume', p.volume),
    detail('issue', p.issue),
    inHost(p) && detail('article', p.number),
    detail('chapter', p.chapterNumber),
    detail('section', p.section),
    detail('part', p.part),
    pages,
    // A date without anything it dates would make a host of nothing.
    isPart && (p.volume || p.issue || pages.length > 0) && modsDate('date', p.issued),
  )
}

export function modsSeries(p: Publication): XmlContent {
  if (!p.collectionTitle && !p.collectionNumber) return undefined
  return element(
    'relatedItem',
    { type: 'series' },
    p.collectionTitle && modsTitle(p.collectionTitle),
    contributorsOf(p, 'collection-editor').map(modsName),
    p.collectionNumber && element('part', {}, detail('volume', p.collectionNumber)),
  )
}
