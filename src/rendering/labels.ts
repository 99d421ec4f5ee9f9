/** Words for the closed lists of the model, as pages and texts show them to people. */
import type { CslType } from '../model/csl-variables.ts'
import type { Affiliation } from '../model/person.ts'
import type { Publication } from '../model/publication.ts'
import type { RenderContext } from './format.ts'

const linkLabels: Record<string, string> = { pdf: 'PDF', html: 'Page', doi: 'DOI' }
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1)

/** What to write on a link of a kind. */
export const linkLabel = (kind: string) => linkLabels[kind] ?? capital(kind)

const typeLabels: Partial<Record<CslType, string>> = {
  article: 'Preprint',
  'article-journal': 'Journal article',
  'article-magazine': 'Magazine article',
  'article-newspaper': 'Newspaper article',
  chapter: 'Book chapter',
  dataset: 'Data set',
  'entry-dictionary': 'Dictionary entry',
  'entry-encyclopedia': 'Encyclopedia entry',
  motion_picture: 'Film',
  musical_score: 'Musical score',
  'paper-conference': 'Conference paper',
  personal_communication: 'Personal communication',
  'post-weblog': 'Blog post',
  'review-book': 'Book review',
  speech: 'Talk',
  webpage: 'Web page',
}

export const typeLabel = (type: string) => typeLabels[type as CslType] ?? capital(type.replaceAll('_', ' '))

/** The heading under which a publication stands. */
export const groupLabel: Record<
  NonNullable<RenderContext['groupBy']>,
  (publication: Publication) => string
> = {
  year: ({ year }) => (year === undefined ? 'No date' : String(year)),
  type: ({ type }) => typeLabel(type),
  venue: ({ venue }) => venue?.short ?? venue?.name ?? 'No venue',
  tag: ({ tags }) => tags?.[0] ?? 'No tag',
}

/** The parts of a life, in the order in which they are told. */
export const affiliationHeadings: [kind: Affiliation['kind'], heading: string][] = [
  ['education', 'Education'],
  ['experience', 'Experience'],
  ['membership', 'Memberships'],
  ['award', 'Awards'],
]

/** "2019-09 – 2022-06", "2022 – present". */
export const affiliationDates = ({ start, end, current }: Affiliation) =>
  [start, end ?? (current ? 'present' : undefined)].filter(Boolean).join(' – ')
