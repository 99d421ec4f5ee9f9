/** The readers there are: every file of `readers/`, found by name, by extension or by how a file begins. */
import { readdir } from 'node:fs/promises'
import { extname } from 'node:path'
import { nearest } from '../model/nearest.ts'
import { choices } from '../model/problem.ts'
import type { Entry, Reader, Source } from './reader.ts'

let loaded: Promise<Reader[]> | undefined

export function allReaders(): Promise<Reader[]> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Reader[]> {
  const folder = new URL('./readers/', import.meta.url)
  const names = (await readdir(folder)).filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'))
  const modules = await Promise.all(names.sort().map((name) => import(new URL(name, folder).href)))
  return modules.map(({ reader }) => reader)
}

/** @throws Error for a name that no reader has, with the names there are */
export async function readerNamed(name: string): Promise<Reader> {
  const readers = await allReaders()
  const found = readers.find((reader) => reader.name === name || reader.extensions.includes(name))
  if (found) return found
  const names = readers.map((reader) => reader.name)
  const near = nearest(name, names)
  throw new Error(
    `There is no reader for "${name}". ${near.length ? `Did you mean ${choices(near)}? ` : ''}There are ${choices(names)}.`,
  )
}

/** What is surest by the beginning of the file, and by its extension where nothing is sure. */
export async function recogniseReader(path: string, head: string): Promise<Reader | undefined> {
  const readers = await allReaders()
  const extension = extname(path).slice(1).toLowerCase()
  const scored = readers
    .map((reader) => ({
      reader,
      score: reader.recognise(head) + (reader.extensions.includes(extension) ? 0.3 : 0),
    }))
    .sort((a, b) => b.score - a.score)
  return scored[0] && scored[0].score > 0 ? scored[0].reader : undefined
}

/** What a reader finds; a word where that is nothing at all. */
export async function* readEntries(reader: Reader, source: Source): AsyncGenerator<Entry> {
  const defined = source.definitions?.size
  let isEmpty = true
  for await (const entry of reader.read(source)) {
    isEmpty = false
    yield entry
  }
  // Abbreviations alone are something too.
  if (!isEmpty || source.definitions?.size !== defined) return
  const place = { file: source.name, line: 1, column: 1 }
  const message = `there is no entry in it (read as ${reader.title})`
  yield { ...place, findings: [{ ...place, severity: 'warning', message }] }
}
