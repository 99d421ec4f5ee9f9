/**
 * Files made to bring a reader down: each is read to its end, what can be read of it is there, and the rest is refused
 * with a reason. That time grows with length only is measured by `npm run bench:import -- growth`; the lengths here are
 * such that a reader whose time grows faster would not come to an end.
 */
import t from 'tap'
import { reader as bibtex } from '../../src/importing/readers/bibtex.ts'
import { reader as crossref } from '../../src/importing/readers/crossref.ts'
import { reader as datacite } from '../../src/importing/readers/datacite.ts'
import { reader as endnote } from '../../src/importing/readers/endnote.ts'
import { reader as nbib } from '../../src/importing/readers/nbib.ts'
import { reader as ris } from '../../src/importing/readers/ris.ts'
import { readAll, said } from '../fixtures/reading.ts'

const publications = async (text: string) =>
  (await readAll(bibtex, text)).flatMap(({ publication }) => publication ?? [])

t.test('BibTeX: macros that double', async (t) => {
  const lines = Array.from({ length: 60 }, (_, i) => `@string{a${i + 1} = a${i} # a${i}}\n`)
  const entries = await readAll(
    bibtex,
    `@string{a0 = "text "}\n${lines.join('')}@misc{k, title = a60, note = a3}\n@misc{l, title = {Last}}`,
  )
  t.match(entries[0]!.publication, { title: 'a60', note: 'text text text text text text text text' })
  t.match(said(entries), ['62:21 warning the text of @string "a60" has grown too long; its name is taken'])
  t.equal(entries[1]!.publication!.title, 'Last')
})

t.test('BibTeX: one value of ten megabytes is one value', async (t) => {
  const abstract = 'some words of it '.repeat(600_000).trim()
  const [first, last, ...more] = await publications(
    `@misc{k, title = {T}, abstract = {${abstract}}}\n@misc{l, title = {Last}}`,
  )
  t.equal(first!.abstract, abstract)
  t.equal(last!.title, 'Last')
  t.strictSame(more, [])
})

t.test('BibTeX: long rows of one sign in a value', async (t) => {
  const count = 300_000
  for (const [field, value, expected] of [
    ['title', `a${' '.repeat(count)}b`, { title: 'a b' }],
    ['author', `A B${' '.repeat(count)}and${'\n'.repeat(count)}C D`, { contributors: [{}, { family: 'D' }] }],
    ['author', 'and '.repeat(count), { contributors: [{ family: 'and' }] }],
    ['author', `A${','.repeat(count)}`, { contributors: [{ family: 'A' }] }],
    ['title', "\\'".repeat(count), {}],
    ['title', '\\textbf'.repeat(count), {}],
    ['title', `{${'\\em '.repeat(count)}x}`, {}],
    ['title', '\\('.repeat(count), {}],
    ['title', '$'.repeat(count), {}],
    ['title', '{A} b '.repeat(count / 10), {}],
    ['howpublished', `x${','.repeat(count)}y`, {}],
    ['date', `2020${' '.repeat(count)}x`, { issued: undefined }],
    ['year', `2020${','.repeat(count)}x`, { issued: undefined }],
    ['doi', '10.1000.'.repeat(count), { identifiers: undefined }],
    ['pages', '1-'.repeat(count), {}],
  ] as const) {
    const [publication] = await publications(`@misc{k, ${field} = {${value}}, publisher = {P}}`)
    t.match(publication, { publisher: 'P', ...expected }, `${field}: ${value.slice(0, 20)}`)
  }
})

t.test('BibTeX: long rows of one sign in a value that is not closed', async (t) => {
  for (const open of ['{', '"'])
    for (const sign of [' ', ',']) {
      const entries = await readAll(bibtex, `@misc{k, title = ${open}x${sign.repeat(300_000)}y\n`)
      t.match(said(entries), /is missing/, `${open} and ${JSON.stringify(sign)}`)
    }
})

t.test('BibTeX: joined pieces and fields on lines far apart', async (t) => {
  const count = 200_000
  const [joined] = await publications(`@misc{k, title = b${' # b'.repeat(count)}, year = 2020}`)
  t.equal(joined!.title, 'b'.repeat(count + 1))
  const [apart] = await publications(`@misc{k, nonsense${'\n'.repeat(count)}year = 2020}`)
  t.equal(apart!.issued, '2020')
})

t.test('BibTeX: chains, rings and many children', async (t) => {
  const count = 10_000
  const chain = Array.from(
    { length: count },
    (_, i) => `@book{k${i}, title = {Title ${i}}, crossref = {k${i + 1}}}\n`,
  )
  const last = await readAll(bibtex, `${chain.join('')}@book{k${count}, title = {End}, publisher = {P}}`)
  t.equal(last.length, count + 1)
  t.ok(
    last.every(({ publication }) => publication!.publisher === 'P'),
    'handed down from one to the next',
  )
  const missing = await readAll(bibtex, chain.join(''))
  t.match(said(missing), [`${count}:1 warning there is no entry k${count} to take fields from`])
  const ring = await readAll(
    bibtex,
    '@book{a, title = {A}, crossref = {b}}\n@book{b, title = {B}, publisher = {P}, crossref = {a}}\n@book{c, title = {C}, crossref = {c}}',
  )
  t.strictSame(
    ring.map(({ publication }) => [publication!.title, publication!.publisher]).sort(),
    [
      ['A', 'P'],
      ['B', 'P'],
      ['C', undefined],
    ],
    'a ring is read at the end of the file, once',
  )
  const children = Array.from(
    { length: count },
    (_, i) => `@inproceedings{c${i}, title = {T}, crossref = {p}}\n`,
  )
  const all = await publications(`${children.join('')}@proceedings{p, title = {The Proceedings}}`)
  t.ok(all.slice(1).every(({ venue }) => venue?.name === 'The Proceedings'))
})

t.test('BibTeX: what is referred to cannot grow without measure', async (t) => {
  const names = 'A B and '.repeat(50_000)
  const wanted = Array.from({ length: 20_000 }, (_, i) => `xdata=x-author-${i + 1}`).join(' and ')
  const [publication] = await publications(
    `@xdata{x, author = {${names}C D}}\n@misc{k, title = {T}, author = {${wanted}}}`,
  )
  t.equal(publication!.contributors!.length, 20_000)
  const whole = 'xdata=x-author '.repeat(20_000)
  const [entry] = await readAll(
    bibtex,
    `@xdata{x, author = {${names}C D}}\n@misc{k, title = {T}, note = {${whole}}}`,
  )
  t.match(entry!.findings, [{ field: 'note', message: /refers to nothing$/ }])
})

t.test('BibTeX: an entry that takes from very many', async (t) => {
  const count = 40_000
  const numbers = Array.from({ length: count }, (_, i) => i)
  const parents = numbers.map((i) => `@xdata{x${i}, f${i} = {t}}\n`).join('')
  const [publication] = await publications(
    `${parents}@misc{k, title = {T}, xdata = {${numbers.map((i) => `x${i}`).join()}}}`,
  )
  t.equal(publication!.title, 'T')
  t.equal(Object.keys(publication!.extra!.bibtex!).filter((name) => /^f\d/.test(name)).length, count)
})

t.test('Tags: one of them very many times, and a DOI of megabytes', async (t) => {
  const count = 200_000
  for (const [reader, start, line, end] of [
    [ris, 'TY  - JOUR\nTI  - T\n', 'SN  - none', 'ER  - '],
    [ris, 'TY  - JOUR\nTI  - T\n', 'L1  - none', 'ER  - '],
    [nbib, 'PMID- 1\nTI  - T\n', 'LID - none', ''],
    [nbib, 'PMID- 1\nTI  - T\n', 'AID - 10.1000/x [doi]', ''],
    [endnote, '%0 Journal Article\n%T T\n', '%R none', ''],
    [endnote, '%0 Journal Article\n%T T\n', '%@ 1234-5679', ''],
  ] as const) {
    const entries = await readAll(reader, start + `${line}\n`.repeat(count) + end)
    t.match(
      entries.map(({ publication }) => publication?.title),
      ['T'],
      line,
    )
  }
  const doi = '10.1000.'.repeat(2_000_000)
  for (const [reader, text] of [
    [bibtex, `@misc{k, title = {T}, doi = {${doi}}}`],
    [ris, `TY  - JOUR\nTI  - T\nDO  - ${doi}\nER  - `],
    [endnote, `%0 Journal Article\n%T T\n%R ${doi}\n`],
  ] as const) {
    const [entry] = await readAll(reader, text)
    t.equal(entry!.publication!.title, 'T', reader.name)
    t.equal(entry!.publication!.identifiers?.doi, undefined)
  }
})

t.test('Crossref and DataCite: pages with very many blanks between them', async (t) => {
  const pages = `1${' '.repeat(300_000)}x`
  const work = { DOI: '10.1000/x', type: 'journal-article', title: ['T'], page: pages }
  const attributes = {
    doi: '10.1000/x',
    titles: [{ title: 'T' }],
    types: { resourceTypeGeneral: 'Text' },
    container: { title: 'J', firstPage: pages },
  }
  for (const [reader, document] of [
    [crossref, { status: 'ok', 'message-type': 'work', message: work }],
    [datacite, { data: { id: '10.1000/x', type: 'dois', attributes } }],
  ] as const) {
    const [entry] = await readAll(reader, JSON.stringify(document))
    t.match(entry!.publication, { title: 'T', pages: /^1\s+x$/ }, reader.name)
  }
})
