/**
 * One reading of one BibTeX file, in a process of its own: `node bench/import/reader.mjs <contender> <file>` prints the
 * milliseconds from bytes in memory to all entries as records, and how many there were. Modules are loaded before.
 */
import { readFileSync } from 'node:fs'

const [contender, file] = process.argv.slice(2)

const contenders = {
  async offprint() {
    const { reader } = await import('../../dist/importing/readers/bibtex.js')
    return async (bytes) => {
      async function* chunks() {
        for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
      }
      let entries = 0
      for await (const { publication } of reader.read({ name: file, chunks: chunks() }))
        if (publication) entries++
      return entries
    }
  },
  async 'citation-js'() {
    const { plugins } = await import('@citation-js/core')
    await import('@citation-js/plugin-bibtex')
    return (bytes) => plugins.input.chain(bytes.toString(), { generateGraph: false }).length
  },
  async 'bibtex-parser'() {
    // From the folder it was put into, since it is no part of this project.
    const { parse } = await import(new URL(process.env.BIBTEX_PARSER, 'file:').href)
    return (bytes) => parse(bytes.toString()).entries.length
  },
}

const read = await contenders[contender]()
const bytes = readFileSync(file)
const begin = performance.now()
const entries = await read(bytes)
console.log(JSON.stringify({ ms: performance.now() - begin, entries }))
