/** Dates for formats that know ISO 8601 and no more: the start of a range, without approximation and season. */
import { type DateParts, parseDate } from '../model/date.ts'

const pad = (value: number, width = 2) => String(Math.abs(value)).padStart(width, '0')

/** The first point of a date, or undefined where it is none. */
export function startOf(edtf: string | undefined): DateParts | undefined {
  return edtf === undefined ? undefined : parseDate(edtf)?.start
}

/** `2024`, `2024-04` or `2024-04-16`, as far as it is known. */
export function isoDate(edtf: string | undefined): string | undefined {
  const start = startOf(edtf)
  if (!start) return undefined
  const { year, month, day } = start
  const text = `${year < 0 ? '-' : ''}${pad(year, 4)}`
  if (!month) return text
  return `${text}-${pad(month)}${day ? `-${pad(day)}` : ''}`
}

/** The date where it is known to the day and of the common era. */
export function isoDay(edtf: string | undefined): string | undefined {
  const text = isoDate(edtf)
  return text?.length === 10 ? text : undefined
}

/** Where a range ends, in the same forms; undefined for a single point and an open end. */
export function isoEnd(edtf: string | undefined): string | undefined {
  return edtf?.includes('/') ? isoDate(edtf.slice(edtf.indexOf('/') + 1)) : undefined
}
