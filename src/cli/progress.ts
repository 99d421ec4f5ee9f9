/** A line on the terminal for whatever takes longer than a second; elsewhere nothing. */

export class Progress {
  readonly #isShown: boolean
  #last = Date.now() + 1000 - 100
  #isThere = false

  /** @param isWanted false where the output is for a program */
  constructor(isWanted: boolean) {
    this.#isShown = isWanted && process.stderr.isTTY === true
  }

  show(text: () => string): void {
    if (!this.#isShown || Date.now() - this.#last < 100) return
    this.#last = Date.now()
    this.#isThere = true
    process.stderr.write(`\r${text()} `)
  }

  clear(): void {
    if (this.#isThere) process.stderr.write('\r\u001B[K')
    this.#isThere = false
  }
}
