/**
 * Large batches written in a thread of their own, so that whoever has them written reads and thinks about the next one
 * meanwhile. A batch is acknowledged when it is on the disk, as ever.
 */
import { Worker } from 'node:worker_threads'
import { Problem } from '../../model/problem.ts'
import { type Batch, Conflict, type Saved } from '../../model/store.ts'
import type { WriteReply, WriteRequest } from './writing-worker.ts'

const workerModule = new URL(
  `./writing-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
)

export class WritingThread {
  readonly #worker: Worker
  /** Who waits, in the order in which the thread answers. */
  readonly #waiting: { resolve(saved: Saved): void; reject(error: Error): void }[] = []
  #ended: Error | undefined
  readonly #exit: Promise<void>

  /** @param path of a file that has been migrated */
  constructor(path: string) {
    this.#worker = new Worker(workerModule, { workerData: path, name: 'writing' })
    this.#worker.on('message', (reply: WriteReply) => {
      const { resolve, reject } = this.#waiting.shift()!
      if ('keys' in reply) resolve(reply)
      else if ('conflict' in reply) reject(new Conflict(reply.conflict))
      else if ('refused' in reply)
        reject(new Problem(reply.refused.problem, reply.refused.message, reply.refused.members))
      else reject(Object.assign(new Error(reply.failed), { code: reply.code }))
    })
    this.#worker.on('error', (error) => this.#end(error))
    this.#exit = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#end(new Error('the thread that writes has ended'))
        resolve()
      })
    })
  }

  /** @throws what the store throws */
  save(batch: Batch, now: number): Promise<Saved> {
    if (this.#ended) return Promise.reject(this.#ended)
    const request: WriteRequest = { batch, now }
    return new Promise((resolve, reject) => {
      this.#worker.postMessage(request)
      this.#waiting.push({ resolve, reject })
    })
  }

  /** Ends the thread when it has written what it was given. */
  async close(): Promise<void> {
    this.#worker.postMessage(undefined)
    await this.#exit
  }

  #end(error: Error): void {
    this.#ended ??= error
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended)
  }
}
