/** The closed lists and the written forms that schemas, parameters and readers share. */

/** Citation keys: what can stand in a file of BibTeX and as one segment of a path, which `.` and `..` cannot. */
export const keyPattern = '^(?!\\.{1,2}$)[A-Za-z0-9:._-]{1,200}$'
/** Names of people and groups in URLs. */
export const slugPattern = '^[a-z0-9]+(?:-[a-z0-9]+)*$'
/** URLs that may stand in a record: nothing a browser would run. */
export const urlPattern = '^(?:[Hh][Tt][Tt][Pp][Ss]?|ftp|mailto|urn|doi):[^\\s<>"{}|\\\\^`]+$'

export const linkKinds = [
  'preprint',
  'pdf',
  'html',
  'code',
  'dataset',
  'project',
  'slides',
  'video',
  'poster',
  'website',
  'source',
  'doi',
  'supplement',
  'demo',
  'model',
  'discussion',
  'press',
  'other',
] as const

export const relationKinds = [
  'preprint',
  'published',
  'version',
  'translation',
  'erratum',
  'supplement',
  'part',
  'review',
  'dataset',
  'software',
  'presentation',
  'extends',
] as const

export const statuses = [
  'published',
  'in-press',
  'accepted',
  'under-review',
  'submitted',
  'in-preparation',
  'retracted',
] as const

export const venueKinds = [
  'journal',
  'conference',
  'workshop',
  'book',
  'series',
  'repository',
  'magazine',
] as const

export const affiliationKinds = ['education', 'experience', 'membership', 'award'] as const
