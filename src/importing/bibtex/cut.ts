/**
 * A BibTeX file cut into its entries (btxdoc; Bib(La)TeX as biber reads it): what stands from an `@` to the brace that
 * ends it. A missing brace costs the entry it is missing from and no other: where an entry does not end, it ends before
 * the next line that begins one.
 */
import { type DecodedChunk, LineCounter } from '../text.ts'

export interface RawEntry {
  /** In small letters, such as `article`, `string`, `comment`. */
  type: string
  /** From the `@` to the closing brace, as it stands in the file. */
  source: string
  /** What stands between the outer braces. */
  body: string
  /** Where the body begins in the source. */
  bodyAt: number
  line: number
  column: number
  /** The entry was never closed. */
  open: boolean
  /** Text between the entry before and this one that looks like lost fields. */
  lost?: string
}

const start = /@[ \t]*([A-Za-z][\w:-]*)\s*([{(])/g
/** An entry that begins a line, with a key or a macro. */
const boundary = /\n[ \t]*@[ \t]*[A-Za-z][\w:-]*\s*[{(]/g
/** An entry longer than this that holds the beginning of another was not closed. */
const longest = 1 << 20
/** No entry is looked for the end of beyond this. */
const tooLong = 1 << 26
/** How much of a line that begins an entry may be cut off by the end of what has been read. */
const longestName = 200

export async function* cutEntries(chunks: AsyncIterable<DecodedChunk>): AsyncGenerator<RawEntry> {
  const counter = new LineCounter()
  let buffer = ''
  let ended = false
  /** The end of the text between two entries, as far as it is gone already. */
  let between = ''
  /** An entry of this file was not closed: from here on, a line that begins an entry ends the one before. */
  let damaged = false
  const iterator = chunks[Symbol.asyncIterator]()
  /** As much again as there is, because pieces put together one by one are copied again with each. */
  const more = async () => {
    const pieces = [buffer]
    for (let read = 0; read <= buffer.length && !ended; ) {
      const { value, done } = await iterator.next()
      if (done) ended = true
      else {
        pieces.push(value.text)
        read += value.text.length
      }
    }
    buffer = pieces.join('')
  }
  const drop = (length: number) => {
    counter.advance(buffer.slice(0, length))
    buffer = buffer.slice(length)
  }
  await more()
  if (buffer.startsWith('\uFEFF')) buffer = buffer.slice(1)
  while (true) {
    start.lastIndex = 0
    const found = start.exec(buffer)
    if (!found) {
      if (ended) return
      between = (between + buffer).slice(-1000)
      const keep = buffer.lastIndexOf('@')
      // What may still become the beginning of an entry stays.
      drop(keep === -1 || buffer.length - keep > 1000 ? buffer.length : keep)
      await more()
      continue
    }
    const lost = lostFields((between + buffer.slice(0, found.index)).slice(-1000))
    between = ''
    drop(found.index)
    const [opening, type, bracket] = found as unknown as [string, string, string]
    const closing = bracket === '{' ? '}' : ')'
    const scan: Scan = { at: opening.length, depth: 0, isQuoted: false, quoted: -1 }
    let searched = opening.length
    let next = -1
    let end = -1
    while (true) {
      if (damaged || buffer.length > longest) {
        next = boundaryIn(buffer, searched)
        searched = Math.max(opening.length, buffer.length - longestName)
      }
      end = findEnd(buffer, scan, closing, next === -1 ? buffer.length : next)
      if (end !== -1 || next !== -1 || ended || buffer.length > tooLong) break
      await more()
    }
    // A quotation mark that is not closed hides the bracket that ends the entry.
    if (scan.quoted !== -1) {
      const other = boundaryIn(buffer, scan.quoted)
      if (end === -1 || (other !== -1 && other < end)) end = scan.quoted
    }
    const open = end === -1
    if (open) {
      damaged = true
      if (next === -1) next = boundaryIn(buffer, opening.length)
    }
    const stop = open ? (next === -1 ? buffer.length : next) : end
    const source = buffer.slice(0, open ? stop : stop + 1)
    const { line, column } = counter.position
    yield {
      type: type.toLowerCase(),
      source,
      body: open ? source.slice(opening.length) : source.slice(opening.length, -1),
      bodyAt: opening.length,
      line,
      column,
      open,
      ...(lost ? { lost } : {}),
    }
    drop(source.length)
  }
}

/** How far an entry has been scanned, so that no character is looked at again when more text comes. */
interface Scan {
  at: number
  depth: number
  /** Of an entry in parentheses: inside of a value in quotation marks. */
  isQuoted: boolean
  /** The first closing parenthesis that stood in one. */
  quoted: number
}

/** Goes on where it stopped; @returns the index of the bracket that ends the entry, or -1 */
function findEnd(text: string, scan: Scan, closing: string, to: number): number {
  const close = closing.charCodeAt(0)
  for (; scan.at < to; scan.at++) {
    const code = text.charCodeAt(scan.at)
    if (code === 92) {
      // An escaped brace counts for BibTeX like any other; only an escaped quote is passed over.
      const next = text.charCodeAt(scan.at + 1)
      if (next === 34 || next === 92) scan.at++
    } else if (code === 123) scan.depth++
    else if (code === close && scan.depth === 0) {
      if (!scan.isQuoted) return scan.at
      if (scan.quoted === -1) scan.quoted = scan.at
    } else if (code === 34 && close === 41 && scan.depth === 0) scan.isQuoted = !scan.isQuoted
    else if (code === 125) {
      if (scan.depth === 0) return close === 125 ? scan.at : -1
      scan.depth--
    }
  }
  return -1
}

function boundaryIn(text: string, from: number): number {
  boundary.lastIndex = from
  const found = boundary.exec(text)
  return found ? found.index + 1 : -1
}

/** Something like `year = {2020},` outside of every entry: a brace too many cut it off. */
function lostFields(text: string): string | undefined {
  const trimmed = text.trim()
  return /^,?\s*[A-Za-z][\w-]*\s*=\s*["{\w]/m.test(trimmed) && /\}\s*$/.test(trimmed) ? trimmed : undefined
}
