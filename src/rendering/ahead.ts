/**
 * Writes what is going to be asked for before anybody asks, and anew what has changed: in turns of about a millisecond,
 * most of the time resting, and nearly all of the time while the process has something else to do.
 */
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import type { Store } from '../model/store.ts'

/** Rests so many times as long as it works. */
const rests = 4
/** Part of a rest in which others may have worked for it to have been quiet. */
const quiet = 0.1
/** Milliseconds of a rest, at least, and of all rests in a row while it is not quiet. */
const shortestRest = 5
const longestWait = 500
/** Milliseconds after which it is done although changes go on. */
const longestWriting = 60_000

/** One thing to be written ahead. It calls `pause` after each millisecond or so of work, which lets others go first. */
export type AheadWork = (pause: () => Promise<void>) => Promise<Written | undefined>

/** What was written, where somebody wants to be told. */
export interface Written {
  pieces: number
  bytes: number
  /** There was room for all. */
  isWhole: boolean
}

export class Ahead {
  readonly #store: Store
  readonly #works: AheadWork[]
  readonly #look: number
  readonly #ending = new AbortController()
  #done: Promise<void> = Promise.resolve()
  #resumed = 0

  /**
   * @param works done in this order
   * @param look milliseconds between two looks for changes
   */
  constructor(store: Store, works: AheadWork[], look = 2_000) {
    this.#store = store
    this.#works = works
    this.#look = look
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
        for (const work of this.#works) {
          this.#resumed = performance.now()
          const written = await work(() => this.#pause())
          if (written && written.pieces > 0 && !signal.aborted) onWritten(written)
        }
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
      if (now !== known) since += this.#look
      seen = now
      await this.#sleep(this.#look)
    }
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
