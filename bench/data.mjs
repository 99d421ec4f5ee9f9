/**
 * Makes the stores that are measured: N made-up publications, written through the store of the built package, kept in
 * the temporary folder from one run to the next. By itself: `node bench/data.mjs 100000 [--fresh]`.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { groups, people, publicationAt } from './data/records.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const dist = (path) => import(new URL(`../dist/${path}`, import.meta.url).href)
const batchSize = 2000
/** 2026-01-01: records are as old in every run. */
const begin = 1_767_225_600_000

/**
 * Changes when what is written changes, or what the store makes of it; a kept store is then made anew. It is taken from
 * a small store, table by table, because the text of a program changes more often than what it does.
 */
async function fingerprint() {
  const file = join(tmpdir(), `offprint-bench-sample-${process.pid}.db`)
  await make(file, 320, () => undefined)
  const db = new Database(file, { readonly: true })
  const hash = createHash('sha256')
  for (const { type, name, sql } of db
    .prepare('SELECT type, name, sql FROM sqlite_master ORDER BY name')
    .all()) {
    hash.update(`${name} ${sql}`)
    // Stamps are drawn at random.
    if (type === 'table' && name !== 'publication_stamp')
      for (const row of db.prepare(`SELECT * FROM "${name}"`).raw().iterate())
        hash.update(JSON.stringify(row))
  }
  db.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  return hash.digest('hex').slice(0, 10)
}
let fingerprinted

/**
 * @param count how many publications
 * @returns the file of the store, with how long it took to make it and how large it is
 */
export async function storeOf(count, { fresh = false, log = console.error } = {}) {
  const prefix = `offprint-bench-${count}-`
  fingerprinted ??= fingerprint()
  const folder = join(tmpdir(), prefix + (await fingerprinted))
  const notes = join(folder, 'made.json')
  if (fresh) rmSync(folder, { recursive: true, force: true })
  if (!existsSync(notes)) {
    // Those of an older kind are of no use any more, and a large one takes gigabytes.
    for (const name of readdirSync(tmpdir())) {
      if (name.startsWith(prefix)) rmSync(join(tmpdir(), name), { recursive: true, force: true })
    }
    mkdirSync(folder, { recursive: true })
    const made = await make(join(folder, 'offprint.db'), count, log)
    writeFileSync(`${notes}.part`, JSON.stringify(made))
    renameSync(`${notes}.part`, notes)
  }
  return { count, folder, file: join(folder, 'offprint.db'), ...JSON.parse(readFileSync(notes, 'utf8')) }
}

async function make(file, count, log) {
  const { openStore } = await dist('store/open.js')
  let now = begin
  const store = openStore(`file:${file}`, () => now)
  await store.save({ people, groups })
  const started = performance.now()
  let inside = 0
  let shown = started
  for (let from = 0; from < count; from += batchSize) {
    const size = Math.min(batchSize, count - from)
    const publications = Array.from({ length: size }, (_, i) => publicationAt(from + i))
    now += 60_000
    const before = performance.now()
    await store.save({ publications })
    inside += performance.now() - before
    if (performance.now() - shown < 10_000) continue
    shown = performance.now()
    const rate = Math.round((size * 1000) / (shown - before))
    log(`  ${from + size} of ${count} in ${Math.round((shown - started) / 1000)} s, now ${rate} a second`)
  }
  await store.close()
  return {
    seconds: (performance.now() - started) / 1000,
    secondsInStore: inside / 1000,
    bytes: statSync(file).size,
    made: new Date().toISOString(),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const count = Number(process.argv[2] ?? 1000)
  const { file, seconds, secondsInStore, bytes } = await storeOf(count, {
    fresh: process.argv.includes('--fresh'),
  })
  console.log(
    `${file}\n${count} publications, ${(bytes / 2 ** 20).toFixed(0)} MiB, made in ${seconds.toFixed(1)} s`,
  )
  console.log(`${Math.round(count / secondsInStore)} a second in the store, batches of ${batchSize}`)
}
