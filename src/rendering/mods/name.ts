/** Names in MODS: parts of a personal name, or a corporate body as one (https://www.loc.gov/standards/mods/userguide/name.html). */
import { joinParticle } from '../../model/name.ts'
import type { Contributor } from '../../model/publication.ts'
import { relators } from '../relators.ts'
import { element, optional, type Xml } from '../xml.ts'

export function modsName(person: Contributor): Xml {
  const [code, term] = relators[person.role]
  const authority = { authority: 'marcrelator' }
  return element(
    'name',
    { type: person.literal ? 'corporate' : 'personal' },
    parts(person),
    element(
      'role',
      {},
      element('roleTerm', { ...authority, type: 'text' }, term),
      element('roleTerm', { ...authority, type: 'code' }, code),
    ),
    person.affiliations?.map(({ name }) => element('affiliation', {}, name)),
    person.orcid && element('nameIdentifier', { type: 'orcid' }, person.orcid),
    person.note && element('description', {}, person.note),
  )
}

function parts({ literal, given, family, particle, droppingParticle, suffix }: Contributor) {
  if (literal) return element('namePart', {}, literal)
  const givenNames = [given, droppingParticle].filter(Boolean).join(' ')
  // A family name is what a name has at least; a name of one part is that part.
  if (family === undefined)
    return element('namePart', { type: 'family' }, joinParticle(particle, given ?? ''))
  return [
    optional('namePart', { type: 'given' }, givenNames),
    element('namePart', { type: 'family' }, joinParticle(particle, family)),
    optional('namePart', { type: 'termsOfAddress' }, suffix),
  ]
}
