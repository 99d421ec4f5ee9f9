/**
 * `offprint serve`: migrate, seed an empty store, serve, and stop without losing what was accepted. With several workers
 * this process does what has to be done once, and the workers answer.
 */
import cluster from 'node:cluster'
import { type AddressInfo, createServer } from 'node:net'
import { availableParallelism } from 'node:os'
import { type Config, readConfig } from '../../config.ts'
import { buildAdmin } from '../../http/admin.ts'
import type { Store } from '../../model/store.ts'
import { databasePath, openStore } from '../../store/open.ts'
import { readArguments, UsageError } from '../arguments.ts'
import { closeOnSignals, listen } from '../listening.ts'
import { baseUrlOf, keptPieces, readRelease } from '../services.ts'

export const options = { workers: { type: 'string' }, json: { type: 'boolean', default: false } } as const

export const help = async () => `offprint serve [--workers N] [--json]

Serves the store over HTTP until it is told to stop; SIGTERM and Ctrl-C let answers that have begun end first. A store that is
empty is filled from SEED_DIR. Settings are environment variables: offprint --help lists them.

  --workers N  processes that answer on the port (WORKERS); 0 is one for each core. SIGHUP replaces them one by one
  --json       the addresses as one JSON object on a line, once it answers

Examples
  offprint serve
  PORT=8080 HOST=0.0.0.0 BASE_URL=https://publications.example.org offprint serve --workers 0
  DATABASE_URL=file:/var/lib/offprint/offprint.db SEED_DIR= offprint serve
  PORT=0 ADMIN_PORT=0 offprint serve --json

Exit codes: 0 stopped as it was told, 1 failed (a port that is taken, a store that cannot be opened), 2 wrong call`

export default async function serve(argv: string[]): Promise<void> {
  const { values } = readArguments(argv, options, { name: 'Nothing', least: 0, most: 0 })
  if (values.workers !== undefined && !/^\d+$/.test(values.workers))
    throw new UsageError(`--workers is a number, not "${values.workers}".`)
  const given = readConfig({ ...process.env, ...(values.workers ? { WORKERS: values.workers } : {}) })
  // Links name the port, so it has to be known before the first answer.
  const config = given.PORT === 0 ? { ...given, PORT: await freePort(given.HOST) } : given
  const store = openStore(config.DATABASE_URL)
  if (cluster.isWorker) {
    const listening = await listen(config, store)
    const closing = closeOnSignals(listening.app.log, listening.close, { skip: ['SIGHUP'] })
    // The process above has taken this one out of its round, or is gone: what was accepted is finished.
    process.once('disconnect', () => closing.close())
    return
  }
  // Nobody waits for it.
  keptPieces(config)
    ?.tidy()
    .catch(() => {})
  const seeded = await seedWhenEmpty(store, config)
  const count = config.WORKERS || availableParallelism()
  if (count > 1 && config.DATABASE_URL === 'file::memory:')
    throw new Error(
      'Several workers cannot share a store in memory: set WORKERS=1, or DATABASE_URL to a file.',
    )
  const service = count > 1 ? await manyWorkers(config, store, count) : await oneProcess(config, store)
  const admin = buildAdmin({ store, release: await readRelease(), ...service })
  const close = async () => {
    await service.close()
    await admin.close()
    await store.close()
  }
  // With workers, SIGHUP replaces them.
  closeOnSignals(service.log, close, count > 1 ? { skip: ['SIGHUP'] } : {})
  await admin.listen({ port: config.ADMIN_PORT, host: config.ADMIN_HOST })
  await service.start()
  const { port } = admin.server.address() as AddressInfo
  const adminUrl = `http://${config.ADMIN_HOST}:${port}`
  const said = values.json ? addresses(config, adminUrl, seeded) : banner(config, adminUrl, seeded)
  process.stdout.write(said)
}

/** What serves, in whichever number of processes. */
type Service = Pick<Parameters<typeof buildAdmin>[0], 'metrics' | 'unavailable'> & {
  log: Parameters<typeof closeOnSignals>[0]
  start(): Promise<void>
  close(): Promise<void>
}

async function oneProcess(config: Config, store: Store): Promise<Service> {
  const listening = await listen(config, store, { later: true })
  return {
    metrics: listening.metrics.registry,
    unavailable: () => (listening.isStopping() ? 'The server is stopping.' : undefined),
    log: listening.app.log,
    start: listening.start,
    close: listening.close,
  }
}

async function manyWorkers(config: Config, store: Store, count: number): Promise<Service> {
  const { startWorkers } = await import('../workers.ts')
  return startWorkers(config, store, count)
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

const addresses = (config: Config, admin: string, seeded: number | undefined) =>
  `${JSON.stringify({ url: baseUrlOf(config), admin, data: databasePath(config.DATABASE_URL), ...(seeded === undefined ? {} : { seeded }) })}\n`

function banner(config: Config, adminUrl: string, seeded: number | undefined): string {
  const baseUrl = baseUrlOf(config)
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
