/** Texts, people and dates as Hayagriva reads them (https://github.com/typst/hayagriva, docs/file-format.md). */
import type { Contributor } from '../model/publication.ts'
import { parseTitle, plainTitle, type TitlePart } from '../model/title.ts'
import type { Data, DataMap } from './compact.ts'
import { isoDate, startOf } from './iso-date.ts'
import { joinParticle } from './publication-text.ts'

/** Braces keep capitals, dollars hold Typst's own math, and a backslash escapes them: none of it is for our text. */
const control = /[\\{}$]/

/** A text that no program reads as markup: a mapping is taken as it is, a plain text only where nothing in it is special. */
export function formattable(text: string | undefined, verbatim = false): Data {
  if (!text) return undefined
  return control.test(text) || verbatim ? { value: { value: text, verbatim } } : text
}

/** A title, with the words whose capitals stay between braces, and its short form. */
export function hayagrivaTitle(title: string | undefined, short?: string): Data {
  if (title === undefined) return formattable(short)
  const long = keepingCase(title) ?? formattable(plainTitle(title) || title)
  if (short === undefined || short === title) return long
  const value = typeof long === 'object' && !Array.isArray(long) ? long.value : long
  const brief = formattable(plainTitle(short))
  return { value, short: typeof brief === 'object' && !Array.isArray(brief) ? brief.value : brief }
}

/** Braces can stand for capitals only where the text itself has none of what they are made of. */
function keepingCase(title: string): string | undefined {
  const write = (parts: TitlePart[]): string =>
    parts
      .map((part) => {
        if (part.kind === 'text') return part.text
        if (part.kind === 'math') return `{${part.tex}}`
        return part.markup === 'nocase' ? `{${plain(part.children)}}` : write(part.children)
      })
      .join('')
  return control.test(plainTitle(title)) ? undefined : write(parseTitle(title))
}

const plain = (parts: TitlePart[]): string =>
  parts
    .map((part) => (part.kind === 'text' ? part.text : part.kind === 'math' ? part.tex : plain(part.children)))
    .join('')

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
