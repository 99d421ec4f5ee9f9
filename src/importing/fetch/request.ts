/** One GET over HTTP (RFC 9110), to an address that was checked before, with a limit of bytes and one of time. */
import { request as http, type IncomingHttpHeaders } from 'node:http'
import { request as https } from 'node:https'
import type { Address } from './address.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Limits {
  bytes: number
  milliseconds: number
}

/** Trying again would not help. */
export class TooLarge extends Error {}

/**
 * @param pinned the connection goes there, whatever the name resolves to meanwhile
 * @throws Error where the answer is not complete, too large or too slow
 */
export function request(
  url: URL,
  pinned: Address,
  headers: Record<string, string>,
  limits: Limits,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? https : http
    const sent = send(url, {
      headers,
      agent: false,
      lookup: (_, options, callback) => {
        // Node asks for all addresses at once where it may try several.
        if (options.all) callback(null, [{ address: pinned.address, family: pinned.family }])
        else callback(null, pinned.address, pinned.family)
      },
    })
    const timer = setTimeout(
      () => sent.destroy(new Error(`${url.host} did not answer within ${limits.milliseconds / 1000} s`)),
      limits.milliseconds,
    )
    const fail = (error: Error) => {
      clearTimeout(timer)
      reject(error)
    }
    sent.on('error', fail)
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > limits.bytes) {
          const error = new TooLarge(`the answer of ${url.host} is larger than ${limits.bytes} bytes`)
          sent.destroy(error)
          fail(error)
        } else chunks.push(chunk)
      })
      response.on('error', fail)
      response.on('aborted', () => fail(new Error(`the answer of ${url.host} was cut off`)))
      response.on('end', () => {
        clearTimeout(timer)
        if (!response.complete) reject(new Error(`the answer of ${url.host} was cut off`))
        else
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          })
      })
    })
    sent.end()
  })
}
