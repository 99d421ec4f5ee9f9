/** `offprint serve`: migrate, seed an empty store, serve, and stop without losing what was accepted. */
import { type AddressInfo, createServer } from 'node:net'
import closeWithGrace from 'close-with-grace'
import { type Config, readConfig } from '../../config.ts'
import { buildAdmin } from '../../http/admin.ts'
import { buildApp } from '../../http/app.ts'
import { createMetrics } from '../../http/metrics.ts'
import type { Store } from '../../model/store.ts'
import { bibliographer } from '../../rendering/bibliography.ts'
import { databasePath, openStore } from '../../store/open.ts'
import { assemble } from '../services.ts'

const millisecondsToStop = 10_000

export default async function serve(): Promise<void> {
  const given = readConfig(process.env)
  // Links name the port, so it has to be known before the first answer.
  const config = given.PORT === 0 ? { ...given, PORT: await freePort(given.HOST) } : given
  const store = openStore(config.DATABASE_URL)
  const seeded = await seedWhenEmpty(store, config)
  const services = await assemble(config, store)
  const metrics = createMetrics(store)
  let stopping = false
  const logger = {
    level: config.LOG_LEVEL,
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.token'],
  }
  const app = await buildApp(services, { logger, observe: metrics.observe, onAnswer: metrics.onAnswer })
  const admin = buildAdmin({ store, metrics, release: services.release, stopping: () => stopping })

  closeWithGrace({ delay: millisecondsToStop, logger: app.log }, async ({ err, signal }) => {
    stopping = true
    if (err) app.log.fatal({ err }, 'stopping after an error')
    else app.log.info({ signal }, 'stopping')
    await app.close()
    await admin.close()
    await bibliographer().close()
    await store.close()
  })

  await admin.listen({ port: config.ADMIN_PORT, host: config.ADMIN_HOST })
  await app.listen({ port: config.PORT, host: config.HOST, listenTextResolver: () => 'serving' })
  const { port } = admin.server.address() as AddressInfo
  process.stdout.write(banner(config, services.baseUrl, `http://${config.ADMIN_HOST}:${port}`, seeded))
}

/** @returns how many publications came from the seed; undefined where the store was not empty */
async function seedWhenEmpty(store: Store, { SEED_DIR }: Config): Promise<number | undefined> {
  if (!SEED_DIR || !(await store.isEmpty())) return undefined
  // Only a first start needs the machinery that checks files.
  const { readSeed } = await import('../../importing/seed.ts')
  const batch = await readSeed(SEED_DIR)
  const { keys } = await store.save(batch)
  return keys.length
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, host, () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

function banner(config: Config, baseUrl: string, adminUrl: string, seeded: number | undefined): string {
  const filled = seeded === undefined ? '' : `, filled with ${seeded} publications from ${config.SEED_DIR}/`
  return `
  Offprint is serving.

    Home          ${baseUrl}/
    Publications  ${baseUrl}/publications
    Try the API   ${baseUrl}/docs
    Health        ${adminUrl}/readyz
    Data          ${databasePath(config.DATABASE_URL)}${filled}

  Cite:
    curl -H 'Accept: application/x-bibtex' ${baseUrl}/publications

`
}
