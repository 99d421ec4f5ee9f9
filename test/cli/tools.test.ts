/** The small commands: get, backup, restore, seed, completion, and what a wrong call is told. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import t from 'tap'
import { findDuplicates } from '../../src/importing/run/duplicates.ts'
import { backupStore, openStore, restoreStore } from '../../src/store/open.ts'
import { start } from '../fixtures/program.ts'
import { without } from '../fixtures/tools.ts'
import { library, many } from '../library.ts'
import { startServer } from '../server.ts'
import { desk } from './desk.ts'

t.test('get prints what the server answers', async (t) => {
  const { offprint, file } = await start(t)
  const { get } = await startServer(t, library, { BASE_URL: 'http://localhost:3000' })
  for (const [path, accept] of [
    ['/publications?year=2019..', 'application/json'],
    ['/publications', 'application/x-bibtex'],
    ['/people', '*/*'],
    ['/openapi.json', '*/*'],
  ] as const) {
    const { text } = await get(path, { accept })
    t.equal((await offprint('get', path, '--accept', accept)).stdout, text, path)
  }
  const whole = await offprint('get', 'https://example.org/publications.ris', '-o', file('list.ris'))
  t.same([whole.code, whole.stdout], [0, ''])
  t.equal(readFileSync(file('list.ris'), 'utf8'), (await get('/publications.ris')).text)
  const head = await offprint('get', '-i', '/publications/plato')
  t.match(head.stdout, /^HTTP\/1\.1 200\n(?:[\w-]+: .*\n)+\n\{"key":"plato"/)
  const [, tag] = /^etag: (.*)$/m.exec(head.stdout)!
  const known = await offprint('get', '-i', '/publications/plato', '-H', `If-None-Match: ${tag}`)
  t.match(known.stdout, /^HTTP\/1\.1 304\n/)
  const refused = await offprint('get', '/publications?yaer=2020')
  t.equal(refused.code, 1)
  t.match(JSON.parse(refused.stdout), { status: 400, detail: /year/ })
})

t.test('a backup is whole, and a restored store is the one it was made of', async (t) => {
  const { offprint, url, file } = await start(t)
  const before = (await offprint('export', '--format', 'ndjson')).stdout
  const made = await offprint('backup', file('copy.db'), '--json')
  t.match(JSON.parse(made.stdout), { publications: library.publications!.length })
  t.notOk(existsSync(file('copy.db.part')))

  // A server that has the store open sees what was restored.
  const serving = openStore(url)
  const everything = { filters: {}, sort: '-issued', versions: 'preferred' } as never
  const shown = await serving.count(everything)
  await serving.save({ publications: many(300) })
  const state = await serving.state()
  t.equal(await serving.count(everything), shown + 300)
  const restored = await offprint('restore', file('copy.db'))
  t.equal(restored.code, 0, restored.stderr)
  t.match(restored.stdout, /before-restore/)
  t.equal(await serving.count(everything), shown)
  t.ok((await serving.state()).version > state.version, 'answers kept from before are of no use')
  await serving.save({ publications: [{ key: 'after', title: 'After', type: 'book' }] })
  t.equal(await serving.count(everything), shown + 1)
  await serving.close()
  await offprint('restore', file('copy.db'))
  t.equal((await offprint('export', '--format', 'ndjson')).stdout, before)
  const kept = new Database(file('offprint.db.before-restore'), { readonly: true })
  t.equal(kept.prepare("SELECT count(*) FROM publication WHERE key = 'after'").pluck().get(), 1)
  kept.close()
})

t.test('what takes long tells how far it is, up to the end', async (t) => {
  const { url, path, store } = desk(t)
  await store((store) => store.save({ publications: many(500) }))
  await backupStore(url, path('backup.db'))
  const parts: number[] = []
  await restoreStore(url, path('backup.db'), (part) => parts.push(part))
  t.strictSame(
    parts,
    parts.toSorted((a, b) => a - b),
    'it never goes back',
  )
  t.ok(parts[0]! >= 0 && parts[0]! < 1)
  t.equal(parts.at(-1), 1)
  const counts: number[] = []
  await store((store) => findDuplicates(store, (publications) => counts.push(publications)))
  t.strictSame([counts[0], counts.at(-1)], [1, 500])
})

t.test('what is no backup changes nothing', async (t) => {
  const { offprint, file } = await start(t)
  const before = (await offprint('export', '--format', 'ndjson')).stdout
  await offprint('backup', file('copy.db'))
  writeFileSync(file('text.db'), 'This is no database, whatever its name says.'.repeat(100))
  writeFileSync(file('cut.db'), readFileSync(file('copy.db')).subarray(0, 40_000))
  new Database(file('other.db')).exec('CREATE TABLE person (id)').close()
  const newer = new Database(file('copy.db'))
  newer.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)").run()
  newer.close()
  for (const [name, message] of [
    ['text.db', /no store of this service/],
    ['cut.db', /damaged|malformed/],
    ['other.db', /no store of this service/],
    ['copy.db', /newer release/],
    ['nothing.db', /There is no file/],
  ] as const) {
    const { code, stderr } = await offprint('restore', file(name))
    t.equal(code, 1, name)
    t.match(stderr, message)
  }
  t.equal((await offprint('export', '--format', 'ndjson')).stdout, before)
  t.equal((await offprint('backup', file('none/copy.db'))).code, 1, 'a folder that is not there')
})

t.test('seed fills a store, and a second time changes nothing', async (t) => {
  const { offprint } = await start(t, {})
  const first = JSON.parse((await offprint('seed', '--json')).stdout)
  t.match(first, { changed: true, people: Number, publications: Number })
  t.match((await offprint('seed')).stdout, /all were there already/)
  const { code, stderr } = await offprint('seed', '/nowhere')
  t.equal(code, 1)
  t.match(stderr, /There is no folder/)
})

t.test('completion completes in bash', { skip: without('bash') }, async (t) => {
  const { offprint, file } = await start(t)
  writeFileSync(file('completion'), (await offprint('completion', 'bash')).stdout)
  const complete = (...words: string[]) =>
    execFileSync('bash', [
      '-c',
      `source ${file('completion')}; COMP_WORDS=(offprint "$@"); COMP_CWORD=$#; _offprint; echo "\${COMPREPLY[@]}"`,
      'bash',
      ...words,
    ])
      .toString()
      .trim()
  t.equal(complete('imp'), 'import')
  t.equal(complete('import', '--dr'), '--dry-run')
  t.match(complete('export', '--'), /--format.*--style|--style.*--format/)
  t.match(complete(''), /backup.*restore/)
  for (const shell of ['zsh', 'fish']) {
    const { stdout } = await offprint('completion', shell)
    t.match(stdout, /dry-run/, shell)
  }
})

t.test('a wrong call ends with 2 and says what would be right', async (t) => {
  const { offprint } = await start(t)
  for (const [argv, message] of [
    [['backupp'], /Did you mean backup/],
    [['backup'], /The file is missing/],
    [['backup', 'a', 'b'], /"b" is one argument too many/],
    [['get', '/', '--accpet', 'x'], /Did you mean --accept/],
    [['get', '/', '-H', 'nonsense'], /is no header/],
    [['completion', 'tcsh'], /bash, zsh, fish/],
    [['serve', '--wokers', '2'], /Did you mean --workers/],
  ] as const) {
    const { code, stderr } = await offprint(...argv)
    t.equal(code, 2, argv.join(' '))
    t.match(stderr, message)
  }
  for (const name of ['get', 'backup', 'restore', 'seed', 'completion', 'import', 'export', 'check']) {
    const { code, stdout } = await offprint(name, '--help')
    t.equal(code, 0)
    t.match(stdout, new RegExp(`offprint ${name}[^]*Examples\n[^]*Exit codes`), name)
  }
})
