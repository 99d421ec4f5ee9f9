/** Years that cannot be, and ranges that run backwards. */

import { dateVariables } from '../../model/csl-variables.ts'
import { parseDate } from '../../model/date.ts'
import { type Publication, publicationYear } from '../../model/publication.ts'
import type { Evidence, Fault, Rule } from '../rule.ts'

/** The first books printed with movable type in Europe. */
const firstPrinted = 1450
/** What may be as old as it wants. */
const old = new Set(['classic', 'manuscript', 'map', 'legislation', 'treaty', 'musical_score', 'graphic'])

function checkFuture(publication: Publication, { year: now }: Evidence): Fault[] {
  const year = publicationYear(publication)
  if (year === undefined || year <= now + 2) return []
  return [
    { path: ['issued'], message: `${year} is more than two years ahead`, expected: 'the year it appears' },
  ]
}

function checkAncient(publication: Publication): Fault[] {
  const year = publicationYear(publication)
  if (year === undefined || year >= firstPrinted || old.has(publication.type)) return []
  return [
    {
      path: ['issued'],
      message: `${year} is before the first printed books`,
      expected: 'the year of this edition, and originalDate for the year of the work',
    },
  ]
}

const fields = [...Object.keys(dateVariables), 'publishedOnline', 'publishedPrint', 'accepted'] as const

function checkRange(publication: Publication): Fault[] {
  return fields.flatMap((field) => {
    const text = publication[field as keyof Publication]
    const date = typeof text === 'string' ? parseDate(text) : undefined
    if (!date?.end || date.end === 'open') return []
    const [first, last] = (text as string).split('/') as [string, string]
    const { start, end } = date
    const isBackwards =
      end.year < start.year ||
      (end.year === start.year &&
        ((start.month !== undefined && end.month !== undefined && end.month < start.month) ||
          (start.month === end.month && (end.day ?? 31) < (start.day ?? 1))))
    return isBackwards
      ? [{ path: [field], message: `${text} ends before it begins`, expected: `${last}/${first}` }]
      : []
  })
}

export const dateRules: Rule[] = [
  {
    name: 'year-future',
    severity: 'error',
    summary: 'The year is more than two years ahead',
    example: { issued: '2917' },
    check: checkFuture,
  },
  {
    name: 'year-ancient',
    severity: 'warning',
    summary: 'The year is before 1450, and the type is none of old things',
    example: { type: 'book', issued: '0202' },
    check: checkAncient,
  },
  {
    name: 'date-backwards',
    severity: 'error',
    summary: 'A range of dates ends before it begins',
    example: { issued: '2023-04-18/2023-04-16' },
    check: checkRange,
  },
]
