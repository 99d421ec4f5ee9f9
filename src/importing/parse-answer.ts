/** JSON that a service answered. */

/** @throws Error that names the address, where the body is none */
export function parseAnswer(body: Uint8Array, url: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    throw new Error(`${url} did not answer JSON`)
  }
}
