/**
 * Many texts that are kept for long, outside of the heap: there the garbage collector neither looks at them nor leaves as
 * much room again, and none keeps the text alive from which it was cut.
 */

const blockSize = 2 ** 20
/** Of the length, which says in its lowest bit how a text is written. */
const headSize = 4

export class Texts {
  readonly #blocks: Buffer[] = []
  #end = blockSize

  /** @returns the place of the text, a whole number */
  add(text: string): number {
    // Code units as they are: half a surrogate pair comes back as well.
    const isWide = /[^\0-\xff]/.test(text)
    const size = headSize + (isWide ? 2 : 1) * text.length
    if (this.#end + size > blockSize) {
      this.#blocks.push(Buffer.allocUnsafeSlow(Math.max(blockSize, size)))
      this.#end = 0
    }
    const [block, at] = [this.#blocks.at(-1)!, this.#end]
    block.writeUInt32LE(text.length * 2 + (isWide ? 1 : 0), at)
    if (isWide) block.write(text, at + headSize, 'utf16le')
    else block.write(text, at + headSize, 'latin1')
    this.#end += size
    return (this.#blocks.length - 1) * blockSize + at
  }

  get(place: number): string {
    const block = this.#blocks[Math.floor(place / blockSize)]!
    const at = place % blockSize
    const head = block.readUInt32LE(at)
    const isWide = head % 2 === 1
    const from = at + headSize
    const length = Math.floor(head / 2)
    return isWide
      ? block.toString('utf16le', from, from + 2 * length)
      : block.toString('latin1', from, from + length)
  }
}
