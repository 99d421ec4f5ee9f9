/** People, bodies and the types of works in the vocabulary of schema.org, for formats and pages that speak it. */
import type { CslType } from '../model/csl-variables.ts'
import { displayName } from '../model/name.ts'
import type { Person } from '../model/person.ts'
import type { Contributor } from '../model/publication.ts'
import { compact, type DataMap, unique } from './compact.ts'
import { profilesOf } from './profiles.ts'
import { webUri } from './uri.ts'

export const schemaContext = 'https://schema.org'

/** CSL type → schema.org type; `CreativeWork` is for the rest. */
export const schemaTypes: Partial<Record<CslType, string>> = {
  article: 'ScholarlyArticle',
  'article-journal': 'ScholarlyArticle',
  'article-magazine': 'Article',
  'article-newspaper': 'NewsArticle',
  bill: 'Legislation',
  book: 'Book',
  broadcast: 'Episode',
  chapter: 'Chapter',
  classic: 'Book',
  collection: 'Collection',
  dataset: 'Dataset',
  document: 'DigitalDocument',
  'entry-dictionary': 'DefinedTerm',
  'entry-encyclopedia': 'Article',
  event: 'Event',
  figure: 'ImageObject',
  graphic: 'VisualArtwork',
  legislation: 'Legislation',
  manuscript: 'Manuscript',
  map: 'Map',
  motion_picture: 'Movie',
  musical_score: 'SheetMusic',
  'paper-conference': 'ScholarlyArticle',
  periodical: 'Periodical',
  personal_communication: 'Message',
  post: 'SocialMediaPosting',
  'post-weblog': 'BlogPosting',
  regulation: 'Legislation',
  report: 'Report',
  review: 'Review',
  'review-book': 'Review',
  software: 'SoftwareSourceCode',
  song: 'MusicRecording',
  speech: 'PresentationDigitalDocument',
  thesis: 'Thesis',
  treaty: 'Legislation',
  webpage: 'WebPage',
}

export const rorUri = (ror: string | undefined) => ror && `https://ror.org/${ror}`
export const orcidUri = (orcid: string | undefined) => orcid && `https://orcid.org/${orcid}`

/** A property that schema.org has no name for, such as an identifier of one archive. */
export function propertyValue(propertyID: string, value: string, url?: string): DataMap {
  return compact({ '@type': 'PropertyValue', propertyID, value, url })!
}

/** A literal name is that of a body: nothing is said of who has taken part in it. */
export function schemaContributor(contributor: Contributor, baseUrl: string): DataMap {
  const { literal, given, family, particle, droppingParticle, suffix, orcid, person, affiliations } =
    contributor
  if (literal) return compact({ '@type': 'Organization', '@id': orcidUri(orcid), name: literal })!
  return compact({
    '@type': 'Person',
    '@id': orcidUri(orcid) ?? (person && `${baseUrl}/people/${person}`),
    name: displayName(contributor),
    givenName: given,
    familyName: [droppingParticle, particle, family].filter(Boolean).join(' '),
    honorificSuffix: suffix,
    url: person && `${baseUrl}/people/${person}`,
    affiliation: affiliations?.map(({ name, ror }) =>
      compact({ '@type': 'Organization', '@id': rorUri(ror), name }),
    ),
  })!
}

/** A person of the store. */
export function schemaPerson(person: Person, baseUrl: string): DataMap {
  const self = `${baseUrl}/people/${person.slug}`
  const { identifiers, literal, given, family, particle, droppingParticle, suffix, honorificSuffix } = person
  const orcid = orcidUri(identifiers?.orcid)
  return compact({
    '@type': literal ? 'Organization' : 'Person',
    '@id': orcid ?? self,
    name: displayName(person),
    givenName: given,
    familyName: [droppingParticle, particle, family].filter(Boolean).join(' '),
    honorificSuffix: [suffix, ...(honorificSuffix ?? [])].filter(Boolean).join(', '),
    alternateName: unique([person.alternateName ?? [], (person.aliases ?? []).map(displayName)].flat()),
    pronouns: person.pronouns,
    jobTitle: person.role,
    disambiguatingDescription: person.headline,
    description: person.biography,
    knowsAbout: unique([...(person.interests ?? []), ...(person.skills ?? [])]),
    knowsLanguage: person.languages,
    email: person.email,
    workLocation: person.location && { '@type': 'Place', name: person.location },
    image: webUri(person.image),
    url: self,
    sameAs: unique(profilesOf(person).map(({ url }) => url)),
    identifier: identifiers?.orcid && propertyValue('ORCID', identifiers.orcid, orcid),
  })!
}
