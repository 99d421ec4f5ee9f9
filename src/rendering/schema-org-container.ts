/** What a work appeared in, in the vocabulary of schema.org: journal, volume and issue, book, series, event. */
import type { CslType, Role } from '../model/csl-variables.ts'
import { contributorsOf, type Publication } from '../model/publication.ts'
import { compact, type Data } from './compact.ts'
import { isoDate, isoEnd } from './iso-date.ts'
import { containerName } from './publication-text.ts'
import { schemaContributor } from './schema-org.ts'
import { webUri } from './uri.ts'

const periodicals = new Set<CslType>([
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'review',
  'review-book',
])
const books = new Set<CslType>(['book', 'classic', 'collection'])
/** A work that has no issue and no book around it. */
export const isBook = ({ type }: Publication) => books.has(type)
export const schemaPlace = (name: string) => ({ '@type': 'Place', name })
const people = (p: Publication, role: Role, baseUrl: string) =>
  contributorsOf(p, role).map((contributor) => schemaContributor(contributor, baseUrl))

/** Volume and issue are things of their own between an article and its journal. */
export function schemaContainer(p: Publication, baseUrl: string): Data {
  const { venue, volume, issue, collectionTitle, collectionNumber, identifiers } = p
  const series = collectionTitle && {
    '@type': 'BookSeries',
    name: collectionTitle,
    editor: people(p, 'collection-editor', baseUrl),
  }
  const inSeries = series && {
    '@type': 'PublicationVolume',
    volumeNumber: collectionNumber,
    isPartOf: compact(series),
  }
  const outer = collectionNumber === undefined ? series && compact(series) : inSeries && compact(inSeries)
  const name = containerName(p, false)
  if (isBook(p) || name === undefined) return outer
  const periodical = periodicals.has(p.type)
  const container = compact({
    '@type': periodical ? 'Periodical' : venue?.kind === 'repository' ? 'Collection' : 'Book',
    name,
    alternateName: venue?.short === name ? undefined : venue?.short,
    issn: periodical ? venue?.issn : undefined,
    isbn: periodical ? undefined : identifiers?.isbn,
    author: people(p, 'container-author', baseUrl),
    url: webUri(venue?.url),
    isPartOf: outer,
  })
  const inVolume =
    volume === undefined
      ? container
      : { '@type': 'PublicationVolume', volumeNumber: volume, isPartOf: container }
  return issue === undefined
    ? inVolume
    : { '@type': 'PublicationIssue', issueNumber: issue, isPartOf: inVolume }
}

/** The event at which it was given points to it: schema.org has the property on the event's side. */
export function schemaEvent({ eventTitle, eventPlace, eventDate }: Publication): Data {
  if (eventTitle === undefined) return undefined
  return compact({
    '@type': 'Event',
    name: eventTitle,
    location: eventPlace && schemaPlace(eventPlace),
    startDate: isoDate(eventDate),
    endDate: isoEnd(eventDate),
  })
}
