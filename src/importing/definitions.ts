/**
 * Abbreviations that files of one call share, as `\bibliography{abbreviations,papers}` shares them: what a file defines
 * (`@string`) counts in those after it, and what a file defines that holds nothing else, wherever it stands.
 */
import { createReadStream } from 'node:fs'
import { decode } from './text.ts'

const entry = /(?:^|\n)[ \t]*@(?!string|comment|preamble)[a-z]+\s*[{(]/i
const definition = /(?:^|\n)[ \t]*@string\s*[{(]/i
/** No collection of abbreviations is larger. */
const mostBytes = 4_000_000

/** @returns the same files, those with nothing but definitions first */
export async function definitionsFirst(paths: readonly string[]): Promise<string[]> {
  if (paths.length < 2) return [...paths]
  const first: string[] = []
  const others: string[] = []
  for (const path of paths) ((await definesOnly(path)) ? first : others).push(path)
  return [...first, ...others]
}

/** Reads no further than to the first entry. */
async function definesOnly(path: string): Promise<boolean> {
  if (!/\.(?:bib|bibtex|biblatex)$/i.test(path)) return false
  const chunks = createReadStream(path, { end: mostBytes })
  let [defines, rest] = [false, '']
  try {
    for await (const { text } of decode({ name: path, chunks })) {
      const read = rest + text
      if (entry.test(read)) return false
      defines ||= definition.test(read)
      rest = read.slice(-100)
    }
    return defines
  } finally {
    chunks.destroy()
  }
}
