/**
 * Writes publications through the store at an even pace until it is ended: what is due while the disk takes in one
 * transaction goes into the next.
 * `node bench/writer.mjs <file> <a second>`; on SIGTERM it prints how many it wrote in how many seconds.
 */
import { publicationAt } from './data/records.mjs'

const [file, wanted] = process.argv.slice(2)
const { openStore } = await import(new URL('../dist/store/open.js', import.meta.url).href)
const store = openStore(`file:${file}`)
const begin = performance.now()
/** Numbers that the store does not have yet. */
const first = 10_000_000 + Math.floor(Date.now() % 1_000_000) * 100
let written = 0
let stopped = false
process.on('SIGTERM', () => {
  stopped = true
})
while (!stopped) {
  const due = Math.floor(((performance.now() - begin) / 1000) * Number(wanted))
  // Where it falls behind, it goes on as fast as it can.
  if (written < due) {
    const publications = Array.from({ length: due - written }, (_, i) => {
      // Without its arXiv id, which is one of a kind only for the first million.
      const { identifiers, ...publication } = publicationAt(first + written + i)
      return publication
    })
    await store.save({ publications })
    written += publications.length
  }
  await new Promise((resolve) => (written < due ? setImmediate(resolve) : setTimeout(resolve, 1)))
}
const seconds = (performance.now() - begin) / 1000
await store.close()
console.log(JSON.stringify({ written, seconds }))
