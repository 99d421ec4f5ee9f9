/**
 * Files written into a folder that may hold other files: what is equal stays as it is, what an earlier export wrote and
 * this one does not is taken away, and what somebody else wrote is neither changed nor taken away.
 */
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Names the files of the last export, a line each. */
const list = '.offprint-files'

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
  async put(path: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.#root, path)
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const there = await readFile(file).catch(() => undefined)
    this.#now.add(path)
    this.#onPut(this.#now.size)
    if (there?.equals(bytes)) return
    if (there && !this.#overwrite && !this.#before.has(path))
      throw new ForeignFile(`${file} is there and was not written by an export: --force overwrites it.`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
    this.#changed++
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
