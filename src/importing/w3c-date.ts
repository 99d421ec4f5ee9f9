/** Dates of ISO 8601 and its profiles (W3CDTF, RFC 3339, EDTF) as APIs and XML have them; the time of day is left out. */
import { parseDate } from '../model/date.ts'

const point = /^(-?\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?:T.*|\s.*)?$/

/** @returns EDTF, as exact as what is right of the text; undefined where it begins with no year */
export function readW3cDate(text: unknown): string | undefined {
  if (typeof text !== 'string' && typeof text !== 'number') return undefined
  const value = String(text).trim()
  if (value === '' || value === '0000') return undefined
  if (parseDate(value)) return value
  const slash = value.indexOf('/')
  if (slash > 0) {
    const [start, end] = [readPoint(value.slice(0, slash)), readPoint(value.slice(slash + 1))]
    return start && end && start !== end ? `${start}/${end}` : start
  }
  return readPoint(value)
}

function readPoint(text: string): string | undefined {
  const [, year, month, day] = point.exec(text.trim()) ?? []
  if (year === undefined) return undefined
  for (const parts of [[year, month, day], [year, month], [year]]) {
    const date = parts.filter(Boolean).join('-')
    if (!parts.includes(undefined) && parseDate(date)) return date
  }
  return undefined
}

/** Year, month and day as numbers or texts, the later ones where there are earlier ones. */
export function readParts(year: unknown, month?: unknown, day?: unknown): string | undefined {
  const pad = (value: unknown, width: number) =>
    /^\d{1,4}$/.test(String(value)) && Number(value) > 0
      ? String(Number(value)).padStart(width, '0')
      : undefined
  const parts = [pad(year, 4), pad(month, 2), pad(day, 2)]
  const known = parts.slice(0, parts.includes(undefined) ? parts.indexOf(undefined) : 3)
  return readW3cDate(known.join('-'))
}
