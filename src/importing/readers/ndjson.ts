/** Our own JSON, one record a line (https://github.com/ndjson/ndjson-spec): a damaged line costs itself. */
import type { JsonItem } from '../json-items.ts'
import { read } from '../json-reader.ts'
import { ownEntry } from '../own.ts'
import type { Reader, Source } from '../reader.ts'
import { lines } from '../tagged.ts'

async function* items(source: Source): AsyncGenerator<JsonItem> {
  let number = 0
  for await (const { text, changed } of lines(source)) {
    number++
    if (text.trim()) yield { text, line: number, column: 1, ...(changed ? { changed } : {}) }
  }
}

export const reader: Reader = {
  name: 'ndjson',
  title: 'NDJSON',
  extensions: ['ndjson', 'jsonl'],
  recognise: (head) => (/^\uFEFF?\{"(?:[^\n]*\}\s*\n\s*\{|key"|slug")/.test(head) ? 0.9 : 0),
  read: (source) => read(source, items(source), ownEntry),
}
