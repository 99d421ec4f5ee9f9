/** The whole list as BibTeX over HTTP, in the cases that a user meets. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { client, sinceStart } from './client.mjs'
import { offprint } from './contenders.mjs'
import { atRest, ownMemory, pause, peakMemory, processorSeconds } from './processes.mjs'
import { pathsOf, shapes } from './queries.mjs'
import { figure, percentile } from './report.mjs'

/** The whole list as BibTeX, read as fast as it comes, for at most four minutes. */
function exportAll({ url, pid }) {
  return new Promise((resolve, reject) => {
    const begin = performance.now()
    const worked = processorSeconds(pid)
    let own = 0
    const watch = setInterval(() => (own = Math.max(own, ownMemory(pid))), 50)
    const request = get(`${url}/publications.bib`, (answer) => {
      let bytes = 0
      const finish = (whole) => () => {
        clearTimeout(late)
        clearInterval(watch)
        const seconds = (performance.now() - begin) / 1000
        const processor = processorSeconds(pid) - worked
        resolve({
          whole,
          bytes,
          seconds,
          processor,
          perSecond: bytes / 1e6 / seconds,
          own,
          peak: peakMemory(pid),
        })
      }
      const late = setTimeout(() => {
        finish(false)()
        request.destroy()
      }, 240_000)
      answer.on('data', (piece) => (bytes += piece.length)).on('end', finish(true))
    })
    request.on('error', reject)
  })
}

const filesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    : []

/** Seconds without another piece after which all of them have been written. */
const still = 20

/** Tells when all pieces have been written in the background: seconds from now, undefined until then. */
function watchFolder(folder) {
  const begin = performance.now()
  let [files, last] = [0, begin]
  let seconds
  const timer = setInterval(() => {
    const now = filesIn(folder).length
    if (now !== files) [files, last] = [now, performance.now()]
    else if (files > 0 && performance.now() - last > still * 1000) seconds ??= (last - begin) / 1000
  }, 500)
  return { seconds: () => seconds, stop: () => clearInterval(timer) }
}

/** The same pages one after the other until told to stop. */
async function readUntil(server, count, isDone) {
  const one = client(server)
  const paths = shapes.filter(({ group }) => group === 'filter').flatMap((shape) => pathsOf(shape, count, 60))
  const times = []
  for (let i = 0; !isDone(i); i++) times.push((await one.ask(paths[(i * 61) % paths.length])).ms)
  one.close()
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), n: times.length }
}

/** Links name the address, so what one start has written is of use to the next only at the same one. */
export const exportUrl = 'http://localhost:3000'

/** Exports in the cases that a user meets, each after a start, and reads beside the writing ahead. */
export async function exportsOf(store, log) {
  const env = { ANSWER_CACHE: '0', BASE_URL: exportUrl }
  const folder = `${store.file}-exports`
  const cases = []
  const note = async (name, server) => {
    const result = { name, ...(await exportAll(server)) }
    log(`${name}: ${figure(result.perSecond)} MB/s, ${figure(result.own)}, ${figure(result.peak)} MiB`)
    cases.push(result)
  }
  rmSync(folder, { recursive: true, force: true })
  const without = await offprint(store, { env: { ...env, EXPORT_AHEAD: '' } })
  await atRest(without.pid)
  const alone = await readUntil(without, store.count, (i) => i === 2000)
  await note('never written', without)
  await note('asked again', without)
  await without.stop()
  rmSync(folder, { recursive: true, force: true })
  const server = await offprint(store, { env })
  const watch = watchFolder(folder)
  await sinceStart(server)
  const beside = await readUntil(server, store.count, (i) => i === 2000 || watch.seconds() !== undefined)
  const begin = performance.now()
  while (watch.seconds() === undefined && performance.now() - begin < 1_200_000) await pause(200)
  const ahead = watch.seconds()
  watch.stop()
  await note('written ahead', server)
  await server.stop()
  const again = await offprint(store, { env })
  await atRest(again.pid)
  await note('after a restart', again)
  await again.stop()
  return { cases, alone, beside, ahead }
}

export const tableOf = (exports) => ({
  caption: `Whole export as BibTeX, ${figure(exports.cases[0].bytes / 1e6)} MB; memory at the most, of its own (pages of no file) and with the program and libraries that the process has mapped:`,
  head: ['', 'seconds', 'of processor', 'MB/s', 'own, MiB', 'all, MiB'],
  rows: exports.cases.map(({ name, whole, seconds, processor, perSecond, own, peak }) => [
    whole ? name : `${name} (stopped after four minutes)`,
    seconds,
    processor,
    perSecond,
    own,
    peak,
  ]),
})

export function notesOf({ alone, beside, ahead }) {
  const after = ahead === undefined ? 'not even after twenty minutes' : `${figure(ahead)} s after the start`
  return [
    `The pieces of the export are written ahead after a start, and anew where something changes (\`EXPORT_AHEAD\`). Filters asked one after the other meanwhile: p50 ${figure(beside.p50)}, p99 ${figure(beside.p99)} ms of ${beside.n}; without it ${figure(alone.p50)} and ${figure(alone.p99)} ms. It waits while there is something else to do, and all were written ${after}.`,
  ]
}
