/** One client that asks one thing after another over one connection, and times each answer to its last byte. */
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { pause } from './processes.mjs'
import { percentile } from './report.mjs'

/** @returns the path of a link in the header of an answer; undefined where it has none of the kind */
export const linkTo = (rel, headers) =>
  new RegExp(`<https?://[^/]+([^>]*)>; rel="${rel}"`).exec(headers.link ?? '')?.[1]

export function client({ url }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { hostname, port } = new URL(url)
  return {
    /** @returns status, headers, body as text and how long it took in milliseconds */
    async ask(path, headers = {}) {
      const begin = performance.now()
      const request = get({
        hostname,
        port,
        path,
        agent,
        headers: { accept: 'application/json', ...headers },
      })
      const [answer] = await once(request, 'response')
      const pieces = []
      for await (const piece of answer) pieces.push(piece)
      const ms = performance.now() - begin
      return {
        status: answer.statusCode,
        headers: answer.headers,
        text: Buffer.concat(pieces).toString(),
        ms,
      }
    },
    close: () => agent.destroy(),
  }
}

/**
 * @param seconds no new request is sent after this time, so a slow shape has fewer; the first few are not counted
 * @returns median and 99th percentile in milliseconds, of how many, and how long the very first took
 */
export async function timed(one, paths, { seconds, warm = 5 }) {
  const times = []
  let first
  let end = Number.POSITIVE_INFINITY
  for (const [i, path] of paths.entries()) {
    const { status, text, ms } = await one.ask(path)
    if (status !== 200) throw new Error(`${status} at ${path}: ${text.slice(0, 500)}`)
    first ??= ms
    if (i < warm) end = performance.now() + seconds * 1000
    else times.push(ms)
    if (performance.now() > end && times.length) break
  }
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), n: times.length, first }
}

/**
 * Asks a server that has just started, which reads its indexes into memory first, for ten seconds.
 * @returns how long the first answer took, and median and 99th percentile of those after it, in milliseconds
 */
export async function sinceStart(server) {
  const one = client(server)
  const { ms: first } = await one.ask('/publications?limit=1')
  const times = []
  for (const end = performance.now() + 10_000; performance.now() < end; await pause(5))
    times.push((await one.ask('/publications?limit=1')).ms)
  one.close()
  return { first, p50: percentile(times, 0.5), p99: percentile(times, 0.99) }
}
