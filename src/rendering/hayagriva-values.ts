/** Texts, people and dates as Hayagriva reads them (https://github.com/typst/hayagriva, docs/file-format.md). */

import { joinParticle } from '../model/name.ts'
import type { Contributor } from '../model/publication.ts'
import { parseTitle, type TitlePart } from '../model/title.ts'
import type { Data, DataMap } from './compact.ts'
import { isoDate, startOf } from './iso-date.ts'

/** Braces keep capitals and dollars hold Typst's own math; a backslash makes them text again. */
const escaped = (text: string) => text.replace(/[\\{}$]/g, '\\$&')

/** A text of which nothing is read as markup. */
export const formattable = (text: string | undefined) => (text ? escaped(text) : undefined)

/** A title, with math and words whose capitals stay between braces, and its short form. */
export function hayagrivaTitle(title: string | undefined, short?: string): Data {
  const value = title && titleText(title)
  const brief = short && titleText(short)
  return brief && value && brief !== value ? { value, short: brief } : (value ?? brief)
}

function titleText(title: string): string {
  const write = (parts: TitlePart[], inBraces: boolean): string =>
    parts
      .map((part) => {
        if (part.kind === 'text') return escaped(part.text)
        const keeps = part.kind === 'math' || part.markup === 'nocase'
        const inner = part.kind === 'math' ? escaped(part.tex) : write(part.children, inBraces || keeps)
        return keeps && !inBraces ? `{${inner}}` : inner
      })
      .join('')
  return write(parseTitle(title), false) || escaped(title)
}

/** Always by parts: Hayagriva would cut a name in one piece at every comma. */
export function hayagrivaName(contributor: Contributor): DataMap {
  const { literal, given, family, particle, droppingParticle, suffix } = contributor
  if (literal) return { name: literal }
  if (family === undefined) return { name: given ?? particle ?? droppingParticle ?? suffix ?? '' }
  return {
    name: joinParticle(particle ?? '', family),
    'given-name': given,
    prefix: droppingParticle,
    suffix,
  }
}

/** The start of a date; approximate ones have a tilde before them. */
export function hayagrivaDate(edtf: string | undefined): string | undefined {
  const date = isoDate(edtf)
  return date && startOf(edtf)?.approximate ? `~${date}` : date
}

/** A Unicode language identifier; one that Hayagriva cannot read would make it refuse the whole file. */
export function hayagrivaLanguage(language: string | undefined): string | undefined {
  const [tag, code, script, region] =
    /^([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?$/i.exec(language ?? '') ?? []
  if (!tag) return undefined
  const written = script && script[0]!.toUpperCase() + script.slice(1).toLowerCase()
  return [code!.toLowerCase(), written, region?.toUpperCase()].filter(Boolean).join('-')
}
