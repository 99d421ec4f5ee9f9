/** What formats say of a publication in words of their own: its state, its kind where the record names none. */
import type { CslType } from '../model/csl-variables.ts'
import type { DateValue } from '../model/date.ts'
import { normalizeDoi, schemes } from '../model/identifier.ts'
import { isPreprint, type Publication } from '../model/publication.ts'

/** The container as a format prints it; a paper given at an event and printed nowhere is in the event. */
export function containerName(publication: Publication, short: boolean): string | undefined {
  const { venue } = publication
  if (short && venue?.short) return venue.short
  if (venue?.name ?? venue?.short) return venue.name ?? venue.short
  return publication.type === 'paper-conference' ? publication.eventTitle : undefined
}

/** The server of a preprint. */
export function repositoryName({ identifiers, venue, publisher, archive }: Publication): string | undefined {
  return identifiers?.arxiv ? 'arXiv' : (venue?.name ?? venue?.short ?? publisher ?? archive)
}

const states: Partial<Record<NonNullable<Publication['status']>, string>> = {
  'in-press': 'In press',
  accepted: 'Accepted for publication',
  'under-review': 'Under review',
  submitted: 'Submitted',
  'in-preparation': 'In preparation',
  retracted: 'Retracted',
}

/** "In press" and the like; nothing for what is published. */
export const stateText = ({ status }: Publication) => (status === undefined ? undefined : states[status])

/** Not yet to be had: a citation must not look like one of a published work. */
export function isUnpublished({ status, issued }: Publication): boolean {
  if (status === 'submitted' || status === 'under-review' || status === 'in-preparation') return true
  return issued === undefined && (status === 'accepted' || status === 'in-press')
}

const placedStates: typeof states = {
  'in-press': 'To appear in',
  accepted: 'To appear in',
  submitted: 'Submitted to',
  'under-review': 'Under review at',
}

/** The state of an unpublished work together with where it is to appear. */
export function placedState(publication: Publication, container: string | undefined): string | undefined {
  if (container === undefined || !isUnpublished(publication)) return undefined
  const placed = placedStates[publication.status!]
  return placed && `${placed} ${container}`
}

/** A note to print; reference managers keep lists of `Name: value` in the same place. */
export const remark = ({ note }: Publication) => (note && /^[\w -]+:\s/m.test(note) ? undefined : note)

const kinds: Partial<Record<CslType, string>> = {
  software: 'Computer software',
  dataset: 'Data set',
  patent: 'Patent',
  speech: 'Talk',
  thesis: 'Thesis',
  report: 'Report',
  standard: 'Standard',
  manuscript: 'Unpublished manuscript',
  article: 'Preprint',
  interview: 'Interview',
  map: 'Map',
}

/** What kind of work it is, for formats whose types do not tell. */
export const kindText = ({ genre, type }: Publication) => genre ?? kinds[type]

export type Degree = 'phd' | 'master' | 'bachelor' | 'other'

export function degreeOf({ genre }: Publication): Degree {
  if (genre === undefined || /ph\.?\s?d|d\.?\s?phil|doctor|dissertation|doktor|thèse/i.test(genre))
    return 'phd'
  if (/bachelor|b\.?\s?sc\b/i.test(genre)) return 'bachelor'
  return /master|m\.?\s?sc\b|m\.?\s?phil|diplom/i.test(genre) ? 'master' : 'other'
}

/** Who granted a patent. */
export const patentOffice = ({ authority, jurisdiction }: Publication) => authority ?? jurisdiction

/** A patent by its office and number: "United States Patent US1234567B2". */
export function patentText(publication: Publication): string {
  const { genre, number } = publication
  const office = patentOffice(publication)
  const kind = genre ?? 'Patent'
  return [kind.startsWith(office ?? '') ? undefined : office, kind, number].filter(Boolean).join(' ')
}

/** By their number, from 1. */
export const seasons = [undefined, 'Spring', 'Summer', 'Autumn', 'Winter'] as const

/** A date's year; of a range from its first year to its last. */
export function yearText(date: DateValue | undefined, dash: string): string | undefined {
  if (!date) return undefined
  const { start, end } = date
  const circa = start.approximate ? 'c. ' : ''
  if (end === 'open') return `${circa}${commonYear(start.year)}${dash}`
  if (!end || end.year === start.year) return circa + commonYear(start.year)
  return `${circa}${commonYear(start.year)}${dash}${commonYear(end.year)}`
}

const commonYear = (year: number) => (year < 0 ? `${-year} BC` : String(year))

/** The address beside the DOI. A URL that only resolves the DOI says nothing new, and one that runs code is none. */
export function addressOf(publication: Publication): string | undefined {
  const { doi, arxiv } = publication.identifiers ?? {}
  const url = publication.url ?? (isPreprint(publication) && arxiv ? schemes.arxiv.url(arxiv) : undefined)
  if (url === undefined || /^(?:javascript|data|vbscript):/i.test(url)) return undefined
  return doi !== undefined && /doi\.org\//i.test(url) && normalizeDoi(url) === doi ? undefined : url
}
