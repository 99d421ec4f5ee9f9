/** People and bodies of the Citation File Format: a person has family names, a body has a name. */
import type { Contributor, Publication } from '../model/publication.ts'
import { contributorsOf } from '../model/publication.ts'
import { type DataMap, unique } from './compact.ts'

function cffName(contributor: Contributor): DataMap {
  const { literal, given, family, particle, droppingParticle, suffix, orcid, affiliations } = contributor
  const id = orcid && `https://orcid.org/${orcid}`
  if (literal) return { name: literal, orcid: id }
  return {
    'given-names': given,
    'name-particle': [droppingParticle, particle].filter(Boolean).join(' '),
    'family-names': family,
    'name-suffix': suffix,
    affiliation: affiliations?.map(({ name }) => name).join('; '),
    orcid: id,
  }
}

/** The names of one role; undefined where nobody has it. */
export function cffNames(publication: Publication, role: Contributor['role']): DataMap[] | undefined {
  return unique(contributorsOf(publication, role).map(cffName))
}

/** A work in CFF has authors; where it has none, those stand for them who come nearest. */
export function cffAuthors(publication: Publication): DataMap[] {
  const named = cffNames(publication, 'author') ?? unique(publication.contributors?.map(cffName))
  return named ?? [{ name: publication.publisher ?? publication.authority ?? 'Anonymous' }]
}
