/**
 * Reading into memory, in slices, so that other requests go on being answered meanwhile. Who needs what is not yet there
 * throws `Pending`, and is called again when it is.
 */

/** Milliseconds of one turn: what another request may have to wait. */
const turn = 2

/** Thrown, not an error: what was asked for is being read. */
export class Pending {
  readonly until: Promise<void>

  constructor(until: Promise<void>) {
    this.until = until
  }
}

/** Calls a function again as long as it has to wait. */
export async function whenLoaded<T>(read: () => T): Promise<T> {
  while (true) {
    try {
      return read()
    } catch (pending) {
      if (!(pending instanceof Pending)) throw pending
      await pending.until
    }
  }
}

/** @returns whether there is more to do */
export function forATurn(slice: () => boolean): boolean {
  const end = performance.now() + turn
  let more = true
  while (more && performance.now() < end) more = slice()
  return more
}

/** Something that is read into memory, and read again when it has become too old. */
export class Loading {
  isLoaded = false
  #pending: Pending | undefined
  #stop = () => {}

  /** @throws Pending while it is being read */
  require(): void {
    if (this.#pending) throw this.#pending
  }

  /** Ends the reading without a result. */
  stop(): void {
    this.#stop()
  }

  /**
   * @param slice does a small part and says whether there is more
   * @param done is called after the last
   * @param atOnce leaves no turn to others: for small stores
   */
  start(slice: () => boolean, done: () => void, atOnce: boolean): void {
    this.#stop()
    this.isLoaded = false
    let [resolve, reject] = [() => {}, (_reason: unknown) => {}]
    const promise = new Promise<void>((fulfil, refuse) => {
      resolve = fulfil
      reject = refuse
    })
    // Whoever waits is told of a failure; where nobody does, the next to ask begins again.
    promise.catch(() => {})
    this.#pending = new Pending(promise)
    let stopped = false
    const finish = (end: () => void) => {
      this.#pending = undefined
      stopped = true
      end()
    }
    this.#stop = () => {
      if (!stopped) finish(() => reject(new Error('The store was closed.')))
    }
    const step = () => {
      if (stopped) return
      try {
        let more = true
        do more = forATurn(slice)
        while (more && atOnce)
        if (more) {
          setImmediate(step)
          return
        }
        done()
        this.isLoaded = true
        finish(resolve)
      } catch (error) {
        finish(() => reject(error))
        if (atOnce) throw error
      }
    }
    step()
  }
}
