/**
 * Complete answers kept in memory, found before routing and sent as they are: while nothing changed, a request costs
 * what sending a constant costs. An answer is kept where it is public (RFC 9111, section 3) and has a strong validator,
 * with its compressed form, and all are dropped when the store moves on. Of equal requests that come together one is
 * computed, and the others are given its answer.
 */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { LRUCache } from 'lru-cache'

export interface AnswersOptions {
  /** Bytes that answers may take; 0 keeps none. */
  capacity: number
  /** Moves on whenever any answer may have changed. Asked for each request, so it has to be cheap. */
  generation(): number
  /** Told of each answer that was sent from memory, after it was sent. */
  onAnswer?(request: IncomingMessage, status: number): void
}
export type Handler = (request: IncomingMessage, response: ServerResponse) => void

export interface Answers {
  /** Answers from memory, or lets the handler answer and keeps what it gave. */
  handle(request: IncomingMessage, response: ServerResponse, handler: Handler): void
  /** From now on everything goes to the handler, which knows that the service is stopping. */
  stop(): void
}

interface Answer {
  /** Names and values in turn, as `writeHead` takes them without looking into them. */
  headers: string[]
  /** Those of a 304 (RFC 9110, section 15.4.5). */
  headersNotModified: string[]
  body: Buffer
  tag: string
  /** Last-Modified in seconds. */
  modified: number
}

/** Headers that belong to one exchange, and those that say how it was transferred. */
const ofOneExchange = /^(?:connection|date|keep-alive|retry-after|(?:x-)?ratelimit.*|transfer-encoding)$/i
/** Headers that a 304 does not repeat: the client has them with the body (RFC 9110, section 15.4.5). */
const ofTheBody = /^(?:content-(?:disposition|encoding|language|length|type)|link)$/i
/** One answer may take this part of the capacity. */
const largestPart = 16
/** Bytes from which those who wait for an answer are let go: it may be read by a slow client. */
const worthWaiting = 256 * 1024

export function createAnswers({ capacity, generation, onAnswer }: AnswersOptions): Answers {
  const answers = new LRUCache<string, Answer>({
    maxSize: Math.max(capacity, 1),
    sizeCalculation: ({ body, headers }, key) =>
      body.length + 2 * key.length + 4 * headers.join('').length + 500,
  })
  /** Those who ask for what is being computed, by what they ask for. */
  const waiting = new Map<string, (() => void)[]>()
  let current = generation()
  let stopped = capacity <= 0

  function find(key: string): Answer | undefined {
    const now = generation()
    if (now !== current) {
      answers.clear()
      current = now
    }
    return answers.get(key)
  }

  function send(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
    const fresh = isFresh(answer, request.headers)
    const status = fresh ? 304 : 200
    response.writeHead(status, fresh ? answer.headersNotModified : answer.headers)
    if (fresh || request.method === 'HEAD') response.end()
    else response.end(answer.body)
    onAnswer?.(request, status)
  }

  /** Computes an answer for all who ask for it now. */
  function compute(
    key: string,
    raw: string,
    request: IncomingMessage,
    response: ServerResponse,
    handler: Handler,
  ) {
    const others: (() => void)[] = []
    waiting.set(key, others)
    const release = () => {
      if (waiting.get(key) !== others) return
      waiting.delete(key)
      for (const other of others) other()
    }
    const before = current
    record(response, capacity / largestPart, release, (answer) => {
      if (answer && before === generation()) {
        answers.set(key, answer)
        if (raw !== key) answers.set(raw, answer)
      }
      release()
    })
    handler(request, response)
  }

  return {
    handle(request, response, handler) {
      const { method, headers, url } = request
      const isPublic = headers.authorization === undefined && headers.cookie === undefined
      if (stopped || !isPublic || (method !== 'GET' && method !== 'HEAD')) return handler(request, response)
      const raw = `${url}\n${headers.accept ?? ''}\n${headers['accept-encoding'] ?? ''}`
      const found = find(raw)
      if (found) return send(found, request, response)
      const key = canonicalKey(request)
      const equal = find(key)
      if (equal) {
        answers.set(raw, equal)
        return send(equal, request, response)
      }
      // What a client has already, or wants without its body, says nothing about the whole answer.
      const isWhole =
        method === 'GET' &&
        headers['if-none-match'] === undefined &&
        headers['if-modified-since'] === undefined &&
        headers.range === undefined
      const others = waiting.get(key)
      if (others) {
        others.push(() => {
          const answer = stopped ? undefined : find(key)
          if (answer) send(answer, request, response)
          else handler(request, response)
        })
      } else if (isWhole) compute(key, raw, request, response, handler)
      else handler(request, response)
    },
    stop() {
      stopped = true
      answers.clear()
    },
  }
}

/** The same for requests that differ in the order of their parameters or the spelling of what they can decode. */
function canonicalKey({ url = '', headers }: IncomingMessage): string {
  const [path, query = ''] = url.split('?', 2) as [string, string?]
  const encodings = (headers['accept-encoding'] ?? '').toString().toLowerCase().replace(/\s+/g, '')
  // Without weights only the two that are spoken here matter.
  const spoken = encodings.includes(';')
    ? encodings
    : encodings
        .split(',')
        .filter((name) => name === 'br' || name === 'gzip' || name === '*')
        .sort()
        .join()
  return `${path}?${query.split('&').sort().join('&')}\n${headers.accept ?? ''}\n${spoken}\n`
}

/** RFC 9110, section 13.2.2, for GET and HEAD. */
function isFresh({ tag, modified }: Answer, headers: IncomingMessage['headers']): boolean {
  const known = headers['if-none-match']
  if (known !== undefined) {
    if (known === tag || known === '*') return true
    return known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
  }
  const since = headers['if-modified-since']
  return since !== undefined && modified <= Date.parse(since) / 1000
}

/**
 * Listens to what is written to a response.
 * @param largest bytes from which it is not kept
 * @param release is called when the answer takes too long to be waited for
 * @param done gets the answer, or undefined where it is none to be kept
 */
function record(
  response: ServerResponse,
  largest: number,
  release: () => void,
  done: (answer: Answer | undefined) => void,
): void {
  const { write, end, writeHead } = response
  let chunks: Buffer[] | undefined = []
  let size = 0
  let written: OutgoingHttpHeaders = {}
  let settled = false
  const settle = (answer: Answer | undefined) => {
    if (settled) return
    settled = true
    chunks = undefined
    done(answer)
  }
  const keep = (chunk: unknown, encoding: unknown) => {
    if (!chunks || (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))) return
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
        : Buffer.from(chunk)
    size += bytes.length
    if (size > largest) settle(undefined)
    else chunks.push(bytes)
  }
  response.writeHead = function (this: ServerResponse, ...args: unknown[]) {
    const last = args.at(-1)
    if (typeof last === 'object' && last !== null && !Array.isArray(last))
      written = last as OutgoingHttpHeaders
    return (writeHead as (...all: unknown[]) => ServerResponse).apply(this, args)
  } as typeof writeHead
  response.write = function (this: ServerResponse, ...args: unknown[]) {
    keep(args[0], args[1])
    const flowing = (write as (...all: unknown[]) => boolean).apply(this, args)
    if (!flowing || size > worthWaiting) release()
    return flowing
  } as typeof write
  response.end = function (this: ServerResponse, ...args: unknown[]) {
    keep(args[0], args[1])
    const ended = (end as (...all: unknown[]) => ServerResponse).apply(this, args)
    settle(chunks && toAnswer(response.statusCode, { ...response.getHeaders(), ...written }, chunks))
    return ended
  } as typeof end
  response.once('close', () => settle(undefined))
}

function toAnswer(status: number, given: OutgoingHttpHeaders, chunks: Buffer[]): Answer | undefined {
  const headers = Object.entries(given)
    .filter(([name, value]) => value !== undefined && !ofOneExchange.test(name))
    .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
  const { etag, 'cache-control': cacheControl = '', ...more } = Object.fromEntries(headers)
  if (status !== 200 || !etag || !/\bpublic\b/.test(cacheControl) || more['set-cookie']) return undefined
  const body = Buffer.concat(chunks)
  const whole = [
    ...headers.filter(([name]) => name !== 'content-length'),
    ['content-length', String(body.length)],
  ]
  return {
    headers: whole.flat(),
    headersNotModified: headers.filter(([name]) => !ofTheBody.test(name)).flat(),
    body,
    tag: etag,
    modified: Math.floor(Date.parse(more['last-modified'] ?? '') / 1000),
  }
}
