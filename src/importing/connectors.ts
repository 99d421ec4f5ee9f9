/** The connectors there are: every file of `connectors/`, found by what stands before the colon of a source. */
import { readdir } from 'node:fs/promises'
import { normalizeDoi } from '../model/identifier.ts'
import { nearest } from '../model/nearest.ts'
import { choices } from '../model/problem.ts'
import type { Connector, SyncState } from './connector.ts'
import { Fetcher, type FetchOptions } from './fetch.ts'
import type { Entry } from './reader.ts'

let loaded: Promise<Connector[]> | undefined

export function allConnectors(): Promise<Connector[]> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Connector[]> {
  const folder = new URL('./connectors/', import.meta.url)
  const names = (await readdir(folder)).filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'))
  const modules = await Promise.all(names.sort().map((name) => import(new URL(name, folder).href)))
  return modules.map(({ connector }) => connector)
}

export interface SyncOptions {
  state: SyncState
  /** By connector: where the service is, in place of its public address. */
  baseUrls?: Record<string, string>
  /** Base URLs given here may be in the network of this server. */
  allowPrivate?: boolean
  contact?: string
  fetch?: Partial<FetchOptions>
}

/** @returns whether the text is a source such as `orcid:0000-…`, rather than a file */
export const isSource = (text: string): boolean =>
  /^[a-z]+:(?!\/\/|\\)/.test(text) || normalizeDoi(text) !== undefined

/**
 * @returns the connector of a source, and the source as it is written in full
 * @throws Error where no connector has the name
 */
export async function connectorOf(source: string): Promise<{ connector: Connector; given: string }> {
  const connectors = await allConnectors()
  const given = /^[a-z]+:/.test(source) ? source : `doi:${source}`
  const name = given.slice(0, given.indexOf(':'))
  const connector = connectors.find((one) => one.name === name)
  if (connector) return { connector, given }
  const names = connectors.map((one) => one.name)
  const near = nearest(name, names)
  throw new Error(
    `There is no source "${name}:". ${near.length ? `Did you mean ${choices(near)}? ` : ''}There are ${choices(names)}.`,
  )
}

/**
 * The entries of a source, `orcid:0000-…`, `doi:10.…`, `arxiv:…`, `zotero:group/…`.
 * @throws Error where no connector has the name, the identifier is none, or the service does not answer
 */
export async function* syncEntries(source: string, options: SyncOptions): AsyncGenerator<Entry> {
  const connectors = await allConnectors()
  const { connector, given } = await connectorOf(source)
  const used = [connector, ...connectors.filter((one) => connector.uses?.includes(one.name))]
  const baseUrlOf = (of: string) => {
    const one = used.find((each) => each.name === of)!
    return (options.baseUrls?.[of] ?? one.baseUrl).replace(/\/+$/, '')
  }
  const hostOf = (one: Connector) => new URL(baseUrlOf(one.name)).host
  const configured = used.filter((one) => options.baseUrls?.[one.name])
  const others = used.filter((one) => !configured.includes(one)).flatMap((one) => one.hosts ?? [])
  const fetcher = new Fetcher({
    hosts: [...used.map(hostOf), ...others],
    privateHosts: options.allowPrivate ? configured.map(hostOf) : [],
    ...(options.contact ? { contact: options.contact } : {}),
    interval: connector.interval ?? 0,
    ...options.fetch,
  })
  const state: SyncState = {
    get: (key) => options.state.get(`${given} ${key}`),
    set: (key, value) => options.state.set(`${given} ${key}`, value),
  }
  const context = {
    fetcher,
    baseUrl: baseUrlOf(connector.name),
    baseUrlOf,
    state,
    ...(options.contact ? { contact: options.contact } : {}),
  }
  yield* connector.entries(given.slice(given.indexOf(':') + 1), context)
}
