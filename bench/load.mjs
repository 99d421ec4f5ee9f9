/**
 * Load: requests as fast as a server answers them, over connections that stay open. By wrk where it is installed, else
 * by the client below in a process of its own, which is slower: trust processor time a request then, not requests a
 * second.
 */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { has, pinned, processorSeconds } from './processes.mjs'

const run = promisify(execFile)
const script = fileURLToPath(new URL('wrk.lua', import.meta.url))
const self = fileURLToPath(import.meta.url)
export const generator = has('wrk') ? 'wrk' : 'the client of bench/load.mjs'

/**
 * @param options.url where to; the path is left out where `paths` is given
 * @param options.paths a file with one path a line, taken in turn from `offset` on
 * @param options.pid the server, whose processor time is counted
 * @returns requests a second, microseconds of processor a request, latencies in milliseconds
 */
export async function load({ pid, ...options }) {
  const { url, headers = {}, ...more } = options
  const given = { offset: 0, seconds: 2, connections: 16, where: 'load', ...more, url, headers }
  const before = pid && processorSeconds(pid)
  const result = has('wrk') ? await wrk(given) : await own(given)
  // One answer may take longer than a round.
  if (result.requests < 5 * given.connections && given.seconds < 30)
    return load({ pid, ...given, seconds: given.seconds * 5 })
  const spent = pid && processorSeconds(pid) - before
  if (result.errors > 0)
    throw new Error(`${result.errors} errors of ${result.requests} at ${url} ${JSON.stringify(headers)}`)
  return {
    ...result,
    perSecond: result.requests / result.seconds,
    ...(pid ? { micros: (spent * 1e6) / result.requests } : {}),
  }
}

async function wrk({ url, paths, offset, headers, seconds, connections, where }) {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '60s', '-s', script, ...given, url]
  const env = { ...process.env, ...(paths ? { BENCH_PATHS: paths, BENCH_OFFSET: String(offset) } : {}) }
  const { stdout } = await run(...pinned(where, 'wrk', args), { env })
  return JSON.parse(/^RESULT (.*)$/m.exec(stdout)[1])
}

async function own(options) {
  const { stdout } = await run(...pinned(options.where, process.execPath, [self, JSON.stringify(options)]))
  return JSON.parse(stdout)
}

/** What the process of its own does. */
async function client({ url, paths, offset, headers, seconds, connections }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const lines = paths
    ? readFileSync(paths, 'utf8').trimEnd().split('\n')
    : [new URL(url).pathname + new URL(url).search]
  const { hostname, port } = new URL(url)
  const times = []
  let at = offset
  let bytes = 0
  let errors = 0
  const begin = performance.now()
  const end = begin + seconds * 1000
  const caller = async () => {
    while (performance.now() < end) {
      const sent = performance.now()
      const request = get({ hostname, port, agent, headers, path: lines[at++ % lines.length] })
      const [answer] = await once(request, 'response')
      if (answer.statusCode > 399) errors++
      for await (const piece of answer) bytes += piece.length
      times.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: connections }, caller))
  const spent = (performance.now() - begin) / 1000
  times.sort((a, b) => a - b)
  const percentile = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))]
  return {
    requests: times.length,
    seconds: spent,
    bytes,
    p50: percentile(0.5),
    p99: percentile(0.99),
    errors,
  }
}

if (process.argv[1] === self) {
  console.log(JSON.stringify(await client(JSON.parse(process.argv[2]))))
  process.exit()
}
