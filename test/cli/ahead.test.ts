/** Pieces of long exports are written before anybody asks, by one process, and the command line uses the same ones. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { openStore } from '../../src/store/open.ts'
import { many } from '../library.ts'

const root = join(import.meta.dirname, '../..')
const main = join(root, 'dist/cli/main.js')
const run = promisify(execFile)
const publications = many(20_500)

interface Line {
  pid: number
  msg: string
  pieces: number
}

async function start(t: Test, file: string, settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, 'serve'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      ADMIN_PORT: '0',
      HOST: '127.0.0.1',
      ADMIN_HOST: '127.0.0.1',
      MAX_EVENT_LOOP_DELAY: '0',
      BASE_URL: 'https://example.org',
      DATABASE_URL: `file:${file}`,
      ...settings,
    },
  })
  t.teardown(() => child.kill('SIGKILL'))
  let output = ''
  child.stderr.on('data', (data) => (output += data))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      output += data
      if (output.includes('curl -H')) resolve()
    })
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)))
  })
  /** What the log says of pieces that were written. */
  const written = (): Line[] =>
    output
      .split('\n')
      .filter((line) => line.includes('written ahead'))
      .map((line) => JSON.parse(line))
  return { child, written }
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`ended with ${code}`)
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 2400; i++) {
    if (condition()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It does not come.')
}

const files = (file: string) =>
  existsSync(`${file}-exports`)
    ? readdirSync(`${file}-exports`, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
        .length
    : 0

const exported = async (file: string, EXPORT_CACHE: string, format = 'bibtex') => {
  const env = { DATABASE_URL: `file:${file}`, BASE_URL: 'https://example.org', EXPORT_CACHE }
  return (await run(process.execPath, [main, 'export', '--format', format], { env, maxBuffer: 1e8 })).stdout
}

t.test('an export is written before anybody asks, and anew where something changed', async (t) => {
  const file = join(t.testdir(), 'offprint.db')
  const store = openStore(`file:${file}`)
  await store.save({ publications })
  const first = await start(t, file)
  await until(() => first.written().length === 1)
  const pieces = files(file)
  t.ok(pieces > 20, `${pieces} pieces`)
  t.equal(first.written()[0]!.pieces, pieces)
  t.ok((await exported(file, '512')) === (await exported(file, '0')))
  t.equal(files(file), pieces, 'the command line finds all of them')

  await store.save({ publications: [{ ...publications[700]!, title: 'Changed by another process' }] })
  await until(() => first.written().length === 2)
  t.equal(first.written()[1]!.pieces, 1)
  const changed = await exported(file, '512')
  t.match(changed, /Changed by another process/)
  t.ok(changed === (await exported(file, '0')))
  t.equal(files(file), pieces + 1, 'the command line finds all of them')
  await stop(first.child)

  await store.save({ publications: [{ ...publications[900]!, title: 'Changed while nobody served' }] })
  const second = await start(t, file, { WORKERS: '2' })
  await until(() => second.written().length === 1)
  await store.save({ publications: [{ ...publications[900]!, title: 'Changed while two serve' }] })
  await until(() => second.written().length === 2)
  t.same(
    second.written().map((one) => one.pieces),
    [1, 1],
  )
  t.equal(new Set(second.written().map(({ pid }) => pid)).size, 1, 'one of the workers writes')
  t.equal(files(file), pieces + 3)
  await stop(second.child)

  await exported(file, '512', 'ris')
  t.ok(files(file) > pieces + 23, 'the command line keeps what it has written')
  await store.close()
})

t.test('EXPORT_AHEAD says of which formats, or of none', async (t) => {
  const file = join(t.testdir(), 'offprint.db')
  const store = openStore(`file:${file}`)
  await store.save({ publications })
  await store.close()
  const ris = await start(t, file, { EXPORT_AHEAD: 'ris' })
  await until(() => ris.written().length === 1)
  await stop(ris.child)
  const pieces = files(file)
  await exported(file, '512', 'ris')
  t.equal(files(file), pieces)
  await exported(file, '512')
  const all = files(file)
  t.ok(all > pieces)

  const none = await start(t, file, { EXPORT_AHEAD: '', BASE_URL: 'https://example.com' })
  await new Promise((resolve) => setTimeout(resolve, 3000))
  await stop(none.child)
  t.equal(files(file), all, 'nothing is written')
  const wrong = start(t, file, { EXPORT_AHEAD: 'bibtex,html' })
  await t.rejects(wrong, /EXPORT_AHEAD names "html" and can have .*bibtex/)
})
