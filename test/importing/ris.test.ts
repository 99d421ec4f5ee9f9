/** RIS read: the dialects, what is wrong with them, and the way there and back. */
import assert from 'node:assert/strict'
import { createReadStream, existsSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import ris from '../../src/formats/ris.ts'
import type { Entry } from '../../src/importing/reader.ts'
import { reader } from '../../src/importing/readers/ris.ts'
import { recogniseReader } from '../../src/importing/readers.ts'
import { validate } from '../../src/importing/validate.ts'
import { PublicationInput } from '../../src/model/schemas/publication.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import { writeList } from '../fixtures/rendering.ts'

async function readAll(text: string | Uint8Array): Promise<Entry[]> {
  async function* chunks() {
    yield typeof text === 'string' ? new TextEncoder().encode(text) : text
  }
  const entries: Entry[] = []
  for await (const entry of reader.read({ name: 'f.ris', chunks: chunks() })) entries.push(entry)
  return entries
}

t.test('an article, as publishers write it', async (t) => {
  const [entry] = await readAll(
    '\uFEFFTY  - JOUR\r\nAU  - Ye, Zhisheng\r\nAU  - King, Martin Luther, Jr.\r\nAU  - World Health Organization\r\nT1  - Deep Learning\r\nJF  - ACM Computing Surveys\r\nJA  - CSUR\r\nY1  - 2024/06/03/\r\nSP  - 1\r\nEP  - 38\r\nSN  - 0360-0300\r\nDO  - https://doi.org/10.1145/3638757\r\nUR  - https://doi.org/10.1145/3638757\r\nN2  - One\r\n two\r\nKW  - GPU; clusters\r\nU1  - kept\r\nER  - \r\n',
  )
  t.strictSame(entry!.publication, {
    type: 'article-journal',
    title: 'Deep Learning',
    contributors: [
      { role: 'author', given: 'Zhisheng', family: 'Ye' },
      { role: 'author', given: 'Martin Luther', family: 'King', suffix: 'Jr.' },
      { role: 'author', literal: 'World Health Organization' },
    ],
    issued: '2024-06-03',
    venue: { name: 'ACM Computing Surveys', short: 'CSUR', issn: ['0360-0300'] },
    pages: '1-38',
    identifiers: { doi: '10.1145/3638757' },
    abstract: 'One two',
    tags: ['GPU', 'clusters'],
    extra: { ris: { U1: ['kept'] } },
  })
  t.strictSame(entry!.findings, [])
})

t.test('what is wrong is said with its line, and costs nothing else', async (t) => {
  const entries = await readAll(
    'TY  - JOUR\nTI  - One\nPY  - 20x4\n\nTY  - WHAT\nTI  - Two\nER  - \nTY  - BOOK\nER  - \n',
  )
  t.strictSame(
    entries.map(({ publication }) => publication?.title),
    ['One', 'Two', undefined],
  )
  const found = entries.flatMap(({ findings }) =>
    findings.map(({ line, severity, message }) => `${line} ${severity} ${message}`),
  )
  t.strictSame(found, [
    '1 warning the record is not ended by ER',
    '3 warning "20x4" is no year',
    '5 warning there is no type WHAT; it is taken for a document',
    '8 error the record has nothing in it',
  ])
})

t.test('what Offprint writes it reads', async (t) => {
  const record = recordOf({
    key: 'ye2024deep',
    title: 'Deep Learning',
    contributors: [
      author('Ye', 'Zhisheng'),
      { role: 'author', literal: 'ATLAS Collaboration' },
      { role: 'editor', family: 'Lee' },
    ],
    venue: { name: 'ACM Computing Surveys', short: 'CSUR', issn: ['0360-0300'] },
    volume: '56',
    issue: '6',
    number: 'e12',
    pages: '1-38',
    issued: '2024-06',
    publisher: 'ACM',
    place: 'New York',
    language: 'en',
    identifiers: { doi: '10.1145/3638757' },
    url: 'https://example.org/a',
    links: [{ kind: 'pdf', url: 'https://example.org/a.pdf' }],
    abstract: 'Wide.',
    tags: ['GPU'],
    note: 'Remark',
  })
  const [back] = await readAll(await writeList(ris, [record]))
  const { created, updated, version, ...expected } = record.publication as unknown as Record<string, unknown>
  t.strictSame(back!.publication, expected)
})

t.test('any bytes are read without a fault', async (t) => {
  const piece = fc.constantFrom(
    'TY  - JOUR\n',
    'ER  - \n',
    'AU  - ',
    'PY  - 2',
    'SN  - ',
    'DO  - 10.1/x\n',
    '\r',
    '\n',
    'TI  - a\n',
    'SP  - 1-2\n',
    'DA  - 1999/13/45/\n',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(piece, fc.string(), fc.uint8Array()), { maxLength: 30 }),
      async (pieces) => {
        const bytes = Buffer.concat(pieces.map((one) => (typeof one === 'string' ? Buffer.from(one) : one)))
        for (const { publication, findings } of await readAll(bytes)) {
          if (publication) assert.deepEqual(validate(PublicationInput, publication), [])
          else assert.ok(findings.length > 0)
        }
      },
    ),
  )
  t.pass('held')
})

const corpora = new URL('../../../shared/corpora/ris/', import.meta.url)
t.test(
  'real files',
  { skip: existsSync(corpora) ? false : 'no ../shared/corpora beside the project' },
  async (t) => {
    let count = 0
    for (const folder of readdirSync(corpora)) {
      for (const name of readdirSync(new URL(`${folder}/`, corpora)).filter((one) => one.endsWith('.ris'))) {
        const path = new URL(`${folder}/${name}`, corpora).pathname
        for await (const { publication, findings } of reader.read({ name, chunks: createReadStream(path) })) {
          if (publication) {
            count++
            assert.deepEqual(validate(PublicationInput, publication), [], name)
          } else t.ok(findings.length, name)
        }
      }
    }
    t.ok(count > 300, `${count} records`)
  },
)

t.test('a file is recognised by how it begins, and by its name', async (t) => {
  t.equal((await recogniseReader('a.txt', 'TY  - JOUR\nTI  - x'))?.name, 'ris')
  t.equal((await recogniseReader('a.txt', '% comment\n@article{x,'))?.name, 'bibtex')
  t.equal((await recogniseReader('a.bib', ''))?.name, 'bibtex')
  t.equal(await recogniseReader('a.txt', 'Hello'), undefined)
})
