/**
 * Files written into a folder that may hold other files: what is equal stays as it is, what an earlier export wrote and
 * this one does not is taken away, and what somebody else wrote is neither changed nor taken away.
 */
import { mkdir, open, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Names the files of the last export, a line each. */
const list = '.offprint-files'

/** Bytes of a file that is put together before it is written. */
const inMemory = 4_000_000

export class ForeignFile extends Error {}

export interface Written {
  /** Files that are there now. */
  files: number
  /** Of these, new or changed. */
  changed: number
  removed: number
}

export class Tree {
  readonly #root: string
  readonly #overwrite: boolean
  readonly #before: Set<string>
  readonly #now = new Set<string>()
  readonly #onPut: (files: number) => void
  readonly #made = new Set<string>()
  #changed = 0

  private constructor(
    root: string,
    before: Set<string>,
    overwrite: boolean,
    onPut: (files: number) => void = () => {},
  ) {
    this.#root = root
    this.#onPut = onPut
    this.#before = before
    this.#overwrite = overwrite
  }

  /**
   * @param overwrite files that no export has written, too
   * @param onPut told how many files there are by now
   */
  static async open(root: string, overwrite = false, onPut?: (files: number) => void): Promise<Tree> {
    await mkdir(root, { recursive: true })
    const text = await readFile(join(root, list), 'utf8').catch(() => '')
    return new Tree(root, new Set(text.split('\n').filter(Boolean)), overwrite, onPut)
  }

  /**
   * @param path below the root, with `/`
   * @throws ForeignFile where somebody else has written another file of this name
   */
  async put(path: string, content: string | Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
    this.#now.add(path)
    this.#onPut(this.#now.size)
    if (typeof content === 'string') return this.#write(path, Buffer.from(content))
    if (content instanceof Uint8Array) return this.#write(path, content)
    const pieces: Uint8Array[] = []
    let size = 0
    const rest = content[Symbol.asyncIterator]()
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      pieces.push(next.value)
      size += next.value.length
      if (size > inMemory) return this.#writeLong(path, pieces, { [Symbol.asyncIterator]: () => rest })
    }
    return this.#write(path, Buffer.concat(pieces))
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const file = join(this.#root, path)
    const there = await readFile(file).catch(() => undefined)
    if (there?.equals(bytes)) return
    if (there) this.#requireOwn(path, file)
    await this.#makeFolder(dirname(file))
    await writeFile(file, bytes)
    this.#changed++
  }

  /** What is too long for memory is written beside its place, and takes it where it is another. */
  async #writeLong(path: string, begun: Uint8Array[], rest: AsyncIterable<Uint8Array>): Promise<void> {
    const file = join(this.#root, path)
    const beside = `${file}.offprint-part`
    await this.#makeFolder(dirname(file))
    const [to, there] = [await open(beside, 'w'), await open(file).catch(() => undefined)]
    let isSame = there !== undefined
    try {
      const add = async (piece: Uint8Array) => {
        await to.writeFile(piece)
        if (!isSame) return
        const before = Buffer.alloc(piece.length)
        const { bytesRead } = await there!.read(before, 0, piece.length)
        isSame = bytesRead === piece.length && before.equals(piece)
      }
      for (const piece of begun) await add(piece)
      for await (const piece of rest) await add(piece)
      if (isSame) isSame = (await there!.read(Buffer.alloc(1), 0, 1)).bytesRead === 0
      if (there && !isSame) this.#requireOwn(path, file)
      if (!isSame) {
        await rename(beside, file)
        this.#changed++
      }
    } finally {
      await to.close()
      await there?.close()
      await rm(beside, { force: true })
    }
  }

  #requireOwn(path: string, file: string): void {
    if (!this.#overwrite && !this.#before.has(path))
      throw new ForeignFile(`${file} is there and was not written by an export: --force overwrites it.`)
  }

  async #makeFolder(folder: string): Promise<void> {
    if (this.#made.has(folder)) return
    await mkdir(folder, { recursive: true })
    this.#made.add(folder)
  }

  /** Takes away what is not written any more, and the folders that this leaves empty. */
  async close(): Promise<Written> {
    const gone = [...this.#before].filter((path) => !this.#now.has(path) && !path.split('/').includes('..'))
    for (const path of gone) {
      await rm(join(this.#root, path), { force: true })
      await this.#removeEmpty(dirname(path))
    }
    await writeFile(
      join(this.#root, list),
      [...this.#now]
        .sort()
        .map((path) => `${path}\n`)
        .join(''),
    )
    return { files: this.#now.size, changed: this.#changed, removed: gone.length }
  }

  async #removeEmpty(path: string): Promise<void> {
    for (let at = path; at !== '.' && at !== '/'; at = dirname(at)) {
      const folder = join(this.#root, at)
      const left = await readdir(folder).catch(() => undefined)
      if (left === undefined || left.length > 0) return
      await rmdir(folder)
    }
  }
}

/** A key or slug as the name of a file, on any system. */
export const fileName = (name: string) => encodeURIComponent(name).replace(/\*/g, '%2A')

/**
 * Whether Windows can hold the files of a key ("Naming Files, Paths, and Namespaces" of its documentation). What stands
 * behind a colon there is no part of a name, so that files are written over without a word.
 */
export const isNameOnWindows = (key: string): boolean =>
  !/:|\.$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(key)
