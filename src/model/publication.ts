/**
 * The publication: CSL 1.0.2 in camelCase, with what CSL has no name for (people, links, awards, relations) beside it.
 * Every format reads this shape and no other. The shape itself is in `schemas/publication.ts`; only its types come here,
 * so that a server that validates nothing does not load the machinery of validation.
 */
import type { Static } from 'typebox'
import { yearOf } from './date.ts'
import { schemes } from './identifier.ts'
import type * as schemas from './schemas/publication.ts'

export type Contributor = Static<typeof schemas.Contributor>
export type Venue = Static<typeof schemas.Venue>
export type Link = Static<typeof schemas.Link>
export type Relation = Static<typeof schemas.Relation>
export type Identifiers = Static<typeof schemas.Identifiers>
/** What a person or an import gives; the store fills in the rest. */
export type PublicationInput = Static<typeof schemas.PublicationInput>
export type Publication = Static<typeof schemas.Publication>

/** Contributors of one role, in order. */
export function contributorsOf(
  publication: Publication,
  role: Contributor['role'] = 'author',
): Contributor[] {
  return publication.contributors?.filter((contributor) => contributor.role === role) ?? []
}

/** A preprint is a CSL `article` (Zotero and CSL 1.0.2 use it so), or what sits in a repository and has no other venue. */
export function isPreprint(publication: Pick<Publication, 'type' | 'venue'>): boolean {
  return publication.type === 'article' || publication.venue?.kind === 'repository'
}

/** The address a reader is sent to: the DOI first, then the URL, then arXiv. */
export function publicUrl(publication: Publication): string | undefined {
  const ids = publication.identifiers
  if (ids?.doi) return schemes.doi.url(ids.doi)
  return publication.url ?? (ids?.arxiv && schemes.arxiv.url(ids.arxiv))
}

export function publicationYear(publication: Pick<PublicationInput, 'issued'>): number | undefined {
  return yearOf(publication.issued)
}
