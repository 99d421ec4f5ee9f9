/** A real server over a real SQLite file, for one test. */
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { assemble, folderOf } from '../src/cli/services.ts'
import { readConfig } from '../src/config.ts'
import { buildApp } from '../src/http/app.ts'
import { readSeed } from '../src/importing/seed.ts'
import type { Batch, Store } from '../src/model/store.ts'
import { openStore } from '../src/store/open.ts'

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The body as JSON, of whatever shape. */
  json: any
  links: Record<string, string>
}
export interface TestServer {
  url: string
  store: Store
  /** How many answers came from memory. */
  fromMemory(): number
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Answer>
}

/** @param batch what the store holds; the seed of this checkout where it is left out */
export async function startServer(
  t: Test,
  batch?: Batch,
  environment: Record<string, string> = {},
): Promise<TestServer> {
  const DATABASE_URL = `file:${t.testdir()}/offprint.db`
  const store = openStore(DATABASE_URL)
  await store.save(batch ?? (await readSeed(folderOf('seed'))))
  const config = readConfig({ DATABASE_URL, RATE_LIMIT: '0', MAX_EVENT_LOOP_DELAY: '0', ...environment })
  let fromMemory = 0
  const app = await buildApp(await assemble(config, store), { onAnswer: () => fromMemory++ })
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(async () => {
    await app.close()
    await store.close()
  })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return {
    url,
    store,
    fromMemory: () => fromMemory,
    async get(path, headers = {}, method = 'GET') {
      const response = await fetch(url + path, {
        method,
        headers: { accept: '*/*', 'accept-encoding': 'identity', ...headers },
        redirect: 'manual',
      })
      const text = await response.text()
      const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '')
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: isJson && text ? JSON.parse(text) : undefined,
        links: parseLinks(response.headers.get('link')),
      }
    },
  }
}

/** The links that are not alternates, by relation, as paths of the test server. */
function parseLinks(header: string | null): Record<string, string> {
  const links: Record<string, string> = {}
  for (const [, url, rel] of (header ?? '').matchAll(/<([^>]*)>; rel="([^"]*)"/g)) {
    if (rel !== 'alternate') links[rel!] = url!.replace('http://localhost:3000', '')
  }
  return links
}
