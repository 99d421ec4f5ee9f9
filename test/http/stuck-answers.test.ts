/** Clients that do not read what they have asked for, and those that only read slowly. */
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { endStuckAnswers } from '../../src/http/stuck-answers.ts'

/** More than the buffers of two sockets hold. */
const body = Buffer.alloc(32 * 1024 * 1024, 'x')
const stuck = 600

async function startServer(t: { teardown(done: () => void): void }) {
  const server = createServer((_request, response) => response.end(body))
  endStuckAnswers(server, { stuck, look: 50 })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  /** Asks, and reads for as long as it is told to. @returns bytes until the connection ended */
  return async (pause: (bytes: number) => Promise<void>) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    let bytes = 0
    try {
      for await (const chunk of socket) {
        bytes += chunk.length
        await pause(bytes)
      }
    } catch {
      // The other end has reset the connection.
    }
    return bytes
  }
}

t.test('a connection is ended whose client takes nothing', async (t) => {
  const ask = await startServer(t)
  let isFirst = true
  const bytes = await ask(async () => {
    if (isFirst) await wait(4 * stuck)
    isFirst = false
  })
  t.ok(bytes > 0 && bytes < body.length, `${bytes} bytes came`)
})

t.test('a client that reads slowly gets all, though it takes longer than that', async (t) => {
  const ask = await startServer(t)
  const begin = performance.now()
  let next = 0
  const bytes = await ask(async (bytes) => {
    if (bytes < next) return
    next += 4 * 1024 * 1024
    await wait(stuck / 2)
  })
  t.ok(bytes > body.length, `${bytes} bytes came`)
  t.ok(performance.now() - begin > 2 * stuck)
})
