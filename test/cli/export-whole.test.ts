/** A whole store goes out and comes in again, equal to the byte: as lines, and as a folder that a person keeps in git. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import type { PublicationInput } from '../../src/model/publication.ts'
import { publicationInput } from '../arbitrary/publication.ts'
import { library } from '../library.ts'
import { desk } from './desk.ts'

type Desk = ReturnType<typeof desk>

/** What an export of everything has said, and another one after it went into an empty store. */
async function thereAndBack(t: Test, { offprint, path }: Desk) {
  const empty = desk(t)
  const lines = (await offprint(['export', '--whole'])).output
  const back = await empty.offprint(['seed', empty.file('whole.ndjson', lines)])
  t.equal(back.code, 0, back.errors.slice(0, 500))
  t.ok((await empty.offprint(['export', '--whole'])).output === lines, 'the same lines')
  const folder = path('folder')
  t.match(await offprint(['export', '--folder', folder]), { code: 0, output: /, 0 removed\n$/ })
  const other = desk(t)
  const filled = await other.offprint(['seed', folder])
  t.equal(filled.code, 0, filled.errors.slice(0, 500))
  t.match(await other.offprint(['export', '--folder', other.path('folder')]), { code: 0 })
  execFileSync('diff', ['-r', folder, other.path('folder')])
  t.pass('the same folder')
  return { lines, folder }
}

t.test('people, groups, hidden publications, old keys, sources and locks', async (t) => {
  const one = desk(t)
  await one.store((store) => store.save(library))
  await one.store((store) =>
    store.save({
      affiliations: [
        {
          person: 'ada-muller',
          affiliations: [{ kind: 'education', role: 'PhD', end: '2015', area: 'Streets' }],
        },
      ],
      publications: [
        {
          key: 'secret',
          type: 'report',
          // LINE SEPARATOR and NEXT LINE end no line of JSON.
          title: 'Hidden: "a" # b\n c\u2028d\u0085e',
          visibility: 'hidden',
          aliases: ['old-secret'],
        },
        {
          key: 'odd:1',
          type: 'book',
          title: 'Kept',
          custom: { n: 5, t: '5', list: [1.5, null, true, {}, []] },
        },
      ],
    }),
  )
  const bib = one.file(
    'a.bib',
    '@article{imported, title = {Imported}, author = {A, B}, year = 2001, odd = {kept}}\n',
  )
  await one.offprint(['import', bib])
  await one.offprint(['edit', 'imported', '--lock', 'title'])
  const { lines, folder } = await thereAndBack(t, one)
  t.match(lines, /"visibility":"hidden"/)
  t.match(lines, /"locked":\["title"\]/)
  t.match(lines, /"given":\[\{"source":"[^"]*a\.bib","entry":"imported"/)
  t.match(readFileSync(join(folder, 'publications/imported.yaml'), 'utf8'), /odd: kept/)
  t.notMatch(readFileSync(join(folder, 'publications.bib'), 'utf8'), /Hidden/)
  const again = desk(t)
  await again.offprint(['seed', folder])
  t.match(await again.offprint(['import', bib]), { output: /1 unchanged/ }, 'it is known where it came from')
  t.match((await again.publication('odd:1'))?.custom, { n: 5, t: '5' })
})

t.test('any publication at all', { timeout: 120_000 }, async (t) => {
  const publications = fc.sample(publicationInput(), { numRuns: 300, seed: 20 }) as PublicationInput[]
  const one = desk(t)
  await one.store(async (store) => {
    for (const [i, publication] of publications.entries()) {
      const { aliases: _, groups: __, ...rest } = publication
      const contributors = rest.contributors?.map(({ person: _, ...contributor }) => contributor)
      const kept = { ...rest, ...(contributors ? { contributors } : {}) } as PublicationInput
      await store.save({ publications: [{ ...kept, key: `key${i}` }] })
    }
  })
  await thereAndBack(t, one)
})

const corpora = join(import.meta.dirname, '../../../shared/corpora/bib')
t.test(
  'whole libraries',
  { skip: existsSync(corpora) ? false : 'no corpora here', timeout: 300_000 },
  async (t) => {
    const files = (readdirSync(corpora, { recursive: true }) as string[]).filter((name) =>
      name.endsWith('.bib'),
    )
    const one = desk(t)
    await one.offprint(['import', '--quiet', ...files.map((name) => join(corpora, name))])
    const { lines } = await thereAndBack(t, one)
    t.ok(lines.split('\n').length > 5000)
  },
)

t.test('a folder keeps what others wrote, and loses what is gone', async (t) => {
  const { offprint, path, store } = desk(t)
  await store((store) => store.save(library))
  const folder = path('kept')
  await offprint(['export', '--folder', folder])
  writeFileSync(join(folder, 'notes.md'), 'Mine.')
  t.match(await offprint(['export', '--folder', folder]), { output: /, 0 new or changed, 0 removed/ })
  await store((store) =>
    store.save({ replaced: [{ key: 'muller2021lodz', by: library.publications![1]!.key! }] }),
  )
  t.match((await offprint(['export', '--folder', folder, '--json'])).json(), { removed: 1 })
  t.notOk(existsSync(join(folder, 'publications/muller2021lodz.yaml')))
  t.equal(readFileSync(join(folder, 'notes.md'), 'utf8'), 'Mine.')
  rmSync(join(folder, '.offprint-files'))
  writeFileSync(join(folder, 'publications.bib'), 'Mine.')
  t.match(await offprint(['export', '--folder', folder]), {
    code: 1,
    errors: /not written by an export: --force/,
  })
  t.equal(readFileSync(join(folder, 'publications.bib'), 'utf8'), 'Mine.')
  t.match(await offprint(['export', '--folder', folder, '--force']), { code: 0 })
})

t.test('a damaged file changes nothing, and wrong calls say what would be right', async (t) => {
  const { offprint, file, store } = desk(t)
  const lines = ['{"offprint":"whole"}', '{"publication":{"key":"a","type":"book","title":"A"}}']
  const damaged = [
    ...lines,
    '{"publication":{"key":"b","type":"bok","title":"B"}}',
    '{"publication"',
    '{"pub":1}',
  ]
  const refused = await offprint(['seed', file('damaged.ndjson', damaged.join('\n'))])
  t.equal(refused.code, 1)
  t.match(refused.errors, /damaged\.ndjson:3:1: publication\.type: /)
  t.match(refused.errors, /damaged\.ndjson:4:1: this is not JSON/)
  t.match(refused.errors, /damaged\.ndjson:5:1: pub: a whole store has no such part/)
  t.ok(await store((store) => store.isEmpty()))
  t.match(await offprint(['seed', file('list.ndjson', lines[1]!)]), {
    code: 1,
    errors: /first line of a whole store/,
  })
  t.match(await offprint(['import', file('whole.ndjson', lines.join('\n'))]), {
    code: 0,
    output: /1 read: 1 added/,
  })
  t.match(await offprint(['export', '--whole', '--static', 'x']), { code: 2, errors: /One export at a time/ })
  t.match(await offprint(['export', '--statik', 'x']), { code: 2, errors: /Did you mean|no parameter/ })
})
