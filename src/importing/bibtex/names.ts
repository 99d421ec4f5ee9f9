/**
 * Names of BibTeX ("BibTeXing", section 4): `First von Last`, `von Last, First`, `von Last, Jr, First`, a body in
 * braces, and the `family=…, given=…` of BibLaTeX (manual, section 3.7.6), joined by `and`.
 */
import type { Name } from '../../model/name.ts'
import { detex } from './detex.ts'

export interface TexName {
  name: Name
  /** Equal contribution and the like, as homepages mark it: `Ye*`. */
  marks: string
  /** The commands that mean nothing here. */
  unknown: string[]
}

export function readNames(tex: string): TexName[] {
  return (
    splitNames(tex)
      .filter(Boolean)
      .map(readName)
      // BibLaTeX's options for the whole list stand where a name would.
      .filter(({ name }) => Object.keys(name).length > 0)
  )
}

const [backslash, open, close, comma, tie] = [...'\\{},~'].map((one) => one.charCodeAt(0))
const isBlank = (code: number) => code === 32 || (code >= 9 && code <= 13) || code === 0xa0

/** Names between the `and`s outside of braces. */
export function splitNames(tex: string): string[] {
  const names: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < tex.length; i++) {
    const code = tex.charCodeAt(i)
    if (code === backslash) i++
    else if (code === open) depth++
    else if (code === close) depth--
    else if (depth === 0 && isBlank(code) && isAnd(tex, i + 1)) {
      names.push(tex.slice(from, i).trim())
      // The blank after it may be the one before the next.
      i += 3
      from = i + 1
    }
  }
  names.push(tex.slice(from).trim())
  return names
}

function isAnd(tex: string, at: number): boolean {
  const first = tex.charCodeAt(at) | 32
  return first === 97 && isBlank(tex.charCodeAt(at + 3)) && tex.slice(at, at + 3).toLowerCase() === 'and'
}

/** Pieces of a text between separators outside of braces, those at its ends and between two separators empty. */
function splitAt(tex: string, isSeparator: (code: number) => boolean): string[] {
  const pieces: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < tex.length; i++) {
    const code = tex.charCodeAt(i)
    if (code === backslash) i++
    else if (code === open) depth++
    else if (code === close) depth--
    else if (depth === 0 && isSeparator(code)) {
      pieces.push(tex.slice(from, i))
      from = i + 1
    }
  }
  pieces.push(from === 0 ? tex : tex.slice(from))
  return pieces
}

const isComma = (code: number) => code === comma
const isSpace = (code: number) => code === tie || isBlank(code)

const isExtended = /^\s*\{?\s*[A-Za-z][\w-]*\s*=/
/** A text that is one group from its first character to its last. */
function isWhole(tex: string): boolean {
  if (!tex.startsWith('{') || !tex.endsWith('}')) return false
  let depth = 0
  for (let i = 0; i < tex.length; i++) {
    if (tex[i] === '\\') i++
    else if (tex[i] === '{') depth++
    else if (tex[i] === '}' && --depth === 0) return i === tex.length - 1
  }
  return false
}

/** Blanks that are no spaces. */
const oddBlank = /[^\S ]/

/**
 * Words that mean nothing but themselves, the first letter of each a capital one: "Knuth, Donald E." and "Donald E. Knuth",
 * as most names are written.
 */
const word = "[A-Z\\u00C0-\\u00D6\\u00D8-\\u00DE][A-Za-z.\\u00C0-\\u024F]*(?:[-'][A-Za-z.\\u00C0-\\u024F]+)*"
const plainWords = `${word}(?: ${word})*`
const lastFirst = new RegExp(`^(${plainWords}), (${plainWords})$`)
const firstLast = new RegExp(`^(${plainWords}) (${word})$`)
const nothing: string[] = []

function readName(tex: string): TexName {
  const simple = lastFirst.exec(tex)
  if (simple) return { name: { given: simple[2]!, family: simple[1]! }, marks: '', unknown: nothing }
  const ordered = firstLast.exec(tex)
  if (ordered) return { name: { given: ordered[1]!, family: ordered[2]! }, marks: '', unknown: nothing }
  const unknown: string[] = []
  const plain = (part: string | undefined) => {
    if (!part) return undefined
    const { text, unknown: commands } = detex(part)
    for (const command of commands) unknown.push(command)
    return (oddBlank.test(text) ? text.replace(/\s+/g, ' ').trim() : text) || undefined
  }
  // Only where the end of the name has a sign of the kind, since looking for one everywhere takes long.
  const marked = /[*†‡∗}$]\s*$/.test(tex.slice(-12))
    ? /^(.*?)\s*(?:\{?\$?\^?\{?((?:\*|\\ast|\\dag(?:ger)?|†|‡|∗)+)\}?\$?\}?)\s*$/s.exec(tex.slice(0, 500))
    : null
  const bare = marked?.[1] || tex
  const marks = marked?.[1] ? marked[2]! : ''
  const commas = splitAt(bare, isComma)
  if (isExtended.test(bare)) return { name: extended(commas, plain), marks, unknown }
  if (isWhole(bare)) {
    const literal = plain(bare)
    return { name: { literal: literal ?? bare }, marks, unknown }
  }
  if (/^others$/i.test(bare)) return { name: { literal: 'others' }, marks, unknown }
  const name = commas.length > 1 ? withCommas(commas, plain) : inOrder(bare, plain)
  return { name, marks, unknown }
}

type Plain = (tex: string | undefined) => string | undefined

function extended(parts: string[], plain: Plain): Name {
  const given: Record<string, string | undefined> = {}
  for (const one of parts) {
    // The group around all of the name is opened by its first part and closed by its last.
    const part = one.trim().replace(/^\{(?=[^{}]*$)|^([^{}]*)\}$/, '$1')
    const equals = part.indexOf('=')
    given[part.slice(0, equals).trim().toLowerCase()] = plain(
      part.slice(equals + 1).replace(/^\s*"|"\s*$/g, ''),
    )
  }
  return compactName({
    given: [given.given, given.middle].filter(Boolean).join(' '),
    particle: given.prefix,
    family: given.family,
    suffix: given.suffix,
  })
}

function withCommas(parts: string[], plain: Plain): Name {
  const [last, second, ...rest] = parts
  const suffix = rest.length ? plain(second) : undefined
  const given = plain(rest.length ? rest.map((part) => part.trim()).join(', ') : second)
  return compactName({ given, ...lastName(tokens(last!), plain), suffix })
}

function inOrder(tex: string, plain: Plain): Name {
  const words = tokens(tex)
  if (words.length === 1) return compactName({ family: plain(words[0]) })
  const firstSmall = words.findIndex((word, i) => i < words.length - 1 && isSmall(word))
  const cut = firstSmall === -1 ? words.length - 1 : firstSmall
  return compactName({ given: plain(words.slice(0, cut).join(' ')), ...lastName(words.slice(cut), plain) })
}

/** Particles are the words in small letters before the last one that is not. */
function lastName(
  words: string[],
  plain: Plain,
): { particle?: string | undefined; family: string | undefined } {
  let count = 0
  while (count < words.length - 1 && isSmall(words[count]!)) count++
  // "van der Berg de Groot": everything up to the last small word belongs to the particle for BibTeX.
  const family = plain(words.slice(count).join(' '))
  const particle = plain(words.slice(0, count).join(' '))
  return particle ? { particle, family } : { family }
}

const tokens = (tex: string) => splitAt(tex, isSpace).filter(Boolean)

/** Whether a word begins with a small letter; one in braces counts as none, unless a command stands in front. */
function isSmall(word: string): boolean {
  const code = word.charCodeAt(0)
  if (code >= 65 && code <= 90) return false
  if (code >= 97 && code <= 122) return true
  const first = /^(?:[^\p{L}{\\]*)(?:(\p{L})|(\{?\\))/u.exec(word)
  if (!first) return false
  if (first[1]) return /\p{Ll}/u.test(first[1])
  return /^\p{Ll}/u.test(detex(word).text)
}

function compactName(parts: { [part in keyof Name]?: string | undefined }): Name {
  const { given, particle, family, suffix } = parts
  if (given && !family) return { family: given }
  const name: Name = {}
  if (given) name.given = given
  if (particle) name.particle = particle
  if (family) name.family = family
  if (suffix) name.suffix = suffix
  return name
}
