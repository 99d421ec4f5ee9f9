/**
 * Which publications were written since somebody last looked: triggers note every write in `publication_change`, so the
 * writes of other processes are seen as well as our own, and within a read transaction exactly those that it sees.
 */
import type { Statements } from '../statements.ts'

/** More changes than this are not followed one by one. */
export const mostFollowed = 20_000

export class Changes {
  /** The number of the last change that was followed. */
  seq: number
  readonly #statements: Statements

  /** Follows from now on. */
  constructor(statements: Statements) {
    this.#statements = statements
    this.seq = this.#last()
  }

  #last(): number {
    return (
      this.#statements.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM publication_change')!.seq ?? 0
    )
  }

  /** @returns the ids written since the last call, some of them more than once; undefined where that is not known */
  next(): number[] | undefined {
    const last = this.#last()
    if (last === this.seq) return []
    const missed = last - this.seq
    if (missed < 0 || missed > mostFollowed) return undefined
    const ids = this.#statements.numbers(
      'SELECT publication_id FROM publication_change WHERE seq > ? ORDER BY seq LIMIT -1',
      [this.seq],
    )
    this.seq = last
    return ids.length === missed ? ids : undefined
  }
}
