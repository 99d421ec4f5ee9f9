/** What the service measures of itself, in the Prometheus text format. */
import cluster from 'node:cluster'
import type { FastifyInstance } from 'fastify'
import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Store } from '../model/store.ts'

export interface Metrics {
  registry: Registry
  /** Counts the answers of a server; to be called before its routes are there. */
  observe(app: FastifyInstance): void
  /** Counts an answer from memory. */
  onAnswer(status: number): void
}

function gaugeStore(store: Store, registry: Registry): void {
  new Gauge({
    name: 'offprint_store_version',
    help: 'Counts the acknowledged writes',
    registers: [registry],
    async collect() {
      this.set((await store.state()).version)
    },
  })
}

/** What there is to measure of the store alone. */
export function storeMetrics(store: Store): Registry {
  const registry = new Registry()
  gaugeStore(store, registry)
  return registry
}

export function createMetrics(store: Store): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  })
  const refusals = new Counter({
    name: 'http_problems_total',
    help: 'Answers that were refusals or errors',
    labelNames: ['status'] as const,
    registers: [registry],
  })
  // Counted in a plain object: a labelled counter costs more than finding the answer does.
  const fromMemory: Record<number, number> = {}
  new Counter({
    name: 'offprint_answers_from_memory_total',
    help: 'Answers that were sent as they were kept',
    labelNames: ['status'] as const,
    registers: [registry],
    collect() {
      this.reset()
      for (const [status, count] of Object.entries(fromMemory)) this.inc({ status }, count)
    },
  })
  // Where several workers answer, the process above them says what is of the store.
  if (cluster.isWorker) {
    // Its making is what lets a worker answer the process above.
    new AggregatorRegistry()
    AggregatorRegistry.setRegistries(registry)
  } else gaugeStore(store, registry)
  return {
    registry,
    onAnswer(status) {
      fromMemory[status] = (fromMemory[status] ?? 0) + 1
    },
    observe(app) {
      app.addHook('onResponse', ({ method, routeOptions }, { statusCode, elapsedTime }, done) => {
        const route = routeOptions.url ?? 'none'
        duration.observe({ method, route, status: statusCode }, elapsedTime / 1000)
        if (statusCode >= 400) refusals.inc({ status: statusCode })
        done()
      })
    },
  }
}
