/** The date of an entry: BibLaTeX's EDTF in `date`, or BibTeX's year and month in the many ways people write them. */
import { parseDate } from '../../model/date.ts'

const months = new Map<string, number>()
for (const [i, names] of [
  'jan january januar janvier enero',
  'feb february februar février febrero',
  'mar march märz mars marzo',
  'apr april avril abril',
  'may mai mayo',
  'jun june juni juin junio',
  'jul july juli juillet julio',
  'aug august août agosto',
  'sep sept september septembre septiembre',
  'oct october oktober octobre octubre okt',
  'nov november novembre noviembre',
  'dec december dezember décembre diciembre dez',
].entries()) {
  for (const name of names.split(' ')) months.set(name, i + 1)
}
const seasons = new Map([
  ['spring', 21],
  ['summer', 22],
  ['autumn', 23],
  ['fall', 23],
  ['winter', 24],
])

/** No date is longer, and patterns that look for blanks would begin anew at each of very many. */
const longest = 200

const pad = (value: number | string, width = 2) => String(value).padStart(width, '0')

/** @returns EDTF, or undefined where the text is no date */
export function readDate(text: string | undefined): string | undefined {
  if (text === undefined || text.length > longest) return undefined
  const trimmed = text.trim().replace(/\s*[–—]\s*/g, '/')
  const edtf = trimmed
    .replace(/[?%]$/, '~')
    .replace(/\/(?:open)?$/, '/..')
    .replace(/T\d\d:.*$/, '')
  if (parseDate(edtf)) return edtf
  const swapped = /^(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?$/.exec(trimmed)
  if (swapped) {
    const [, year, month, day] = swapped
    return checked(`${year}-${pad(month!)}${day ? `-${pad(day)}` : ''}`)
  }
  const loose = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(trimmed)
  if (loose) return checked(`${loose[1]}-${pad(loose[2]!)}${loose[3] ? `-${pad(loose[3])}` : ''}`)
  return undefined
}

const checked = (text: string) => (parseDate(text) ? text : undefined)

interface MonthDay {
  month?: number
  day?: number
  endMonth?: number
  endDay?: number
}

/** "March", "3", "15 March", "March 15--17", "Mar./Apr.", "Spring". */
function readMonth(text: string): MonthDay | undefined {
  const words = text.toLowerCase().match(/\p{L}+|\d+/gu) ?? []
  const found: MonthDay = {}
  for (const word of words) {
    const month = months.get(word) ?? seasons.get(word)
    if (month !== undefined) {
      if (found.month === undefined) found.month = month
      else if (month !== found.month) found.endMonth = month
    } else if (/^\d{1,2}$/.test(word)) {
      if (words.length === 1) found.month = Number(word)
      else if (found.day === undefined) found.day = Number(word)
      else found.endDay = Number(word)
    }
  }
  return found.month === undefined ? undefined : found
}

/** @returns the date as EDTF, and what of the fields it does not say */
export function readYearMonth(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): { date?: string; left?: 'year' | 'month' } {
  if (year === undefined) return {}
  if (year.length > longest) return { left: 'year' }
  const found = /^(?:(c\.|ca\.?|circa)\s*)?\[?(\d{4})(?:\s*[-–/]+\s*(\d{4}|\d{2}))?\]?([?~])?(\s*BC)?$/i.exec(
    year.trim(),
  )
  if (!found) {
    // "June 1992": the month stands with the year.
    const [, words, digits] = /^(\D+?)[\s,]*(\d{4})$/.exec(year.trim()) ?? []
    if (words && digits && readMonth(words)) return readYearMonth(digits, words, undefined)
    const whole = readDate(year)
    return whole ? { date: whole } : { left: 'year' }
  }
  const [, circa, first, second, doubt, bc] = found
  const about = circa || doubt ? '~' : ''
  if (bc) return { date: `-${first}${about}` }
  if (second) {
    const end = second.length === 2 ? first!.slice(0, 2) + second : second
    return { date: checked(`${first}${about}/${end}`) ?? `${first}${about}` }
  }
  if (month === undefined) return { date: `${first}${about}` }
  const parts = readMonth(month)
  if (!parts) return { date: `${first}${about}`, left: 'month' }
  const dayOf = parts.day ?? (day && /^\d{1,2}$/.test(day) ? Number(day) : undefined)
  const start = checked(
    `${first}-${pad(parts.month!)}${dayOf && parts.month! <= 12 ? `-${pad(dayOf)}` : ''}${about}`,
  )
  if (!start) return { date: `${first}${about}`, left: 'month' }
  const endMonth = parts.endMonth ?? (parts.endDay ? parts.month : undefined)
  if (endMonth === undefined || endMonth > 12) return { date: start }
  const end = checked(`${first}-${pad(endMonth)}${parts.endDay ? `-${pad(parts.endDay)}` : ''}`)
  return { date: end && end > start ? `${start}/${end}` : start }
}
