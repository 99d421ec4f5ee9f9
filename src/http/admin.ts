/** The second port, for those who run the service: is it alive, is it ready, what does it measure. */
import Fastify, { type FastifyInstance } from 'fastify'
import type { Store } from '../model/store.ts'

export interface AdminOptions {
  store: Store
  /** Of this process, or of all that serve. */
  metrics: { contentType: string; metrics(): Promise<string> }
  release: string
  /** Why nothing can be served now, if nothing can; so it is from the moment the service has begun to stop. */
  unavailable(): string | undefined
}

/** Health answers have the form of draft-inadarei-api-health-check: a status and named checks. */
export function buildAdmin({ store, metrics, release, unavailable }: AdminOptions): FastifyInstance {
  const admin = Fastify({ logger: false, requestTimeout: 10_000, forceCloseConnections: true })
  /** Each gives the reason why it fails, or nothing. */
  const checks: Record<string, () => Promise<string | undefined>> = {
    serving: async () => unavailable(),
    store: async () => {
      await store.state()
      return undefined
    },
  }
  admin.get('/livez', (_, reply) => reply.type('application/health+json').send('{"status":"pass"}'))
  admin.get('/readyz', async (_, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const output = await check().catch((error: Error) => error.message)
        return { name, status: output ? 'fail' : 'pass', ...(output ? { output } : {}) }
      }),
    )
    const failed = results.some(({ status }) => status === 'fail')
    const body = {
      status: failed ? 'fail' : 'pass',
      version: release,
      checks: Object.fromEntries(results.map(({ name, ...result }) => [name, [result]])),
    }
    reply.code(failed ? 503 : 200)
    return reply.type('application/health+json').send(JSON.stringify(body))
  })
  admin.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))
  return admin
}
