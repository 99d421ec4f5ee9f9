/** The readers there are: every file of `readers/`, found by name, by extension or by how a file begins. */
import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { nearest } from '../model/nearest.ts'
import { choices } from '../model/problem.ts'
import { readFolderEntries } from './folders.ts'
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

/**
 * The entries of a file, or of a site that is a folder; `-` is standard input.
 * @param format the reader's name, where the file's beginning is not to decide
 * @throws Error where the file cannot be opened, or there is no such reader
 */
export async function* readFileEntries(path: string, format?: string): AsyncGenerator<Entry> {
  if (path === '-') {
    if (format === undefined)
      throw new Error('Standard input does not tell its format: name it with --format.')
    yield* (await readerNamed(format)).read({ name: 'standard input', chunks: process.stdin })
    return
  }
  if ((await stat(path)).isDirectory()) {
    yield* readFolderEntries(path, format)
    return
  }
  const file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
  await file.close()
  const head = buffer.toString('utf8', 0, bytesRead)
  const reader = format === undefined ? await recogniseReader(path, head) : await readerNamed(format)
  if (!reader) {
    const names = (await allReaders()).map(({ name }) => name)
    const place = { file: path, line: 1, column: 1 }
    const message = `the file is in no format that is known here. There are ${choices(names)}`
    yield { ...place, findings: [{ ...place, severity: 'error', message }] }
    return
  }
  const source: Source = { name: path, chunks: createReadStream(path) }
  yield* reader.read(source)
}
