/** CSV: strict RFC 4180, no cell a spreadsheet would run, and the same table whatever the records hold. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import csv from '../../src/formats/csv.ts'
import { publication } from '../arbitrary/publication.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import { stored, writeBatches, writeList } from '../fixtures/rendering.ts'

/** The grammar of RFC 4180, section 2, and nothing beside it. */
function parse(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  while (field.lastIndex < text.length) {
    const at = field.lastIndex
    const match = field.exec(text)
    assert.ok(match, `no field at ${at}: ${text.slice(at, at + 40)}`)
    row.push(match[1]?.replaceAll('""', '"') ?? match[2]!)
    if (match[3] === '\r\n') {
      rows.push(row)
      row = []
    }
  }
  assert.equal(row.length, 0, 'the last row ends')
  return rows
}

const tables = (rows: string[][]) =>
  rows.slice(1).map((row) => Object.fromEntries(row.map((cell, i) => [rows[0]![i]!, cell])))

t.test('a publication is a row under its columns', async (t) => {
  const [row] = tables(
    parse(
      await writeList(csv, [
        recordOf({
          key: 'ye2024deep',
          title: 'Deep, "wide" <i>and</i> $n$',
          contributors: [
            author('Ye', 'Zhisheng'),
            { role: 'author', given: 'Ludwig', particle: 'van', family: 'Beethoven', suffix: 'Jr.' },
            { role: 'author', literal: 'WHO' },
            { role: 'editor', family: 'Lee' },
          ],
          venue: { name: 'ACM Computing Surveys', short: 'CSUR', issn: ['0360-0300', '1557-7341'] },
          issued: '2024-06',
          identifiers: { doi: '10.1145/3638757', dblp: 'a/b' },
          links: [{ kind: 'pdf', url: 'https://a.org/x.pdf' }],
          tags: ['GPU', 'a; b'],
        }),
      ]),
    ),
  )
  t.match(row, {
    key: 'ye2024deep',
    status: 'published',
    title: 'Deep, "wide" and n',
    authors: 'Ye, Zhisheng; van Beethoven, Jr., Ludwig; WHO',
    editors: 'Lee',
    issued: '2024-06',
    venue: 'ACM Computing Surveys',
    venue_short: 'CSUR',
    issn: '0360-0300; 1557-7341',
    doi: '10.1145/3638757',
    dblp: 'a/b',
    url: 'https://doi.org/10.1145/3638757',
    pdf: 'https://a.org/x.pdf',
    tags: 'GPU; a; b',
    volume: '',
    self: 'https://example.org/publications/ye2024deep',
  })
})

t.test('no publications leave the header', async (t) => {
  t.equal(parse(await writeList(csv, [])).length, 1)
})

t.test('a cell that a spreadsheet would run gets an apostrophe', async (t) => {
  for (const title of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']) {
    const [row] = tables(parse(await writeList(csv, [recordOf({ title })])))
    t.equal(row!.title, `'${title}`)
  }
  const [row] = tables(parse(await writeList(csv, [stored({ ...recordOf({}).publication, year: -380 })])))
  t.equal(row!.year, '-380', 'a number of ours stays a number')
})

t.test('every text stays in its cell', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(publication(), { maxLength: 4 }), async (given) => {
      const rows = parse(
        await writeBatches(
          csv,
          given.map((one) => [stored(one)]),
        ),
      )
      assert.equal(rows.length, given.length + 1)
      for (const [i, row] of tables(rows).entries()) {
        assert.equal(rows[i + 1]!.length, rows[0]!.length)
        const { key, volume } = given[i]!
        assert.equal(row.key!.replace(/^'(?=[-])/, ''), key)
        assert.equal(row.volume!.replace(/^'(?=[=+\-@\t\r])/, ''), volume ?? '')
        for (const [name, value] of Object.entries(row)) {
          if (name !== 'year') assert.doesNotMatch(value, /^[=+\-@\t\r]/)
        }
      }
    }),
  )
  t.pass('held')
})
