/** CSL type → type of the entry in Hayagriva and of what it appears in, after what Typst's styles make of the pair. */
import type { CslType } from '../model/csl-variables.ts'

type Types = [entry: string, parent?: string]

const periodical: Types = ['article', 'periodical']
const legislation: Types = ['legislation', 'anthology']
const artwork: Types = ['artwork', 'exhibition']
const reference: Types = ['entry', 'reference']

export const hayagrivaTypes: Record<CslType, Types> = {
  article: ['article', 'repository'],
  'article-journal': periodical,
  'article-magazine': periodical,
  'article-newspaper': ['article', 'newspaper'],
  bill: legislation,
  book: ['book', 'anthology'],
  broadcast: ['video', 'video'],
  chapter: ['chapter', 'book'],
  classic: ['book', 'anthology'],
  collection: ['anthology'],
  dataset: ['repository', 'repository'],
  document: ['misc'],
  entry: reference,
  'entry-dictionary': reference,
  'entry-encyclopedia': reference,
  event: ['conference'],
  figure: artwork,
  graphic: artwork,
  hearing: ['case'],
  interview: ['misc'],
  legal_case: ['case'],
  legislation,
  manuscript: ['manuscript'],
  map: artwork,
  motion_picture: ['video', 'video'],
  musical_score: ['audio', 'book'],
  pamphlet: ['book'],
  'paper-conference': ['article', 'proceedings'],
  patent: ['patent'],
  performance: ['performance'],
  periodical: ['periodical'],
  personal_communication: ['misc'],
  post: ['post', 'thread'],
  'post-weblog': ['article', 'blog'],
  regulation: legislation,
  report: ['report'],
  review: periodical,
  'review-book': periodical,
  software: ['repository'],
  song: ['audio', 'audio'],
  speech: ['misc'],
  standard: ['misc'],
  thesis: ['thesis'],
  treaty: legislation,
  webpage: ['web', 'web'],
}
