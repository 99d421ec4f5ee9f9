/** Runs of `offprint import`: beside other writers, ended before their end, from a service, over everything there is. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { readEntries, readerNamed } from '../../src/importing/readers.ts'
import { importEntries } from '../../src/importing/run/import.ts'
import { openStore } from '../../src/store/open.ts'
import { desk, one } from './import-desk.ts'

const main = join(import.meta.dirname, '../../dist/cli/main.js')

t.test('two imports at once lose nothing of each other', async (t) => {
  const { file, offprint, store } = desk(t)
  await offprint([file('before.bib', one)])
  const works = (who: string) =>
    Array.from(
      { length: 60 },
      (_, i) => `@misc{k${i}, title = {${who} number ${i} of many}, year = 2001}\n`,
    ).join('')
  const runs = await Promise.all([
    offprint([file('a.bib', works('The first study'))]),
    offprint([file('b.bib', works('Another matter'))]),
  ])
  t.match(runs, [{ code: 0 }, { code: 0 }])
  const titles = new Set<string>()
  await store(async (store) => {
    for await (const batch of store.all()) for (const { publication } of batch) titles.add(publication.title)
  })
  t.equal(titles.size, 121, 'works with the same key are two works')
})

t.test('what a person changes while an import runs stays', async (t) => {
  const { offprint, publication, store } = desk(t)
  await offprint(['-', '--format', 'bibtex', '--source', 's'], one)
  await store(async (store) => {
    async function* entries() {
      yield* readEntries(await readerNamed('bibtex'), {
        name: 's',
        chunks: (async function* () {
          yield Buffer.from(one.replace('year = 2024', 'year = 2025').replace('mine', 'theirs'))
        })(),
      })
      // The entry is placed, and not written yet.
      const found = await store.find('ye2024deep', true)
      if (found?.kind !== 'publication') throw new Error('it was there')
      const { created, updated, version, year, ...edited } = found.record.publication
      await store.save({ publications: [{ ...edited, issued: '2023' }] })
    }
    const outcomes = []
    for await (const outcome of importEntries(entries(), store, { mode: 'partial', dryRun: false }))
      outcomes.push(outcome)
    t.match(outcomes, [
      { key: 'ye2024deep', contradictions: [{ field: 'issued', because: 'entered by hand' }] },
    ])
  })
  t.match(await publication('ye2024deep'), { issued: '2023' })
})

t.test('Ctrl-C ends an import between two entries, and the next one goes on', async (t) => {
  const { file, offprint, url } = desk(t)
  const many = Array.from(
    { length: 20_000 },
    (_, i) => `@misc{k${i}, title = {Number ${i} of many}, year = 2001}\n`,
  )
  const bib = file('many.bib', many.join(''))
  const env = { PATH: process.env.PATH, DATABASE_URL: url }
  const child = spawn(process.execPath, [main, 'import', bib], { env })
  let output = ''
  child.stdout.on('data', (data) => {
    output += data
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  // As soon as something is in.
  while (child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    if (existsSync(url.slice(5)) && (await countIn(url)) > 0) break
  }
  child.kill('SIGINT')
  t.equal(await ended, 130)
  const [, added] = /^\d+ read: (\d+) added.*; stopped before the end/.exec(output) ?? []
  t.equal(Number(added), await countIn(url), 'what it told is in')
  t.ok(Number(added) < many.length)
  t.match((await offprint([bib])).output, `${many.length} read: ${many.length - Number(added)} added`)
})

async function countIn(url: string): Promise<number> {
  const store = openStore(url)
  let count = 0
  for await (const batch of store.all()) count += batch.length
  await store.close()
  return count
}

t.test('a service is asked, and the next time only for what is new', async (t) => {
  const asked: string[] = []
  const server = createServer(({ url, headers }, response) => {
    asked.push(`${url} ${headers['if-none-match'] ?? ''}`)
    if (headers['if-none-match'] === '"1"') return response.writeHead(304).end()
    const work = {
      DOI: '10.1145/3638757',
      type: 'journal-article',
      title: ['Deep'],
      author: [{ given: 'Z.', family: 'Ye' }],
    }
    response.writeHead(200, { 'content-type': 'application/json', etag: '"1"' })
    response.end(JSON.stringify({ status: 'ok', 'message-type': 'work', message: work }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const environment = { SYNC_BASE_URLS: `crossref=http://127.0.0.1:${port}`, CONTACT: 'ada@example.org' }
  const { offprint } = desk(t)
  const from = ['--from', 'crossref:10.1145/3638757']
  t.match((await offprint([...from, '--dry-run'], '', environment)).output, '1 added')
  t.match(await offprint(from, '', environment), { code: 0, output: /1 read: 1 added/ })
  t.match((await offprint(from, '', environment)).output, '0 read')
  t.equal(asked.length, 3)
  t.match(asked[2], '"1"', 'the third time it asked whether anything is new')
  t.match(await offprint(['--from', 'orcd:0000']), { code: 2, errors: /Did you mean orcid/ })
})

const corpora = new URL('../../../shared/corpora/', import.meta.url).pathname
const isRead = (path: string) => /\.(?:bib|ris|nbib|enw|cff|isi)$/.test(path) || /csl.*\.json$/.test(path)

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory()
      ? filesIn(path)
      : isRead(path) && !path.includes('schema')
        ? [path]
        : []
  })
}

t.test(
  'every file of the corpora goes in, and again changes nothing',
  {
    skip: existsSync(corpora) ? false : 'no ../shared/corpora beside the project',
    // Twice 15,000 entries, on a machine that may have other things to do.
    timeout: 300_000,
  },
  async (t) => {
    const { offprint } = desk(t)
    const files = filesIn(corpora)
    const first = (await offprint([...files, '--json'])).json().summary
    t.ok(first.read > 14_000 && first.added > 11_000, JSON.stringify(first))
    t.equal(first.read, first.added + first.updated + first.unchanged + first.merged + first.refused)
    const { read, refused, ...counts } = (await offprint([...files, '--json'])).json().summary
    t.strictSame(counts, { added: 0, updated: 0, unchanged: read - refused, merged: 0 })
    t.equal(refused, first.refused)
  },
)
