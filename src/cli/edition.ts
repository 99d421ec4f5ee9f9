/** What tells one build of the service from another that may write something else. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

let made: Promise<string> | undefined

/**
 * The same text for the same code, dependencies and runtime, which has tables of Unicode; another one for any other.
 * @returns 20 hexadecimal digits
 */
export function edition(): Promise<string> {
  made ??= make()
  return made
}

async function make(): Promise<string> {
  const hash = createHash('sha1')
  hash.update(`${process.version} ${process.versions.icu} ${process.arch}\n`)
  // Dependencies stand there with their versions.
  hash.update(await readFile(new URL('../../package.json', import.meta.url)))
  const root = fileURLToPath(new URL('..', import.meta.url))
  const names = await readdir(root, { recursive: true })
  for (const name of names.filter((one) => /\.(?:js|ts|json)$/.test(one)).sort()) {
    hash.update(`${name}\n`).update(await readFile(join(root, name)))
  }
  return hash.digest('hex').slice(0, 20)
}
