/** What was made of publications, kept as long as they stay as they are. */
import { LRUCache } from 'lru-cache'

interface Kept<Made> {
  /** By all that it depends on beside the publication. */
  made: Map<string, Made>
  size: number
}

/** What was made in one way, by the stamp of the record; of one without a stamp nothing is kept. */
export interface KeptOfOneWay<Made> {
  get(stamp: number | undefined): Made | undefined
  set(stamp: number | undefined, made: Made): void
}

export class KeptByStamp<Made extends object> {
  readonly #kept: LRUCache<number, Kept<Made>>
  readonly #sizeOf: (made: Made) => number

  /**
   * @param capacity bytes that all may take
   * @param sizeOf bytes that one takes
   */
  constructor(capacity: number, sizeOf: (made: Made) => number) {
    this.#kept = new LRUCache({ maxSize: capacity, sizeCalculation: ({ size }) => size })
    this.#sizeOf = sizeOf
  }

  /** @param way all that what is made depends on beside the publication */
  of(way: string): KeptOfOneWay<Made> {
    return {
      get: (stamp) => (stamp ? this.#kept.get(stamp)?.made.get(way) : undefined),
      set: (stamp, made) => {
        if (stamp) this.#set(stamp, way, made)
      },
    }
  }

  #set(stamp: number, way: string, one: Made): void {
    const { made, size } = this.#kept.peek(stamp) ?? { made: new Map<string, Made>(), size: 200 }
    if (made.has(way)) return
    made.set(way, one)
    this.#kept.set(stamp, { made, size: size + this.#sizeOf(one) + 2 * way.length + 100 })
  }
}
