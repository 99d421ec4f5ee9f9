/**
 * COinS: an OpenURL ContextObject (ANSI/NISO Z39.88-2004, KEV format) in the title of an empty span, by which Zotero and
 * link resolvers find each publication of a list.
 */
import type { CslType } from '../../model/csl-variables.ts'
import { displayName } from '../../model/name.ts'
import { contributorsOf, type Publication } from '../../model/publication.ts'
import { plainTitle } from '../../model/title.ts'
import { isoDate } from '../iso-date.ts'
import { pageRanges } from '../pages.ts'
import { containerName } from '../publication-text.ts'

const books = new Set<CslType>(['book', 'chapter', 'entry-encyclopedia', 'entry-dictionary', 'collection'])
const genres: Partial<Record<CslType, string>> = {
  'article-journal': 'article',
  article: 'preprint',
  'paper-conference': 'proceeding',
  book: 'book',
  chapter: 'bookitem',
  report: 'report',
}

/** @returns the text of the attribute, not yet escaped for HTML */
export function coins(p: Publication): string {
  const isThesis = p.type === 'thesis'
  const isBook = books.has(p.type)
  const kind = isThesis ? 'dissertation' : isBook ? 'book' : 'journal'
  const whole = p.type === 'book' || isThesis
  const [range] = pageRanges(p.pages ?? '')
  const [first] = contributorsOf(p)
  const pairs: [string, string | undefined][] = [
    ['ctx_ver', 'Z39.88-2004'],
    ['rft_val_fmt', `info:ofi/fmt:kev:mtx:${kind}`],
    ['rfr_id', 'info:sid/offprint'],
    ['rft_id', p.identifiers?.doi && `info:doi/${p.identifiers.doi}`],
    ['rft_id', p.url],
    ['rft.genre', isThesis ? undefined : (genres[p.type] ?? (isBook ? 'book' : 'unknown'))],
    [isThesis ? 'rft.title' : p.type === 'book' ? 'rft.btitle' : 'rft.atitle', plainTitle(p.title)],
    [isBook ? 'rft.btitle' : 'rft.jtitle', whole ? undefined : containerName(p, false)],
    ['rft.stitle', whole || isBook ? undefined : p.venue?.short],
    ['rft.issn', p.venue?.issn?.[0]],
    ['rft.isbn', p.identifiers?.isbn?.[0]],
    ['rft.volume', p.volume],
    ['rft.issue', p.issue],
    ['rft.spage', range?.first],
    ['rft.epage', range?.last],
    ['rft.date', isoDate(p.issued)],
    [isThesis ? 'rft.inst' : 'rft.pub', isThesis || isBook ? p.publisher : undefined],
    ['rft.aulast', first?.family],
    ['rft.aufirst', first?.family ? first.given : undefined],
    ...contributorsOf(p).map((author): [string, string] => ['rft.au', displayName(author)]),
  ]
  return pairs
    .flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value.toWellFormed())}`] : []))
    .join('&')
}
