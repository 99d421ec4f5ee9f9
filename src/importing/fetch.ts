/**
 * What connectors fetch with: hosts on a list only, public addresses only, redirects looked at again, and politely: who
 * asks is in the User-Agent, `Retry-After` is kept, failures are tried again after a pause that grows and varies.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { resolve } from './fetch/address.ts'
import { type Answer, request, TooLarge } from './fetch/request.ts'

export interface FetchOptions {
  /** `host` or `host:port`; nothing else is opened. */
  hosts: readonly string[]
  /** Of these, those that may be in the network of this server: a mirror in the house, a test. */
  privateHosts?: readonly string[]
  /** An address of mail or of the web, for whoever runs the service. */
  contact?: string
  /** Milliseconds for one try; bytes of one answer. */
  timeout?: number
  maxBytes?: number
  /** How often it is tried again. */
  retries?: number
  /** Milliseconds before the second try, and the longest pause a service may ask for. */
  pause?: number
  longestPause?: number
  /** Milliseconds between two requests to one host. */
  interval?: number
}

export interface FetchRequest {
  accept?: string
  headers?: Record<string, string>
  /** What the last answer said of itself: the same again is a 304. */
  etag?: string | undefined
  lastModified?: string | undefined
}

/** Nothing was fetched, and why; `status` is that of the last answer. */
export class FetchError extends Error {
  readonly status: number | undefined
  constructor(message: string, status?: number) {
    super(message)
    this.status = status
  }
}

const mostRedirects = 5
const again = new Set([408, 425, 429, 500, 502, 503, 504])

export class Fetcher {
  readonly #options: Required<FetchOptions>
  readonly #last = new Map<string, number>()

  constructor(options: FetchOptions) {
    this.#options = {
      privateHosts: [],
      contact: '',
      timeout: 30_000,
      maxBytes: 64 * 1024 * 1024,
      retries: 4,
      pause: 1000,
      longestPause: 120_000,
      interval: 0,
      ...options,
    }
  }

  /**
   * @returns the answer, with status 200, 304 or 404
   * @throws FetchError for any other, and where none came
   */
  async get(address: string, asked: FetchRequest = {}): Promise<Answer> {
    let url = this.#allowed(address)
    const seen = new Set<string>()
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      if (seen.has(url.href)) throw new FetchError(`${url.href} redirects in a circle`)
      seen.add(url.href)
      const answer = await this.#withRetries(url, asked)
      const { status, headers } = answer
      if (status >= 300 && status < 400 && status !== 304 && headers.location) {
        const next = this.#allowed(headers.location, url)
        if (url.protocol === 'https:' && next.protocol === 'http:')
          throw new FetchError(`${url.href} redirects to ${next.href}, which is not encrypted`)
        url = next
        continue
      }
      if (status === 200 || status === 304 || status === 404) return answer
      throw new FetchError(`${url.href} answered ${status}${reason(answer)}`, status)
    }
    throw new FetchError(`${address} redirects more than ${mostRedirects} times`)
  }

  #allowed(address: string, base?: URL): URL {
    if (!URL.canParse(address, base?.href)) throw new FetchError(`"${address}" is no URL`)
    const url = new URL(address, base)
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      throw new FetchError(`${url.href} is not opened: only http and https are`)
    if (url.username || url.password)
      throw new FetchError(`${url.host} is not opened with a password in its URL`)
    if (!this.#options.hosts.includes(url.host))
      throw new FetchError(`${url.host} is not opened: the hosts are ${this.#options.hosts.join(', ')}`)
    return url
  }

  async #withRetries(url: URL, asked: FetchRequest): Promise<Answer> {
    const { retries, longestPause } = this.#options
    for (let tries = 0; ; tries++) {
      let failure: FetchError
      let pause = this.#pauseAfter(tries)
      try {
        const answer = await this.#once(url, asked)
        if (!again.has(answer.status)) return answer
        failure = new FetchError(`${url.href} answered ${answer.status}${reason(answer)}`, answer.status)
        const asksFor = secondsOf(answer.headers['retry-after'])
        if (asksFor !== undefined) {
          if (asksFor * 1000 > longestPause)
            throw new FetchError(`${url.host} asks to come back in ${asksFor} s`, answer.status)
          // Never all at once at the very moment it named.
          pause = asksFor * 1000 + Math.random() * this.#options.pause
        }
      } catch (error) {
        if (error instanceof FetchError) throw error
        failure = new FetchError((error as Error).message)
        if (error instanceof TooLarge) throw failure
      }
      if (tries >= retries) throw failure
      await wait(pause)
    }
  }

  #pauseAfter(tries: number): number {
    const { pause, longestPause } = this.#options
    return Math.min(longestPause, pause * 2 ** tries) * (0.5 + Math.random() / 2)
  }

  async #once(url: URL, { accept, headers, etag, lastModified }: FetchRequest): Promise<Answer> {
    const { contact, timeout, maxBytes, interval, privateHosts } = this.#options
    const since = performance.now() - (this.#last.get(url.host) ?? Number.NEGATIVE_INFINITY)
    if (since < interval) await wait(interval - since)
    let pinned: Awaited<ReturnType<typeof resolve>>
    try {
      pinned = await resolve(url.hostname, privateHosts.includes(url.host))
    } catch (error) {
      // A name that is not known now may be later; an address that may not be opened stays so.
      if ((error as NodeJS.ErrnoException).code) throw error
      throw new FetchError((error as Error).message)
    }
    this.#last.set(url.host, performance.now())
    const sent = {
      'user-agent': `Offprint (https://www.npmjs.com/package/offprint${contact ? `; ${mailto(contact)}` : ''})`,
      'accept-encoding': 'identity',
      ...(accept ? { accept } : {}),
      ...(etag ? { 'if-none-match': etag } : {}),
      ...(lastModified ? { 'if-modified-since': lastModified } : {}),
      ...headers,
    }
    return request(url, pinned, sent, { bytes: maxBytes, milliseconds: timeout })
  }
}

const mailto = (contact: string) => (/^[^\s@/]+@[^\s@/]+$/.test(contact) ? `mailto:${contact}` : contact)

/** The first words of a body that says what was wrong. */
function reason({ body }: Answer): string {
  const text = body.subarray(0, 200).toString('utf8').replace(/\s+/g, ' ').trim()
  return text && !text.startsWith('<') ? `: ${text}` : ''
}

/** `Retry-After` in seconds, which may be a date (RFC 9110, section 10.2.3). */
function secondsOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (/^\d+$/.test(value.trim())) return Number(value)
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000)
}
