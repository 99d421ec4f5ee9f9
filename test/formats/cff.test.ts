/** CFF: valid under the official schema whatever the records hold, and the texts as they were. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { parse } from 'yaml'
import cff from '../../src/formats/cff.ts'
import { renderItem } from '../../src/rendering/format.ts'
import { publication } from '../arbitrary/publication.ts'
import { optionalPackage, withoutPackage } from '../fixtures/packages.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import { context, stored, storedOnce, writeBatches, writeList } from '../fixtures/rendering.ts'

const ajv = await optionalPackage('ajv')
const formats = await optionalPackage('ajv-formats')
/** It carries the official schema, which is in no package of its own, in a module beside its entrance. */
const cffjs = await optionalPackage('cffjs', 'schema.js')
const skip =
  withoutPackage('ajv', ajv) || withoutPackage('ajv-formats', formats) || withoutPackage('cffjs', cffjs)

type Input = Parameters<typeof recordOf>[0]
const item = async (input: Input) => parse(await renderItem(cff, recordOf(input), context))
const cited = async (input: Input) => (await item(input))['preferred-citation']

t.test('software and datasets are described directly', async (t) => {
  t.strictSame(
    await item({
      key: 'hydro',
      type: 'software',
      title: 'Hydro',
      softwareVersion: '1.10',
      issued: '2023-07-10',
      license: 'Apache-2.0',
      contributors: [
        { ...author('Hu', 'Qinghao'), orcid: '0000-0002-1825-0097', affiliations: [{ name: 'NTU' }] },
      ],
      identifiers: { doi: '10.5281/zenodo.1' },
      links: [{ kind: 'code', url: 'https://github.com/S-Lab-System-Group/Hydro' }],
      tags: ['GPU', 'no'],
    }),
    {
      'cff-version': '1.2.0',
      message: 'If you use this software, please cite it as below.',
      type: 'software',
      title: 'Hydro',
      authors: [
        {
          'given-names': 'Qinghao',
          'family-names': 'Hu',
          affiliation: 'NTU',
          orcid: 'https://orcid.org/0000-0002-1825-0097',
        },
      ],
      version: '1.10',
      doi: '10.5281/zenodo.1',
      url: 'https://doi.org/10.5281/zenodo.1',
      'repository-code': 'https://github.com/S-Lab-System-Group/Hydro',
      license: 'Apache-2.0',
      keywords: ['GPU', 'no'],
      identifiers: [
        {
          type: 'url',
          value: 'https://example.org/publications/hydro',
          description: 'The record of this work',
        },
      ],
      'date-released': '2023-07-10',
    },
  )
  t.equal((await item({ type: 'dataset' })).type, 'dataset')
})

t.test('any other work is the preferred citation of a file for its code', async (t) => {
  const file = await item({
    title: 'Deep Learning',
    contributors: [author('Ye', 'Zhisheng')],
    venue: { name: 'ACM Computing Surveys', issn: ['0360-0300'] },
    volume: '56',
    issue: '6',
    pages: '1–38',
    issued: '2023-12-27',
    links: [{ kind: 'code', url: 'https://github.com/a/b' }],
  })
  t.equal(file['repository-code'], 'https://github.com/a/b')
  t.notOk('type' in file)
  t.match(file['preferred-citation'], {
    type: 'article',
    journal: 'ACM Computing Surveys',
    issn: '0360-0300',
    volume: 56,
    issue: '6',
    start: 1,
    end: 38,
    year: 2023,
    month: 12,
    'date-published': '2023-12-27',
  })
})

t.test('values by type', async (t) => {
  const venue = { name: 'Proc. of SODA' }
  const cases: [Input, object][] = [
    [
      { type: 'paper-conference', venue },
      { 'collection-title': 'Proc. of SODA', conference: { name: 'Proc. of SODA' } },
    ],
    [
      {
        type: 'paper-conference',
        venue,
        eventTitle: 'SODA',
        eventPlace: 'Kraków',
        eventDate: '2020-01-05/2020-01-08',
      },
      {
        conference: {
          name: 'SODA',
          location: 'Kraków',
          'date-start': '2020-01-05',
          'date-end': '2020-01-08',
        },
      },
    ],
    [
      { type: 'thesis', genre: 'PhD thesis', publisher: 'PKU' },
      { 'thesis-type': 'PhD thesis', institution: { name: 'PKU' } },
    ],
    [
      { type: 'book', publisher: 'MIT Press', place: 'Cambridge' },
      { publisher: { name: 'MIT Press', address: 'Cambridge' } },
    ],
    [
      { status: 'accepted', issued: '2024' },
      { type: 'article', status: 'in-press' },
    ],
    [{ status: 'submitted' }, { type: 'unpublished', status: 'submitted' }],
    [{ type: 'article' }, { status: 'preprint' }],
    [{ type: 'event' }, { type: 'conference' }],
    [{ type: 'treaty' }, { type: 'legal-rule' }],
    [{ type: 'document' }, { type: 'generic' }],
    [{ volume: 'III' }, { 'volume-title': 'III' }],
    [{ pages: 'e12–e15' }, { notes: 'Pages e12–e15' }],
    [{ pages: '17-42, 99' }, { start: 17, end: 99 }],
    [{ language: 'zh-CN' }, { languages: ['zh'] }],
    [{ license: 'XYZ-1.0' }, { 'license-url': 'https://spdx.org/licenses/XYZ-1.0.html' }],
    [{ url: 'https://例え.テスト/a[1]' }, { url: 'https://xn--r8jz45g.xn--zckzah/a%5B1%5D' }],
    [{ contributors: [{ role: 'author', literal: 'WHO' }] }, { authors: [{ name: 'WHO' }] }],
    [{ publisher: 'WHO' }, { authors: [{ name: 'WHO' }] }],
    [{}, { authors: [{ name: 'Anonymous' }] }],
    [
      {
        contributors: [
          { role: 'author', given: 'Ludwig', particle: 'van', family: 'Beethoven', suffix: 'Jr.' },
        ],
      },
      { authors: [{ 'name-particle': 'van', 'family-names': 'Beethoven', 'name-suffix': 'Jr.' }] },
    ],
  ]
  for (const [input, expected] of cases) t.match(await cited(input), expected, JSON.stringify(input))
  t.notOk('year' in (await cited({ issued: '-0380' })))
  t.notOk('date-published' in (await cited({ issued: '2024-04' })))
  const odd = await cited({ identifiers: { doi: '10.1002/(SICI)1<2::3>4' } })
  t.notOk('doi' in odd)
  t.match(odd.identifiers, [{}, { type: 'other', value: 'doi:10.1002/(SICI)1<2::3>4' }])
})

t.test('a list has its publications as references, and none where there are none', async (t) => {
  const batches = [[recordOf({ key: 'a', title: 'A' })], [recordOf({ key: 'b', title: 'no' })]]
  const file = parse(await writeBatches(cff, batches))
  t.equal(file.title, 'Publications')
  t.strictSame(
    file.references.map(({ title }: { title: string }) => title),
    ['A', 'no'],
  )
  t.notOk('references' in parse(await writeList(cff, [])))
})

t.test('no text changes the structure or itself', async (t) => {
  await fc.assert(
    fc.asyncProperty(publication(), async (given) => {
      const file = parse(await renderItem(cff, stored(given), context))
      const work = file['preferred-citation'] ?? file
      if (given.tags)
        assert.deepEqual(
          work.keywords,
          given.tags.map((tag) => tag.toWellFormed()),
        )
      if (work !== file) assert.equal(work.issue, given.issue?.toWellFormed())
      assert.equal(file['cff-version'], '1.2.0')
    }),
  )
  t.pass('held')
})

t.test('every file is valid under the official schema', { skip }, async (t) => {
  const validator = new ajv.default({ strict: false })
  formats.default.default(validator)
  const validate = validator.compile(cffjs.schema)
  const check = (text: string) =>
    assert.ok(validate(parse(text)), `${JSON.stringify(validate.errors)}\n${text}`)
  await fc.assert(
    fc.asyncProperty(fc.array(publication(), { maxLength: 3 }), async (given) => {
      const records = storedOnce(given)
      check(await writeList(cff, records))
      for (const record of records) check(await renderItem(cff, record, context))
    }),
    { numRuns: 300 },
  )
  t.notOk(validate({ 'cff-version': '1.2.0' }), 'the schema refuses what is not valid')
})
