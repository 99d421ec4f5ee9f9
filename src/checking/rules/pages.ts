/** Page ranges that run backwards, and those whose last page is abbreviated. */
import type { Publication } from '../../model/publication.ts'
import type { Fault, Rule } from '../rule.ts'

interface Range {
  /** Where its last page stands in the text. */
  at: number
  prefix: string
  first: string
  last: string
  /** The last page has the letters of the first, and so all that it should. */
  isWhole: boolean
}

/** Ranges of plain numbers, with the same letters before both or before none: "123-118", "S12-S9". */
const pattern =
  /(?<![\p{L}\p{N}:.-])(\p{L}{0,3})(\d{1,9})\s*[-‐–—]+\s*(\p{L}{0,3})(\d{1,9})(?![\p{L}\p{N}:.-])/gu

/** Those that end before they begin. */
function backwards(pages: string): Range[] {
  return [...pages.matchAll(pattern)].flatMap((found) => {
    const [whole, prefix = '', first = '', otherPrefix = '', last = ''] = found
    if ((otherPrefix && otherPrefix !== prefix) || Number(last) >= Number(first)) return []
    const range = {
      at: found.index + whole.length - last.length,
      prefix,
      first,
      last,
      isWhole: otherPrefix !== '',
    }
    return isLabel(range) ? [] : [range]
  })
}

/** "13-2" is as likely page 2 of part 13 as it is a range. */
const isLabel = ({ prefix, first, last }: Range) => prefix === '' && last.length === 1 && first.length <= 2

/** The last page in full: "1234-56" ends at 1256. */
function inFull({ first, last, isWhole }: Range): string | undefined {
  if (isWhole || last.length >= first.length) return undefined
  const full = first.slice(0, first.length - last.length) + last
  return Number(full) > Number(first) ? full : undefined
}

function checkBackwards({ pages }: Publication): Fault[] {
  if (pages === undefined) return []
  return backwards(pages)
    .filter((range) => inFull(range) === undefined)
    .map(({ prefix, first, last }) => ({
      path: ['pages'],
      message: `pages ${prefix}${first} to ${prefix}${last} run backwards`,
      expected:
        first.length === last.length
          ? `${prefix}${last}-${prefix}${first}, if only the order is wrong`
          : 'a last page after the first',
    }))
}

function checkAbbreviated({ pages }: Publication): Fault[] {
  if (pages === undefined) return []
  const range = backwards(pages).find((one) => inFull(one) !== undefined)
  if (!range) return []
  const full = inFull(range)!
  const value = pages.slice(0, range.at) + full + pages.slice(range.at + range.last.length)
  return [
    {
      path: ['pages'],
      message: `the last page is abbreviated: ${range.first}-${range.last}`,
      expected: value,
      edits: [{ path: ['pages'], value }],
    },
  ]
}

export const pageRules: Rule[] = [
  {
    name: 'pages-backwards',
    severity: 'warning',
    summary: 'A page range ends before it begins',
    example: { pages: '123-118' },
    check: checkBackwards,
  },
  {
    name: 'pages-abbreviated',
    severity: 'info',
    summary: 'The last page has lost the digits that it shares with the first',
    fix: 'Writes the last page in full; styles that abbreviate do it themselves',
    example: { pages: '1234-56' },
    check: checkAbbreviated,
  },
]
