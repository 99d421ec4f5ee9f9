/** A file's bytes as text: UTF-8, UTF-16 with its mark, or what the file says, or Windows-1252, where the bytes are no UTF-8. */
import type { Source } from './reader.ts'

export interface DecodedChunk {
  text: string
  /** The file is not UTF-8 from here on. */
  changed?: 'windows-1252'
}

/**
 * Text in pieces. A file that turns out not to be UTF-8 goes on as it says itself (XML, JabRef), or as Windows-1252, which
 * is what old files are in that call themselves Latin-1; what went before was ASCII, or UTF-8 by the sender's own mistake.
 */
export async function* decode({ chunks }: Source): AsyncGenerator<DecodedChunk> {
  let decoder = new TextDecoder('utf-8', { fatal: true })
  let first = true
  let pending = new Uint8Array(0)
  /** The beginning of the file, where it may name its encoding, and the one that it names once that is asked for. */
  let [head, declared]: [string, string?] = ['']
  for await (const chunk of chunks) {
    if (head.length < 500) head += Buffer.from(chunk.subarray(0, 500)).toString('latin1')
    let bytes = chunk
    if (pending.length) {
      bytes = new Uint8Array(pending.length + chunk.length)
      bytes.set(pending)
      bytes.set(chunk, pending.length)
    }
    if (first && bytes.length >= 2) {
      const label = utf16(bytes)
      if (label) decoder = new TextDecoder(label)
      first = false
    }
    if (decoder.encoding !== 'utf-8') {
      pending = new Uint8Array(0)
      yield { text: decoder.decode(bytes, { stream: true }) }
      continue
    }
    const whole = bytes.length - partial(bytes)
    try {
      const text = decoder.decode(bytes.subarray(0, whole), { stream: true })
      pending = bytes.slice(whole)
      yield { text }
    } catch {
      declared = declaredEncoding(head)
      decoder = new TextDecoder(declared ?? 'windows-1252')
      pending = new Uint8Array(0)
      const text = decoder.decode(bytes, { stream: true })
      yield declared ? { text } : { text, changed: 'windows-1252' }
    }
  }
  if (!pending.length) return
  declared ??= declaredEncoding(head)
  const text = new TextDecoder(declared ?? 'windows-1252').decode(pending)
  yield declared ? { text } : { text, changed: 'windows-1252' }
}

/** `<?xml version="1.0" encoding="ISO-8859-2"?>` and JabRef's `% Encoding: Cp1250`, where it is one that is known. */
function declaredEncoding(head: string): string | undefined {
  const name = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']|^\s*%\s*Encoding:\s*([\w.:-]+)/.exec(head)
  // Java calls it Cp1250 and ISO8859_2.
  const label = (name?.[1] ?? name?.[2])
    ?.replace(/^cp(?=125\d$)/i, 'windows-')
    .replace(/^ISO8859[_-]/i, 'ISO-8859-')
  try {
    const { encoding } = new TextDecoder(label ?? 'utf-8')
    return /^utf-/.test(encoding) ? undefined : encoding
  } catch {
    return undefined
  }
}

function utf16([a, b]: Uint8Array): string | undefined {
  return a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : undefined
}

/** How many bytes at the end belong to a character that is not complete. */
function partial(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!
    if (byte >= 0xc0)
      return byte >= 0xf0 ? (back < 4 ? back : 0) : byte >= 0xe0 ? (back < 3 ? back : 0) : back < 2 ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/** The whole file, for formats that cannot be read in pieces. */
export async function decodeAll(source: Source): Promise<{ text: string; changed?: 'windows-1252' }> {
  let text = ''
  let changed: 'windows-1252' | undefined
  for await (const chunk of decode(source)) {
    text += chunk.text
    changed ??= chunk.changed
  }
  return { text: text.replace(/^\uFEFF/, ''), ...(changed ? { changed } : {}) }
}

/** Counts lines and columns of a text that is read from front to back. */
export class LineCounter {
  #line = 1
  #column = 1

  get position(): { line: number; column: number } {
    return { line: this.#line, column: this.#column }
  }

  /** Goes over the text, whose lines end in LF, CR LF or CR. */
  advance(text: string): void {
    let from = 0
    const count = (end: number) => {
      this.#line++
      this.#column = 1
      from = end + 1
    }
    if (text.includes('\r')) {
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i)
        if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) count(i)
      }
    } else for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) count(end)
    this.#column += text.length - from
  }
}
