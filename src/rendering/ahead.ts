/**
 * Writes the pieces of long lists before anybody asks for them, and anew what has changed: in turns of about a
 * millisecond, most of the time resting, and nearly all of the time while the process has something else to do.
 */
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import type { PublicationQuery } from '../model/query.ts'
import type { Store } from '../model/store.ts'
import type { Format, ListContext } from './format.ts'
import type { KeptPieces } from './kept-pieces.ts'
import { writePiece } from './long-list.ts'

/** Rests so many times as long as it works. */
const rests = 4
/** Part of a rest in which others may have worked for it to have been quiet. */
const quiet = 0.1
/** Milliseconds of a rest, at least, and of all rests in a row while it is not quiet. */
const shortestRest = 5
const longestWait = 500
/** Milliseconds between two looks for changes, and those after which it is done although they go on. */
const look = 2_000
const longestWriting = 60_000

export interface AheadList {
  format: Format
  context: ListContext
  query: PublicationQuery
}

export interface Written {
  pieces: number
  bytes: number
  /** There was room for all. */
  isWhole: boolean
}

export class Ahead {
  readonly #store: Store
  readonly #pieces: KeptPieces
  readonly #lists: AheadList[]
  readonly #ending = new AbortController()
  #done: Promise<void> = Promise.resolve()
  #resumed = 0

  constructor(store: Store, pieces: KeptPieces, lists: AheadList[]) {
    this.#store = store
    this.#pieces = pieces
    this.#lists = lists
  }

  /**
   * Goes on until it is stopped.
   * @param onWritten is told of each time that something was written
   * @param onError is told what went wrong; it is tried again after the next change
   */
  start(onWritten: (written: Written) => void, onError: (error: unknown) => void): void {
    this.#done = this.#run(onWritten, onError)
  }

  /** Nothing is read from the store after this. */
  async stop(): Promise<void> {
    this.#ending.abort()
    await this.#done
  }

  async #run(onWritten: (written: Written) => void, onError: (error: unknown) => void): Promise<void> {
    const { signal } = this.#ending
    let known: number | undefined
    while (!signal.aborted) {
      try {
        known = await this.#nextChange(known)
        const written = await this.#writeAll()
        if (written.pieces > 0 && !signal.aborted) onWritten(written)
      } catch (error) {
        if (!signal.aborted) onError(error)
      }
    }
  }

  /** Waits for a change, and until no other follows. @returns the generation then */
  async #nextChange(known: number | undefined): Promise<number> {
    let [seen, since] = [known, 0]
    for (;;) {
      const now = this.#store.generation()
      if (known === undefined || (now !== known && (now === seen || since > longestWriting))) return now
      if (now !== known) since += look
      seen = now
      await this.#sleep(look)
    }
  }

  async #writeAll(): Promise<Written> {
    const written: Written = { pieces: 0, bytes: 0, isWhole: true }
    let kept = 0
    this.#resumed = performance.now()
    for (const { format, context, query } of this.#lists) {
      const total = await this.#store.count(query)
      const writer = format.list!({ ...context, total })
      const cache = this.#pieces.of(format, writer, context, total)
      if (!cache) continue
      for await (const piece of this.#store.pieces(query)) {
        await this.#pause()
        let bytes = await cache.touch(piece.stamp)
        if (bytes === undefined) {
          bytes = (await writePiece(writer, piece, cache, () => this.#pause())).length
          written.pieces++
          written.bytes += bytes
        }
        kept += bytes
        // Going on would push out what was written first.
        if (kept > this.#pieces.steady) return { ...written, isWhole: false }
      }
    }
    return written
  }

  /** Lets others go first. @throws Error when it has been stopped */
  async #pause(): Promise<void> {
    const begin = performance.now()
    const rest = Math.max(shortestRest, (begin - this.#resumed) * rests)
    let utilization = 1
    while (utilization > quiet && performance.now() - begin < longestWait) {
      const before = performance.eventLoopUtilization()
      await this.#sleep(rest)
      utilization = performance.eventLoopUtilization(before).utilization
    }
    this.#resumed = performance.now()
  }

  /** @throws Error when it has been stopped */
  #sleep(milliseconds: number): Promise<void> {
    return setTimeout(milliseconds, undefined, { signal: this.#ending.signal, ref: false })
  }
}
