/** The readers there are: every file of `readers/`, found by name, by extension or by how a file begins. */
import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { nearest } from '../model/nearest.ts'
import { choices } from '../model/problem.ts'
import type { Entry, Reader } from './reader.ts'

const folder = new URL('./readers/', import.meta.url)
const loaded = new Map<string, Promise<Reader>>()

function load(module: string): Promise<Reader> {
  let reader = loaded.get(module)
  if (!reader) {
    reader = import(new URL(module, folder).href).then((exports) => exports.reader as Reader)
    loaded.set(module, reader)
  }
  return reader
}

let modules: Promise<string[]> | undefined
function allModules(): Promise<string[]> {
  modules ??= readdir(folder).then((names) =>
    names.filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts')).sort(),
  )
  return modules
}

export async function allReaders(): Promise<Reader[]> {
  return Promise.all((await allModules()).map(load))
}

/** @throws Error for a name that no reader has, with the names there are */
export async function readerNamed(name: string): Promise<Reader> {
  const own = (await allModules()).find((module) => module.replace(/\.[jt]s$/, '') === name)
  if (own) return load(own)
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
  const extension = extname(path).slice(1).toLowerCase()
  const score = (reader: Reader) => reader.recognise(head) + (reader.extensions.includes(extension) ? 0.3 : 0)
  // Most files are what their names say. Nobody is surer than one who has the extension and knows the beginning, and
  // to load all readers takes longer than many a file.
  const likely = (await allModules()).find((module) => extension !== '' && module.startsWith(extension))
  const first = likely === undefined ? undefined : await load(likely)
  if (first && score(first) > 1) return first
  const scored = (await allReaders())
    .map((reader) => ({ reader, score: score(reader) }))
    .sort((a, b) => b.score - a.score)
  return scored[0] && scored[0].score > 0 ? scored[0].reader : undefined
}

/**
 * The entries of a file, or of a site that is a folder; `-` is standard input.
 * @param format the reader's name, where the file's beginning is not to decide
 * @throws Error where the file cannot be opened, or there is no such reader
 */
export async function fileEntries(path: string, format?: string): Promise<AsyncIterable<Entry>> {
  if (path === '-') {
    if (format === undefined)
      throw new Error('Standard input does not tell its format: name it with --format.')
    return (await readerNamed(format)).read({ name: 'standard input', chunks: process.stdin })
  }
  if ((await stat(path)).isDirectory()) {
    const { readFolderEntries } = await import('./folders.ts')
    return readFolderEntries(path, format)
  }
  const file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
  await file.close()
  const head = buffer.toString('utf8', 0, bytesRead)
  const reader = format === undefined ? await recogniseReader(path, head) : await readerNamed(format)
  return reader ? reader.read({ name: path, chunks: createReadStream(path) }) : unknownFormat(path)
}

async function* unknownFormat(path: string): AsyncGenerator<Entry> {
  const names = (await allReaders()).map(({ name }) => name)
  const place = { file: path, line: 1, column: 1 }
  const message = `the file is in no format that is known here. There are ${choices(names)}`
  yield { ...place, findings: [{ ...place, severity: 'error', message }] }
}
