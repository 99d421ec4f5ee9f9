/** Files and folders of whoever imports: each read in its format, and a word said where there is nothing to read. */
import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { choices } from '../model/problem.ts'
import type { SharedParents } from './bibtex/parents.ts'
import { definitionsFirst } from './definitions.ts'
import type { Entry } from './reader.ts'
import { allReaders, readEntries, readerNamed, recogniseReader } from './readers.ts'

export interface ReadOptions {
  /** The reader's name, where the file's beginning is not to decide. */
  format?: string | undefined
  /** Shared by the files of one call, as `\\bibliography{abbreviations,papers}` shares them. */
  definitions?: Map<string, string>
  /** The same of entries that `crossref` refers to. */
  parents?: SharedParents
  /** Told of bytes as they are read. */
  onBytes?: (count: number) => void
}

/**
 * The entries of a file, or of a folder; `-` is standard input.
 * @throws Error where the file cannot be opened, or there is no such reader
 */
export async function* readFileEntries(path: string, options: ReadOptions = {}): AsyncGenerator<Entry> {
  const { format, definitions, parents, onBytes } = options
  if (path === '-') {
    if (format === undefined)
      throw new Error('Standard input does not tell its format: name it with --format.')
    yield* readEntries(await readerNamed(format), { name: 'standard input', chunks: process.stdin })
    return
  }
  if ((await stat(path)).isDirectory()) {
    yield* readFolderEntries(path, options)
    return
  }
  const head = await headOf(path)
  const refused = (message: string): Entry => {
    const place = { file: path, line: 1, column: 1 }
    return { ...place, findings: [{ ...place, severity: 'error', message }] }
  }
  if (isBinary(head)) return yield refused('the file is binary, and no bibliography')
  const reader = format ? await readerNamed(format) : await recogniseReader(path, textOf(head))
  if (!reader) {
    const names = (await allReaders()).map(({ name }) => name)
    const what = head.length ? 'is in no format that is known here' : 'is empty'
    return yield refused(`the file ${what}. There are ${choices(names)}`)
  }
  const chunks = counted(createReadStream(path), onBytes)
  yield* readEntries(reader, {
    name: path,
    chunks,
    ...(definitions && { definitions }),
    ...(parents && { parents }),
  })
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const textOf = (head: Buffer) =>
  new TextDecoder(head[0] === 0xff ? 'utf-16le' : head[0] === 0xfe ? 'utf-16be' : 'utf-8').decode(head)

/** UTF-16 with its mark has zeros too. */
const isBinary = (head: Buffer) =>
  head.includes(0) && !(head[0] === 0xff && head[1] === 0xfe) && !(head[0] === 0xfe && head[1] === 0xff)

async function* counted(chunks: AsyncIterable<Buffer>, onBytes?: (count: number) => void) {
  for await (const chunk of chunks) {
    onBytes?.(chunk.length)
    yield chunk
  }
}

/** @throws Error where there is nothing in the folder that could be read */
async function* readFolderEntries(path: string, options: ReadOptions): AsyncGenerator<Entry> {
  const { format } = options
  const { folderReaders } = await import('./folders.ts')
  for (const reader of folderReaders) {
    if (format === undefined ? await reader.recognise(path) : reader.name === format) {
      yield* reader.read(path, path)
      return
    }
  }
  const files = await bibliographiesIn(path)
  if (files.length === 0)
    throw new Error(
      `There is nothing in ${path} that is read here: no file named like a bibliography (.bib, .ris, .nbib …), and it is no HugoBlox site (content/publication) or al-folio site (_bibliography).`,
    )
  const definitions = options.definitions ?? new Map<string, string>()
  const parents = options.parents ?? new Map()
  const shared = { ...options, definitions, parents }
  for (const file of await definitionsFirst(files)) yield* readFileEntries(file, shared)
}

/**
 * Files whose extension a format has for its own, by name, folder by folder. `.json` and `.xml` may be anything, and are read where they are named.
 */
async function bibliographiesIn(folder: string): Promise<string[]> {
  const extensions = new Set((await allReaders()).flatMap((reader) => reader.extensions))
  for (const common of ['json', 'xml', 'txt', 'md', 'yml', 'yaml']) extensions.delete(common)
  const entries = (await readdir(folder, { withFileTypes: true }))
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const files = entries
    .filter((one) => one.isFile() && extensions.has(extname(one.name).slice(1).toLowerCase()))
    .map(({ name }) => join(folder, name))
  const below = entries.filter((one) => one.isDirectory())
  for (const { name } of below) files.push(...(await bibliographiesIn(join(folder, name))))
  return files
}
