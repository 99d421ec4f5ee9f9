/**
 * Ends connections whose client does not read what it has asked for. A timeout of the whole server would do it as well,
 * and set a timer for every request, which costs some of what an answer from memory does.
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Milliseconds. */
export interface Patience {
  /** How long nothing may be taken. */
  stuck: number
  /** How often it is looked for answers that are not taken at once. */
  look: number
}

export function endStuckAnswers(server: Server, { stuck, look }: Patience): void {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const timer = setInterval(() => {
    // The server sets a timeout of its own when the answer has gone out.
    for (const socket of open)
      if (socket.writableLength > 0 && socket.timeout !== stuck) socket.setTimeout(stuck)
  }, look).unref()
  server.once('close', () => clearInterval(timer))
}
