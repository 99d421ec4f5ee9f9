/**
 * Entries written before anybody asks, when there is nothing else to do: the newest publications in the formats that say
 * so, after a start and again when what was written has settled.
 */
import { setTimeout } from 'node:timers/promises'
import type { PublicationQuery } from '../model/query.ts'
import { type ContextSources, renderContext } from './context.ts'
import type { Format, ListContext } from './format.ts'
import { type KeptEntries, longestList } from './kept-entries.ts'
import { batchBytes } from './list-bytes.ts'

/** Entries written in one turn, which is what another request may have to wait for: half a millisecond or so. */
const turn = 25

const newest: PublicationQuery = { filters: {}, sort: '-issued', versions: 'preferred' }

export interface EntrySources extends ContextSources {
  formats: Iterable<Format>
  entries: KeptEntries
}

export class EntriesBeforehand {
  readonly #sources: EntrySources
  readonly #interval: number
  readonly #stopping = new AbortController()

  /** @param interval milliseconds between two looks at whether anything was written */
  constructor(sources: EntrySources, interval = 2000) {
    this.#sources = sources
    this.#interval = interval
  }

  /** Goes on until it is stopped. @throws Error where the store cannot be read */
  async run(): Promise<void> {
    const { store, formats } = this.#sources
    const wanted = [...formats].filter(({ beforehand }) => beforehand)
    const { signal } = this.#stopping
    let written: number | undefined
    let seen = store.generation()
    while (!signal.aborted) {
      const now = store.generation()
      if (now === seen && now !== written) {
        for (const format of wanted) await this.#write(format)
        written = now
      }
      seen = now
      await setTimeout(this.#interval, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }

  stop(): void {
    this.#stopping.abort()
  }

  async #write(format: Format): Promise<void> {
    const { store, entries } = this.#sources
    const context: ListContext = {
      ...(await renderContext({}, format, this.#sources)),
      title: '',
      total: 0,
      parameters: {},
      links: { self: '', first: '' },
    }
    const writer = format.list!(context)
    const kept = entries.of(format, writer, context, longestList)
    if (!kept) return
    let count = 0
    for await (const batch of store.stream(newest, { isKnown: (one) => kept.get(one) !== undefined })) {
      const missing = batch.filter((record) => !kept.get(record))
      for (let at = 0; at < missing.length && !this.#stopping.signal.aborted; at += turn) {
        await batchBytes(writer, missing.slice(at, at + turn), { kept })
        await setTimeout(0)
      }
      count += batch.length
      if (count >= longestList || this.#stopping.signal.aborted) return
    }
  }
}
