/** Two workers beside one, on queries that are work. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { offprint, scratch } from '../contenders.mjs'
import { root, storeOf } from '../data.mjs'
import { cores } from '../processes.mjs'
import { combined } from '../queries.mjs'
import { figure, goal } from '../report.mjs'
import { alternate } from './serve.mjs'

const text = '1.7 times the requests with two workers'

function hasWorkers() {
  const main = join(root, 'dist/cli/main.js')
  return /--workers/.test(execFileSync(process.execPath, [main, '--help'], { encoding: 'utf8' }))
}

export default async function workers(options, log) {
  const about = `Different queries over ${options.large.toLocaleString('en')} publications, \`ANSWER_CACHE=0\`, nothing pinned: servers and load share ${cores} cores, and the load takes its part of them.`
  const reason = cores < 2 ? 'one core only' : hasWorkers() ? '' : '`serve` has no `--workers` yet'
  if (reason) {
    log(reason)
    return { title: 'Workers: two beside one', about, goals: [goal(text, reason, undefined)], bars: [] }
  }
  const store = await storeOf(options.large)
  const file = join(scratch, 'workers.txt')
  writeFileSync(file, `${combined(['year', 'venue'], options.large, 50_000).join('\n')}\n`)
  const run = (count) =>
    offprint(store, { env: { ANSWER_CACHE: '0' }, args: ['--workers', String(count)], where: 'all' })
  const servers = [await run(1), await run(2)]
  const headers = { accept: 'application/json' }
  const results = await alternate(
    servers.map(({ pid, url }) => ({ pid, url, headers, paths: file, where: 'all' })),
    options,
  )
  await Promise.all(servers.map((server) => server.stop()))
  const [single, double] = results
  const ratio = double.perSecond / single.perSecond
  log(`${figure(single.perSecond)} and ${figure(double.perSecond)} requests a second, ${figure(ratio)}`)
  return {
    title: 'Workers: two beside one',
    about,
    tables: [
      {
        head: ['workers', 'requests/s', 'µs of processor a request', 'p99, ms'],
        rows: results.map(({ perSecond, micros, p99 }, i) => [String(i + 1), perSecond, micros, p99]),
      },
    ],
    goals: [goal(text, figure(ratio), ratio >= 1.7)],
    bars: [],
  }
}
