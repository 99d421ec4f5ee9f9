import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import t from 'tap'
import biblatex from '../../src/formats/biblatex.ts'
import { integerOf, isIssn, langidOf } from '../../src/rendering/biblatex-values.ts'
import { balanced } from '../../src/rendering/tex-math.ts'
import { publication } from '../arbitrary/publication.ts'
import { author, recordOf, trickyRecords, write } from '../fixtures/publication-record.ts'
import { run, without } from '../fixtures/tools.ts'

type Input = Parameters<typeof recordOf>[0]
const entry = (input: Input, context = {}) => write(biblatex, [recordOf(input)], context)
const people = [author('Hu', 'Qinghao')]
const tricky = trickyRecords()
const withoutTricky = tricky ? false : 'the shared corpus is not beside this checkout'

t.test('a conference paper', async (t) => {
  t.equal(
    await entry({
      type: 'paper-conference',
      title: 'Scheduling in GPU Datacenters',
      contributors: people,
      venue: { name: 'Proceedings of NSDI' },
      eventTitle: 'NSDI 24',
      eventPlace: 'Santa Clara',
      eventDate: '2024-04-16/2024-04-18',
      issued: '2024-04',
      pages: '709-729',
      publisher: 'Smith and Sons',
      language: 'en-US',
      identifiers: { arxiv: '2403.07648', arxivClass: 'cs.DC', doi: '10.1145/1' },
      url: 'https://a.org/x_y',
      accessed: '2024-05-01',
    }),
    `@inproceedings{key,
  author = {Hu, Qinghao},
  title = {Scheduling in {GPU} Datacenters},
  booktitle = {Proceedings of NSDI},
  eventtitle = {NSDI 24},
  eventdate = {2024-04-16/2024-04-18},
  venue = {Santa Clara},
  pages = {709--729},
  publisher = {{Smith and Sons}},
  date = {2024-04},
  langid = {american},
  doi = {10.1145/1},
  eprint = {2403.07648},
  eprinttype = {arxiv},
  eprintclass = {cs.DC},
  url = {https://a.org/x_y},
  urldate = {2024-05-01}
}
`,
  )
})

t.test('the items that exporters get wrong', { skip: withoutTricky }, async (t) => {
  const golden = readFileSync(new URL('../golden/tricky.biblatex', import.meta.url), 'utf8')
  t.equal(await write(biblatex, tricky!), golden)
})

t.test('entry types follow what is known', async (t) => {
  const known = { contributors: people, issued: '2020', venue: { name: 'V' }, publisher: 'P' }
  const editor = { role: 'editor' as const, family: 'Lee' }
  const cases: [Input, string][] = [
    [{ ...known, type: 'article-journal' }, 'article'],
    [{ ...known, type: 'article-journal', contributors: [editor] }, 'misc'],
    [{ ...known, type: 'article-journal', status: 'submitted' }, 'unpublished'],
    [{ ...known, type: 'chapter' }, 'inbook'],
    [{ ...known, type: 'chapter', contributors: [...people, editor] }, 'incollection'],
    [{ ...known, type: 'book' }, 'book'],
    [{ ...known, type: 'book', contributors: [editor] }, 'collection'],
    [{ ...known, type: 'book', contributors: [editor], eventTitle: 'E' }, 'proceedings'],
    [{ ...known, type: 'book', contributors: [editor], title: 'Proceedings of E' }, 'proceedings'],
    [{ ...known, type: 'thesis' }, 'thesis'],
    [{ ...known, type: 'report' }, 'report'],
    [{ ...known, type: 'report', contributors: [editor] }, 'misc'],
    [{ ...known, type: 'patent', number: '1' }, 'patent'],
    [{ ...known, type: 'software' }, 'software'],
    [{ ...known, type: 'dataset' }, 'dataset'],
    [{ ...known, type: 'speech' }, 'unpublished'],
    [{ ...known, type: 'article', identifiers: { arxiv: '2403.07648' } }, 'online'],
    [{ type: 'article', contributors: people, issued: '2020' }, 'unpublished'],
    [{ type: 'webpage', url: 'https://a.org/' }, 'online'],
    [{ type: 'webpage' }, 'misc'],
  ]
  for (const [input, type] of cases) t.match(await entry(input), new RegExp(`^@${type}\\{key,`))
})

t.test('fields of the data model', async (t) => {
  const base = { contributors: people, venue: { name: 'Journal of X', short: 'JX' }, issued: '2020' }
  const cases: [Input, string][] = [
    [base, 'shortjournal = {JX}'],
    [{ ...base, volume: 'III' }, 'volume = {3}'],
    [{ ...base, volume: '12A', issue: '3' }, 'number = {12A.3}'],
    [{ ...base, type: 'book', volume: '12A' }, 'titleaddon = {Volume 12A}'],
    [{ ...base, type: 'chapter', volume: '12A' }, 'booktitleaddon = {Volume 12A}'],
    [{ ...base, type: 'book', edition: '2nd' }, 'edition = {2}'],
    [{ ...base, type: 'article-magazine' }, 'entrysubtype = {magazine}'],
    [{ ...base, issued: '1450~' }, 'date = {1450~}'],
    [{ ...base, issued: '2015/..' }, 'date = {2015/..}'],
    [{ ...base, status: 'in-press' }, 'pubstate = {inpress}'],
    [{ ...base, status: 'retracted' }, 'note = {Retracted}'],
    [{ ...base, status: 'submitted' }, 'note = {Submitted to Journal of X}'],
    [{ ...base, type: 'thesis', publisher: 'U', genre: 'Habilitation' }, 'type = {Habilitation}'],
    [{ ...base, type: 'thesis', publisher: 'U', genre: "Master's thesis" }, 'type = {mathesis}'],
    [{ ...base, type: 'report', publisher: 'U', genre: 'White paper' }, 'type = {White paper}'],
    [{ ...base, type: 'patent', number: '1', jurisdiction: 'EP' }, 'location = {EP}'],
    [{ ...base, type: 'dataset', publisher: 'Zenodo' }, 'publisher = {Zenodo}'],
    [{ ...base, type: 'software', publisher: 'Zenodo' }, 'organization = {Zenodo}'],
    [{ ...base, identifiers: { hal: 'hal-01' } }, 'eprinttype = {hal}'],
    [{ ...base, identifiers: { pmid: '123' } }, 'eprinttype = {pubmed}'],
    [{ type: 'article', publisher: 'bioRxiv', url: 'https://a.org/' }, 'organization = {bioRxiv}'],
    [{ ...base, extra: { bibtex: { addendum: 'Kept', abbr: 'X', award: 'Y' } } }, 'addendum = {Kept}\n}'],
  ]
  for (const [input, expected] of cases) t.match(await entry(input), expected)
  t.notMatch(await entry({ ...base, venue: { name: 'X', issn: ['1234-5678'] } }), 'issn')
  t.match(await entry(base, { venueName: 'short' }), 'journaltitle = {JX}')
})

t.test('values that the data model restricts', async (t) => {
  for (const [text, number] of Object.entries({ 12: '12', '2nd': '2', XIV: '14', MCMXC: '1990' }))
    t.equal(integerOf(text), number)
  for (const text of [undefined, '', '12A', 'IIII', 'Revised']) t.equal(integerOf(text), undefined)
  t.ok(isIssn('0360-0300'))
  t.ok(isIssn('2434-561X'))
  t.notOk(isIssn('0360-0301'))
  const languages = { en: 'english', 'en-GB': 'british', 'de-DE': 'ngerman', 'zh-CN': undefined }
  for (const [tag, langid] of Object.entries(languages)) t.equal(langidOf(tag), langid, tag)
})

t.test('no publication unbalances an entry or opens another', async (t) => {
  for (const profile of ['utf8', 'latex'] as const) {
    await fc.assert(
      fc.asyncProperty(publication(), async (given) => {
        const record = { ...recordOf({}), publication: given, key: given.key }
        const text = await write(biblatex, [record], { profile })
        const fields = text.split('\n').slice(1, -2)
        return (
          /^@[a-z]+\{/.test(text) &&
          balanced(text) &&
          fields.every((line) => /^ {2}[a-z]+ = \{.*\},?$/.test(line))
        )
      }),
      { numRuns: 300 },
    )
  }
  t.pass('held')
})

t.test(
  'biber finds only what a record does not say',
  { skip: withoutTricky || without('biber') },
  async (t) => {
    for (const profile of ['utf8', 'latex'] as const) {
      const bib = await write(biblatex, tricky!, { profile })
      const { output } = run(
        'biber',
        ['--tool', '--validate-datamodel', '--nolog', '--output-file', 'out.bib', 'in.bib'],
        {
          'in.bib': bib,
        },
      )
      const warnings = output.split('\n').filter((line) => /^(?:WARN|ERROR)/.test(line))
      const undated = warnings.filter((line) => /one of 'date, year' must be defined/.test(line))
      t.strictSame(
        warnings.filter((line) => !undated.includes(line)),
        [],
        profile,
      )
      t.equal(undated.length, tricky!.filter(({ publication }) => !publication.issued).length)
    }
  },
)
