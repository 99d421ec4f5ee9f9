/** NBIB: PubMed's tags and dates, and that no text passes for a tag. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import nbib from '../../src/formats/nbib.ts'
import { publication } from '../arbitrary/publication.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import { storedOnce, writeBatches, writeList } from '../fixtures/rendering.ts'

t.test('an article as PubMed shows it', async (t) => {
  const record = recordOf({
    key: 'ye2024deep',
    title: 'H<sub>2</sub>O',
    contributors: [
      {
        ...author('Ye', 'Zhi-Sheng'),
        orcid: '0000-0002-1825-0097',
        affiliations: [{ name: 'Peking University' }],
      },
      { role: 'author', literal: 'ATLAS Collaboration' },
      { role: 'author', given: 'Martin Luther', family: 'King', suffix: 'Jr' },
    ],
    venue: { name: 'ACM Computing Surveys', short: 'CSUR', issn: ['0360-0300'] },
    volume: '56',
    issue: '6',
    pages: '1-38',
    issued: '2024-06-03',
    identifiers: { doi: '10.1145/3638757', pmid: '31452104', pmcid: 'PMC1234567', arxiv: '2205.11913' },
    language: 'en-GB',
    abstract: 'One\nTI  - forged',
    tags: ['GPU'],
  })
  t.equal(
    await writeList(nbib, [record]),
    `PMID- 31452104
IS  - 0360-0300
VI  - 56
IP  - 6
DP  - 2024 Jun 3
TI  - H2O
PG  - 1-38
LID - 10.1145/3638757 [doi]
AB  - One TI - forged
FAU - Ye, Zhi-Sheng
AU  - Ye ZS
AUID- ORCID: 0000-0002-1825-0097
AD  - Peking University
CN  - ATLAS Collaboration
FAU - King, Martin Luther Jr
AU  - King ML Jr
AID - 10.1145/3638757 [doi]
LA  - eng
PT  - Journal Article
TA  - CSUR
JT  - ACM Computing Surveys
OT  - GPU
OID - arXiv: 2205.11913
OID - citekey: ye2024deep
PMC - PMC1234567
`,
  )
})

t.test('dates as PubMed writes them', async (t) => {
  const dates: [issued: string, written: string | undefined][] = [
    ['2024', '2024'],
    ['2024-04', '2024 Apr'],
    ['2024-04-16', '2024 Apr 16'],
    ['2024-23', '2024 Fall'],
    ['2024-04/2024-05', '2024 Apr-May'],
    ['2023-12/2024-01', '2023 Dec-2024 Jan'],
    ['2024-04-16/2024-04-18', '2024 Apr 16-18'],
    ['2024/..', '2024'],
    ['-0380', undefined],
  ]
  for (const [issued, written] of dates) {
    const text = await writeList(nbib, [recordOf({ issued })])
    t.equal(/^DP {2}- (.*)$/m.exec(text)?.[1], written, issued)
  }
})

t.test('nothing in a record begins a line of its own', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(publication(), { minLength: 1, maxLength: 4 }), async (given) => {
      const records = storedOnce(given)
      const text = await writeBatches(
        nbib,
        records.map((record) => [record]),
      )
      const entries = text.split('\n\n')
      assert.equal(entries.length, records.length)
      for (const entry of entries) {
        const lines = entry.trimEnd().split('\n')
        assert.match(lines[0]!, /^PMID-/)
        for (const line of lines.slice(1)) assert.match(line, /^[A-Z]{2,4} *- \S/)
        assert.equal(lines.filter((line) => line.startsWith('PMID-')).length, 1)
      }
    }),
  )
  t.pass('held')
})
