/**
 * CSL's date-variable (csl-data.json of CSL 1.0.2) and the EDTF text of a publication, one made of the other. What a
 * date-variable cannot hold (a range of which one end is approximate or less precise) is written as near as it goes.
 */
import { type DateParts, type DateValue, formatDate, parseDate } from '../date.ts'

export interface CslDate {
  'date-parts'?: (string | number)[][]
  season?: string | number
  circa?: string | number | boolean
  literal?: string
  raw?: string
}

/** EDTF numbers the seasons of a year from 21 on, in the place of the month. */
const seasonMonth = 20

/** @param edtf a date in EDTF; a text that is none, such as a 30th of February, is written as a literal */
export function writeCslDate(edtf: string): CslDate {
  const date = parseDate(edtf)
  if (!date) return { literal: edtf }
  const { start, end } = date
  if (!end) {
    const parts = start.season ? [start.year] : numbers(start)
    const written: CslDate = { 'date-parts': [parts] }
    if (start.season) written.season = start.season
    if (start.approximate) written.circa = true
    return written
  }
  const written: CslDate = { 'date-parts': rangeParts(numbers(start), end) }
  if (start.approximate || (end !== 'open' && end.approximate)) written.circa = true
  return written
}

function numbers({ year, month, day, season }: DateParts): number[] {
  if (season) return [year, seasonMonth + season]
  if (month === undefined) return [year]
  return day === undefined ? [year, month] : [year, month, day]
}

/** An open end is a date of zeros. Both ends have the same number of parts, since citeproc throws where they differ. */
function rangeParts(start: number[], end: DateParts | 'open'): number[][] {
  if (end === 'open') return [start, start.map(() => 0)]
  const last = numbers(end)
  const isSeason = (parts: number[]) => parts[1] !== undefined && parts[1] > seasonMonth
  const length = isSeason(start) === isSeason(last) ? Math.min(start.length, last.length) : 1
  return [start.slice(0, length), last.slice(0, length)]
}

/**
 * Reads date-parts first, then `raw` and `literal` where they hold a date in digits.
 * @param value a CSL date-variable, or an EDTF string as CSL 1.1 has it
 * @returns EDTF, or undefined where there is no date to be read
 */
export function readCslDate(value: unknown): string | undefined {
  if (typeof value === 'string') return readText(value)
  if (typeof value !== 'object' || value === null) return undefined
  const date = value as CslDate
  const read = readParts(date) ?? readText(date.raw) ?? readText(date.literal)
  return read !== undefined && isTrue(date.circa) ? approximate(read) : read
}

function readParts(date: CslDate): string | undefined {
  const [first, second] = Array.isArray(date['date-parts']) ? date['date-parts'] : []
  const start = readPoint(first)
  if (!start) return undefined
  const season = readSeason(date.season)
  if (season && second === undefined && start.month === undefined) start.season = season
  if (second === undefined) return formatDate({ start })
  const isOpen = Array.isArray(second) && integer(second[0]) === 0
  const end = isOpen ? 'open' : readPoint(second)
  return formatDate(end ? { start, end } : { start })
}

/** The year and as much after it as makes sense: a day that its month does not have is left out. */
function readPoint(parts: unknown): DateParts | undefined {
  if (!Array.isArray(parts)) return undefined
  const [year, month, day] = parts.map(integer)
  if (year === undefined || Math.abs(year) > 9999) return undefined
  if (!month) return { year }
  const season = seasonOfMonth(month)
  if (season) return { year, season }
  if (month < 1 || month > 12) return { year }
  const dated: DateParts = { year, month, ...(day && day > 0 ? { day } : {}) }
  return day && parseDate(formatDate({ start: dated })) ? dated : { year, month }
}

/** Processors take 13 to 16 as well as EDTF's 21 to 24 for the seasons. */
function seasonOfMonth(month: number): number | undefined {
  if (month >= 13 && month <= 16) return month - 12
  return month > seasonMonth && month <= seasonMonth + 4 ? month - seasonMonth : undefined
}

const seasonNames: Record<string, number> = { spring: 1, summer: 2, autumn: 3, fall: 3, winter: 4 }

function readSeason(value: unknown): number | undefined {
  const number = integer(value)
  if (number !== undefined) return number >= 1 && number <= 4 ? number : seasonOfMonth(number)
  const name = typeof value === 'string' ? value.trim().toLowerCase() : ''
  return Object.hasOwn(seasonNames, name) ? seasonNames[name] : undefined
}

function readText(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined
  const trimmed = text.trim()
  if (parseDate(trimmed)) return trimmed
  const parts = /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?$/.exec(trimmed)
  const start = readPoint(parts?.slice(1))
  return start && formatDate({ start })
}

function approximate(edtf: string): string {
  const date = parseDate(edtf)!
  const end = date.end && date.end !== 'open' ? { ...date.end, approximate: true } : date.end
  const marked: DateValue = { start: { ...date.start, approximate: true }, ...(end ? { end } : {}) }
  return formatDate(marked)
}

function integer(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) ? (number as number) : undefined
}

/** CSL takes text, number or boolean for a flag. */
function isTrue(flag: unknown): boolean {
  return typeof flag === 'string' ? !/^\s*(?:false|0|no)?\s*$/i.test(flag) : Boolean(flag)
}

const members: Record<keyof CslDate, (value: unknown) => boolean> = {
  'date-parts': (value) =>
    Array.isArray(value) &&
    (value.length === 1 || (value.length === 2 && lengthOf(value[0]) === lengthOf(value[1]))) &&
    value.every((parts) => lengthOf(parts) > 0 && lengthOf(parts) <= 3 && parts.every(isPart)),
  season: (value) => isPart(value),
  circa: (value) => isPart(value) || typeof value === 'boolean',
  literal: (value) => typeof value === 'string',
  raw: (value) => typeof value === 'string',
}
const isPart = (value: unknown) => typeof value === 'string' || typeof value === 'number'
const lengthOf = (value: unknown) => (Array.isArray(value) ? value.length : 0)

/** Whether csl-data.json allows the value and citeproc takes it. */
export function isCslDate(value: unknown): value is CslDate {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(value).every(
    ([name, member]) => Object.hasOwn(members, name) && members[name as keyof CslDate](member),
  )
}
