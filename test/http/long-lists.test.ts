/** Long exports are put together from pieces that were written before, and are never anything but what the store holds. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { assemble } from '../../src/cli/services.ts'
import { readConfig } from '../../src/config.ts'
import { buildApp } from '../../src/http/app.ts'
import { openStore } from '../../src/store/open.ts'
import { library, many } from '../library.ts'
import { startServer } from '../server.ts'

const count = 20_500
const publications = many(count)

/** What a process that keeps nothing, and has seen none of the writes, gives for a path. */
async function afresh(DATABASE_URL: string, path: string): Promise<string> {
  const store = openStore(DATABASE_URL)
  const config = readConfig({ DATABASE_URL, RATE_LIMIT: '0', EXPORT_CACHE: '0', ANSWER_CACHE: '0' })
  const app = await buildApp(await assemble(config, store))
  const { body } = await app.inject({ url: path, headers: { accept: '*/*' } })
  await app.close()
  await store.close()
  return body
}

async function start(t: Test, EXPORT_CACHE: string) {
  const server = await startServer(t, { ...library, publications }, { ANSWER_CACHE: '0', EXPORT_CACHE })
  const file = join(t.testdirName, 'offprint.db')
  const folder = `${file}-exports`
  const files = () =>
    new Map(
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => [name, statSync(join(folder, name))] as const)
        .filter(([, found]) => found.isFile())
        .map(([name, { size }]) => [name, size]),
    )
  return { ...server, files, afresh: (path: string) => afresh(`file:${file}`, path) }
}

t.test('a change has one piece written anew', async (t) => {
  const { get, store, files, afresh } = await start(t, '64')
  const paths = ['/publications.bib', '/publications.ris', '/publications.ndjson']
  const same = async (what: string) => {
    for (const path of paths) t.ok((await get(path)).text === (await afresh(path)), `${path}: ${what}`)
  }
  await same('the first time')
  const first = files().size
  t.ok(first > 30, `${first} pieces`)
  await same('again')
  t.equal(files().size, first, 'nothing is written the second time')

  const changes: [string, Parameters<typeof store.save>[0]][] = [
    ['one is changed', { publications: [{ ...publications[700]!, title: 'Another title' }] }],
    ['one is hidden', { publications: [{ ...publications[900]!, visibility: 'hidden' }] }],
    ['one moves', { publications: [{ ...publications[1100]!, issued: '1801' }] }],
    ['one is added', { publications: [{ key: 'added', title: 'Added', type: 'book', issued: '2011' }] }],
    ['one is shown again', { publications: [publications[900]!] }],
  ]
  for (const [what, batch] of changes) {
    const before = files().size
    await store.save(batch)
    await same(what)
    const written = files().size - before
    t.ok(written >= paths.length && written <= 4 * paths.length, `${what}: ${written} pieces written`)
  }
})

t.test('pieces take no more room than they may', async (t) => {
  const { get, files, afresh } = await start(t, '2')
  for (const path of ['/publications.bib', '/publications.ris', '/publications.bib'])
    t.ok((await get(path)).text === (await afresh(path)), path)
  const size = [...files().values()].reduce((sum, one) => sum + one, 0)
  t.ok(size > 0 && size <= 2 * 1024 * 1024, `${size} bytes`)
})
