/** Venues that are only an abbreviation, and those that the store spells in another way most times. */
import type { Publication } from '../../model/publication.ts'
import type { Evidence, Fault, Rule } from '../rule.ts'
import { shown } from '../texts.ts'
import { isAbbreviated } from '../venue-names.ts'

function checkAbbreviation({ venue }: Publication, evidence: Evidence): Fault[] {
  const name = venue?.name ?? venue?.short
  if (name === undefined || !isAbbreviated(name)) return []
  if (venue?.name !== undefined && venue.short !== undefined && venue.name !== venue.short) return []
  if (evidence.isKnownShort(name) || evidence.usualVenue(name)) return []
  return [
    {
      path: ['venue', venue?.name === undefined ? 'short' : 'name'],
      message: `${shown(name)} is an abbreviation, and nothing in the store says of what`,
      expected: `venue.name: the full name, venue.short: ${name}`,
    },
  ]
}

function checkSpelling({ venue }: Publication, evidence: Evidence): Fault[] {
  const usual = venue?.name === undefined ? undefined : evidence.usualVenue(venue.name)
  if (!usual) return []
  return [
    {
      path: ['venue', 'name'],
      message: `${shown(venue!.name!)} is ${shown(usual.name)} in ${usual.count} other publication${usual.count === 1 ? '' : 's'}`,
      expected: usual.name,
    },
  ]
}

export const venueRules: Rule[] = [
  {
    name: 'venue-abbreviation',
    severity: 'info',
    summary: 'The venue is only an abbreviation that is nowhere explained',
    example: { venue: { name: 'J. Appl. Streetol.' } },
    check: checkAbbreviation,
  },
  {
    name: 'venue-spelling',
    severity: 'info',
    summary: 'Elsewhere in the store the venue is written in full, or in another way',
    example: { venue: { name: 'J. Assoc. Comput. Mach.' } },
    others: [{ venue: { name: 'Journal of the Association for Computing Machinery' } }],
    check: checkSpelling,
  },
]
