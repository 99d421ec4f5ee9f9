/** Media types and the Accept header (RFC 9110, sections 8.3.1 and 12.5.1), as data. */

export interface MediaType {
  type: string
  subtype: string
  /** Names in lower case; values as given, without quotes. */
  parameters: ReadonlyMap<string, string>
}
export interface MediaRange extends MediaType {
  /** Weight from 0 (not acceptable) to 1. */
  q: number
}

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** Cuts at a separator that is not inside a quoted string. */
function split(text: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (c === '"') quoted = !quoted
    else if (c === '\\' && quoted) i++
    else if (c === separator && !quoted) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  parts.push(text.slice(start))
  return parts.map((part) => part.trim())
}

/** @returns the media type, or undefined where the text is none */
export function parseMediaType(text: string): MediaType | undefined {
  const [name, ...rest] = split(text, ';')
  const [type, subtype, ...more] = name!.split('/')
  if (!type || !subtype || more.length || !token.test(type) || !token.test(subtype)) return undefined
  const parameters = new Map<string, string>()
  for (const part of rest) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const key = part.slice(0, equals).trim().toLowerCase()
    if (equals === -1 || !token.test(key)) return undefined
    const value = part.slice(equals + 1).trim()
    const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value)
    if (!quoted && !token.test(value)) return undefined
    parameters.set(key, quoted ? quoted[1]!.replace(/\\(.)/g, '$1') : value)
  }
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), parameters }
}

/**
 * The media ranges of an Accept header, in its order. A member that is not well formed counts as not there; the weight
 * ends the parameters of the media type, what follows it is the extension that RFC 9110 has done away with.
 */
export function parseAccept(header: string): MediaRange[] {
  const ranges: MediaRange[] = []
  for (const member of split(header, ',')) {
    if (member === '') continue
    const parsed = parseMediaType(member)
    if (!parsed || (parsed.type === '*' && parsed.subtype !== '*')) continue
    const parameters = new Map<string, string>()
    let q = 1
    for (const [name, value] of parsed.parameters) {
      if (name === 'q') {
        q = Number(value)
        break
      }
      parameters.set(name, value)
    }
    if (!(q >= 0 && q <= 1)) continue
    ranges.push({ ...parsed, parameters, q })
  }
  return ranges
}

/** Whether a body of this type is one JSON text (RFC 6839, section 3.1), which a sequence such as NDJSON is not. */
export function isJson(mediaType: string): boolean {
  const { type, subtype } = parseMediaType(mediaType) ?? {}
  return type === 'application' && (subtype === 'json' || Boolean(subtype?.endsWith('+json')))
}
