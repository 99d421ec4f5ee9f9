/** The readers there are: every file of `readers/`, found by name, by extension or by how a file begins. */
import { readdir } from 'node:fs/promises'
import { extname } from 'node:path'
import { nearest } from '../model/nearest.ts'
import { choices } from '../model/problem.ts'
import type { Entry, Reader, Source } from './reader.ts'

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
