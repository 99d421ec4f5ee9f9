/** Hayagriva: entries with their parents, and a file that Typst reads whatever the records hold. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { parse } from 'yaml'
import hayagriva from '../../src/formats/hayagriva.ts'
import { publication } from '../arbitrary/publication.ts'
import { optionalPackage, withoutPackage } from '../fixtures/packages.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import { stored, storedOnce, writeBatches, writeList } from '../fixtures/rendering.ts'

const compiler = '@myriaddreamin/typst-ts-node-compiler'
const typst = await optionalPackage(compiler)

type Input = Parameters<typeof recordOf>[0]
const entry = async (input: Input, more = {}) =>
  parse(await writeList(hayagriva, [recordOf(input)], more)).key

t.test('an article has its journal as parent', async (t) => {
  t.strictSame(
    await entry({
      title: 'Deep $n$ in <span class="nocase">GPU</span> {x}',
      contributors: [
        { role: 'author', given: 'Ludwig', particle: 'van', family: 'Beethoven' },
        { role: 'author', given: 'Charles', droppingParticle: 'de', family: 'Gaulle', suffix: 'Jr.' },
        { role: 'author', literal: 'Food, and Agriculture' },
        { role: 'translator', family: 'Choi' },
      ],
      venue: { name: 'ACM Computing Surveys', short: 'CSUR', issn: ['0360-0300'] },
      volume: '56',
      issue: '6',
      pages: '1-38',
      issued: '2024-06',
      publisher: 'ACM',
      identifiers: { doi: '10.1145/3638757' },
      language: 'zh-hans-cn',
    }),
    {
      type: 'article',
      title: 'Deep {n} in {GPU} \\{x\\}',
      author: [
        { name: 'van Beethoven', 'given-name': 'Ludwig' },
        { name: 'Gaulle', 'given-name': 'Charles', prefix: 'de', suffix: 'Jr.' },
        { name: 'Food, and Agriculture' },
      ],
      affiliated: [{ role: 'translator', names: [{ name: 'Choi' }] }],
      date: '2024-06',
      publisher: 'ACM',
      'page-range': '1-38',
      'serial-number': { doi: '10.1145/3638757' },
      language: 'zh-Hans-CN',
      parent: [
        {
          type: 'periodical',
          title: { value: 'ACM Computing Surveys', short: 'CSUR' },
          volume: '56',
          issue: '6',
          'serial-number': { issn: '0360-0300' },
        },
      ],
    },
  )
})

t.test('values by type', async (t) => {
  const cases: [Input, object][] = [
    [
      {
        type: 'chapter',
        venue: { name: 'Handbook' },
        publisher: 'Springer',
        place: 'Berlin',
        identifiers: { isbn: ['9780198526636'] },
        contributors: [{ role: 'editor', family: 'Lee' }],
        collectionTitle: 'LNCS',
        collectionNumber: '12',
      },
      {
        type: 'chapter',
        parent: [
          {
            type: 'book',
            title: 'Handbook',
            editor: [{ name: 'Lee' }],
            publisher: { name: 'Springer', location: 'Berlin' },
            'serial-number': { isbn: '9780198526636' },
            parent: { type: 'anthology', title: 'LNCS', volume: '12' },
          },
        ],
      },
    ],
    [
      { type: 'paper-conference', venue: { name: 'Proc.' }, eventTitle: 'SODA', eventPlace: 'Kraków' },
      {
        parent: [
          { type: 'proceedings', title: 'Proc.' },
          { type: 'conference', title: 'SODA', location: 'Kraków' },
        ],
      },
    ],
    [
      { type: 'book', collectionTitle: 'LNCS' },
      { type: 'book', parent: [{ type: 'anthology', title: 'LNCS' }] },
    ],
    [
      { type: 'article', identifiers: { arxiv: '2403.07648' } },
      { 'serial-number': { arxiv: '2403.07648' }, parent: [{ type: 'repository', title: 'arXiv' }] },
    ],
    [
      { type: 'software', softwareVersion: '1.0' },
      { type: 'repository', 'serial-number': { version: '1.0' } },
    ],
    [{ status: 'submitted' }, { type: 'manuscript' }],
    [{ issued: '0980~' }, { date: '~0980' }],
    [{ issued: '2017-22' }, { date: '2017' }],
    [{ issued: '-0380' }, { date: '-0380' }],
    [
      { url: 'https://a.org/', accessed: '2024-02-29' },
      { url: { value: 'https://a.org/', date: '2024-02-29' } },
    ],
  ]
  for (const [input, expected] of cases) t.match(await entry(input), expected, JSON.stringify(input))
  const short = await entry({ venue: { name: 'Journal', short: 'J' } }, { venueName: 'short' })
  t.match(short.parent, [{ title: 'J' }])
  t.notOk('language' in (await entry({ language: 'not a tag' })), 'what Typst cannot read is left out')
})

t.test('no text changes the structure or itself', async (t) => {
  const unescaped = (text: string) => text.replace(/\\([\\{}$])/g, '$1')
  await fc.assert(
    fc.asyncProperty(fc.array(publication(), { maxLength: 3 }), async (given) => {
      const records = storedOnce(given)
      const batches = records.map((record) => [record])
      const file = parse(await writeBatches(hayagriva, batches)) ?? {}
      assert.deepEqual(new Set(Object.keys(file)), new Set(records.map(({ key }) => key)))
      for (const { key, publication } of records) {
        assert.equal(file[key].edition, publication.edition?.toWellFormed())
        if (publication.genre) assert.equal(unescaped(file[key].genre), publication.genre.toWellFormed())
      }
    }),
  )
  t.pass('held')
})

t.test('Typst reads every record', { skip: withoutPackage(compiler, typst) }, async (t) => {
  const { NodeCompiler } = typst
  /** @returns what Typst complains of */
  const read = (text: string, style: string) => {
    const workspace = mkdtempSync(join(tmpdir(), 'typst-'))
    try {
      writeFileSync(join(workspace, 'works.yaml'), text)
      const instance = NodeCompiler.create({ workspace })
      const mainFileContent = `#bibliography("works.yaml", full: true, style: "${style}")`
      const done = instance.compile({ mainFileContent })
      return done.result ? undefined : JSON.stringify(instance.fetchDiagnostics(done.takeDiagnostics()))
    } finally {
      rmSync(workspace, { recursive: true })
    }
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(publication(), { minLength: 5, maxLength: 10 }),
      fc.constantFrom('apa', 'ieee', 'chicago-notes'),
      async (given, style) => {
        const text = await writeList(hayagriva, storedOnce(given))
        assert.equal(read(text, style), undefined, text)
      },
    ),
    { numRuns: 20, endOnFailure: true },
  )
  t.equal(read(await writeList(hayagriva, []), 'apa'), undefined, 'an empty list is an empty bibliography')
  t.ok(read('a: {type: nonsense}', 'apa'), 'it refuses what is not valid')
  t.equal(
    read(await writeList(hayagriva, [stored(recordOf({ contributors: [author('Ye')] }).publication)]), 'apa'),
    undefined,
  )
})
