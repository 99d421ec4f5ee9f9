/** Formats of tagged lines (RIS, Refer, MEDLINE): records of tags with their values, in order, with their lines. */
import type { Source } from './reader.ts'
import { decode } from './text.ts'

export interface Tagged {
  tag: string
  value: string
  line: number
  /** An empty line stands before it. */
  afterBlank?: true
}

export interface TaggedRecord {
  /** Of the record's first line. */
  line: number
  tags: Tagged[]
  /** It was ended by a tag or an empty line, as the format wants it. */
  ended: boolean
  changed?: 'windows-1252'
}

export interface Grammar {
  /** Tag and value of a line; any other line goes on with the value before. */
  line: RegExp
  /** Tags that begin a record. */
  start: ReadonlySet<string>
  end?: string
  /** Tags of which each further line is a value of its own. */
  lists?: ReadonlySet<string>
  /** An empty line ends a record as well. */
  endsAtBlank?: boolean
}

export async function* lines(source: Source): AsyncGenerator<{ text: string; changed?: 'windows-1252' }> {
  /** The beginning of a line whose end has not come, in pieces. */
  let pending: string[] = []
  let changed: 'windows-1252' | undefined
  let isFirst = true
  /** A line end of two characters may be cut in the middle. */
  let isCut = false
  for await (const chunk of decode(source)) {
    changed ??= chunk.changed
    let { text } = chunk
    if (isFirst && text) {
      isFirst = false
      text = text.replace(/^\uFEFF/, '')
    }
    if (isCut && text) text = `\r${text}`
    else if (!text) continue
    isCut = text.endsWith('\r')
    const cut = (isCut ? text.slice(0, -1) : text).split(/\r\n|\r|\n/)
    const last = cut.pop()!
    for (const rest of cut) {
      const line = pending.length ? pending.join('') + rest : rest
      pending = []
      yield changed ? { text: line, changed } : { text: line }
    }
    if (last) pending.push(last)
  }
  const text = pending.join('')
  if (text) yield changed ? { text, changed } : { text }
}

/** Without a long run of blanks, in which every pattern that looks for one would begin anew at each. */
const shortened = (text: string) => text.trim().replace(/\s{30,}/g, ' ')

export async function* records(source: Source, grammar: Grammar): AsyncGenerator<TaggedRecord> {
  let record: TaggedRecord | undefined
  let number = 0
  let isAfterBlank = false
  for await (const { text, changed } of lines(source)) {
    number++
    const blank = isAfterBlank ? { afterBlank: true as const } : {}
    isAfterBlank = text.trim() === ''
    const found = grammar.line.exec(text)
    const tag = found?.[1]
    if (tag !== undefined && grammar.start.has(tag)) {
      if (record) yield record
      record = { line: number, tags: [], ended: false, ...(changed ? { changed } : {}) }
    }
    if (!record) {
      // Values before any record begin one, so that nothing is passed over.
      if (tag === undefined || tag === grammar.end) continue
      record = { line: number, tags: [], ended: false, ...(changed ? { changed } : {}) }
    }
    if (tag === grammar.end && tag !== undefined) {
      yield { ...record, ended: true }
      record = undefined
    } else if (tag !== undefined)
      record.tags.push({ tag, value: shortened(found![2] ?? ''), line: number, ...blank })
    else if (text.trim() === '') {
      if (grammar.endsAtBlank && record.tags.length) {
        yield { ...record, ended: true }
        record = undefined
      }
    } else {
      const last = record.tags.at(-1)
      if (last && grammar.lists?.has(last.tag))
        record.tags.push({ tag: last.tag, value: shortened(text), line: number })
      else if (last) last.value = last.value ? `${last.value} ${shortened(text)}` : shortened(text)
    }
  }
  if (record) yield record
}
