/** Titles, venues and names that shout. */
import type { Publication } from '../../model/publication.ts'
import { plainTitle } from '../../model/title.ts'
import type { Fault, Rule } from '../rule.ts'
import { shown } from '../texts.ts'

/** Every word in capitals, among them at least `least` that are too long for acronyms. */
function shouts(text: string, least: number): boolean {
  if (/\p{Ll}/u.test(text)) return false
  // What a hyphen or a stroke joins is rather a list of acronyms.
  const long = text.match(/(?<!\S)["'“‘(]*\p{Lu}{5,}[.,:;?!"'”’)]*(?!\S)/gu) ?? []
  return long.filter((word) => /[AEIOUYÄÖÜÉÈÀÁÍÓÚИАОЕУЯЫΑΕΗΙΟΥΩ]/u.test(word)).length >= least
}

function checkTitle({ title }: Publication): Fault[] {
  if (!shouts(plainTitle(title), 2)) return []
  return [
    {
      path: ['title'],
      message: `the title is in capitals: ${shown(plainTitle(title))}`,
      expected: 'the case of the title page; no style can tell names and acronyms from capitals',
    },
  ]
}

function checkVenue({ venue }: Publication): Fault[] {
  if (!venue?.name || !shouts(venue.name, 2)) return []
  return [
    {
      path: ['venue', 'name'],
      message: `the venue is in capitals: ${shown(venue.name)}`,
      expected: 'the name as it is usually written',
    },
  ]
}

const isShouted = (name: string) => /^\p{Lu}[\p{Lu}'’ -]*$/u.test(name) && /\p{Lu}{4,}/u.test(name)

function checkNames({ contributors = [] }: Publication): Fault[] {
  return contributors.flatMap(({ family, given, literal }, i) => {
    // A single name may be an acronym, and so may what stands beside it.
    if (literal !== undefined || family === undefined || given === undefined) return []
    if (!isShouted(family) || !/\p{L}/u.test(given)) return []
    return [
      {
        path: ['contributors', i, 'family'],
        message: `the family name is in capitals: ${given} ${family}`,
        expected: 'the case in which the name is usually written',
      },
    ]
  })
}

export const capitalRules: Rule[] = [
  {
    name: 'title-capitals',
    severity: 'warning',
    summary: 'The title is in capitals',
    example: { title: 'ON THE ELECTRODYNAMICS OF MOVING BODIES' },
    check: checkTitle,
  },
  {
    name: 'venue-capitals',
    severity: 'info',
    summary: 'The venue is in capitals',
    example: { venue: { name: 'ANNALEN DER PHYSIK UND CHEMIE' } },
    check: checkVenue,
  },
  {
    name: 'name-capitals',
    severity: 'warning',
    summary: 'A family name is in capitals',
    example: { contributors: [{ role: 'author', given: 'Albert', family: 'EINSTEIN' }] },
    check: checkNames,
  },
]
