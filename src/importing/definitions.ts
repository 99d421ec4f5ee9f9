/**
 * What files of one call share, as `\bibliography{abbreviations,proceedings,papers}` shares it: abbreviations (`@string`)
 * and proceedings (`crossref`) of a file count in those after it, and those of a file that holds nothing else, wherever it
 * stands.
 */
import { createReadStream } from 'node:fs'
import { decode } from './text.ts'

const entry = /(?:^|\n)[ \t]*@(?!string|comment|preamble)[a-z]+\s*[{(]/i
const otherEntry =
  /(?:^|\n)[ \t]*@(?!(?:string|comment|preamble|xdata|(?:mv)?(?:proceedings|collection))\s*[{(])[a-z]+\s*[{(]/i
const definition = /(?:^|\n)[ \t]*@string\s*[{(]/i
/** No collection of abbreviations is larger. */
const mostBytes = 4_000_000

/** @returns the same files: those with nothing but definitions first, then those with nothing but these and proceedings */
export async function definitionsFirst(paths: readonly string[]): Promise<string[]> {
  if (paths.length < 2) return [...paths]
  const sorted: Record<Holding, string[]> = { definitions: [], volumes: [], others: [] }
  for (const path of paths) sorted[await holding(path)].push(path)
  return [...sorted.definitions, ...sorted.volumes, ...sorted.others]
}

type Holding = 'definitions' | 'volumes' | 'others'

/** Reads no further than to the first entry that is no volume. */
async function holding(path: string): Promise<Holding> {
  if (!/\.(?:bib|bibtex|biblatex)$/i.test(path)) return 'others'
  const chunks = createReadStream(path, { end: mostBytes })
  let [defines, hasEntry, rest] = [false, false, '']
  try {
    for await (const { text } of decode({ name: path, chunks })) {
      const read = rest + text
      if (otherEntry.test(read)) return 'others'
      hasEntry ||= entry.test(read)
      defines ||= definition.test(read)
      rest = read.slice(-100)
    }
    if (hasEntry) return 'volumes'
    return defines ? 'definitions' : 'others'
  } finally {
    chunks.destroy()
  }
}
