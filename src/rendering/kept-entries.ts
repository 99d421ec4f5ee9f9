/**
 * Entries as they were written, kept as long as their publications stay as they are: of a list in which one publication
 * changed, or of another list of the same publications, only what is new is read and written.
 */
import { LRUCache } from 'lru-cache'
import type { RecordState } from '../model/store.ts'
import type { Format, ListWriter, RenderContext } from './format.ts'

/** Bytes that entries may take. */
const capacity = 32 * 1024 * 1024
/** A longer list would push out what others ask for, and itself. */
export const longestList = 20_000

/** Ways of writing that are told apart at a time. */
const mostWays = 1000

interface Entry {
  version: number
  updated: number
  bytes: Buffer
}

/** The entries of one format, written in one way. */
export interface EntryCache {
  get(record: RecordState): Buffer | undefined
  set(record: RecordState, bytes: Buffer): void
}

/** All that entries depend on beside their publications. */
export function wayOfWriting(format: Format, context: RenderContext): string {
  const { baseUrl } = context
  const asked = format.parameters.map((name) => (context as unknown as Record<string, unknown>)[name])
  return `${JSON.stringify([format.name, baseUrl, ...asked])}\n`
}

export class KeptEntries {
  readonly #entries = new LRUCache<string, Entry>({
    maxSize: capacity,
    sizeCalculation: ({ bytes }, name) => bytes.length + 2 * name.length + 200,
  })
  /** A short name of each, because one stands before the key of every entry. */
  readonly #ways = new LRUCache<string, string>({ max: mostWays })
  #named = 0

  /** @returns undefined where the entries of a list depend on more than the publication, or are too many */
  of(format: Format, writer: ListWriter, context: RenderContext, length: number): EntryCache | undefined {
    if (!writer.standsAlone || length > longestList) return undefined
    const prefix = this.#nameOf(wayOfWriting(format, context))
    const entries = this.#entries
    return {
      get({ key, version, updated }) {
        const entry = entries.get(prefix + key)
        return entry?.version === version && entry.updated === updated ? entry.bytes : undefined
      },
      set({ key, version, updated }, bytes) {
        entries.set(prefix + key, { version, updated, bytes })
      },
    }
  }

  #nameOf(way: string): string {
    let name = this.#ways.get(way)
    if (name === undefined) {
      name = `${this.#named++} `
      this.#ways.set(way, name)
    }
    return name
  }
}
