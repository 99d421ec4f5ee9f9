/** Which BibLaTeX entry type a publication has, by the fields that the data model makes mandatory for each type. */
import type { CslType } from '../model/csl-variables.ts'
import { isPreprint } from '../model/publication.ts'
import { eprintOf } from './bibtex-entry.ts'
import type { View } from './bibtex-types.ts'
import { addressOf, isUnpublished } from './publication-text.ts'

type Need = 'author' | 'editor' | 'container' | 'publisher' | 'number' | 'online'
const has: Record<Need, (view: View) => boolean> = {
  author: ({ authors }) => authors.length > 0,
  editor: ({ editors }) => editors.length > 0,
  container: ({ container }) => container !== undefined,
  publisher: ({ p }) => p.publisher !== undefined,
  number: ({ p }) => p.number !== undefined,
  online: ({ p }) =>
    addressOf(p) !== undefined || p.identifiers?.doi !== undefined || eprintOf(p) !== undefined,
}

type Candidate = [entry: string, ...needs: Need[]]
const article: Candidate[] = [['article', 'author', 'container']]
const inBook: Candidate[] = [
  ['incollection', 'author', 'editor', 'container'],
  ['inbook', 'author', 'container'],
]
const book: Candidate[] = [
  ['book', 'author'],
  ['collection', 'editor'],
]
const onTheWeb: Candidate[] = [['online', 'online']]

/** CSL type → entry types with what they cannot do without; `@misc` needs nothing but a title. */
const candidates: Partial<Record<CslType, Candidate[]>> = {
  article: onTheWeb,
  'article-journal': article,
  'article-magazine': article,
  'article-newspaper': article,
  book,
  chapter: inBook,
  classic: book,
  collection: [['collection', 'editor'], ['proceedings']],
  dataset: [['dataset']],
  entry: inBook,
  'entry-dictionary': inBook,
  'entry-encyclopedia': inBook,
  manuscript: [['unpublished', 'author']],
  pamphlet: [
    ['booklet', 'author'],
    ['booklet', 'editor'],
  ],
  'paper-conference': [['inproceedings', 'author', 'container']],
  patent: [['patent', 'author', 'number']],
  post: onTheWeb,
  'post-weblog': onTheWeb,
  report: [['report', 'author', 'publisher']],
  review: article,
  'review-book': article,
  software: [['software']],
  speech: [['unpublished', 'author']],
  thesis: [['thesis', 'author', 'publisher']],
  webpage: onTheWeb,
}

export function biblatexType(view: View): string {
  const { p } = view
  if (isUnpublished(p)) return view.authors.length ? 'unpublished' : 'misc'
  if (p.type === 'book' && !view.authors.length && (p.eventTitle || /^proceedings\b/i.test(p.title)))
    return 'proceedings'
  for (const [entry, ...needs] of (isPreprint(p) ? candidates.article : candidates[p.type]) ?? []) {
    if (needs.every((need) => has[need](view))) return entry
  }
  return isPreprint(p) && view.authors.length ? 'unpublished' : 'misc'
}

const everywhere = 'author title date note pubstate'
const inSeries = 'series number volume titleaddon pages chapter isbn publisher location translator'
const event = 'eventtitle eventdate venue'
const fieldsByType: Record<string, string> = {
  article: 'editor translator journaltitle series volume number eid pages issn version',
  book: `editor edition ${inSeries} pagetotal volumes`,
  collection: `editor edition ${inSeries} pagetotal volumes`,
  inbook: `editor edition ${inSeries} booktitle booktitleaddon volumes`,
  incollection: `editor edition ${inSeries} booktitle booktitleaddon volumes`,
  proceedings: `editor ${inSeries} ${event} pagetotal volumes`,
  inproceedings: `editor ${inSeries} booktitle booktitleaddon ${event} eid volumes`,
  booklet: 'editor howpublished location pages pagetotal type',
  dataset: 'editor edition series number organization publisher location type version',
  misc: 'editor howpublished organization location type version',
  software: 'editor howpublished organization location type version',
  online: 'editor organization version',
  patent: 'holder number location type version',
  report: 'institution location number pages pagetotal type version chapter',
  thesis: 'institution location pages pagetotal type chapter',
  unpublished: `${event} howpublished location type`,
}
/** Types without an author, or without a translator. */
const missing: Record<string, string[]> = {
  collection: ['author'],
  proceedings: ['author', 'translator'],
  inproceedings: ['translator'],
}

/** Entry type → the fields that its data model has (blx-dm.def), of those this project writes. */
export const fieldsOfType = new Map(
  Object.entries(fieldsByType).map(([entry, own]) => {
    const fields = new Set(`${everywhere} ${own}`.split(' '))
    for (const field of missing[entry] ?? []) fields.delete(field)
    return [entry, fields]
  }),
)
/** Fields that every type has. */
export const commonFields = new Set(
  'annotation shorttitle shortjournal langid origdate origtitle origpublisher origlocation doi eprint eprinttype eprintclass url urldate entrysubtype'.split(
    ' ',
  ),
)
