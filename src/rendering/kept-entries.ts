/**
 * Entries as they were written: of a list in which one publication changed, or of another list of the same publications,
 * only what is new is read and written.
 */
import type { Format, ListWriter, RenderContext } from './format.ts'
import { KeptByStamp, type KeptOfOneWay } from './kept-by-stamp.ts'

/** Bytes that entries may take. */
const capacity = 32 * 1024 * 1024
/** A longer list would push out what others ask for, and itself. */
export const longestList = 20_000

/** The entries of one format, written in one way. */
export type EntryCache = KeptOfOneWay<Buffer>

/** All that entries depend on beside their publications. */
export function wayOfWriting(format: Format, context: RenderContext): string {
  const { baseUrl } = context
  const asked = format.parameters.map((name) => (context as unknown as Record<string, unknown>)[name])
  return `${JSON.stringify([format.name, baseUrl, ...asked])}\n`
}

export class KeptEntries {
  readonly #entries = new KeptByStamp<Buffer>(capacity, (bytes) => bytes.length)

  /** @returns undefined where the entries of a list depend on more than the publication, or are too many */
  of(format: Format, writer: ListWriter, context: RenderContext, length: number): EntryCache | undefined {
    if (!writer.standsAlone || length > longestList) return undefined
    return this.#entries.of(wayOfWriting(format, context))
  }
}
