/**
 * Pieces of long exports stay on the disk from one process to the next, and whatever happened to the store or to the
 * files meanwhile, an export is what the store holds.
 */
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { assemble } from '../../src/cli/services.ts'
import { readConfig } from '../../src/config.ts'
import { buildApp } from '../../src/http/app.ts'
import type { Batch } from '../../src/model/store.ts'
import { KeptPieces } from '../../src/rendering/kept-pieces.ts'
import { openStore } from '../../src/store/open.ts'
import { library, many } from '../library.ts'

const publications = many(20_500)
/** The time of every write, so that no time tells one state from another. */
const clock = () => Date.UTC(2026, 0, 1)

interface Export {
  text: string
  /** Of the files that were there before, how many were written again. */
  written: number
}

/** Made once, because writing it takes longer than all that is tried with it. */
const template = join(t.testdir({}), 'template.db')
t.before(async () => {
  const store = openStore(`file:${template}`, clock)
  await store.save({ ...library, publications })
  await store.close()
})

/** A store with the publications. */
function open(t: Test) {
  const file = join(t.testdir(), 'offprint.db')
  copyFileSync(template, file)
  const folder = `${file}-exports`
  const url = `file:${file}`
  const files = () =>
    existsSync(folder) && statSync(folder).isDirectory()
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .map((name) => join(folder, name))
          .filter((path) => statSync(path).isFile())
          .sort()
      : []
  /** A process of its own, as far as the store and what is kept in memory can tell. */
  async function exported(settings: Record<string, string> = {}, edition?: string): Promise<Export> {
    const store = openStore(url, clock)
    const off = { RATE_LIMIT: '0', ANSWER_CACHE: '0', MAX_EVENT_LOOP_DELAY: '0' }
    const config = readConfig({ DATABASE_URL: url, ...off, ...settings })
    const services = await assemble(config, store)
    if (edition) services.pieces = new KeptPieces(folder, 2 ** 29, async () => edition)
    const before = new Map(files().map((path) => [path, statSync(path).ino]))
    const app = await buildApp(services)
    const { body, statusCode } = await app.inject({ url: '/publications.bib', headers: { accept: '*/*' } })
    t.equal(statusCode, 200)
    if (edition) await services.pieces!.tidy()
    await app.close()
    await store.close()
    const written = files().filter((path) => before.get(path) !== statSync(path).ino).length
    return { text: body, written }
  }
  const save = async (batch: Batch) => {
    const store = openStore(url, clock)
    await store.save(batch)
    await store.close()
  }
  /** Exports with what is kept and without, which have to be the same. */
  const same = async (what: string): Promise<number> => {
    const { text, written } = await exported()
    t.ok(text === (await exported({ EXPORT_CACHE: '0' })).text, what)
    return written
  }
  return { file, folder, files, exported, save, same }
}

const changed = (i: number, title: string) => ({ publications: [{ ...publications[i]!, title }] })

t.test('what was written before a restart is used after it', async (t) => {
  const { save, same, files } = open(t)
  const first = await same('the first time')
  t.ok(first > 20, `${first} pieces`)
  t.equal(await same('after a restart'), 0, 'nothing is written again')
  await save(changed(700, 'Changed while nobody served'))
  t.equal(await same('after a change by another process'), 1)
  await save(changed(700, publications[700]!.title))
  t.equal(await same('after it was changed back, which is one more version'), 1)
  t.equal(files().length, first + 2)
})

t.test('no write goes unseen, whoever makes it', async (t) => {
  const { file, save, same } = open(t)
  await same('the first time')
  const database = new Database(file)
  database.exec(
    "UPDATE publication SET document = json_set(document, '$.title', 'By hand') WHERE key = 'bulk00500'",
  )
  database.close()
  t.equal(await same('after a document was changed by hand'), 1)

  const copy = `${file}.copy`
  copyFileSync(file, copy)
  await save(changed(900, 'One history'))
  await same('after a write')
  copyFileSync(copy, file)
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true })
  t.equal(await same('after an older copy was put in its place'), 0)
  await save(changed(900, 'Another history'))
  t.equal(await same('after another write of the same version at the same time'), 1)
})

t.test('a damaged file is not served, and is written again', async (t) => {
  const { exported, files } = open(t)
  const { text } = await exported()
  const damages: ((path: string, bytes: Buffer, other: string) => void)[] = [
    (path, bytes) => writeFileSync(path, bytes.subarray(0, bytes.length - 100)),
    (path, bytes) => writeFileSync(path, bytes.subarray(0, 5)),
    (path) => writeFileSync(path, ''),
    (path, bytes) => writeFileSync(path, Buffer.concat([bytes, Buffer.from('x')])),
    (path, bytes) => writeFileSync(path, Buffer.alloc(bytes.length)),
    (path, bytes) => {
      bytes[1000]! ^= 1
      writeFileSync(path, bytes)
    },
    (path, _, other) => copyFileSync(other, path),
    (path) => rmSync(path),
  ]
  const paths = files().filter((path) => statSync(path).size > 2000)
  for (const [i, damage] of damages.entries())
    damage(paths[i]!, readFileSync(paths[i]!), paths[damages.length]!)
  const again = await exported()
  t.ok(again.text === text, 'what comes is whole')
  t.equal(again.written, damages.length, 'each of the files is written again')
  t.equal((await exported()).written, 0)
})

t.test('another build of the service uses nothing of it, and takes it away', async (t) => {
  const { exported, files } = open(t)
  const first = await exported()
  const before = files()
  const second = await exported({}, 'another-build')
  t.ok(second.text === first.text)
  t.equal(second.written, first.written, 'everything is written again')
  t.equal(files().length, before.length)
  t.notOk(files().some((path) => before.includes(path)))
  const elsewhere = await exported({ BASE_URL: 'https://example.org' })
  t.equal(elsewhere.written, first.written, 'and for another address as well')
})

t.test('an export is whole where nothing can be kept', async (t) => {
  const { same, folder } = open(t)
  writeFileSync(folder, 'not a folder')
  await same('a file in the place of the folder')
  renameSync(folder, `${folder}.txt`)
  t.ok((await same('afterwards')) > 20, 'it is written')
})
