/** From the start of the process to /readyz, over the largest store and over a small one. */
import { offprint } from '../contenders.mjs'
import { storeOf } from '../data.mjs'
import { figure, goal, median } from '../report.mjs'

export default async function starting(options, log) {
  const stores = [await storeOf(1000), await storeOf(options.large)]
  const times = stores.map(() => [])
  for (let round = 0; round < options.rounds; round++) {
    for (const [i, store] of stores.entries()) {
      const server = await offprint(store)
      times[i].push(server.msToReady)
      await server.stop()
    }
  }
  const rows = stores.map(({ count }, i) => ({ count, p50: median(times[i]), most: Math.max(...times[i]) }))
  for (const { count, p50 } of rows) log(`${count}: ${figure(p50)} ms`)
  const { p50, most } = rows.at(-1)
  return {
    title: 'Start: from nothing to ready',
    about:
      'Milliseconds from the start of the process to the first 200 of `/readyz`; `npm run bench:start` has the same beside a bare Fastify.',
    tables: [
      {
        head: ['publications', 'median', 'longest'],
        rows: rows.map(({ count, ...row }) => [count.toLocaleString('en'), row.p50, row.most]),
      },
    ],
    goals: [
      goal(
        `ready within a second over ${options.large.toLocaleString('en')}`,
        `${figure(p50)} ms, longest ${figure(most)}`,
        most < 1000,
      ),
    ],
    bars: [],
  }
}
