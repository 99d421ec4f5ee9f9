/** Dates of RIS: `YYYY/MM/DD/other` with parts left empty, and what databases write instead. */
import { parseDate } from '../../model/date.ts'

const seasons: Record<string, number> = { spring: 21, summer: 22, autumn: 23, fall: 23, winter: 24 }
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const pad = (text: string | number) => String(text).padStart(2, '0')

/** @returns EDTF, or undefined where the text is no date */
export function readRisDate(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const [, year, month, day, other] =
    /^(\d{4})(?:[/-](\d{0,2}))?(?:[/-](\d{0,2}))?(?:\/(.*))?$/.exec(text.trim()) ?? []
  if (year === undefined) return inWords(text)
  const about = /circa/i.test(other ?? '') ? '~' : ''
  if (!month && /^\d{4}$/.test(other ?? '') && other! > year) return `${year}/${other}`
  const season = seasons[other?.trim().toLowerCase() ?? '']
  if (season && !month) return `${year}-${season}${about}`
  const parts = [year, ...(month ? [pad(month), ...(day ? [pad(day)] : [])] : [])]
  while (parts.length > 1 && !parseDate(parts.join('-'))) parts.pop()
  return parts.join('-') + about
}

/** "2019 Mar 5", "March 2019", "5 March 2019". */
function inWords(text: string): string | undefined {
  const year = /\b(\d{4})\b/.exec(text)?.[1]
  if (year === undefined) return undefined
  const word = /\p{L}{3,}/u.exec(text)?.[0].toLowerCase() ?? ''
  const month = months.indexOf(word.slice(0, 3)) + 1
  const season = seasons[word]
  if (season) return `${year}-${season}`
  if (!month) return year
  const day = /(?<!\d)(\d{1,2})(?!\d)/.exec(text.replace(year, ''))?.[1]
  const whole = `${year}-${pad(month)}${day ? `-${pad(day)}` : ''}`
  return parseDate(whole) ? whole : `${year}-${pad(month)}`
}
