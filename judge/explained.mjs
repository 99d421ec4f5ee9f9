/**
 * What a judge may say of a correct entry, by name: what the record itself does not hold, what a format has no word for,
 * and what a judge does not know. A finding is only excused where the record bears the reason out.
 */

import { normalizeIsbn } from '../dist/model/identifier.js'

const isRange = ({ issued }) => /\/|^-|~|-2[1-4]/.test(issued ?? '')

const reasons = [
  {
    name: 'without a date in the record',
    judge: /bibtex|biber/,
    text: /^empty year|Missing mandatory field - one of 'date, year'/,
    holds: (publication) => publication.issued === undefined,
  },
  {
    name: 'with an issue and no volume in the record',
    judge: /^bibtex/,
    text: /^there's a number but no volume/,
    holds: ({ issue, volume }) => issue !== undefined && volume === undefined,
  },
  {
    name: 'with an edition that is no number',
    judge: /IEEEtran/,
    text: /^edition ordinal word/,
    holds: ({ edition }) => !/^\d+$/.test(edition ?? ''),
  },
  {
    name: 'with a range, season, "circa" or "BC" in the year, for which BibTeX has no other form',
    judge: /^biber --tool$/,
    text: /^legacy (?:year|month) field/,
    holds: isRange,
  },
  {
    name: 'with an ISBN that is right and that biber does not know, of a new group or beside another',
    judge: /^biber/,
    text: /^ISBN '[^']*' in entry/,
    holds: ({ identifiers }) => identifiers?.isbn?.every((isbn) => normalizeIsbn(isbn) === isbn),
  },
  {
    name: 'of a type that bibutils does not know',
    judge: /2xml$/,
    text: /Did not (?:recognize|identify) (?:reference )?type/,
    holds: () => true,
  },
]

/**
 * @param publication what the finding is about, where the judge says it
 * @returns the name of the reason, or undefined
 */
export function explain({ judge, text }, publication) {
  return reasons.find(
    (reason) => reason.judge.test(judge) && reason.text.test(text) && reason.holds(publication ?? {}),
  )?.name
}
