/**
 * Several processes on one port (node:cluster). This process hands out the connections, starts a worker anew where one
 * ends, and on SIGHUP replaces them one after the other without a request lost. Each worker reads the store by itself;
 * SQLite lets one of all processes write at a time, and each notices the writes of the others within 10 milliseconds
 * (`Store.generation`).
 */
import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import Fastify, { type FastifyBaseLogger } from 'fastify'
import { AggregatorRegistry } from 'prom-client'
import type { Config } from '../config.ts'
import { storeMetrics } from '../http/metrics.ts'
import type { Store } from '../model/store.ts'
import { logger } from './listening.ts'

/** A worker that lives shorter than this has not started well. */
const shortLife = 2_000
const mostBadStarts = 5
/** Longer than a worker takes to finish what it has accepted. */
const millisecondsToEnd = 15_000

/** Settings of one worker. */
type Duties = Pick<Config, 'EXPORT_AHEAD'>

export interface Workers {
  log: FastifyBaseLogger
  metrics: { contentType: string; metrics(): Promise<string> }
  unavailable(): string | undefined
  start(): Promise<void>
  close(): Promise<void>
}

export function startWorkers(config: Config, store: Store, count: number): Workers {
  const { log } = Fastify({ logger: logger(config) })
  const aggregator = new AggregatorRegistry()
  const own = storeMetrics(store)
  let stopping = false
  let badStarts = 0
  let isReplacing = false
  const ready = new Set<Worker>()

  /** What is for all of them together is shared out. */
  const environment = {
    PORT: String(config.PORT),
    RATE_LIMIT: String(Math.ceil(config.RATE_LIMIT / count)),
    ANSWER_CACHE: String(Math.ceil(config.ANSWER_CACHE / count)),
  }

  /** What one of them does for all; whoever takes its place takes it on. */
  const dutiesOf = new WeakMap<Worker, Duties>()

  /** @throws Error where the worker ends before it listens */
  async function startOne(duties: Duties): Promise<Worker> {
    const worker = cluster.fork({ ...environment, ...duties })
    dutiesOf.set(worker, duties)
    const started = Date.now()
    worker.once('exit', (code, signal) => {
      ready.delete(worker)
      if (stopping || worker.exitedAfterDisconnect) return
      log.error({ pid: worker.process.pid, code, signal }, 'a worker ended')
      badStarts = Date.now() - started < shortLife ? badStarts + 1 : 0
      if (badStarts < mostBadStarts) startOne(duties).catch(() => undefined)
      else log.fatal(`${mostBadStarts} workers in a row ended as soon as they had started`)
    })
    const [outcome] = await Promise.race([
      once(worker, 'listening').then(() => ['listening']),
      once(worker, 'exit').then(() => ['exit']),
    ])
    if (outcome === 'exit') throw new Error('A worker ended before it served.')
    ready.add(worker)
    return worker
  }

  /** Taken out of the round first: a connection handed to a process that has just ended would never be answered. */
  async function end(worker: Worker): Promise<void> {
    const gone = once(worker, 'exit')
    worker.disconnect()
    const timer = setTimeout(() => worker.process.kill('SIGKILL'), millisecondsToEnd)
    await gone
    clearTimeout(timer)
  }

  function replaceOnce(): void {
    if (isReplacing || stopping) return
    isReplacing = true
    replaceAll()
      .catch((err) => log.error({ err }, 'the workers were not replaced'))
      .finally(() => {
        isReplacing = false
      })
  }

  /** A new one listens before an old one stops. */
  async function replaceAll(): Promise<void> {
    for (const old of [...ready]) {
      await startOne(dutiesOf.get(old)!)
      await end(old)
    }
    log.info({ workers: ready.size }, 'every worker was replaced')
  }

  return {
    log,
    metrics: {
      contentType: aggregator.contentType,
      metrics: async () => `${await aggregator.clusterMetrics()}${await own.metrics()}`,
    },
    unavailable: () =>
      stopping ? 'The server is stopping.' : ready.size === 0 ? 'No worker is running.' : undefined,
    async start() {
      const duties = Array.from({ length: count }, (_, i) => ({
        EXPORT_AHEAD: i === 0 ? config.EXPORT_AHEAD : '',
      }))
      await Promise.all(duties.map(startOne))
      process.on('SIGHUP', replaceOnce)
    },
    async close() {
      stopping = true
      await Promise.all([...ready].map(end))
    },
  }
}
