/**
 * EndNote's Refer format (`%A` tags), of EndNote, Zotero and JabRef. Old files of refer, without `%0`, have an empty line
 * between records. Tags without a place are kept in `extra.endnote`.
 */
import { fromEndnote } from '../endnote/publication.ts'
import { EntryMaker } from '../entry.ts'
import type { Entry, Reader, Source } from '../reader.ts'
import { records, type TaggedRecord } from '../tagged.ts'
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

/** Records without `%0`, at the empty lines between a title and what comes after its record. */
function split(record: TaggedRecord): TaggedRecord[] {
  if (record.tags[0]?.tag === '0') return [record]
  const parts: TaggedRecord[] = []
  let part: TaggedRecord | undefined
  let last = 0
  let hasTitle = false
  for (const tagged of record.tags) {
    if (!part || (tagged.line > last + 1 && hasTitle)) {
      hasTitle = false
      part = { ...record, line: tagged.line, tags: [] }
      parts.push(part)
    }
    part.tags.push(tagged)
    hasTitle ||= tagged.tag === 'T'
    last = tagged.line
  }
  return parts
}

export const reader: Reader = {
  name: 'endnote',
  title: 'EndNote (Refer)',
  extensions: ['enw', 'ref', 'refer'],
  recognise: (head) => (/^\uFEFF?\s*%[A-Z0-9] /.test(head) ? (/^\s*%[0TAD] \S/m.test(head) ? 0.9 : 0.4) : 0),
  read,
}
