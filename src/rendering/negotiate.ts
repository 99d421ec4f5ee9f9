/**
 * Proactive content negotiation (RFC 9110, section 12): a pure function from an Accept header and the formats a resource
 * has to the representation to send. Parameters that choose a rendering (`style`, `locale`) belong to the media range
 * they stand in, so `text/x-bibliography; style=apa;q=0.5, text/x-bibliography; style=ieee` asks for IEEE.
 */
import type { Format } from './format.ts'
import { type MediaRange, type MediaType, parseAccept, parseMediaType } from './media-type.ts'

export interface Choice {
  format: Format
  /** The media type to answer with: the alias that was asked for. */
  mediaType: string
  /** What the media range said of style and locale. */
  style?: string
  locale?: string
}

interface Candidate extends Choice {
  q: number
  specificity: number
  /** Place of the deciding range in the header. */
  place: number
}

const everything: MediaRange[] = [{ type: '*', subtype: '*', parameters: new Map(), q: 1 }]
const mediaTypes = new Map<string, MediaType>()

function mediaTypeOf(text: string): MediaType {
  let parsed = mediaTypes.get(text)
  if (!parsed) {
    parsed = parseMediaType(text)
    if (!parsed) throw new Error(`A format claims "${text}", which is not a media type`)
    mediaTypes.set(text, parsed)
  }
  return parsed
}

function sameParameter(name: string, wanted: string, had: string | undefined): boolean {
  if (name === 'charset') return wanted.toLowerCase() === 'utf-8' || wanted.toLowerCase() === 'utf8'
  return wanted === had
}

/** How exactly a range names a representation: higher is more exact, undefined is not at all. */
function specificity(
  range: MediaRange,
  type: MediaType,
  parameters: ReadonlyMap<string, string>,
): number | undefined {
  if (range.type === '*') return range.parameters.size === 0 ? 0 : undefined
  if (range.type !== type.type) return undefined
  if (range.subtype !== '*' && range.subtype !== type.subtype) return undefined
  for (const [name, value] of range.parameters) {
    if (!sameParameter(name, value, parameters.get(name))) return undefined
  }
  return range.subtype === '*' ? 1 : 2 + range.parameters.size
}

/** The sets of rendering parameters that the header asks of one media type, beside none at all. */
function selections(format: Format, type: MediaType, ranges: MediaRange[]): ReadonlyMap<string, string>[] {
  const chosen: ReadonlyMap<string, string>[] = [new Map()]
  for (const range of ranges) {
    if (range.type !== type.type || range.subtype !== type.subtype) continue
    const selection = new Map(
      [...range.parameters].filter(([name]) => format.mediaTypeParameters?.some((known) => known === name)),
    )
    if (selection.size) chosen.push(selection)
  }
  return chosen
}

function candidatesOf(format: Format, ranges: MediaRange[]): Candidate[] {
  const candidates: Candidate[] = []
  for (const mediaType of format.mediaTypes) {
    const type = mediaTypeOf(mediaType)
    for (const selection of selections(format, type, ranges)) {
      const parameters = new Map([...type.parameters, ...selection])
      let best: { q: number; specificity: number; place: number } | undefined
      for (const [place, range] of ranges.entries()) {
        const exactness = specificity(range, type, parameters)
        if (exactness === undefined || (best && best.specificity >= exactness)) continue
        best = { q: range.q, specificity: exactness, place }
      }
      if (best && best.q > 0)
        candidates.push({ format, mediaType, ...Object.fromEntries(selection), ...best })
    }
  }
  return candidates
}

/**
 * @param accept the header, undefined where there is none
 * @param formats in the order of the server's preference
 * @returns the best representation: highest weight, then the more exact range, then the client's order, then the
 * server's; undefined where none is acceptable
 */
export function negotiate(accept: string | undefined, formats: readonly Format[]): Choice | undefined {
  const known = chosen.get(formats) ?? new Map<string, Choice | undefined>()
  chosen.set(formats, known)
  const key = accept ?? ''
  let choice = known.get(key)
  if (choice === undefined && !known.has(key)) {
    choice = choose(accept, formats)
    if (known.size >= mostKnown) known.clear()
    if (key.length <= longestKnown) known.set(key, choice)
  }
  return choice
}

/** Clients send few different headers, and what is chosen for one depends on nothing but the formats. */
const chosen = new WeakMap<readonly Format[], Map<string, Choice | undefined>>()
const mostKnown = 200
const longestKnown = 300

function choose(accept: string | undefined, formats: readonly Format[]): Choice | undefined {
  const ranges = accept === undefined || accept.trim() === '' ? everything : parseAccept(accept)
  let best: Candidate | undefined
  for (const format of formats) {
    for (const candidate of candidatesOf(format, ranges)) {
      const better =
        !best ||
        candidate.q - best.q ||
        candidate.specificity - best.specificity ||
        best.place - candidate.place
      if (better === true || better > 0) best = candidate
    }
  }
  return best && choiceOf(best)
}

/** A format that the URL names: the Accept header still says which of its media types, style and locale. */
export function negotiateWithin(format: Format, accept: string | undefined): Choice {
  const exact = accept === undefined ? [] : parseAccept(accept).filter((range) => range.subtype !== '*')
  const best = candidatesOf(format, exact).sort((a, b) => b.q - a.q || b.specificity - a.specificity)[0]
  return best ? choiceOf(best) : { format, mediaType: format.mediaTypes[0] }
}

function choiceOf({ format, mediaType, style, locale }: Candidate): Choice {
  return { format, mediaType, ...(style ? { style } : {}), ...(locale ? { locale } : {}) }
}
