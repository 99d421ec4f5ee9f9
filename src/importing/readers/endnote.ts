/**
 * EndNote's Refer format (`%A` tags), of EndNote, Zotero and JabRef. Old files of refer, without `%0`, have an empty line
 * between records. Tags without a place are kept in `extra.endnote`.
 */
import { fromEndnote } from '../endnote/publication.ts'
import { EntryMaker } from '../entry.ts'
import type { Entry, Reader, Source } from '../reader.ts'
import { records, type Tagged, type TaggedRecord } from '../tagged.ts'
import { Tags } from '../tags.ts'

const grammar = { line: /^\uFEFF?%(\S)(?:\s(.*)|())$/, start: new Set(['0']) }

async function* read(source: Source): AsyncGenerator<Entry> {
  let number = 0
  for await (const whole of records(source, grammar)) {
    for (const record of split(whole)) {
      // An exporter that writes `%0` twice has not written a record the first time.
      if (record.tags.every(({ tag, value }) => tag === '0' && value === '')) continue
      number++
      const name = `record ${number}`
      const maker = new EntryMaker({ file: source.name, line: record.line, column: 1 }, name)
      if (record.changed && number === 1)
        maker.note('warning', 'the file is not UTF-8; it is read as Windows-1252')
      if (record.tags.every(({ tag, value }) => tag === '0' || value === '')) {
        yield maker.refuse('the record has nothing but its type', '0')
        continue
      }
      const tags = new Tags(record)
      const line = (field?: string) => record.tags.find(({ tag }) => tag === field)?.line
      const draft = fromEndnote(tags, (severity, message, field) =>
        maker.note(severity, message, field && `%${field}`, line(field)),
      )
      if (draft.key) maker.name = draft.key
      yield maker.publication(draft, 'endnote', tags.left())
    }
  }
}

/** Tags with which a record without `%0` begins. */
const beginnings = new Set(['A', 'E', 'T', 'B', 'J', 'D', 'F'])

/**
 * Records without `%0`, at the empty lines between a title and what comes after its record. After one with `%0`, in which
 * there may be empty lines, such a record is known by a title of its own.
 */
function split(record: TaggedRecord): TaggedRecord[] {
  const isOld = record.tags[0]?.tag !== '0'
  const parts: TaggedRecord[] = []
  let part: TaggedRecord | undefined
  let hasTitle = false
  for (const [i, tagged] of record.tags.entries()) {
    const mayBegin = tagged.afterBlank && hasTitle
    if (!part || (mayBegin && (isOld || (beginnings.has(tagged.tag) && hasOwnTitle(record.tags, i))))) {
      hasTitle = false
      part = { ...record, line: tagged.line, tags: [] }
      parts.push(part)
    }
    part.tags.push(tagged)
    hasTitle ||= tagged.tag === 'T'
  }
  return parts
}

/** Whether there is a title from here to the next empty line. */
function hasOwnTitle(tags: readonly Tagged[], start: number): boolean {
  for (let i = start; i < tags.length && (i === start || !tags[i]!.afterBlank); i++)
    if (tags[i]!.tag === 'T') return true
  return false
}

export const reader: Reader = {
  name: 'endnote',
  title: 'EndNote (Refer)',
  extensions: ['enw', 'ref', 'refer'],
  recognise: (head) => (/^\uFEFF?\s*%[A-Z0-9] /.test(head) ? (/^\s*%[0TAD] \S/m.test(head) ? 0.9 : 0.4) : 0),
  read,
}
