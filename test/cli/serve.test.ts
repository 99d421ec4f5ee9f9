/** The process as its user meets it: what it prints, what it serves, how it starts again and stops. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'

const root = join(import.meta.dirname, '../..')
const main = join(root, 'dist/cli/main.js')
const run = promisify(execFile)

interface Running {
  child: ChildProcess
  banner: string
  url: string
  admin: string
  log(): string
}

async function start(t: Test, environment: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, [main, 'serve'], {
    cwd: root,
    env: {
      PORT: '0',
      ADMIN_PORT: '0',
      HOST: '127.0.0.1',
      ADMIN_HOST: '127.0.0.1',
      RATE_LIMIT: '0',
      ...environment,
    },
  })
  t.teardown(() => child.kill('SIGKILL'))
  let output = ''
  let errors = ''
  child.stderr!.on('data', (data) => {
    errors += data
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (data) => {
      output += data
      if (output.includes('curl -H')) resolve()
    })
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${output}${errors}`)))
  })
  const banner = output.slice(output.indexOf('\n  Offprint'))
  const port = /localhost:(\d+)\/publications/.exec(banner)![1]
  return {
    child,
    banner,
    url: `http://127.0.0.1:${port}`,
    admin: /Health\s+(\S+)\/readyz/.exec(banner)![1]!,
    log: () => output,
  }
}

async function stop({ child }: Running): Promise<number | null> {
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  return code
}

t.test('the first start fills the store, serves it, and says where everything is', async (t) => {
  const file = join(t.testdir(), 'deep/offprint.db')
  const first = await start(t, { DATABASE_URL: `file:${file}` })
  t.match(first.banner, /Publications\s+http:\/\/localhost:\d+\/publications/)
  t.match(first.banner, /filled with 4 publications/)
  t.ok(first.banner.includes(file), 'it says where the data lies')
  const cite = /curl -H 'Accept: application\/x-bibtex' (\S+)/.exec(first.banner)![1]!
  const bibtex = await fetch(cite.replace('localhost', '127.0.0.1'), {
    headers: { accept: 'application/x-bibtex' },
  })
  t.equal((await bibtex.text()).match(/^@/gm)?.length, 4)
  t.equal(await stop(first), 0)
  t.notOk(existsSync(`${file}-wal`), 'the write-ahead log is in the file')

  const database = new Database(file)
  database.exec("DELETE FROM publication WHERE key = 'hu2023hydro'")
  database.close()
  const second = await start(t, { DATABASE_URL: `file:${file}` })
  t.notMatch(second.banner, /filled/)
  const list = (await (await fetch(`${second.url}/publications`)).json()) as { total: number }
  t.equal(list.total, 3, 'a store that is not empty is left alone')
  const gone = await fetch(`${second.url}/publications/hu2023hydro.bib`)
  t.equal(gone.status, 410, 'the key of what was deleted is remembered')
  t.match(await gone.json(), { type: '/problems/gone' })
  await stop(second)
})

t.test('the admin port tells health and measures', async (t) => {
  const server = await start(t, { DATABASE_URL: `file:${t.testdir()}/offprint.db` })
  await fetch(`${server.url}/publications`)
  t.equal((await fetch(`${server.admin}/livez`)).status, 200)
  const ready = await fetch(`${server.admin}/readyz`)
  t.equal(ready.status, 200)
  t.match(await ready.json(), {
    status: 'pass',
    checks: { store: [{ status: 'pass' }], serving: [{ status: 'pass' }] },
  })
  const metrics = await (await fetch(`${server.admin}/metrics`)).text()
  t.match(
    metrics,
    /http_request_duration_seconds_count\{method="GET",route="\/publications",status="200"\} 1/,
  )
  t.match(metrics, /offprint_store_version 1/)
  t.equal((await fetch(`${server.url}/metrics`)).status, 404, 'the public port does not')
  await stop(server)
})

t.test('a stop finishes what was accepted', async (t) => {
  const server = await start(t, { DATABASE_URL: `file:${t.testdir()}/offprint.db` })
  // The first formatted entry takes about a second: time enough to stop in the middle of it.
  const answer = fetch(`${server.url}/publications?format=bibliography&style=ieee`)
  await new Promise((resolve) => setTimeout(resolve, 150))
  const code = stop(server)
  const response = await answer
  t.equal(response.status, 200)
  t.equal((await response.text()).split('\n').filter(Boolean).length, 4)
  t.equal(await code, 0)
})

t.test('each request is a line of the log under an id, without secrets', async (t) => {
  const server = await start(t, { DATABASE_URL: `file:${t.testdir()}/offprint.db` })
  const headers = { 'x-request-id': 'my-request', authorization: 'Bearer hunter2', cookie: 'session=hunter2' }
  await fetch(`${server.url}/publications?token=hunter2`, { headers })
  await stop(server)
  const line = server
    .log()
    .split('\n')
    .find((text) => text.includes('my-request'))
  t.match(JSON.parse(line!), {
    reqId: 'my-request',
    method: 'GET',
    status: 400,
    url: '/publications?token=[redacted]',
  })
  t.notMatch(server.log(), /hunter2/)
})

t.test('a wrong setting is named with what would be right', async (t) => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: 'eighty' }, /PORT is "eighty"/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL is "loud".*fatal, error/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL is "mysql:\/\/x"/],
    [{ SEED_DIR: 'no-such-folder', DATABASE_URL: `file:${t.testdir()}/offprint.db` }, /no-such-folder/],
  ]
  for (const [env, message] of cases) {
    const failure = await run(process.execPath, [main, 'serve'], { cwd: root, env }).catch((error) => error)
    t.equal(failure.code, 1)
    t.match(failure.stderr, message)
    t.notMatch(failure.stderr, /\n\s+at /, 'no stack trace')
  }
})

t.test('help lists commands and settings, and an unknown command is answered with the nearest', async (t) => {
  const { stdout } = await run(process.execPath, [main, '--help'])
  for (const name of [
    'serve',
    'openapi',
    'PORT',
    'HOST',
    'ADMIN_PORT',
    'DATABASE_URL',
    'BASE_URL',
    'RATE_LIMIT',
    'LOG_LEVEL',
  ]) {
    t.match(stdout, new RegExp(`^ {2}${name} `, 'm'))
  }
  const failure = await run(process.execPath, [main, 'srve']).catch((error) => error)
  t.equal(failure.code, 2)
  t.match(failure.stderr, /Did you mean serve/)
})
