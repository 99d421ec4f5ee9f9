/**
 * Dates as EDTF (ISO 8601-2, Library of Congress profile): level 0 (`2024`, `2024-04`, `2024-04-16`,
 * `2024-04-16/2024-04-18`) and, of level 1, approximate dates (`2024~`), seasons (`2024-21` to `2024-24`) and open
 * ends (`2024/..`). This file owns their grammar, their parts and their order; printing belongs to the formats.
 */

/** One point in time, as precise as it is known. `season` is 1 (spring) to 4 (winter). */
export interface DateParts {
  year: number
  month?: number
  day?: number
  season?: number
  approximate?: boolean
}
export interface DateValue {
  start: DateParts
  /** `open` where the range has begun and not ended. */
  end?: DateParts | 'open'
}

const point = '(?:-?\\d{4})(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-(?:0[1-9]|[12]\\d|3[01]))?)?~?'
/** The pattern of every date in the JSON; `parseDate` also checks that the day exists. */
export const datePattern = `^${point}(?:/(?:${point}|\\.\\.))?$`
const dateRegExp = new RegExp(datePattern)

/** Two digits as a number, NaN where they are none. */
function digits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** A month or a day before the 29th, as most dates are: read without taking the text apart. */
function parseUsual(text: string): DateParts | undefined {
  const { length } = text
  if ((length !== 7 && length !== 10) || text[4] !== '-' || (length === 10 && text[7] !== '-'))
    return undefined
  const year = digits(text, 0) * 100 + digits(text, 2)
  const month = digits(text, 5)
  if (!(year >= 0 && month >= 1 && month <= 12)) return undefined
  if (length === 7) return { year, month }
  const day = digits(text, 8)
  return day >= 1 && day <= 28 ? { year, month, day } : undefined
}

function parsePoint(text: string): DateParts | undefined {
  const approximate = text.endsWith('~')
  const negative = text.startsWith('-')
  const [year, second, day] = text
    .slice(negative ? 1 : 0, approximate ? -1 : undefined)
    .split('-')
    .map(Number)
  const parts: DateParts = { year: negative ? -year! : year! }
  if (second !== undefined) {
    if (second > 12) {
      if (day !== undefined) return undefined
      parts.season = second - 20
    } else parts.month = second
  }
  if (day !== undefined) {
    if (day > daysInMonth(parts.year, second!)) return undefined
    parts.day = day
  }
  if (approximate) parts.approximate = true
  return parts
}

function daysInMonth(year: number, month: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, 0)
  return date.getUTCDate()
}

const year = /^\d{4}$/

/** @returns the parts of an EDTF date, or undefined where the text is none. */
export function parseDate(text: string): DateValue | undefined {
  if (text.length === 4 && year.test(text)) return { start: { year: Number(text) } }
  const usual = parseUsual(text)
  if (usual) return { start: usual }
  if (!dateRegExp.test(text)) return undefined
  const [first, second] = text.split('/')
  const start = parsePoint(first!)
  if (!start) return undefined
  if (second === undefined) return { start }
  if (second === '..') return { start, end: 'open' }
  const end = parsePoint(second)
  return end && { start, end }
}

const pad = (value: number, width = 2) => String(Math.abs(value)).padStart(width, '0')

function formatPoint(parts: DateParts): string {
  let text = (parts.year < 0 ? '-' : '') + pad(parts.year, 4)
  if (parts.season) text += `-${20 + parts.season}`
  else if (parts.month) text += `-${pad(parts.month)}${parts.day ? `-${pad(parts.day)}` : ''}`
  return parts.approximate ? `${text}~` : text
}

/** The EDTF text of a date; the inverse of `parseDate`. */
export function formatDate(date: DateValue): string {
  const start = formatPoint(date.start)
  if (!date.end) return start
  return `${start}/${date.end === 'open' ? '..' : formatPoint(date.end)}`
}

export function yearOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : parseDate(date)?.start.year
}

/** The sort key of a year by itself: that of every date in it begins so. */
export const yearSortKey = (year: number): string => String(10_000 + year).padStart(5, '0')

/**
 * A text whose byte order is the order in time, years before the common era included. Less precise dates come before
 * the precise ones they contain, seasons after the months of their year; an unknown date comes before all.
 */
export function dateSortKey(date: string | undefined): string {
  const parsed = date === undefined ? undefined : parseDate(date)
  if (!parsed) return ''
  const { year, month, day, season } = parsed.start
  let key = yearSortKey(year)
  if (season) key += `-${20 + season}`
  else if (month) key += `-${pad(month)}${day ? `-${pad(day)}` : ''}`
  return key
}

/**
 * Whether a time that ends with this date is over.
 * @param end EDTF; of a year or a month, the last day counts
 * @param today ISO 8601 calendar date
 */
export function isOver(end: string, today: string): boolean {
  const { start: last } = parseDate(end)!
  const month = last.month === undefined ? '12' : String(last.month).padStart(2, '0')
  return `${last.year}-${month}-${last.day ?? 31}` < today
}
