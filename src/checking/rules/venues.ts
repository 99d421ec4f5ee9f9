/** Venues that are only an abbreviation, and those that the store spells in another way most times. */
import type { Publication } from '../../model/publication.ts'
import type { Evidence, Fault, Rule } from '../rule.ts'
import { shown } from '../texts.ts'
import { isAbbreviated, isAcronym } from '../venue-names.ts'

/** What anybody reads in the name of a conference: "Proc. 15th Intl. Conf. on Software Engineering". */
const everyday = /(?<!\p{L})(?:proc|int|intl|conf|symp)\.(?=\s|$)/giu

/** A conference is called by its acronym, in print too, and a journal is not. */
function checkAbbreviation({ key, type, venue }: Publication, evidence: Evidence): Fault[] {
  const name = venue?.name ?? venue?.short
  if (name === undefined || !isAbbreviated(name)) return []
  if (type !== 'article-journal' && (isAcronym(name) || !isAbbreviated(name.replace(everyday, '')))) return []
  if (venue?.name !== undefined && venue.short !== undefined && venue.name !== venue.short) return []
  if (evidence.isKnownShort(name) || evidence.usualVenue(name)) return []
  // One answer puts all of them right.
  if (!evidence.speaksFor(name, key)) return []
  const count = evidence.uses(name)
  return [
    {
      path: ['venue', venue?.name === undefined ? 'short' : 'name'],
      message: `${shown(name)}${count > 1 ? `, here and in ${count - 1} more,` : ''} is an abbreviation, and nothing in the store says of what`,
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
    summary:
      'The venue is only an abbreviation, or of a journal an acronym, that is nowhere explained; said once for each',
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
