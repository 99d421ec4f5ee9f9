/** Several processes on one port: they share the work, what they know of the store, and the way they end. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { openStore } from '../../src/store/open.ts'

const root = join(import.meta.dirname, '../..')
const main = join(root, 'dist/cli/main.js')

async function start(t: Test, workers: number) {
  const file = join(t.testdir(), 'offprint.db')
  const child = spawn(process.execPath, [main, 'serve', '--workers', String(workers)], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      ADMIN_PORT: '0',
      HOST: '127.0.0.1',
      ADMIN_HOST: '127.0.0.1',
      RATE_LIMIT: '0',
      DATABASE_URL: `file:${file}`,
    },
  })
  t.teardown(() => child.kill('SIGKILL'))
  let output = ''
  child.stderr.on('data', (data) => {
    output += data
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      output += data
      if (output.includes('curl -H')) resolve()
    })
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)))
  })
  const port = /localhost:(\d+)\/publications/.exec(output)![1]
  const admin = /Health\s+(\S+)\/readyz/.exec(output)![1]!
  /** Processes that have answered since the log had this length. */
  const pids = (from = 0) =>
    new Set(
      output
        .slice(from)
        .split('\n')
        .filter((line) => line.includes('"url":"/publications'))
        .map((line): number => JSON.parse(line).pid),
    )
  return { child, file, admin, pids, length: () => output.length, url: `http://127.0.0.1:${port}` }
}

/** A request on a connection of its own, so that any worker may get it. */
const get = (url: string) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    request(url, { agent: false, headers: { connection: 'close' }, timeout: 5000 }, async (response) => {
      let body = ''
      response.setEncoding('utf8')
      for await (const chunk of response) body += chunk
      resolve({ status: response.statusCode!, body })
    })
      .on('error', reject)
      .on('timeout', () => reject(new Error('no answer in five seconds')))
      .end()
  })

const settled = async (condition: () => boolean | Promise<boolean>) => {
  for (let i = 0; i < 300; i++) {
    if (await condition()) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}

t.test('workers share the work and what they measure', async (t) => {
  const server = await start(t, 2)
  for (let i = 0; i < 20; i++) t.equal((await get(`${server.url}/publications?limit=${i + 1}`)).status, 200)
  t.ok(await settled(() => server.pids().size === 2), 'both have answered')
  const metrics = await (await fetch(`${server.admin}/metrics`)).text()
  t.match(
    metrics,
    /http_request_duration_seconds_count\{method="GET",route="\/publications",status="200"\} 20\n/,
  )
  t.match(metrics, /^offprint_store_version 1$/m)
  t.equal((await fetch(`${server.admin}/readyz`)).status, 200)

  const total = async () => JSON.parse((await get(`${server.url}/publications`)).body).total
  t.equal(await total(), 4)
  const store = openStore(`file:${server.file}`)
  await store.save({ publications: [{ type: 'book', title: 'Written elsewhere' }] })
  await store.close()
  await new Promise((resolve) => setTimeout(resolve, 100))
  for (let i = 0; i < 6; i++) t.equal(await total(), 5, 'a write of another process shows in all of them')

  server.child.kill('SIGTERM')
  const [code] = await once(server.child, 'exit')
  t.equal(code, 0)
})

t.test('SIGHUP replaces the workers, and nobody notices', async (t) => {
  const server = await start(t, 2)
  let isLoaded = true
  const failures: unknown[] = []
  let answers = 0
  const load = async () => {
    for (let i = 0; isLoaded; i++) {
      await get(`${server.url}/publications?limit=${(i % 90) + 1}`).then(
        ({ status }) => (status === 200 ? answers++ : failures.push(status)),
        (error) => failures.push(error),
      )
    }
  }
  const loads = [load(), load()]
  t.ok(await settled(() => server.pids().size === 2))
  const before = server.pids()
  server.child.kill('SIGHUP')
  t.ok(
    await settled(() => [...server.pids()].filter((pid) => !before.has(pid)).length === 2),
    'two new ones answer',
  )
  const isAlive = (pid: number) => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  t.ok(await settled(() => ![...before].some(isAlive)), 'the old ones are gone')
  isLoaded = false
  await Promise.all(loads)
  t.strictSame(failures, [], `of ${answers} requests`)
  t.ok(answers > 10)

  const killed = [...server.pids()].find((pid) => !before.has(pid))!
  const from = server.length()
  process.kill(killed, 'SIGKILL')
  t.ok(
    await settled(async () => {
      await get(`${server.url}/publications?limit=7`).catch(() => undefined)
      return server.pids(from).size >= 2 && ![...server.pids(from)].every((pid) => pid === killed)
    }),
    'a worker that dies is started anew',
  )
  server.child.kill('SIGTERM')
  const [code] = await once(server.child, 'exit')
  t.equal(code, 0)
})

t.test('what cannot be shared is refused', async (t) => {
  const child = spawn(process.execPath, [main, 'serve', '--workers', '2'], {
    cwd: root,
    env: { PATH: process.env.PATH, DATABASE_URL: 'file::memory:' },
  })
  let errors = ''
  child.stderr.on('data', (data) => {
    errors += data
  })
  const [code] = await once(child, 'exit')
  t.equal(code, 1)
  t.match(errors, 'Several workers cannot share a store in memory')
})
