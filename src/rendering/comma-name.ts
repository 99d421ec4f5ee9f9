/** Names with commas, as reference managers keep them in RIS, EndNote and the like. */

import { joinParticle } from '../model/name.ts'
import { withBlanks } from '../model/patterns.ts'
import { type Contributor, contributorsOf, type Publication } from '../model/publication.ts'

/** The names of one role, in order. */
export const commaNames = (publication: Publication, role: Contributor['role']): string[] =>
  contributorsOf(publication, role).map(commaName)

/** "Family, Given, Suffix"; a body as it is. */
export function commaName(person: Contributor): string {
  if (person.literal) return person.literal
  const family = joinParticle(part(person.particle), part(person.family ?? person.given))
  if (person.family === undefined) return family
  const given = joined(part(person.given), ' ', part(person.droppingParticle))
  return joined(joined(family, ', ', given), ', ', part(person.suffix))
}

const commas = withBlanks(',', 'g')

/** Where a comma would part a name once more. */
export const withoutCommas = (text: string): string => (text.includes(',') ? text.replace(commas, ' ') : text)

const part = (text: string | undefined): string => withoutCommas(text ?? '').trim()

const joined = (one: string, between: string, other: string) =>
  one && other ? one + between + other : one || other
