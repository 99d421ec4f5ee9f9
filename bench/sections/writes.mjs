/** Reads while another process writes through the store. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { client } from '../client.mjs'
import { offprint, scratch } from '../contenders.mjs'
import { storeOf } from '../data.mjs'
import { pause, start } from '../processes.mjs'
import { combined } from '../queries.mjs'
import { figure, goal, median, percentile } from '../report.mjs'

const wanted = 500
const writer = fileURLToPath(new URL('../writer.mjs', import.meta.url))

/** Different queries one after another. @returns their milliseconds */
async function readFor(one, paths, at, seconds) {
  const times = []
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const { status, ms } = await one.ask(paths[(at + times.length) % paths.length])
    if (status !== 200) throw new Error(`${status} while writing`)
    times.push(ms)
  }
  return times
}

export default async function writes(options, log) {
  const kept = await storeOf(options.count)
  const file = join(scratch, 'written.db')
  copyFileSync(kept.file, file)
  const server = await offprint({ file })
  const one = client(server)
  const paths = [
    ...combined(['author', 'year'], options.count, 5000),
    ...combined(['venue', 'year'], options.count, 5000),
  ].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const seconds = options.seconds * 2
  await readFor(one, paths, 0, 1)
  const rounds = []
  let at = 0
  for (let round = 0; round < options.rounds; round++) {
    const quiet = await readFor(one, paths, at, seconds)
    at += quiet.length
    // Its priority is low, so that it takes nothing from the client, with which it may share a core.
    const writing = await start('nice', ['-n', '19', process.execPath, writer, file, String(wanted)], {
      where: 'beside',
    })
    await pause(1000)
    const busy = await readFor(one, paths, at, seconds)
    at += busy.length
    await writing.stop()
    const { written, seconds: spent } = JSON.parse(writing.said())
    const row = {
      quiet: { p50: median(quiet), p99: percentile(quiet, 0.99) },
      busy: { p50: median(busy), p99: percentile(busy, 0.99) },
      rate: written / spent,
    }
    rounds.push(row)
    log(`p99 ${figure(row.quiet.p99)} and ${figure(row.busy.p99)} ms, ${figure(row.rate)} writes a second`)
  }
  one.close()
  await server.stop()
  const over = (pick) => median(rounds.map(pick))
  const ratio = over(({ quiet, busy }) => busy.p99 / quiet.p99)
  const rate = over((round) => round.rate)
  return {
    title: 'Writes: reads while another process writes',
    about: `Different queries one after another over ${options.count.toLocaleString('en')} publications, first alone, then while another process writes ${wanted} publications a second through the store, each in a transaction of its own that is synced to the disk.`,
    tables: [
      {
        head: ['', 'p50, ms', 'p99, ms'],
        rows: [
          ['alone', over(({ quiet }) => quiet.p50), over(({ quiet }) => quiet.p99)],
          [
            `with ${figure(rate)} writes a second`,
            over(({ busy }) => busy.p50),
            over(({ busy }) => busy.p99),
          ],
        ],
      },
    ],
    goals: [
      goal(
        `p99 under 2 times with ${wanted} writes a second`,
        `${figure(ratio)} with ${figure(rate)}`,
        ratio < 2 && rate >= wanted * 0.95,
      ),
    ],
    bars: [],
  }
}
