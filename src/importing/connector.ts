/** What a connector is: a service that is asked for the works of somebody, and for the new ones the next time. */
import type { Fetcher } from './fetch.ts'
import type { Entry, Reader } from './reader.ts'

/** What is remembered between two runs, by source and name; whoever runs the import keeps it. */
export interface SyncState {
  get(name: string): Promise<string | undefined>
  /** After the last entry was taken, so that a run that breaks off is repeated whole. */
  set(name: string, value: string): Promise<void>
}

export interface ConnectorContext {
  fetcher: Fetcher
  /** Without a slash at its end. */
  baseUrl: string
  /** Of another connector that this one `uses`. */
  baseUrlOf(name: string): string
  state: SyncState
  contact?: string
}

export interface Connector {
  /** What stands before the colon of a source: `orcid:0000-…`. */
  name: string
  title: string
  baseUrl: string
  /** Other hosts that the service sends to. */
  hosts?: readonly string[]
  /** Other connectors whose services it asks too. */
  uses?: readonly string[]
  /** Milliseconds that the service wants between two requests. */
  interval?: number
  /** How a source is written, for messages. */
  example: string
  /** @throws Error where the identifier is none, or the service does not give it */
  entries(id: string, context: ConnectorContext): AsyncGenerator<Entry>
}

/** The entries of an answer's body. */
export function entriesOf(reader: Reader, url: string, body: Uint8Array): AsyncIterable<Entry> {
  async function* chunks() {
    yield body
  }
  return reader.read({ name: url, chunks: chunks() })
}

/** What a service said of an answer, as it is kept: the next time it can say that nothing is new. */
export interface Validators {
  etag?: string
  lastModified?: string
}

/** One document: nothing where it is the same as the last time. */
export async function* document(
  reader: Reader,
  url: string,
  accept: string,
  { fetcher, state }: ConnectorContext,
): AsyncGenerator<Entry> {
  const before: Validators = JSON.parse((await state.get(url)) ?? '{}')
  const { status, headers, body } = await fetcher.get(url, { accept, ...before })
  if (status === 304) return
  if (status === 404) throw new Error(`${url} does not exist`)
  yield* entriesOf(reader, url, body)
  const { etag, 'last-modified': lastModified } = headers
  await state.set(
    url,
    JSON.stringify({ ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) }),
  )
}

/** Today, less a day for clocks and indexes that run behind: what was seen twice is the same twice. */
export const sinceToday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
