/** The controlled lists of the DataCite Metadata Schema 4.6 (https://datacite-metadata-schema.readthedocs.io/en/4.6/). */
import type { CslType, Role } from '../../model/csl-variables.ts'
import type { SchemeName } from '../../model/identifier.ts'
import { isPreprint, type Publication, type Relation } from '../../model/publication.ts'

/** CSL type → resourceTypeGeneral; `Text` is for the rest. */
const types: Partial<Record<CslType, string>> = {
  'article-journal': 'JournalArticle',
  book: 'Book',
  broadcast: 'Audiovisual',
  chapter: 'BookChapter',
  classic: 'Book',
  collection: 'Collection',
  dataset: 'Dataset',
  event: 'Event',
  figure: 'Image',
  graphic: 'Image',
  map: 'Image',
  motion_picture: 'Audiovisual',
  'paper-conference': 'ConferencePaper',
  performance: 'Event',
  periodical: 'Journal',
  report: 'Report',
  review: 'PeerReview',
  software: 'Software',
  song: 'Sound',
  standard: 'Standard',
  thesis: 'Dissertation',
}

export const resourceTypeGeneral = (p: Publication) =>
  isPreprint(p) ? 'Preprint' : (types[p.type] ?? 'Text')

/** What a work of the type came out in: relatedItemType. */
export const containerTypes: Partial<Record<CslType, string>> = {
  'article-journal': 'Journal',
  'article-magazine': 'Journal',
  'article-newspaper': 'Journal',
  review: 'Journal',
  'review-book': 'Journal',
  chapter: 'Book',
  entry: 'Book',
  'entry-dictionary': 'Book',
  'entry-encyclopedia': 'Book',
  'paper-conference': 'ConferenceProceeding',
}

/** CSL role → contributorType; authors are creators, and `Other` is for the rest. */
export const contributorTypes: Partial<Record<Role, string>> = {
  editor: 'Editor',
  'collection-editor': 'Editor',
  'editorial-director': 'Editor',
  translator: 'Translator',
  producer: 'Producer',
  'executive-producer': 'Producer',
  curator: 'DataCurator',
}

/** What the related work is to this one → relationType, which says what this one is to the related work. */
export const relationTypes: Record<Relation['kind'], string> = {
  preprint: 'IsNewVersionOf',
  published: 'IsPreviousVersionOf',
  version: 'HasVersion',
  translation: 'HasTranslation',
  erratum: 'IsReferencedBy',
  supplement: 'IsSupplementedBy',
  part: 'HasPart',
  review: 'IsReviewedBy',
  dataset: 'IsSupplementedBy',
  software: 'IsSupplementedBy',
  presentation: 'IsDocumentedBy',
  extends: 'IsDerivedFrom',
}

/** Schemes that relatedIdentifierType knows. */
export const identifierTypes: Partial<Record<SchemeName | 'isbn', string>> = {
  doi: 'DOI',
  arxiv: 'arXiv',
  pmid: 'PMID',
  bibcode: 'bibcode',
  isbn: 'ISBN',
}
