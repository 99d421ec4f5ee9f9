/** JSON read: our own in both forms, and CSL-JSON; what is written comes back equal, and damage stays where it is. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import csl from '../../src/formats/csl.ts'
import json from '../../src/formats/json.ts'
import ndjson from '../../src/formats/ndjson.ts'
import type { Reader } from '../../src/importing/reader.ts'
import { reader as cslReader } from '../../src/importing/readers/csl.ts'
import { reader as jsonReader } from '../../src/importing/readers/json.ts'
import { reader as ndjsonReader } from '../../src/importing/readers/ndjson.ts'
import { recogniseReader } from '../../src/importing/readers.ts'
import type { Format } from '../../src/rendering/format.ts'
import { publication } from '../arbitrary/publication.ts'
import {
  assertAnyBytes,
  assertWhole,
  corpusFiles,
  noCorpora,
  readAll,
  readCorpus,
  said,
} from '../fixtures/reading.ts'
import { storedOnce, writeList } from '../fixtures/rendering.ts'

const pairs: [Format, Reader][] = [
  [json, jsonReader],
  [ndjson, ndjsonReader],
  [csl, cslReader],
]
for (const [format, reader] of pairs) {
  t.test(`${format.name}: what is written comes back equal, in pieces of any size`, async (t) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(publication(), { maxLength: 4 }),
        fc.integer({ min: 1, max: 500 }),
        async (publications, size) => {
          const records = storedOnce(publications)
          const entries = await readAll(reader, await writeList(format, records), size)
          const expected = records.map(({ publication }) => {
            const { year, created, updated, version, ...input } = publication
            return input
          })
          assert.deepEqual(
            entries.map((entry) => entry.publication),
            JSON.parse(JSON.stringify(expected)),
          )
        },
      ),
      { numRuns: 60 },
    )
    t.pass('held')
  })
}

t.test('one bad item costs no other, and is named with its line', async (t) => {
  const text = `{"total": 3, "items": [
  {"key":"a","type":"book","title":"A"},
  {"key":"b","type":"book","title":"B
  },
  {"key":"c","type":"book" "title":"C"},
  {"key":"d","type":"book","title":"D","contributors":[{"role":"author","family":"Y"]},
  7,
  {"key":"e","type":"book","title":"E","year":2000,"self":"https://x","colour":"red"}
], "after": [1]}`
  const entries = await readAll(jsonReader, text, 7)
  t.strictSame(
    entries.map(({ publication }) => publication?.key),
    ['a', undefined, undefined, undefined, undefined, 'e'],
  )
  t.strictSame(
    said(entries).map((line) => line.replace(/JSON: .*/, 'JSON')),
    [
      '3:38 error the item is not JSON',
      '5:28 error the item is not JSON',
      '6:85 error the item is not JSON',
      '7:3 error an item has to be a map in braces',
      '8:3 warning a publication has no such field; it is kept in extra',
    ],
  )
  t.strictSame(entries.at(-1)!.publication, {
    key: 'e',
    type: 'book',
    title: 'E',
    extra: { json: { colour: 'red' } },
  })
})

t.test('a field that the schema does not allow is left out with a warning, and kept', async (t) => {
  const [entry] = await readAll(
    jsonReader,
    '{"key":"a","type":"book","title":"A","issued":"last year","links":[{"kind":"pdf"},{"kind":"weird","url":"https://a.b"}],"tags":["x"]}',
  )
  t.strictSame(entry!.publication, {
    key: 'a',
    type: 'book',
    title: 'A',
    tags: ['x'],
    extra: { json: { issued: 'last year', links: [{ kind: 'pdf' }, { kind: 'weird', url: 'https://a.b' }] } },
  })
  t.match(
    entry!.findings.map(({ field }) => field),
    [/issued/, /links/, /links/, /links/],
  )
})

t.test('JSON of another kind is refused by name', async (t) => {
  const entries = await readAll(jsonReader, '{"@context":"https://schema.org","title":"A","author":[]}')
  t.strictSame(said(entries), [
    '1:1 error the item is JSON-LD (schema.org, CodeMeta), which is not read here',
  ])
})

t.test('a cut file gives what is whole', async (t) => {
  for (const [reader, text] of [
    [jsonReader, '[{"type":"book","title":"A"},\n{"type":"book","ti'],
    [ndjsonReader, '{"type":"book","title":"A"}\n{"type":"book","ti'],
    [cslReader, '[{"id":"a","type":"book","title":"A"},\n{"type":"book","ti'],
  ] as const) {
    const entries = await readAll(reader, text)
    t.equal(entries.length, 2)
    t.equal(entries[0]!.publication?.title, 'A')
    t.match(entries[1]!.findings, [{ severity: 'error', line: 2 }])
  }
})

t.test('what is nested too deep is refused, and brackets of another kind cost nothing', async (t) => {
  const entries = await readAll(
    jsonReader,
    `[{"type":"book","title":"A","custom":${'['.repeat(5000)}${']'.repeat(5000)}},\n{"type":"book","title":"B"}]${'}'.repeat(9)}`,
  )
  t.equal(entries[1]!.publication?.title, 'B')
  t.match(entries[0]!.findings, [{ severity: 'error', message: /nested deeper than 200/ }])
})

t.test('CSL-JSON is told from our own by what it says', async (t) => {
  const named = async (text: string) => (await recogniseReader('x.json', text))?.name
  const csl = [
    '{"id":"x","type":"article","title":"A preprint"}',
    '{"type":"software","title":"S","author":[{"literal":"L"}]}',
    '{"title":"S","type":"dataset","issued":{"raw":"2020"}}',
    '[{"id":1,"title":"S","type":"dataset","URL":"https://x.y"}]',
    '{"items":[{"id":"z","type":"dataset","title":"Zotero"}]}',
    '{"references":[{"type":"dataset","author":[{"family":"Q"}],"issued":{"year":2020}}]}',
  ]
  for (const text of csl) t.equal(await named(text), 'csl', text)
  const own = [
    '[{"key":"x","type":"software","title":"S","url":"https://x.y"}]',
    '{"items":[{"key":"x","type":"software","title":"S"}],"total":1}',
    '{"items":[],"total":0}',
    '{"type":"dataset","title":"S","identifiers":{"doi":"10.1000/x"}}',
    '{"title":"S"}',
  ]
  for (const text of own) t.equal(await named(text), 'json', text)
})

t.test('CSL in the dialects of others', async (t) => {
  const [pandoc, former] = await readAll(
    cslReader,
    '[{"id":"p","type":"book","title":"P","issued":{"year":"2019","month":"4"}},{"id":"f","type":"preprint","title":"F","shortTitle":"S","issued":{"raw":"2020"}}]',
  )
  t.match(pandoc!.publication, { issued: '2019-04' })
  t.match(former!.publication, { type: 'article', shortTitle: 'S', issued: '2020' })
})

const pieces =
  '{ } [ ] , : "type" "book" "title" "items" "key" "id" \n \\ 1 null {"type":"book","title":"A"}'.split(' ')
for (const [, reader] of pairs) {
  t.test(`${reader.name}: any bytes are read without a fault`, async (t) => {
    await assertAnyBytes(reader, pieces)
    t.pass('held')
  })
}

t.test('real files', { skip: noCorpora }, async (t) => {
  let count = 0
  const files = corpusFiles(/csl\.json$|csl-json\/(?:handlr|bolognese|citation-js)\/.*\.(?:json|txt)$|badcsl/)
  for (const path of files) {
    const entries = await readCorpus(cslReader, path)
    assertWhole(entries, path)
    count += entries.filter((entry) => entry.publication).length
  }
  t.ok(files.length > 15 && count > 500, `${count} items in ${files.length} files`)
})
