/** Where fields come from, what a person changed and locked, and publications put together and taken apart again. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { combine, separate } from '../../src/importing/run/combine.ts'
import { changeHeld } from '../../src/importing/run/held.ts'
import type { Store } from '../../src/model/store.ts'
import { desk } from './desk.ts'

const main = join(import.meta.dirname, '../../dist/cli/main.js')
const deep = `@article{deep, author = {Ye, Zhisheng and Chen, B.}, title = {Deep Learning in {GPU} Datacenters},
  journal = {ACM Computing Surveys}, year = 2024, doi = {10.1145/3638757}, keywords = {GPU, cloud}}\n`
const same = `@article{same, author = {Ye, Zhisheng and Chen, Bo}, title = {Deep learning in GPU datacenters: A survey},
  journal = {CSUR}, year = 2024, month = mar, volume = 56, doi = {10.1145/3638757}, keywords = {survey}}\n`
const other =
  '@article{other, author = {Zed, A.}, title = {Quite another thing}, journal = {J}, year = 2020, note = {N}}\n'

interface Shown {
  fields: { field: string; value: unknown; source?: { source: string; entry: string }; locked: boolean }[]
  joined: { entry: string }[]
}

function bench(t: Parameters<typeof desk>[0]) {
  const { offprint, ...others } = desk(t)
  const run = async (...args: string[]) => {
    const done = await offprint(args)
    t.equal(done.code, 0, `${args.join(' ')}: ${done.errors}`)
    return done.output
  }
  return {
    ...others,
    offprint,
    run,
    async sources(key: string) {
      const { fields } = JSON.parse(await run('edit', key, '--json')) as Shown
      return Object.fromEntries(fields.map(({ field, source }) => [field, source?.entry]))
    },
  }
}

t.test('each field knows its source; the richer of two sources stands', async (t) => {
  const { file, run, sources, publication } = bench(t)
  await run('import', file('a.bib', deep), file('b.bib', same))
  const { title, issued, venue } = (await publication('deep'))!
  t.strictSame(
    { title, issued, venue },
    {
      title: 'Deep learning in GPU datacenters: A survey',
      issued: '2024-03',
      venue: { name: 'ACM Computing Surveys' },
    },
  )
  t.match(await sources('deep'), {
    title: 'same',
    issued: 'same',
    volume: 'same',
    venue: 'deep',
    type: 'deep',
  })
  await run('edit', 'deep', 'volume=57')
  t.equal((await sources('deep')).volume, undefined, "it is a person's now")
})

t.test('what a person entered is never replaced, only shown beside what the source says', async (t) => {
  const { file, run, publication } = bench(t)
  const path = file('a.bib', deep)
  await run('import', path)
  await run('edit', 'deep', 'title=Mine', 'tags=["cloud", "own"]', '--unset', 'venue', '--lock', 'issued')
  writeFileSync(
    path,
    deep.replace('Deep Learning', 'Deeper').replace('2024', '2025').replace('cloud', 'edge'),
  )
  const dry = await run('import', path, '--dry-run')
  t.match(
    dry,
    /= title: "Mine" \(stays: entered by hand\)\n {2}≠ title: "Deeper in GPU Datacenters" \(.*a\.bib\)/,
  )
  t.match(dry, /= issued: "2024" \(stays: locked\)/)
  await run('import', path)
  const { title, tags, venue, issued } = (await publication('deep'))!
  t.strictSame(
    { title, tags, venue, issued },
    { title: 'Mine', tags: ['own', 'edge'], venue: undefined, issued: '2024' },
    'of the keywords the source took one out and put one in; a person had taken out another',
  )
  await run('edit', 'deep', '--unlock', 'issued')
  writeFileSync(path, deep.replace('2024', '2026'))
  await run('import', path)
  t.equal((await publication('deep'))?.issued, '2026', 'unlocked, the source may change it')
})

t.test('a wrong merge of an import is undone, and the next import knows it', async (t) => {
  const { file, run, offprint, publication, store } = bench(t)
  const files = [file('a.bib', deep), file('b.bib', same)]
  await run('import', ...files)
  const dry = await run('unmerge', 'same', '--dry-run')
  t.match(dry, /deep → same \(a dry run/)
  await run('edit', 'deep', 'volume=99')
  t.match(await run('unmerge', 'deep', 'same'), /changed since, and left as it is: volume/)
  t.match(await publication('same'), { volume: '56', venue: { name: 'CSUR' } })
  t.match(await publication('deep'), { issued: '2024', volume: '99', tags: ['GPU', 'cloud'] })
  t.equal((await publication('deep'))?.aliases, undefined)
  t.match(await run('import', ...files), '0 added, 0 updated, 2 unchanged, 0 merged')
  t.match(await offprint(['unmerge', 'same']), { code: 1, errors: /Nothing was put into same/ })
  t.equal((await store((store) => store.provenance('same'))).given.length, 1)
})

t.test('merged by hand and taken apart again, every publication is what it was', async (t) => {
  const { file, run, offprint, publication } = bench(t)
  const path = file('a.bib', deep + other)
  await run('import', path)
  const before = [await publication('deep'), await publication('other')]
  t.match(await run('merge', 'deep', 'other', '--dry-run'), /note: "N"/)
  t.match(await publication('other'), { title: /another/ }, 'a dry run changes nothing')
  await run('merge', 'deep', 'other')
  t.match(await publication('deep'), { aliases: ['other'], note: 'N', title: /Deep/ })
  t.match(await run('get', '/publications?q=another'), '"total":0', 'it is out of the index')
  t.match(await run('get', '-i', '/publications/other'), /HTTP\/1.1 30\d[\s\S]*location: .*deep/)
  t.match(
    await run('import', path),
    '0 added, 0 updated, 2 unchanged',
    'its entry is known under the other key',
  )
  await run('unmerge', 'other')
  const after = [await publication('deep'), await publication('other')]
  const content = (list: typeof after) =>
    list.map((one) => ({ ...one, version: 0, created: '', updated: '' }))
  t.strictSame(content(after), content(before))
  t.match(await run('get', '/publications?q=another'), '"total":1')
  t.match(await run('import', path), '2 unchanged')
  t.match(await offprint(['merge', 'deep', 'dep']), {
    code: 1,
    errors: /no publication "dep". Did you mean deep/,
  })
  t.match(await offprint(['merge', 'deep', 'deep']), { code: 1, errors: /one publication already/ })
})

t.test('an edit is checked', async (t) => {
  const { file, run, offprint } = bench(t)
  await run('import', file('a.bib', deep))
  t.match(await offprint(['edit', 'deep', 'titel=x']), { code: 2, errors: /Did you mean title/ })
  t.match(await offprint(['edit', 'deep', 'type=bok']), { code: 2, errors: /type has to be one of/ })
  t.match(await offprint(['edit', 'deep', 'key=x']), { code: 2, errors: /never changes/ })
  t.match(await offprint(['edit', 'deep', 'nonsense']), { code: 2, errors: /no FIELD=VALUE/ })
  t.match(await run('edit', 'deep', 'venue.short=CSUR'), /"short":"CSUR"/)
})

t.test('a person of a file is recognised and completed, never replaced', async (t) => {
  const { file, run, store } = bench(t)
  const resume = {
    basics: { name: 'Zhisheng Ye', email: 'ye@example.org', summary: 'Of clusters.' },
    education: [{ institution: 'Peking University', studyType: 'PhD', startDate: '2020-09' }],
  }
  const path = file('resume.json', JSON.stringify(resume))
  t.match(await run('import', path, '--format', 'jsonresume'), '1 read: 1 added')
  const person = () => store((store) => store.person('zhisheng-ye'))
  t.match(await person(), { family: 'Ye', email: 'ye@example.org', biography: 'Of clusters.' })
  t.match(await store((store) => store.affiliations('zhisheng-ye', {})), [
    { kind: 'education', organization: { name: 'Peking University' } },
  ])
  writeFileSync(
    path,
    JSON.stringify({ ...resume, basics: { ...resume.basics, summary: 'Of boats.', label: 'PhD' } }),
  )
  await run('import', path, '--format', 'jsonresume')
  t.equal((await person())?.biography, 'Of clusters.')
  t.match(await run('import', path, '--format', 'jsonresume'), '1 unchanged')
  t.equal((await store((store) => store.affiliations('zhisheng-ye', {}))).length, 1)
})

t.test(
  'what is edited by hand has to be what it says it is; what was wrong before is no hindrance',
  async (t) => {
    const { offprint, run, store, publication } = bench(t)
    const identifiers = { doi: 'not one' }
    await store((store) =>
      store.save({ publications: [{ key: 'a', type: 'book', title: 'T', identifiers }] }),
    )
    await run('edit', 'a', 'title=Another')
    for (const [change, message] of [
      ['identifiers.doi=10', '"10": is not a DOI, such as 10.1145/3638757'],
      ['identifiers.isbn=["123"]', '"123": is not an ISBN, or its check digit is wrong'],
      ['issued=2021-02-30', '"2021-02-30": there is no such day'],
    ] as const) {
      const { code, errors } = await offprint(['edit', 'a', change])
      t.equal(code, 2, change)
      t.match(errors, message)
    }
    await run('edit', 'a', 'identifiers.doi=10.1145/3638757')
    t.match(await publication('a'), { title: 'Another', identifiers: { doi: '10.1145/3638757' } })
  },
)

t.test(
  'what was locked and edited in a publication that was merged is so again, also in a copy of the store',
  async (t) => {
    const [one, copy] = [bench(t), bench(t)]
    const whole = async ({ run }: typeof one) => (await run('export', '--whole')).split('\n').sort()
    await one.run('import', one.file('a.bib', deep + other))
    await one.run('edit', 'other', 'note=Mine', 'visibility=hidden', '--lock', 'venue', '--lock', 'note')
    const before = await whole(one)
    const { output } = await one.offprint(['merge', 'deep', 'other', '--dry-run'])
    t.notMatch(output, 'undefined')
    await one.run('merge', 'deep', 'other')
    t.notMatch(await one.run('edit', 'deep'), 'locked', 'the locks of the other are not those of this one')
    await copy.run('seed', copy.file('whole.ndjson', await one.run('export', '--whole')))
    for (const store of [one, copy]) {
      await store.run('unmerge', 'other')
      t.strictSame(await whole(store), before)
    }
  },
)

t.test('what another process writes between reading and writing is not lost', async (t) => {
  const { file, run, publication, offprint, store, url } = bench(t)
  await run('import', file('a.bib', deep), file('b.bib', other))
  // Each of them reads, and writes all of the publication; all begin at once.
  const fields = ['note', 'publisher', 'place', 'language', 'genre', 'edition']
  const done = await Promise.all(fields.map((field) => offprint(['edit', 'deep', `${field}=x${field}`])))
  t.strictSame(
    done.map(({ code, errors }) => `${code}${errors}`),
    fields.map(() => '0'),
  )
  const now = (await publication('deep')) as unknown as Record<string, unknown>
  for (const field of fields) t.equal(now[field], `x${field}`)

  /** The store as it is to a slow one: another process changes a publication after this has read it. */
  const slow = (real: Store, key: string, ...change: string[]): Store => {
    let isDone = false
    return new Proxy(real, {
      get(target, name: keyof Store) {
        const own = target[name] as (...args: unknown[]) => unknown
        if (name !== 'save') return own.bind(target)
        return async (batch: unknown) => {
          if (!isDone) {
            isDone = true
            execFileSync(process.execPath, [main, 'edit', key, ...change], {
              env: { PATH: process.env.PATH, DATABASE_URL: url },
            })
          }
          return own.call(target, batch)
        }
      },
    })
  }
  await store(async (real) => {
    await changeHeld(slow(real, 'deep', 'issue=7'), 'deep', (one) => ({ ...one, volume: '12' }))
    await combine(slow(real, 'other', 'abstract=Theirs'), 'deep', 'other')
  })
  t.match(await publication('deep'), { issue: '7', volume: '12', abstract: 'Theirs', aliases: ['other'] })
  await store((real) => separate(slow(real, 'deep', 'scale=1:2'), 'other'))
  t.match(await publication('other'), { abstract: 'Theirs', title: 'Quite another thing' })
  const left = await publication('deep')
  t.match(left, { scale: '1:2', volume: '12' })
  t.notOk(left!.abstract)
})
