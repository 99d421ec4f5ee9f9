/**
 * What a record of its type cannot do without: the fields that BibTeX's standard styles (btxdoc, section 3.1), BibLaTeX's data
 * model (manual, section 2.1.1) and the CSL styles made of them ask for. Only what nearly every reference of that type
 * has is asked for here.
 */
import type { CslType } from '../../model/csl-variables.ts'
import { isPreprint, type Publication } from '../../model/publication.ts'
import { containerName, isUnpublished } from '../../rendering/publication-text.ts'
import type { Example, Rule, Severity } from '../rule.ts'

const articles: CslType[] = [
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'review',
  'review-book',
]
const parts: CslType[] = ['chapter', 'entry', 'entry-dictionary', 'entry-encyclopedia']
const books: CslType[] = ['book', 'collection', 'classic']
/** Works that have a date and somebody who made them, whoever catalogues them. */
const dated: CslType[] = [
  ...articles,
  ...parts,
  ...books,
  'paper-conference',
  'thesis',
  'report',
  'patent',
  'article',
]
const made: CslType[] = [...dated, 'software', 'dataset', 'speech', 'manuscript']
/** Newspapers and works of reference print pieces that nobody signs. */
const unsigned = new Set<CslType>(['article-newspaper', 'article-magazine', ...parts.slice(1), 'classic'])

/** Titles of proceedings, which need nobody: their words, or the acronym of a conference. */
const proceedings = /\b(?:proceedings|proc\.|conference|symposium|workshop|congress|kongress|tagung)\b/i
const acronym = /^\p{Lu}[\p{L}\d/'’-]*\p{Lu}[\p{L}\d/'’ -]*$/u

interface Need {
  name: string
  severity: Severity
  summary: string
  types: readonly CslType[]
  field: string
  expected: string
  example: Example
  has(publication: Publication): boolean
}

const hasPublisher = ({ publisher, authority, archive }: Publication) =>
  (publisher ?? authority ?? archive) !== undefined
const hasVenue = (publication: Publication) =>
  containerName(publication, false) !== undefined || publication.eventTitle !== undefined

const needs: Need[] = [
  {
    name: 'date-missing',
    severity: 'warning',
    summary: 'A published work without a date',
    types: dated,
    field: 'issued',
    expected: 'at least the year',
    example: { type: 'book', issued: null },
    has: (publication) =>
      publication.issued !== undefined ||
      isUnpublished(publication) ||
      (publication.status !== undefined && publication.status !== 'published'),
  },
  {
    name: 'creator-missing',
    severity: 'warning',
    summary: 'Neither authors nor editors, nor anybody else who made it',
    types: made.filter((type) => !unsigned.has(type)),
    field: 'contributors',
    expected: 'an author or an editor; an organization as one with a literal name',
    example: { type: 'article-journal', contributors: null },
    // Proceedings and other books of an organization name the one that publishes them.
    has: ({ contributors, type, publisher, eventTitle, title }) =>
      contributors !== undefined ||
      (books.includes(type) &&
        (eventTitle !== undefined ||
          proceedings.test(title) ||
          (title.length <= 20 && acronym.test(title)))) ||
      ((type === 'report' || type === 'book') && publisher !== undefined),
  },
  {
    name: 'journal-missing',
    severity: 'warning',
    summary: 'An article or review without the journal it appeared in',
    types: articles,
    field: 'venue',
    expected: 'venue.name: the journal; type "article" for a preprint',
    example: { type: 'article-journal', venue: null },
    has: hasVenue,
  },
  {
    name: 'proceedings-missing',
    severity: 'warning',
    summary: 'A conference paper without proceedings or conference',
    types: ['paper-conference'],
    field: 'venue',
    expected: 'venue.name: the proceedings, or eventTitle: the conference',
    example: { type: 'paper-conference', venue: null },
    has: hasVenue,
  },
  {
    name: 'container-missing',
    severity: 'warning',
    summary: 'A chapter or an entry without the book it is in',
    types: parts,
    field: 'venue',
    expected: 'venue.name: the title of the book',
    example: { type: 'chapter', venue: null },
    has: (publication) => hasVenue(publication) || publication.collectionTitle !== undefined,
  },
  {
    name: 'institution-missing',
    severity: 'warning',
    summary: 'A thesis or a report without the school or institution',
    types: ['thesis', 'report'],
    field: 'publisher',
    expected: 'publisher: the school or institution',
    example: { type: 'thesis', publisher: null },
    has: (publication) =>
      hasPublisher(publication) ||
      (publication.type === 'report' &&
        (hasVenue(publication) || publication.contributors?.some(({ literal }) => literal) === true)),
  },
  {
    name: 'publisher-missing',
    severity: 'info',
    summary: 'A book without a publisher, which BibTeX asks for',
    types: ['book', 'collection'],
    field: 'publisher',
    expected: 'publisher, and place where it matters',
    example: { type: 'book', publisher: null },
    has: hasPublisher,
  },
  {
    name: 'number-missing',
    severity: 'warning',
    summary: 'A patent without its number',
    types: ['patent'],
    field: 'number',
    expected: 'number: the number of the patent, such as US1234567B2',
    example: { type: 'patent', number: null },
    has: ({ number }) => number !== undefined,
  },
  {
    name: 'address-missing',
    severity: 'warning',
    summary: 'A web page or a post without an address',
    types: ['webpage', 'post', 'post-weblog'],
    field: 'url',
    expected: 'url: where it is to be found',
    example: { type: 'webpage', url: null, identifiers: null },
    has: ({ url, links, identifiers }) =>
      (url ?? links ?? identifiers?.doi ?? identifiers?.arxiv) !== undefined,
  },
]

/** What a preprint server has is complete with its number there. */
const isInRepository = (publication: Publication) =>
  isPreprint(publication) || publication.identifiers?.arxiv !== undefined

export const missingRules: Rule[] = needs.map(
  ({ name, severity, summary, types, field, expected, example, has }) => {
    const asked = new Set(types)
    return {
      name,
      severity,
      summary,
      example,
      check: (publication) =>
        !asked.has(publication.type) || has(publication) || (field === 'venue' && isInRepository(publication))
          ? []
          : [{ path: [field], message: `${summary.charAt(0).toLowerCase()}${summary.slice(1)}`, expected }],
    }
  },
)
