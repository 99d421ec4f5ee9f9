/** A process that answers on the port: the server over a store, what it measures, and its end. */
import closeWithGrace from 'close-with-grace'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { buildApp } from '../http/app.ts'
import { createMetrics, type Metrics } from '../http/metrics.ts'
import type { Store } from '../model/store.ts'
import { bibliographer } from '../rendering/bibliography.ts'
import { aheadOf } from './ahead.ts'
import { assemble } from './services.ts'

const millisecondsToStop = 10_000

export interface Listening {
  app: FastifyInstance
  metrics: Metrics
  start(): Promise<void>
  isStopping(): boolean
  /** Finishes what was accepted; the store stays open. */
  close(): Promise<void>
}

export const logger = (config: Config) => ({
  level: config.LOG_LEVEL,
  redact: ['req.headers.authorization', 'req.headers.cookie', '*.token'],
})

/** @param later not to listen before `start` is called */
export async function listen(config: Config, store: Store, { later = false } = {}): Promise<Listening> {
  const services = await assemble(config, store)
  const metrics = createMetrics(store)
  const { observe, onAnswer } = metrics
  const app = await buildApp(services, { logger: logger(config), observe, onAnswer })
  const ahead = await aheadOf(services)
  let stopping = false
  const start = async () => {
    await app.listen({ port: config.PORT, host: config.HOST, listenTextResolver: () => 'serving' })
    // Whoever asks before that waits for what is still missing.
    store.warm().then(writeAhead, (err) => {
      if (!stopping) app.log.error({ err }, 'the store could not be read into memory')
    })
  }
  const writeAhead = () => {
    if (stopping) return
    ahead.start(
      (written) => app.log.info(written, 'exports were written ahead'),
      (err) => app.log.error({ err }, 'it could not be written ahead'),
    )
  }
  if (!later) await start()
  return {
    app,
    metrics,
    start,
    isStopping: () => stopping,
    async close() {
      stopping = true
      await app.close()
      await ahead.stop()
      await bibliographer().close()
    },
  }
}

/**
 * Ends the process on a signal such as SIGTERM and on an error nobody caught, once `close` is done or ten seconds have
 * passed.
 * @returns to begin the same without a signal
 */
export function closeOnSignals(
  log: FastifyBaseLogger,
  close: () => Promise<void>,
  { skip = [] }: { skip?: 'SIGHUP'[] } = {},
): { close(): void } {
  return closeWithGrace({ delay: millisecondsToStop, logger: log, skip }, async ({ err, signal }) => {
    if (err) log.fatal({ err }, 'stopping after an error')
    else log.info({ signal }, 'stopping')
    await close()
  })
}
