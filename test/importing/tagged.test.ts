/** Formats of tags read: EndNote's Refer, NBIB and Web of Science, as their sources write them and as Offprint does. */
import t from 'tap'
import endnote from '../../src/formats/endnote.ts'
import nbib from '../../src/formats/nbib.ts'
import { reader as endnoteReader } from '../../src/importing/readers/endnote.ts'
import { reader as isiReader } from '../../src/importing/readers/isi.ts'
import { reader as nbibReader } from '../../src/importing/readers/nbib.ts'
import { recogniseReader } from '../../src/importing/readers.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import {
  assertAnyBytes,
  assertWhole,
  corpusFiles,
  noCorpora,
  readAll,
  readCorpus,
  said,
} from '../fixtures/reading.ts'
import { writeList } from '../fixtures/rendering.ts'

t.test('NBIB as PubMed writes it', async (t) => {
  const [entry] = await readAll(
    nbibReader,
    `
PMID- 27169098
IS  - 2277-9175 (Electronic)
IS  - 2277-9175 (Linking)
VI  - 5
IP  - 2
DP  - 2016 Apr-May
TI  - Proteomics: A new perspective
      for cancer.
PG  - 67-9
LID - 10.4103/2277-9175.180636 [doi]
FAU - Shruthi, Basavaradhya Sahukar
AU  - Shruthi BS
AUID- ORCID: 0000-0002-1825-0097
AD  - Department of Pathology,
      Vishnu College.
FAU - King, Martin Luther Jr
AU  - King ML Jr
CN  - The Group
LA  - eng
PT  - Journal Article
PT  - Review
GR  - R01/CA/NCI NIH HHS/United States
JT  - Advanced biomedical research
TA  - Adv Biomed Res
PMC - PMC4856789
OT  - *Biomarkers
SO  - Adv Biomed Res.
`,
  )
  t.strictSame(entry!.findings, [])
  t.strictSame(entry!.publication, {
    type: 'article-journal',
    title: 'Proteomics: A new perspective for cancer.',
    contributors: [
      {
        role: 'author',
        given: 'Basavaradhya Sahukar',
        family: 'Shruthi',
        orcid: '0000-0002-1825-0097',
        affiliations: [{ name: 'Department of Pathology, Vishnu College.' }],
      },
      { role: 'author', given: 'Martin Luther', family: 'King', suffix: 'Jr' },
      { role: 'author', literal: 'The Group' },
    ],
    venue: { name: 'Advanced biomedical research', short: 'Adv Biomed Res', issn: ['2277-9175'] },
    volume: '5',
    issue: '2',
    pages: '67-9',
    language: 'en',
    tags: ['Biomarkers'],
    issued: '2016-04/2016-05',
    funding: [{ award: 'R01/CA/NCI NIH HHS', funder: 'United States' }],
    identifiers: { pmid: '27169098', doi: '10.4103/2277-9175.180636', pmcid: 'PMC4856789' },
    extra: { nbib: { SO: ['Adv Biomed Res.'], PT: ['Review'] } },
  })
})

t.test('Refer: a record of EndNote, one of old refer, one of JabRef', async (t) => {
  const entries = await readAll(
    endnoteReader,
    '%0 Book Section\r\n%A van Berg, Ann\r\n%E Lee, Bo\r\n%T One\r\n%B The Book\r\n%D 2016\r\n%8 April 16\r\n%@ 978-3-86490-311-3\r\n%1 kept\r\n\r\n%0 \r\n%0 Journal Article\r\n%A Chen, Beidi; Medini, T & Farwell, J\r\n%T Two\r\n%J Things\r\n%V \r\n\r\n%@ 0360-0300\r\n%0 Book\r\n',
  )
  t.strictSame(entries[0]!.publication, {
    type: 'chapter',
    title: 'One',
    contributors: [
      { role: 'author', given: 'Ann', particle: 'van', family: 'Berg' },
      { role: 'editor', given: 'Bo', family: 'Lee' },
    ],
    issued: '2016-04-16',
    venue: { name: 'The Book' },
    identifiers: { isbn: ['9783864903113'] },
    extra: { endnote: { 1: ['kept'] } },
  })
  t.match(entries[1]!.publication, {
    title: 'Two',
    contributors: [{ family: 'Chen' }, { family: 'Medini' }, { family: 'Farwell' }],
    venue: { name: 'Things', issn: ['0360-0300'] },
  })
  t.strictSame(said(entries), ['19:1 error the record has nothing but its type'])
  const titles = async (text: string) =>
    (await readAll(endnoteReader, text)).map(({ publication, line }) => [line, publication?.title])
  t.strictSame(
    await titles(
      '%0 Book\n%A Lee, Ann\n%T One\n\n%A Bo Li\n%T Two\n%J J\n\n%T Three\n%A Cy Wu\n\n%0 Book\n%T Four\n',
    ),
    [
      [1, 'One'],
      [5, 'Two'],
      [9, 'Three'],
      [12, 'Four'],
    ],
    'without %0 after one with it',
  )
  t.strictSame(
    await titles(
      '%0 Book\n\n%T One\n\n%A Lee, Ann\n%D 2020\n\n%X First.\n\nSecond.\n%K a\n\n%@ 978-3-86490-311-3\n',
    ),
    [[1, 'One']],
    'empty lines in a record with %0',
  )
  t.strictSame(
    await titles('%A Ann Lee\n%T One\ngoes on\n%J J\n\n%A Bo Li\n%T Two\n'),
    [
      [1, 'One goes on'],
      [6, 'Two'],
    ],
    'a title of two lines',
  )
  const torn = await readAll(
    endnoteReader,
    "%0 Book\n%A Cheng, Hsin-,Pai; Haj-,Ali, Ameer; Fern\\'a,,ndez-,Marqu\\'e,,s, Javier & R\\'e,,, Christopher\n%T T\n",
  )
  t.strictSame(torn[0]!.publication?.contributors, [
    { role: 'author', given: 'Hsin-Pai', family: 'Cheng' },
    { role: 'author', given: 'Ameer', family: 'Haj-Ali' },
    { role: 'author', given: 'Javier', family: 'Fernández-Marqués' },
    { role: 'author', given: 'Christopher', family: 'Ré' },
  ])
  t.equal(
    said(torn)[0],
    '2:1 warning "Cheng, Hsin-,Pai" has commas for braces of TeX; it is read as "Cheng, Hsin-Pai"',
  )
  const old = await readAll(endnoteReader, '%A Ann Lee\n%T One\n%J J\n\n%A Bo Li\n%T Two\n%B B\n')
  t.strictSame(
    old.map(({ publication }) => [publication?.title, publication?.type]),
    [
      ['One', 'article-journal'],
      ['Two', 'chapter'],
    ],
  )
})

t.test('Web of Science: lists over several lines, ORCID iDs by name', async (t) => {
  const entries = await readAll(
    isiReader,
    'FN Clarivate Analytics\nVR 1.0\nPT J\nAU Ye, ZS\n   Lee, B\nAF Ye, Zhisheng\n   Lee, Bo\nTI A long\n   title\nSO ACM COMPUTING SURVEYS\nJI ACM Comput. Surv.\nOI Lee, Bo/0000-0002-1825-0097\nSN 0360-0300\nPY 2024\nPD JUN 3\nVL 56\nAR 146\nBP 1\nEP 38\nDI 10.1145/3638757\nUT WOS:1\nER\n\nEF\n',
  )
  t.equal(entries.length, 1)
  t.strictSame(entries[0]!.publication, {
    type: 'article-journal',
    title: 'A long title',
    contributors: [
      { role: 'author', given: 'Zhisheng', family: 'Ye' },
      { role: 'author', given: 'Bo', family: 'Lee', orcid: '0000-0002-1825-0097' },
    ],
    venue: { name: 'ACM COMPUTING SURVEYS', short: 'ACM Comput. Surv.', issn: ['0360-0300'] },
    volume: '56',
    pages: '1-38',
    number: '146',
    issued: '2024-06-03',
    identifiers: { doi: '10.1145/3638757' },
    extra: { isi: { UT: ['WOS:1'] } },
  })
})

t.test('what Offprint writes it reads', async (t) => {
  const record = recordOf({
    key: 'ye2024deep',
    title: 'Deep Learning',
    contributors: [
      author('Ye', 'Zhisheng'),
      { role: 'author', literal: 'ATLAS Collaboration' },
      author('Li', 'An'),
    ],
    venue: { name: 'ACM Computing Surveys', short: 'CSUR', issn: ['0360-0300'] },
    volume: '56',
    issue: '6',
    pages: '1-38',
    issued: '2024-06-03',
    publisher: 'ACM',
    place: 'New York',
    language: 'en',
    identifiers: { doi: '10.1145/3638757', pmid: '123' },
    abstract: 'Wide.',
    tags: ['GPU'],
    note: 'Remark',
  })
  const { created, updated, version, ...expected } = record.publication as unknown as Record<string, unknown>
  for (const [format, reader] of [
    [endnote, endnoteReader],
    [nbib, nbibReader],
  ] as const) {
    const [back] = await readAll(reader, await writeList(format, [record]))
    const { extra, ...publication } = back!.publication!
    t.strictSame(publication, expected, format.name)
  }
})

const pieces = {
  endnote: [
    '%0 Book\n',
    '%A ',
    '%T a\n',
    '%8 May',
    '%@ 1',
    '\n',
    '\n\n',
    '%R 10.1/x\n',
    '%U http://a\n',
    '%D 20',
  ],
  nbib: [
    'PMID- 1\n',
    'TI  - a\n',
    'FAU - a, b\n',
    'AD  - c\n',
    'DP  - 2',
    'GR  - a\n',
    '\n',
    'AUID- ',
    'IS  - 1',
  ],
  isi: ['PT J\n', 'AU a\n', '   b\n', 'ER\n', 'EF\n', 'OI a/', 'PY 2', 'TI x\n', 'SN 1', '\n'],
}
for (const reader of [endnoteReader, nbibReader, isiReader]) {
  t.test(`${reader.name}: any bytes are read without a fault`, async (t) => {
    await assertAnyBytes(reader, pieces[reader.name as keyof typeof pieces])
    t.pass('held')
  })
}

t.test('real files', { skip: noCorpora }, async (t) => {
  for (const [reader, pattern, least] of [
    [endnoteReader, /\.(?:enw|ref)$|endnote\.txt$/, 180],
    [nbibReader, /\.nbib$/, 1],
    [isiReader, /\.isi$/, 10],
  ] as const) {
    let count = 0
    for (const path of corpusFiles(pattern).filter((one) => !/pubmed_endnote/.test(one))) {
      const entries = await readCorpus(reader, path)
      assertWhole(entries, path)
      count += entries.filter(({ publication }) => publication).length
    }
    t.ok(count >= least, `${reader.name}: ${count} records`)
  }
})

t.test('files are recognised by how they begin', async (t) => {
  t.equal((await recogniseReader('a.txt', '%0 Book\n%A Lee'))?.name, 'endnote')
  t.equal((await recogniseReader('a.txt', '\nPMID- 123\nOWN - NLM'))?.name, 'nbib')
  t.equal((await recogniseReader('a.txt', 'FN ISI Export Format\nVR 1.0\nPT J'))?.name, 'isi')
})
