import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import t from 'tap'
import ris from '../../src/formats/ris.ts'
import { publication } from '../arbitrary/publication.ts'
import { author, recordOf, trickyRecords, write } from '../fixtures/publication-record.ts'
import { run, without } from '../fixtures/tools.ts'

type Input = Parameters<typeof recordOf>[0]
const lines = async (input: Input, context = {}) =>
  (await write(ris, [recordOf(input)], context)).split('\r\n').slice(0, -1)
const tricky = trickyRecords()
const withoutTricky = tricky ? false : 'the shared corpus is not beside this checkout'

t.test('a journal article', async (t) => {
  t.strictSame(
    await lines({
      key: 'ye2024deep',
      type: 'article-journal',
      title: 'Deep Learning in <i>GPU</i> Datacenters',
      contributors: [author('Ye', 'Zhisheng'), author('Gao', 'Wei')],
      venue: { name: 'ACM Computing Surveys', short: 'CSUR', issn: ['0360-0300', '1557-7341'] },
      issued: '2024-06',
      volume: '56',
      issue: '6',
      number: '146',
      pages: '1–38',
      publisher: 'ACM',
      identifiers: { doi: '10.1145/3638757' },
      url: 'https://doi.org/10.1145/3638757',
      links: [{ kind: 'pdf', url: 'https://a.org/x.pdf' }],
      abstract: 'One.\n\nTwo.',
      tags: ['GPU', 'Scheduling'],
      language: 'en',
      accessed: '2024-02-29',
    }),
    [
      'TY  - JOUR',
      'AU  - Ye, Zhisheng',
      'AU  - Gao, Wei',
      'TI  - Deep Learning in GPU Datacenters',
      'T2  - ACM Computing Surveys',
      'JF  - ACM Computing Surveys',
      'J2  - CSUR',
      'PY  - 2024',
      'DA  - 2024/06//',
      'VL  - 56',
      'IS  - 6',
      'C7  - 146',
      'SP  - 1',
      'EP  - 38',
      'PB  - ACM',
      'SN  - 0360-0300',
      'SN  - 1557-7341',
      'DO  - 10.1145/3638757',
      'L1  - https://a.org/x.pdf',
      'LA  - en',
      'AB  - One. Two.',
      'KW  - GPU',
      'KW  - Scheduling',
      'Y2  - 2024/02/29/',
      'ID  - ye2024deep',
      'ER  - ',
    ],
  )
})

t.test('the items that exporters get wrong', { skip: withoutTricky }, async (t) => {
  const golden = readFileSync(new URL('../golden/tricky.ris', import.meta.url), 'utf8')
  t.equal(await write(ris, tricky!), golden.replace(/\r?\n/g, '\r\n'))
})

t.test('a conference paper has its year, its event and its book', async (t) => {
  const paper = await lines({
    type: 'paper-conference',
    issued: '2020-01',
    eventTitle: 'SODA 20',
    eventPlace: 'Kraków',
    place: 'Berlin',
    venue: { name: 'Proceedings of SODA' },
    collectionTitle: 'LNCS',
    collectionNumber: '12',
  })
  for (const line of [
    'TY  - CONF',
    'T2  - SODA 20',
    'C3  - Proceedings of SODA',
    'BT  - Proceedings of SODA',
    'T3  - LNCS',
    'M1  - 12',
    'PY  - 2020',
    'CY  - Kraków',
    'C1  - Berlin',
  ])
    t.ok(paper.includes(line), line)
})

t.test('values by type', async (t) => {
  const cases: [Input, string][] = [
    [{ type: 'article', identifiers: { arxiv: '2403.07648' } }, 'TY  - UNPB'],
    [{ type: 'article', identifiers: { arxiv: '2403.07648' } }, 'PB  - arXiv'],
    [{ type: 'article', identifiers: { arxiv: '2403.07648' } }, 'AN  - arXiv:2403.07648'],
    [{ type: 'article', identifiers: { arxiv: '2403.07648' } }, 'UR  - https://arxiv.org/abs/2403.07648'],
    [{ status: 'submitted' }, 'TY  - UNPB'],
    [{ status: 'in-press', issued: '2024' }, 'N1  - In press'],
    [{ type: 'thesis', genre: 'PhD thesis' }, 'M3  - PhD thesis'],
    [{ type: 'report', number: 'WHO/1' }, 'SN  - WHO/1'],
    [{ type: 'patent', number: 'US1', authority: 'United States' }, 'CY  - United States'],
    [{ type: 'software', softwareVersion: '1.0' }, 'ET  - 1.0'],
    [{ type: 'event' }, 'TY  - GEN'],
    [{ type: 'book', collectionTitle: 'LNCS' }, 'T2  - LNCS'],
    [{ pages: '17-42, 99' }, 'EP  - 42, 99'],
    [{ pageFirst: '17' }, 'SP  - 17'],
    [{ issued: '2017-22' }, 'DA  - 2017///Summer'],
    [{ issued: '0980~' }, 'DA  - 0980///circa'],
    [{ issued: '0980~' }, 'PY  - 0980'],
    [{ type: 'book', identifiers: { isbn: ['9780198526636', '0198526636'] } }, 'SN  - 0198526636'],
  ]
  for (const [input, line] of cases) t.ok((await lines(input)).includes(line), line)
  t.notMatch((await lines({ issued: '-0380' })).join('\n'), /^(?:PY|DA)/m)
  t.notMatch((await lines({ pages: '5' })).join('\n'), /^EP/m)
  const short = await lines({ venue: { name: 'Journal', short: 'J' } }, { venueName: 'short' })
  t.ok(short.includes('T2  - J'))
})

t.test('names', async (t) => {
  const cases: [object, string][] = [
    [{ given: 'Ludwig', family: 'Beethoven', particle: 'van' }, 'van Beethoven, Ludwig'],
    [{ given: 'Charles', family: 'Gaulle', droppingParticle: 'de' }, 'Gaulle, Charles de'],
    [{ given: 'Martin Luther', family: 'King', suffix: 'Jr.' }, 'King, Martin Luther, Jr.'],
    [{ given: 'B.', family: 'Acme, Inc.' }, 'Acme Inc., B.'],
    [{ given: 'Plato' }, 'Plato'],
    [{ literal: 'World Health Organization' }, 'World Health Organization'],
  ]
  for (const [name, expected] of cases)
    t.ok(
      (await lines({ contributors: [{ role: 'author', ...name }] })).includes(`AU  - ${expected}`),
      expected,
    )
  const roles = await lines({
    contributors: [
      { role: 'editor', family: 'Lee' },
      { role: 'translator', family: 'Choi' },
    ],
  })
  t.ok(roles.includes('ED  - Lee'))
  t.ok(roles.includes('A4  - Choi'))
})

t.test('records are parted by an empty line', async (t) => {
  const text = await write(ris, [recordOf({ key: 'a' }), recordOf({ key: 'b' })])
  t.match(text, 'ID  - a\r\nER  - \r\n\r\nTY  - JOUR\r\n')
  t.ok(text.endsWith('ER  - \r\n'))
})

t.test('no text can pass for a tag or a record', async (t) => {
  await fc.assert(
    fc.asyncProperty(publication(), async (given) => {
      const text = await write(ris, [{ ...recordOf({}), publication: given, key: given.key }])
      const all = text.split('\r\n')
      return (
        all[0]!.startsWith('TY  - ') &&
        all.at(-2) === 'ER  - ' &&
        all.at(-1) === '' &&
        all.slice(0, -2).every((line) => /^[A-Z][A-Z0-9] {2}- [^\s]/.test(line)) &&
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        !/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/.test(all.join('')) &&
        all.filter((line) => /^(?:TY|ER) {2}-/.test(line)).length === 2
      )
    }),
    { numRuns: 500 },
  )
  t.pass('held')
})

t.test('bibutils reads every record', { skip: withoutTricky || without('ris2xml', 'xml2bib') }, async (t) => {
  const text = await write(ris, tricky!)
  const { status, output } = run('ris2xml', ['-i', 'utf8', 'in.ris'], { 'in.ris': text })
  t.equal(status, 0)
  t.equal(output.match(/<mods[ >]/g)?.length, tricky!.length)
  // Types of the later tag list, which bibutils reads as general ones.
  const unknown = [...output.matchAll(/Did not recognize type '(\w+)'/g)].map(([, type]) => type!)
  t.strictSame(
    unknown.filter((type) => !['BLOG', 'DATA', 'SLIDE'].includes(type)),
    [],
  )
  const back = run('xml2bib', ['in.xml'], {
    'in.xml': output.slice(output.indexOf('<?xml')).replace(/ris2xml:.*/s, ''),
  })
  t.match(back.output, /booktitle="Proc\. of the 30th Symposium on Discrete Algorithms"/)
  t.match(back.output, /author="van Beethoven, Ludwig/)
})
