/**
 * Pieces of long lists as they were written, kept in files: of an export of everything only those pieces are read and
 * written in which something has changed. The files outlive the process, and several processes share them. The name of
 * a file says what is in it, what of, and by which code it was written, so nothing in it can have become wrong.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Format, ListWriter, RenderContext } from './format.ts'
import { wayOfWriting } from './kept-entries.ts'

/** Shorter lists are as fast from memory, see `kept-entries.ts`. */
export const shortestList = 20_001

/** The pieces of one format, written in one way. */
export interface PieceCache {
  /** @returns undefined for one that is not kept, or was damaged on the disk */
  get(stamp: string): Promise<Buffer | undefined>
  /** Never throws: without room or leave to write, the next export is as slow as this one, and nothing else. */
  set(stamp: string, bytes: Buffer): Promise<void>
  /** Keeps it from being taken away before others. @returns its bytes on the disk; undefined where it is not kept */
  touch(stamp: string): Promise<number | undefined>
}

interface KeptFile {
  path: string
  size: number
  used: number
}

/** Before the bytes stand their length and checksum: a computer may stop between a write and its end. */
const header = 8

export class KeptPieces {
  readonly #folder: string
  /** Bytes that all files together may take. */
  readonly #capacity: number
  readonly #edition: () => Promise<string>
  #own: Promise<string> | undefined
  /** Of all files, as far as this process knows. */
  #size: Promise<number> | undefined
  #written = 0

  /**
   * @param capacity in bytes
   * @param edition another text wherever the code might write something else
   */
  constructor(folder: string, capacity: number, edition: () => Promise<string>) {
    this.#folder = folder
    this.#capacity = capacity
    this.#edition = edition
  }

  /** Takes away what other editions have left. */
  async tidy(): Promise<void> {
    const own = await this.#ownFolder()
    const names = await readdir(this.#folder).catch(() => [])
    const others = names.map((name) => join(this.#folder, name)).filter((path) => path !== own)
    for (const path of others) await rm(path, { recursive: true, force: true }).catch(() => {})
  }

  /** @returns undefined where the entries of a list depend on more than the publication, or are few */
  of(format: Format, writer: ListWriter, context: RenderContext, length: number): PieceCache | undefined {
    if (!writer.standsAlone || length < shortestList || this.#capacity === 0) return undefined
    const way = wayOfWriting(format, context)
    const nameOf = (stamp: string) => createHash('sha1').update(way).update(stamp).digest('hex')
    return {
      get: async (stamp) => {
        const name = nameOf(stamp)
        const file = await readFile(join(await this.#ownFolder(), name)).catch(() => undefined)
        return file && unsealed(name, file)
      },
      set: async (stamp, bytes) => {
        const name = nameOf(stamp)
        await this.#keep(name, sealed(name, bytes)).catch(() => {})
      },
      touch: async (stamp) => {
        const now = new Date()
        const path = join(await this.#ownFolder(), nameOf(stamp))
        try {
          await utimes(path, now, now)
          return (await stat(path)).size
        } catch {
          return undefined
        }
      },
    }
  }

  /** Bytes that are left when room is made: more than these never stay all together. */
  get steady(): number {
    return this.#capacity * 0.75
  }

  #ownFolder(): Promise<string> {
    this.#own ??= this.#edition().then((edition) => join(this.#folder, edition))
    return this.#own
  }

  async #keep(name: string, file: Buffer): Promise<void> {
    const folder = await this.#ownFolder()
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await this.#makeRoomFor(file.length)
    const path = join(folder, name)
    const unfinished = `${path}.${process.pid}`
    await writeFile(unfinished, file)
    await rename(unfinished, path)
  }

  async #makeRoomFor(bytes: number): Promise<void> {
    // Other processes write, too.
    if (this.#written > this.#capacity / 16) this.#size = undefined
    if (!this.#size) {
      this.#written = 0
      this.#size = this.#measure()
    }
    const size = (await this.#size) + bytes
    this.#written += bytes
    this.#size = size > this.#capacity ? this.#makeRoom(bytes) : Promise.resolve(size)
  }

  async #measure(): Promise<number> {
    return (await this.#files()).reduce((sum, { size }) => sum + size, 0)
  }

  async #files(): Promise<KeptFile[]> {
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true }).catch(() => [])
    const files: KeptFile[] = []
    for (const entry of entries) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      // Another process may have taken it away.
      const found = await stat(path).catch(() => undefined)
      if (found) files.push({ path, size: found.size, used: Math.max(found.mtimeMs, found.atimeMs) })
    }
    return files
  }

  /** A quarter of the room is made free at once, by what has not been used for longest. @param size what comes */
  async #makeRoom(size: number): Promise<number> {
    const files = (await this.#files()).sort((a, b) => b.used - a.used)
    for (const file of files) {
      if (size + file.size > this.steady) await rm(file.path, { force: true }).catch(() => {})
      else size += file.size
    }
    return size
  }
}

/** @param name counts among the bytes, so that a file under another name is not taken for what it is not */
function sealed(name: string, bytes: Buffer): Buffer {
  const file = Buffer.allocUnsafe(header + bytes.length)
  file.writeUInt32LE(bytes.length, 0)
  file.writeUInt32LE(crc32(bytes, crc32(name)), 4)
  file.set(bytes, header)
  return file
}

/** @returns undefined where the file is not as it was written */
function unsealed(name: string, file: Buffer): Buffer | undefined {
  if (file.length < header) return undefined
  const bytes = file.subarray(header)
  const isWhole = bytes.length === file.readUInt32LE(0) && crc32(bytes, crc32(name)) === file.readUInt32LE(4)
  return isWhole ? bytes : undefined
}
