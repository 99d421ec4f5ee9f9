/** What the tests of commands work with: a store of their own, files beside it, and the program. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { Publication } from '../../src/model/publication.ts'
import type { Store } from '../../src/model/store.ts'
import { openStore } from '../../src/store/open.ts'

const root = join(import.meta.dirname, '../..')
const main = join(root, 'dist/cli/main.js')

/** A store in a folder of its own, and the program that works on it. */
export function desk(t: Test) {
  // Not the directory of the test, of which there is one: some tests have two stores.
  const folder = mkdtempSync(join(tmpdir(), 'offprint-desk-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const url = `file:${join(folder, 'offprint.db')}`
  async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = openStore(url)
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }
  return {
    url,
    file(name: string, text: string): string {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    },
    path: (name: string) => join(folder, name),
    async offprint(args: string[], input = '', environment: Record<string, string> = {}) {
      const child = spawn(process.execPath, [main, ...args], {
        cwd: root,
        env: { PATH: process.env.PATH, DATABASE_URL: url, ...environment },
      })
      let [output, errors] = ['', '']
      // Not as it comes: a character may be cut in two.
      child.stdout.setEncoding('utf8').on('data', (data) => {
        output += data
      })
      child.stderr.setEncoding('utf8').on('data', (data) => {
        errors += data
      })
      // A wrong call is refused before anything is read.
      child.stdin.on('error', () => {})
      child.stdin.end(input)
      const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
      return { code, output, errors, json: () => JSON.parse(output) }
    },
    store: withStore,
    async publication(key: string): Promise<Publication | undefined> {
      return withStore(async (store) => {
        const found = await store.find(key)
        return found?.kind === 'publication' ? found.record.publication : undefined
      })
    },
  }
}
