/** Every connector against a service that fails in every way: what gets better is fetched, what does not is remembered as nothing. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { allConnectors, syncEntries } from '../../src/importing/connectors.ts'
import type { FetchOptions } from '../../src/importing/fetch.ts'
import { crossrefWork, openalexWork, orcidRecord } from '../fixtures/api-samples.ts'

const json = (value: unknown) => JSON.stringify(value)
/** What a service answers when it is well: a source, and bodies by the beginning of the path. */
const services: Record<string, { source: string; body: string }> = {
  orcid: { source: 'orcid:0000-0002-1825-0097', body: json(orcidRecord) },
  crossref: {
    source: 'crossref:0000-0002-1825-0097',
    body: json({ 'message-type': 'work-list', message: { items: [crossrefWork] } }),
  },
  doi: {
    source: 'doi:10.1145/3600006.3613145',
    body: json({ 'message-type': 'work', message: crossrefWork }),
  },
  datacite: {
    source: 'datacite:0000-0002-1825-0097',
    body: json({ data: [{ attributes: { doi: '10.1234/a', titles: [{ title: 'T' }] } }], links: {} }),
  },
  openalex: { source: 'openalex:A1', body: json({ meta: {}, results: [openalexWork] }) },
  dblp: {
    source: 'dblp:65/9612',
    body: '<dblpperson><r><article key="a/b/c"><title>T.</title></article></r></dblpperson>',
  },
  arxiv: {
    source: 'arxiv:2403.07648',
    body: '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2403.07648v1</id><title>T</title></entry></feed>',
  },
  zotero: {
    source: 'zotero:group/1',
    body: json([{ key: 'K1', csljson: { type: 'book', title: 'B' }, data: {} }]),
  },
}

type Fault = (response: ServerResponse, path: string, body: string) => void
const whole: Fault = (response, _, body) => response.end(body)
const cut: Fault = (response, _, body) => {
  response.writeHead(200, { 'content-length': String(body.length) })
  response.write(body.slice(0, body.length / 2))
  setTimeout(() => response.destroy(), 5)
}
/** Once, and then it is well. */
const passing: Record<string, Fault> = {
  '429 with Retry-After': (response) => response.writeHead(429, { 'retry-after': '0' }).end(),
  500: (response) => response.writeHead(500).end(),
  'a cut answer': cut,
  'no answer in time': (response) => response.write(' '),
}
const lasting: Record<string, [Fault, RegExp]> = {
  '429 for an hour': [(r) => r.writeHead(429, { 'retry-after': '3600' }).end(), /come back in 3600 s/],
  503: [(response) => response.writeHead(503).end('maintenance'), /answered 503: maintenance/],
  403: [(response) => response.writeHead(403).end(), /answered 403/],
  'cut answers': [cut, /aborted|hang up|cut|ended/i],
  'no answer': [(response) => response.write(' '), /did not answer within/],
  'a redirect in a circle': [
    (response, path) => response.writeHead(302, { location: path }).end(),
    /in a circle/,
  ],
  'a redirect into the network': [
    (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
    /169\.254\.169\.254 is not opened/,
  ],
  'an answer without end': [(response) => response.end(Buffer.alloc(200_000, 32)), /larger than/],
}

async function play(t: Test, name: string) {
  const { source, body } = services[name]!
  let fault: Fault = whole
  let isOnce = false
  const server = createServer((request, response) => {
    const now = fault
    if (isOnce) fault = whole
    now(response, request.url!, body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const fetch: Partial<FetchOptions> = { pause: 1, interval: 0, retries: 1, timeout: 500, maxBytes: 100_000 }
  return async (next: Fault, once: boolean) => {
    fault = next
    isOnce = once
    const memory = new Map<string, string>()
    const state = {
      get: async (key: string) => memory.get(key),
      set: async (key: string, value: string) => void memory.set(key, value),
    }
    const baseUrls = Object.fromEntries(Object.keys(services).map((one) => [one, url]))
    let found = 0
    let error: Error | undefined
    try {
      for await (const one of syncEntries(source, { state, baseUrls, allowPrivate: true, fetch }))
        if (one.publication || one.person) found++
    } catch (thrown) {
      error = thrown as Error
    }
    return { found, error, remembered: memory.size }
  }
}

t.test('there is a service for each connector', async (t) => {
  t.same((await allConnectors()).map(({ name }) => name).sort(), Object.keys(services).sort())
})

for (const name of Object.keys(services))
  t.test(name, async (t) => {
    const sync = await play(t, name)
    const well = await sync(whole, false)
    t.ok(well.found > 0 && !well.error, `${name} is read: ${well.error?.message}`)
    for (const [what, fault] of Object.entries(passing))
      t.match(await sync(fault, true), { found: well.found, error: undefined }, `${what}, once`)
    for (const [what, [fault, message]] of Object.entries(lasting)) {
      const { error, found, remembered } = await sync(fault, false)
      t.match(error?.message, message, what)
      t.same([found, remembered], [0, 0], `${what}: nothing is taken or remembered`)
    }
  })
