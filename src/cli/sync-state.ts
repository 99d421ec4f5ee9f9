/**
 * What connectors remember between two runs, in a file beside the database. It is written once everything that was fetched
 * is in the store: a run that breaks off is repeated whole.
 */
import { readFile, rename, writeFile } from 'node:fs/promises'
import type { SyncState } from '../importing/connector.ts'

export class FileSyncState implements SyncState {
  readonly #path: string
  #known: Map<string, string> | undefined
  #isChanged = false

  /** @param database the path of the database */
  constructor(database: string) {
    this.#path = `${database}.sync.json`
  }

  async get(name: string): Promise<string | undefined> {
    return (await this.#load()).get(name)
  }

  async set(name: string, value: string): Promise<void> {
    ;(await this.#load()).set(name, value)
    this.#isChanged = true
  }

  /** Whole or not at all, as the file is put in place under its name. */
  async save(): Promise<void> {
    if (!this.#known || !this.#isChanged) return
    await writeFile(`${this.#path}.new`, `${JSON.stringify(Object.fromEntries(this.#known), null, 2)}\n`)
    await rename(`${this.#path}.new`, this.#path)
  }

  async #load(): Promise<Map<string, string>> {
    if (!this.#known) {
      const text = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return '{}'
        throw error
      })
      this.#known = new Map(Object.entries(JSON.parse(text) as Record<string, string>))
    }
    return this.#known
  }
}
