/**
 * The types of MODS: what kind of thing it is in MARC's genre terms (marcgt), in Zotero's (local) and in those of bibutils
 * (bibutilsgt), which has some that MARC has not, and as a resource.
 */
import type { CslType, Role } from '../../model/csl-variables.ts'
import { isPreprint, type Publication } from '../../model/publication.ts'
import { isUnpublished } from '../publication-text.ts'

type Genre = [authority: 'marcgt' | 'local' | 'bibutilsgt', term: string]

/** CSL type → Zotero's item type, and MARC's genre of a work that is no part of another. */
const types: Partial<Record<CslType, [zotero: string, marc?: string]>> = {
  'article-journal': ['journalArticle'],
  'article-magazine': ['magazineArticle'],
  'article-newspaper': ['newspaperArticle'],
  bill: ['bill', 'legislation'],
  book: ['book', 'book'],
  broadcast: ['tvBroadcast', 'television program'],
  chapter: ['bookSection'],
  classic: ['book', 'book'],
  collection: ['book', 'book'],
  dataset: ['dataset', 'numeric data'],
  'entry-dictionary': ['dictionaryEntry'],
  'entry-encyclopedia': ['encyclopediaArticle'],
  graphic: ['artwork', 'picture'],
  hearing: ['hearing'],
  interview: ['interview', 'interview'],
  legal_case: ['case', 'legal case and case notes'],
  legislation: ['statute', 'legislation'],
  manuscript: ['manuscript'],
  map: ['map', 'map'],
  motion_picture: ['film', 'motion picture'],
  // In one word, bibutils would take the paper for the whole proceedings.
  'paper-conference': ['conference paper'],
  patent: ['patent', 'patent'],
  periodical: ['book', 'periodical'],
  personal_communication: ['letter', 'letter'],
  post: ['forumPost', 'web site'],
  'post-weblog': ['blogPost', 'web site'],
  regulation: ['statute', 'law report or digest'],
  report: ['report', 'technical report'],
  review: ['journalArticle', 'review'],
  'review-book': ['journalArticle', 'review'],
  software: ['computerProgram', 'computer program'],
  song: ['audioRecording', 'sound'],
  speech: ['presentation', 'speech'],
  standard: ['standard', 'standard or specification'],
  thesis: ['thesis', 'thesis'],
  treaty: ['statute', 'treaty'],
  webpage: ['webpage', 'web site'],
}

/** The terms of `typeOfResource`; text is for the rest. */
const resources: Partial<Record<CslType, string>> = {
  broadcast: 'moving image',
  dataset: 'software, multimedia',
  figure: 'still image',
  graphic: 'still image',
  map: 'cartographic',
  motion_picture: 'moving image',
  musical_score: 'notated music',
  software: 'software, multimedia',
  song: 'sound recording-musical',
}

/** What bibutils would take for a book otherwise. */
const elsewhere = new Map<CslType, string>([
  ['webpage', 'electronic'],
  ['post', 'electronic'],
  ['post-weblog', 'electronic'],
  ['patent', 'miscellaneous'],
  ['speech', 'miscellaneous'],
])

export function modsTypes(p: Publication): { genres: Genre[]; resource: string } {
  const [zotero, marc] = isPreprint(p) ? ['preprint'] : (types[p.type] ?? ['document'])
  const genres: Genre[] = [['local', zotero]]
  if (marc) genres.push(['marcgt', marc])
  if (isUnpublished(p)) genres.push(['bibutilsgt', 'unpublished'])
  else if (elsewhere.has(p.type)) genres.push(['bibutilsgt', elsewhere.get(p.type)!])
  else if (!marc && !inPeriodical.has(p.type) && !inBook.has(p.type))
    genres.push(['bibutilsgt', 'miscellaneous'])
  return { genres, resource: resources[p.type] ?? 'text' }
}

/** Works that came out in a journal or the like. */
export const inPeriodical: ReadonlySet<CslType> = new Set([
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'review',
  'review-book',
])
/** Works that came out in a book or proceedings. */
export const inBook: ReadonlySet<CslType> = new Set([
  'chapter',
  'paper-conference',
  'entry',
  'entry-dictionary',
  'entry-encyclopedia',
])

/** The roles that belong to the host or the series of a work, and not to the work. */
export function partRoles({ type }: Publication): ReadonlySet<Role> {
  const roles: Role[] = ['container-author', 'collection-editor']
  return new Set(inBook.has(type) ? [...roles, 'editor'] : roles)
}
