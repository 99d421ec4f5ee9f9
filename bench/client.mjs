/** One client that asks one thing after another over one connection, and times each answer to its last byte. */
import { once } from 'node:events'
import { Agent, get } from 'node:http'
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

/** Waits until a server that has just started is at rest: it reads its indexes into memory first. */
export async function settled(server) {
  const one = client(server)
  const begin = performance.now()
  let busy = begin
  while (performance.now() - busy < 3000 && performance.now() - begin < 60_000) {
    const { ms } = await one.ask('/publications?limit=1')
    if (ms > 20) busy = performance.now()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  one.close()
  return (busy - begin) / 1000
}
