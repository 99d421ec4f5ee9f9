/**
 * The fields of one entry: `name = value` with values in braces, in quotes, as numbers and as macros, joined by `#`
 * (btxdoc, section 2). What is wrong is put right where it can be, and said.
 */
import { atEnd } from '../../model/patterns.ts'
import type { RawEntry } from './cut.ts'
import type { Macros } from './macros.ts'

export interface Field {
  /** In small letters. */
  name: string
  /** TeX source, macros filled in. */
  value: string
  /** Offset of the name in the entry's source. */
  at: number
}

export interface Trouble {
  at: number
  field?: string
  message: string
}

export interface ParsedEntry {
  key: string
  fields: Field[]
  troubles: Trouble[]
}

const space = /\s*/y
const keyText = /[^\s,={}"#%()]*(?:[ \t]+[^\s,={}"#%()]+)*/y
const fieldName = /[A-Za-z_][\w:.+/-]*/y
const plainValue = /[^\s,#{}"=]+/y
const endsOfBraced = atEnd('\\s,}')
const endsOfQuoted = atEnd('"\\s,')
const further = /[^,\n}#]*/y

export function parseFields(raw: RawEntry, macros: Macros): ParsedEntry {
  const text = raw.body
  const troubles: Trouble[] = []
  const fields: Field[] = []
  let at = 0
  /** Known once a brace was missing: looking for the end of every further value would take too long. */
  let braces: Map<number, number> | undefined
  let quoteMissing = false
  /** The last field that was looked for; it is the next one for everything before it. */
  let [searchedFrom, found] = [0, -1]
  const nextAfter = (from: number) => {
    if (from < searchedFrom || from >= found) [searchedFrom, found] = [from, nextField(text, from + 1)]
    return found
  }
  const trouble = (message: string, field?: string, where = at) =>
    troubles.push({ at: raw.bodyAt + where, message, ...(field ? { field } : {}) })
  const skip = () => {
    const code = text.charCodeAt(at)
    // Most often there is nothing to skip, or one blank.
    if (code > 32 && code < 127) return
    if (code === 32 && text.charCodeAt(at + 1) > 32 && text.charCodeAt(at + 1) < 127) {
      at++
      return
    }
    space.lastIndex = at
    space.exec(text)
    at = space.lastIndex
  }
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (!found || found[0] === '') return undefined
    at = pattern.lastIndex
    return found[0]
  }

  skip()
  let key = ''
  const keyAt = at
  const candidate = match(keyText)?.trim() ?? ''
  skip()
  if (text[at] === '=') {
    // No key: what was read is the name of the first field.
    at = keyAt
    trouble('the entry has no key')
  } else {
    key = candidate
    if (text[at] === ',') at++
    else if (at < text.length) trouble('a comma is missing after the key')
    if (key === '') trouble('the entry has no key')
  }

  while (at < text.length) {
    skip()
    while (text[at] === ',') {
      at++
      skip()
    }
    if (at >= text.length) break
    const nameAt = at
    const name = small(match(fieldName))
    if (name === undefined) {
      const to = nextField(text, at)
      trouble(`"${shortened(text.slice(at, to))}" is no field`)
      at = to
      continue
    }
    const nameEnd = at
    skip()
    if (text[at] !== '=') {
      const to = nextField(text, nameEnd)
      trouble(`"${shortened(text.slice(nameAt, to))}" has no "="`, undefined, nameAt)
      at = Math.max(to, at)
      continue
    }
    at++
    const value = readValue(name)
    if (value === undefined) {
      trouble('the field has no value', name)
      continue
    }
    fields.push({ name, value, at: raw.bodyAt + nameAt })
    skip()
    if (at < text.length && text[at] !== ',') {
      trouble('a comma is missing before the next field', name)
      if (!isFieldAt(text, at)) at = nextField(text, at)
    }
  }
  return { key, fields, troubles }

  function readValue(name: string): string | undefined {
    let value: string | undefined
    while (true) {
      skip()
      const piece = readPiece(name)
      if (piece === undefined) return value
      value = (value ?? '') + piece
      skip()
      if (text[at] !== '#') return value
      at++
    }
  }

  function readPiece(name: string): string | undefined {
    if (text[at] === '{') {
      const end = braces ? (braces.get(at) ?? -1) : closingBrace(text, at)
      if (end === -1) {
        braces ??= pairs(text)
        trouble('a closing brace is missing', name)
        const to = raw.open ? nextField(text, at + 1) : text.length
        const piece = text.slice(at + 1, to).replace(endsOfBraced, '')
        at = to
        return balance(piece)
      }
      const piece = text.slice(at + 1, end)
      at = end + 1
      return piece
    }
    if (text[at] === '"') {
      const end = closingQuote(text, at, quoteMissing ? nextAfter(at) : text.length)
      if (end === -1) {
        quoteMissing = true
        trouble('a closing quotation mark is missing', name)
        const to = nextAfter(at)
        const piece = text.slice(at + 1, to).replace(endsOfQuoted, '')
        at = to
        return balance(piece)
      }
      const piece = text.slice(at + 1, end)
      at = end + 1
      return piece
    }
    const word = match(plainValue)
    if (word === undefined) return undefined
    if (/^\d+$/.test(word)) return word
    const macro = macros.get(word)
    if (macro === null) trouble(`the text of @string "${word}" has grown too long; its name is taken`, name)
    if (macro !== undefined) return macro ?? word
    // Several plain words without braces: a value that somebody forgot to put between any.
    further.lastIndex = at
    const more = further.exec(text)![0]
    if (more.trim() && !more.includes('=')) {
      at = further.lastIndex
      trouble('the value stands without braces', name)
      return word + more.trimEnd()
    }
    if (name !== 'month') trouble(`there is no @string "${word}", so it is taken as text`, name)
    return word
  }
}

/** Names that were seen before, in small letters: a file has few, and each of them thousands of times. */
const smallNames = new Map<string, string>()
const mostNames = 1000

function small(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  let known = smallNames.get(name)
  if (known === undefined) {
    known = name.toLowerCase()
    if (smallNames.size < mostNames && name.length < 40) smallNames.set(name, known)
  }
  return known
}

/** @returns the index of the brace that closes the one at `from`, or -1 */
function closingBrace(text: string, from: number): number {
  let depth = 0
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 92 && text.charCodeAt(i + 1) === 92) i++
    else if (code === 123) depth++
    else if (code === 125 && --depth === 0) return i
  }
  return -1
}

/** Every brace that is closed, with the one that closes it. */
function pairs(text: string): Map<number, number> {
  const found = new Map<number, number>()
  const open: number[] = []
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 92 && text.charCodeAt(i + 1) === 92) i++
    else if (code === 123) open.push(i)
    else if (code === 125 && open.length) found.set(open.pop()!, i)
  }
  return found
}

function closingQuote(text: string, from: number, to: number): number {
  let depth = 0
  for (let i = from + 1; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code === 123) depth++
    else if (code === 125) depth--
    else if (code === 34 && depth <= 0 && text.charCodeAt(i - 1) !== 92) return i
  }
  return -1
}

const fieldStart = /(?<=[,\s])[A-Za-z_][\w:.+/-]*[ \t]*=/g

/** The beginning of the next thing that looks like a field, after a comma or on a line of its own, or the end. */
function nextField(text: string, from: number): number {
  fieldStart.lastIndex = from
  for (let found = fieldStart.exec(text); found; found = fieldStart.exec(text)) {
    let before = found.index - 1
    while (before >= from && /[^\S\n]/.test(text[before]!)) before--
    if (before >= from && /[,\n]/.test(text[before]!)) return Math.max(found.index, from + 1)
  }
  return text.length
}

function isFieldAt(text: string, at: number): boolean {
  return /^[A-Za-z_][\w:.+/-]*\s*=/.test(text.slice(at, at + 80))
}

/** Braces that open nothing or are not closed are put right, so that the value can be read. */
function balance(text: string): string {
  let depth = 0
  let out = ''
  for (const character of text) {
    if (character === '}' && depth === 0) continue
    depth += character === '{' ? 1 : character === '}' ? -1 : 0
    out += character
  }
  return out + '}'.repeat(depth)
}

const shortened = (text: string) => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 40 ? `${line.slice(0, 40)}…` : line
}
