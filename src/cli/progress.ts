/** A line on the terminal for whatever takes longer than a second, with a bar where the end is known; elsewhere nothing. */

const width = 24

export class Progress {
  readonly #isShown: boolean
  #last = Date.now() + 1000 - 100
  #isThere = false

  /** @param isWanted false where the output is for a program */
  constructor(isWanted: boolean) {
    this.#isShown = isWanted && process.stderr.isTTY === true
  }

  /** @param part of what is to be done, from 0 to 1; undefined where nobody knows how much there is */
  show(text: () => string, part?: number): void {
    if (!this.#isShown || Date.now() - this.#last < 100) return
    this.#last = Date.now()
    this.#isThere = true
    // A line that wraps would stay behind; the cursor is left where it can be seen.
    const columns = process.stderr.columns || 80
    process.stderr.write(
      `\r\u001B[K${`${part === undefined ? '' : bar(part)}${text()}`.slice(0, columns - 1)}`,
    )
  }

  clear(): void {
    if (this.#isThere) process.stderr.write('\r\u001B[K')
    this.#isThere = false
  }
}

function bar(part: number): string {
  const done = Math.max(0, Math.min(1, part))
  const full = Math.floor(done * width)
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${String(Math.floor(done * 100)).padStart(3)} %  `
}
