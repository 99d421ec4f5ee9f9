/** What EndNote's two formats share: its reference types, their names (`%0`) and numbers (`ref-type`), names and days. */
import type { CslType } from '../model/csl-variables.ts'
import { type Contributor, isPreprint, type Publication } from '../model/publication.ts'
import { commaNames } from './comma-name.ts'
import { startOf } from './iso-date.ts'
import { isUnpublished, seasons } from './publication-text.ts'

export interface EndnoteType {
  name: string
  number: number
}

const names: Record<string, number> = {
  Artwork: 2,
  'Audiovisual Material': 3,
  Bill: 4,
  Book: 6,
  'Book Section': 5,
  Blog: 56,
  Case: 7,
  'Classical Work': 49,
  'Computer Program': 9,
  'Conference Paper': 47,
  Dataset: 59,
  Dictionary: 52,
  'Edited Book': 28,
  Encyclopedia: 53,
  Figure: 37,
  'Film or Broadcast': 21,
  Generic: 13,
  Hearing: 14,
  'Journal Article': 17,
  'Magazine Article': 19,
  Manuscript: 36,
  Map: 20,
  Music: 61,
  'Newspaper Article': 23,
  Pamphlet: 24,
  Patent: 25,
  'Personal Communication': 26,
  Report: 27,
  Serial: 57,
  Standard: 58,
  Statute: 31,
  Thesis: 32,
  'Unpublished Work': 34,
  'Web Page': 12,
}

const types: Partial<Record<CslType, string>> = {
  'article-journal': 'Journal Article',
  'article-magazine': 'Magazine Article',
  'article-newspaper': 'Newspaper Article',
  bill: 'Bill',
  book: 'Book',
  broadcast: 'Film or Broadcast',
  chapter: 'Book Section',
  classic: 'Classical Work',
  collection: 'Edited Book',
  dataset: 'Dataset',
  'entry-dictionary': 'Dictionary',
  'entry-encyclopedia': 'Encyclopedia',
  figure: 'Figure',
  graphic: 'Artwork',
  hearing: 'Hearing',
  interview: 'Personal Communication',
  legal_case: 'Case',
  legislation: 'Statute',
  manuscript: 'Manuscript',
  map: 'Map',
  motion_picture: 'Film or Broadcast',
  musical_score: 'Music',
  pamphlet: 'Pamphlet',
  // `Conference Proceedings` is a paper to EndNote, and the whole volume to others.
  'paper-conference': 'Conference Paper',
  patent: 'Patent',
  periodical: 'Serial',
  personal_communication: 'Personal Communication',
  post: 'Web Page',
  'post-weblog': 'Blog',
  regulation: 'Statute',
  report: 'Report',
  review: 'Journal Article',
  'review-book': 'Journal Article',
  software: 'Computer Program',
  song: 'Music',
  speech: 'Generic',
  standard: 'Standard',
  thesis: 'Thesis',
  treaty: 'Statute',
  webpage: 'Web Page',
}

/** `Generic` is for what EndNote has no type for. */
export function endnoteType(p: Publication): EndnoteType {
  const name = isUnpublished(p) || isPreprint(p) ? 'Unpublished Work' : (types[p.type] ?? 'Generic')
  return { name, number: names[name]! }
}

export const inJournal = new Set(['Journal Article', 'Magazine Article', 'Newspaper Article'])
export const inBook = new Set(['Book Section', 'Conference Paper', 'Dictionary', 'Encyclopedia'])

/** EndNote takes a name without a comma apart at its spaces; a comma at its end keeps a body whole. */
export const endnoteNames = (p: Publication, role: Contributor['role']): string[] =>
  commaNames(p, role).map((name) => (/,/.test(name) || !/\s/.test(name) ? name : `${name},`))

const months = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })

/** The day and month, which go with the year of `%D`. */
export function dayText(edtf: string | undefined): string | undefined {
  const start = startOf(edtf)
  if (!start || start.year < 0) return undefined
  const { month, day, season } = start
  if (season) return seasons[season]
  if (!month) return undefined
  const name = months.format(Date.UTC(2000, month - 1))
  return day ? `${name} ${day}` : name
}
