/** Our own JSON of a publication: the document as the store has it, and after its last member the URL it is found at. */
import type { PublicationRecord } from '../model/store.ts'
import type { RenderContext } from './format.ts'
import { selfOf } from './self.ts'

/** @returns the document without the brace that ends it, and the rest */
export function withSelf(
  record: PublicationRecord,
  context: RenderContext,
  more?: Record<string, unknown>,
): [document: Uint8Array, rest: string] {
  const self = JSON.stringify(selfOf(record.key, context.baseUrl))
  const others = more ? `,${JSON.stringify(more).slice(1)}` : '}'
  return [record.json.subarray(0, -1), `,"self":${self}${others}`]
}
