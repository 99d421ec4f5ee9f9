/** The servers that are compared, each started on the same core and asked the same way. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './data.mjs'
import { obviousStore } from './fill.mjs'
import { freePort, has, start } from './processes.mjs'
import { median } from './report.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
export const scratch = mkdtempSync(join(tmpdir(), 'offprint-bench-run-'))

/** @returns the server of the built package over a store, ready */
export async function offprint(store, { env = {}, args = [], where } = {}) {
  const [port, adminPort] = [await freePort(), await freePort()]
  const server = await start(process.execPath, [join(root, 'dist/cli/main.js'), 'serve', ...args], {
    cwd: root,
    where,
    ready: `http://127.0.0.1:${adminPort}/readyz`,
    env: {
      PORT: String(port),
      ADMIN_PORT: String(adminPort),
      HOST: '127.0.0.1',
      ADMIN_HOST: '127.0.0.1',
      DATABASE_URL: `file:${store.file}`,
      SEED_DIR: '',
      RATE_LIMIT: '0',
      MAX_EVENT_LOOP_DELAY: '0',
      LOG_LEVEL: 'error',
      ...env,
    },
  })
  return { name: 'Offprint', url: `http://127.0.0.1:${port}`, ...server }
}

/** @returns the obvious build over the same records, ready */
export async function obvious(store) {
  const port = await freePort()
  const file = await obviousStore(store.file)
  const server = await start(process.execPath, [here('obvious/server.mjs'), file, String(port)], {
    ready: `http://127.0.0.1:${port}/publications?limit=1`,
  })
  return { name: 'the obvious build', url: `http://127.0.0.1:${port}`, ...server }
}

/** What makes a header one of the connection or the moment, which every server sets by itself. */
const ownHeaders = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'])

/** One answer as it comes over the wire. */
export function capture(url, headers = {}) {
  return new Promise((resolve, reject) => {
    get(url, { headers }, async (answer) => {
      const pieces = []
      for await (const piece of answer) pieces.push(piece)
      const kept = {}
      for (let i = 0; i < answer.rawHeaders.length; i += 2) {
        const name = answer.rawHeaders[i].toLowerCase()
        if (!ownHeaders.has(name)) kept[name] = answer.rawHeaders[i + 1]
      }
      resolve({ status: answer.statusCode, headers: kept, body: Buffer.concat(pieces) })
    }).once('error', reject)
  })
}

/** @param kind http or fastify @param answers what `capture` gave, each with a path of its own */
export async function constant(kind, answers) {
  const port = await freePort()
  const file = join(scratch, 'answers.json')
  writeFileSync(
    file,
    JSON.stringify(answers.map((answer) => ({ ...answer, body: answer.body.toString('base64') }))),
  )
  const server = await start(process.execPath, [here('constants.mjs'), kind, String(port), file], {
    ready: `http://127.0.0.1:${port}${answers.find(({ status }) => status === 200).path}`,
  })
  const name = kind === 'fastify' ? 'Fastify, a constant' : 'node:http, a constant'
  return { name, url: `http://127.0.0.1:${port}`, ...server }
}

/** nginx with one worker that sends files with the same headers; undefined where it is not installed. */
export async function nginx(answers) {
  if (!has('nginx')) return undefined
  const port = await freePort()
  const quoted = (text) => `"${text.replace(/["\\]/g, '\\$&')}"`
  const files = answers.filter(({ status }) => status === 200)
  const places = files.map(({ path, headers, body }, i) => {
    writeFileSync(join(scratch, `answer${i}`), body)
    const { 'content-type': type, etag, 'last-modified': modified, ...others } = headers
    // nginx makes its own validators from the file; the others are set as they came.
    const lines = Object.entries(others).map(([name, value]) => `add_header ${name} ${quoted(value)};`)
    return `location = ${path} { default_type ${quoted(type)}; types {} alias ${scratch}/answer${i}; ${lines.join(' ')} }`
  })
  const configuration = join(scratch, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${scratch};`)
    .join(' ')
  writeFileSync(
    configuration,
    `daemon off; master_process off; pid ${scratch}/nginx.pid; error_log ${scratch}/nginx.log;
events { worker_connections 512; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=100; ${temporary}
server { listen 127.0.0.1:${port}; ${places.join('\n')} } }`,
  )
  const server = await start('nginx', ['-c', configuration, '-p', scratch], {
    ready: `http://127.0.0.1:${port}${files[0].path}`,
  })
  return { name: 'nginx, a file', url: `http://127.0.0.1:${port}`, ...server }
}

/** json-server with the items of an answer as its data; undefined where npx cannot get it. */
export async function jsonServer(items) {
  const asked = ['-y', '-p', 'json-server@0.17.4', 'which', 'json-server']
  const { stdout } = spawnSync('npx', asked, { encoding: 'utf8', timeout: 60_000 })
  const bin = stdout?.trim()
  if (!bin) return undefined
  const port = await freePort()
  const file = join(scratch, 'db.json')
  writeFileSync(file, JSON.stringify({ publications: items.map((item, i) => ({ id: i + 1, ...item })) }))
  const server = await start(
    process.execPath,
    [bin, '--quiet', '--host', '127.0.0.1', '--port', String(port), file],
    {
      ready: `http://127.0.0.1:${port}/publications?_limit=1`,
    },
  )
  return { name: 'json-server', url: `http://127.0.0.1:${port}`, ...server }
}

/**
 * Lets contenders, each of which gives its milliseconds, run one after the other, round after round.
 * @returns the median of each; the first round warms and does not count
 */
export async function inTurns(contenders, rounds) {
  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const ms = await run()
      if (round > 0) times[name].push(ms)
    }
  }
  return Object.entries(times).map(([name, list]) => ({ name, ms: median(list) }))
}
