/**
 * Pieces of long lists as they were written, kept in files beside the store: of an export of everything only those pieces
 * are read and written in which something has changed.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Format, ListWriter, RenderContext } from './format.ts'
import { wayOfWriting } from './kept-entries.ts'

/** Shorter lists are as fast from memory, see `kept-entries.ts`. */
const shortestList = 20_001
export interface PieceCache {
  /** The bytes of a piece, made where they are not there. */
  bytes(stamp: string, make: () => Promise<Buffer>): Promise<Buffer>
}

export class KeptPieces {
  readonly #folder: string
  /** Bytes that all files together may take. */
  readonly #capacity: number
  #size: Promise<number> | undefined

  constructor(folder: string, capacity: number) {
    this.#folder = folder
    this.#capacity = capacity
  }

  /** Takes away what another release, or another run of this one, may have written otherwise. */
  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true }).catch(() => {})
  }

  /** @returns undefined where the entries of a list depend on more than the publication, or are few */
  of(format: Format, writer: ListWriter, context: RenderContext, length: number): PieceCache | undefined {
    if (!writer.standsAlone || length < shortestList || this.#capacity === 0) return undefined
    const way = wayOfWriting(format, context)
    return {
      bytes: async (stamp, make) => {
        const file = join(this.#folder, createHash('sha1').update(way).update(stamp).digest('hex'))
        const known = await readFile(file).catch(() => undefined)
        if (known) return known
        const bytes = await make()
        // Without room or leave to write, an export is as slow as the first one, and nothing else.
        await this.#keep(file, bytes).catch(() => {})
        return bytes
      },
    }
  }

  async #keep(file: string, bytes: Buffer): Promise<void> {
    this.#size ??= this.#measure()
    const size = (await this.#size) + bytes.length
    this.#size = Promise.resolve(size)
    if (size > this.#capacity) this.#size = this.#makeRoom()
    const unfinished = `${file}.${process.pid}`
    await writeFile(unfinished, bytes)
    await rename(unfinished, file)
  }

  async #measure(): Promise<number> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    return (await this.#files()).reduce((sum, { size }) => sum + size, 0)
  }

  async #files() {
    const names = await readdir(this.#folder)
    const files = names.map(async (name) => {
      const path = join(this.#folder, name)
      const { size, mtimeMs } = await stat(path)
      return { path, size, mtimeMs }
    })
    return Promise.all(files)
  }

  /** Half of the room is made free at once, by what was written first. */
  async #makeRoom(): Promise<number> {
    const files = (await this.#files()).sort((a, b) => b.mtimeMs - a.mtimeMs)
    let size = 0
    for (const file of files) {
      if (size + file.size > this.#capacity / 2) await rm(file.path, { force: true })
      else size += file.size
    }
    return size
  }
}
