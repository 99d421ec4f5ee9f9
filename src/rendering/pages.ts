/** Page ranges as people write them ("17–42, 99", "3-1-3-12", "S1"), taken apart for formats that have rules for them. */
import { dash, withBlanks } from '../model/patterns.ts'
import type { Publication } from '../model/publication.ts'

export interface PageRange {
  first: string
  last?: string
}

const dashes = withBlanks(dash)
const hyphens = withBlanks('-')
const listed = withBlanks('[,;]')

/** One entry for each range or page of the list. */
export function pageRanges(pages: string): PageRange[] {
  if (/^\d+-\d+$/.test(pages)) {
    const dash = pages.indexOf('-')
    return [range([pages.slice(0, dash), pages.slice(dash + 1)])]
  }
  return pages
    .trim()
    .split(listed)
    .filter(Boolean)
    .map((piece) => {
      const ends = piece.split(dashes)
      if (ends.length === 2 && ends[0] && ends[1]) return range(ends)
      const parts = piece.split(hyphens)
      const half = parts.length / 2
      // With page numbers such as 3-12, the hyphen in the middle is the one of the range.
      if (parts.length % 2 || !parts.every(Boolean) || isLabel(parts)) return { first: piece }
      return range([parts.slice(0, half).join('-'), parts.slice(half).join('-')])
    })
}

/** A page such as "A-12": letters, then a number. */
const isLabel = (parts: readonly string[]) =>
  parts.length === 2 && /^\p{L}+$/u.test(parts[0]!) && /^\d+$/.test(parts[1]!)

function range([first, last]: readonly string[]): PageRange {
  return first === last ? { first: first! } : { first: first!, last: last! }
}

/** First page, and what comes after it: the last page and further ranges. */
export function firstAndLast({
  pages,
  pageFirst,
}: Publication): [first: string | undefined, last?: string] | undefined {
  if (pages === undefined) return pageFirst === undefined ? undefined : [pageFirst]
  const ranges = pageRanges(pages)
  const first = ranges[0]
  if (ranges.length < 2) return [first?.first, first?.last ?? '']
  const more = ranges.slice(1)
  const rest = more.map(({ first, last }) => (last === undefined ? first : `${first}-${last}`))
  return [first?.first, [first?.last, ...rest].filter(Boolean).join(', ')]
}
