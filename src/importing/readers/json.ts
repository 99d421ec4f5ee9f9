/** Our own JSON (RFC 8259), as `/publications` and one publication are served: what was entered comes back equal. */
import { jsonReader } from '../json-reader.ts'
import { ownEntry } from '../own.ts'
import type { Reader } from '../reader.ts'

export const reader: Reader = {
  name: 'json',
  title: 'JSON',
  extensions: ['json'],
  recognise(head) {
    if (/^\uFEFF?\s*\{\s*"items"\s*:\s*\[\s*(?:\]|\{\s*"(?:key|slug)")/.test(head)) return 0.85
    return /^\uFEFF?\s*[[{]/.test(head) && /"contributors"\s*:\s*\[\s*\{\s*"role"/.test(head) ? 0.85 : 0
  },
  read: jsonReader(ownEntry, ['items']),
}
