import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as fc from 'fast-check'
import t from 'tap'
import bibtex from '../../src/formats/bibtex.ts'
import { balanced } from '../../src/rendering/tex-math.ts'
import { publication } from '../arbitrary/publication.ts'
import { author, recordOf, trickyRecords, write } from '../fixtures/publication-record.ts'
import { run, without } from '../fixtures/tools.ts'

const require = createRequire(import.meta.url)
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
const parse = (text: string): { title: string; author?: unknown[] }[] => new Cite(text).data
const tricky = trickyRecords()
const withoutTricky = tricky ? false : 'the shared corpus is not beside this checkout'
const entry = (input: Parameters<typeof recordOf>[0], context = {}) =>
  write(bibtex, [recordOf(input)], context)
const people = [author('Hu', 'Qinghao'), author('Ye', 'Zhisheng')]

t.test('a conference paper', async (t) => {
  t.equal(
    await entry({
      key: 'hu2024characterization',
      type: 'paper-conference',
      title: 'Characterization of Large Language Model Development in the Datacenter',
      contributors: people,
      venue: { name: '21st USENIX Symposium (NSDI 24)', short: 'NSDI' },
      issued: '2024-04-16',
      pages: '709–729',
      publisher: 'USENIX Association',
      identifiers: { arxiv: '2403.07648', arxivClass: 'cs.DC' },
      url: 'https://www.usenix.org/conference/nsdi24/presentation/hu',
      abstract: 'Not here.',
      tags: ['nor', 'these'],
      language: 'en',
      extra: { bibtex: { abbr: 'NSDI', award: 'Best {GPU} paper & more', file: '/home/me', title: 'other' } },
    }),
    `@inproceedings{hu2024characterization,
  author = {Hu, Qinghao and Ye, Zhisheng},
  title = {Characterization of Large Language Model Development in the Datacenter},
  booktitle = {21st USENIX Symposium (NSDI 24)},
  pages = {709--729},
  publisher = {USENIX Association},
  year = {2024},
  month = apr,
  day = {16},
  eprint = {2403.07648},
  archivePrefix = {arXiv},
  primaryClass = {cs.DC},
  url = {https://www.usenix.org/conference/nsdi24/presentation/hu},
  award = {Best {GPU} paper \\& more}
}
`,
  )
})

t.test('the items that exporters get wrong', { skip: withoutTricky }, async (t) => {
  for (const profile of ['utf8', 'latex'] as const) {
    const golden = readFileSync(new URL(`../golden/tricky.${profile}.bib`, import.meta.url), 'utf8')
    t.equal(await write(bibtex, tricky!, { profile }), golden, profile)
  }
})

t.test('names', async (t) => {
  const cases: [object, string][] = [
    [{ given: 'Ludwig', family: 'Beethoven', particle: 'van' }, 'van Beethoven, Ludwig'],
    [{ given: 'Charles', family: 'Gaulle', droppingParticle: 'de' }, 'de Gaulle, Charles'],
    [{ given: 'Jean', family: 'Alembert', particle: "d'" }, "d'Alembert, Jean"],
    [{ given: 'Martin Luther', family: 'King', suffix: 'Jr.' }, 'King, Jr., Martin Luther'],
    [{ given: 'José', family: 'Ortega y Gasset' }, '{Ortega y Gasset}, José'],
    [{ given: 'Vincent', family: 'van der Berg' }, 'van der Berg, Vincent'],
    [{ family: 'Plato' }, 'Plato'],
    [{ given: 'Plato' }, 'Plato'],
    [{ family: 'Văn Trỗi' }, '{Văn Trỗi}'],
    [{ literal: 'Food and Agriculture Organization' }, '{Food and Agriculture Organization}'],
    [{ family: 'Smith and Sons', given: 'A.' }, '{Smith and Sons}, A.'],
    [{ family: 'Acme, Inc.', given: 'B.' }, '{B. Acme, Inc.}'],
    [{ family: 'And', given: 'C.' }, '{And}, C.'],
    [{ literal: 'others' }, 'others'],
    [{ family: '叶', given: '志晟' }, '叶, 志晟'],
  ]
  for (const [name, expected] of cases) {
    const text = await entry({ contributors: [{ role: 'author', ...name }] })
    t.match(text, `  author = {${expected}},\n`, expected)
  }
})

t.test('entry types follow what is known', async (t) => {
  const known = { contributors: people, issued: '2020', venue: { name: 'V' }, publisher: 'P' }
  const editors = [{ role: 'editor' as const, family: 'Lee', given: 'J.' }]
  const cases: [Parameters<typeof recordOf>[0], string][] = [
    [{ ...known, type: 'article-journal' }, 'article'],
    [{ ...known, type: 'article-journal', venue: { short: 'V' } }, 'article'],
    [{ type: 'article-journal', contributors: people, issued: '2020' }, 'misc'],
    [{ ...known, type: 'article-journal', status: 'submitted' }, 'unpublished'],
    [{ ...known, type: 'chapter' }, 'incollection'],
    [{ type: 'chapter', contributors: people, issued: '2020', venue: { name: 'V' } }, 'misc'],
    [{ ...known, type: 'book' }, 'book'],
    [{ ...known, type: 'book', contributors: editors }, 'book'],
    [{ ...known, type: 'book', contributors: editors, eventTitle: 'E' }, 'proceedings'],
    [{ type: 'book', contributors: people, issued: '2020' }, 'booklet'],
    [{ ...known, type: 'collection', contributors: editors }, 'proceedings'],
    [{ ...known, type: 'thesis', genre: 'PhD thesis' }, 'phdthesis'],
    [{ ...known, type: 'thesis', genre: "Master's thesis" }, 'mastersthesis'],
    [{ ...known, type: 'report' }, 'techreport'],
    [{ type: 'manuscript', contributors: people }, 'unpublished'],
    [{ type: 'article', contributors: people, identifiers: { arxiv: '2403.07648' } }, 'misc'],
    [{ type: 'article', contributors: people }, 'unpublished'],
    [{ ...known, type: 'software' }, 'misc'],
    [{ ...known, type: 'speech' }, 'misc'],
  ]
  for (const [input, type] of cases) t.match(await entry(input), new RegExp(`^@${type}\\{key,`))
})

t.test('fields that styles are particular about', async (t) => {
  const base = { contributors: people, venue: { name: 'Journal of X', short: 'JX' }, issued: '2020' }
  const cases: [Parameters<typeof recordOf>[0], string][] = [
    [{ ...base, issued: '2020-01/2020-02' }, '  month = jan'],
    [{ ...base, issued: '2017-22' }, '  month = {Summer}'],
    [{ ...base, issued: '2019-12/2020-01' }, '  year = {2019--2020}'],
    [{ ...base, issued: '1450~' }, '  year = {c. 1450}'],
    [{ ...base, issued: '-0380' }, '  year = {380 BC}'],
    [{ ...base, number: '146', pages: '1-38' }, '  eid = {146},\n  pages = {1--38}'],
    [{ ...base, number: '146' }, '  pages = {146}'],
    [{ ...base, type: 'book', publisher: 'P', edition: '2' }, '  edition = {Second}'],
    [{ ...base, type: 'book', publisher: 'P', edition: '22nd ed.' }, '  edition = {22nd}'],
    [{ ...base, type: 'book', publisher: 'P', edition: 'Revised edition' }, '  edition = {Revised}'],
    [{ ...base, status: 'in-press' }, '  note = {In press}'],
    [{ ...base, status: 'submitted' }, '  note = {Submitted to Journal of X}'],
    [{ ...base, note: 'With a remark' }, '  note = {With a remark}'],
    [
      { type: 'article', identifiers: { arxiv: '2403.07648' } },
      '  howpublished = {arXiv preprint arXiv:2403.07648}',
    ],
    [{ type: 'article', identifiers: { arxiv: '2403.07648' } }, '  url = {https://arxiv.org/abs/2403.07648}'],
    [{ type: 'webpage', url: 'https://a.org/', accessed: '2024-02-29' }, '  note = {Accessed 2024-02-29}'],
    [{ type: 'webpage', title: 'Pages of A' }, '  key = {Pages of A}'],
  ]
  for (const [input, expected] of cases) t.match(await entry(input), expected)
  t.match(await entry(base, { venueName: 'short' }), '  journal = {JX}')
  t.notMatch(await entry({ ...base, note: 'Citation Key: x\ntex.y: z' }), 'note =')
  const doi = { identifiers: { doi: '10.1145/3638757' } }
  t.notMatch(await entry({ ...base, ...doi, url: 'https://doi.org/10.1145/3638757' }), 'url =')
  t.match(await entry({ ...base, ...doi, url: 'https://a.org/x_y' }), '  url = {https://a.org/x_y}')
  t.notMatch(await entry({ ...base, url: 'javascript:alert(1)' }), 'url =')
})

t.test('a verbatim entry comes back as it was imported', async (t) => {
  const verbatim = '@Article{old:key,\n  title  = "As it was",\n  abbr = {X}\n}'
  const input = { title: 'Edited', extra: { bibtex: { verbatim, abbr: 'X' } } }
  t.equal(await entry(input, { profile: 'verbatim' }), `${verbatim}\n`)
  t.notMatch(await entry(input), 'abbr')
  t.match(await entry({ extra: { bibtex: { abbr: 'X' } } }, { profile: 'verbatim' }), '  abbr = {X}')
})

t.test('identifiers cannot end an entry', async (t) => {
  const text = await entry({
    identifiers: { doi: '10.1/x},}\n@misc{evil,' },
    url: 'https://a.org/}\n@book{b,',
  })
  t.equal(text.match(/^@/gm)?.length, 1)
  t.ok(balanced(text))
})

t.test('entries are parted by a blank line and the file ends with a line feed', async (t) => {
  const text = await write(bibtex, [recordOf({ key: 'a' }), recordOf({ key: 'b' })])
  t.match(text, /\n}\n\n@misc{b,\n/)
  t.match(text, /[^\n]\n}\n$/)
  t.equal(await write(bibtex, []), '')
})

t.test('plain titles and authors come back from a parser', async (t) => {
  const word = fc.stringMatching(/^[A-Za-zéüß]{1,8}$/)
  const plain = fc.array(fc.oneof(word, fc.constantFrom('GPU', 'R&D', '50%', 'a_b', '#1', '{x}', '\\')), {
    minLength: 1,
    maxLength: 6,
  })
  const family = word.filter((text) => !/^(?:and|others)$/i.test(text))
  await fc.assert(
    fc.asyncProperty(plain, fc.array(family, { minLength: 1, maxLength: 4 }), async (words, families) => {
      const title = words.join(' ')
      const text = await entry({ title, contributors: families.map((name) => author(name, 'A.')) })
      const [item] = parse(text)
      return item!.title === title && item!.author!.length === families.length
    }),
  )
  t.pass('held')
})

t.test('no publication unbalances an entry or opens another', async (t) => {
  for (const profile of ['utf8', 'latex'] as const) {
    await fc.assert(
      fc.asyncProperty(publication(), async (given) => {
        const record = { ...recordOf({}), publication: given, key: given.key }
        const text = await write(bibtex, [record], { profile })
        const fields = text.split('\n').slice(1, -2)
        return (
          text.startsWith('@') &&
          text.endsWith('\n}\n') &&
          balanced(text) &&
          fields.every((line) => /^ {2}[a-zA-Z][\w-]* = (?:[a-z]{3}|\{.*\}),?$/.test(line))
        )
      }),
      { numRuns: 300 },
    )
  }
  t.pass('held')
})

const styles = ['plain', 'alpha', 'abbrv', 'IEEEtran']
t.test('BibTeX finds nothing to warn of', { skip: withoutTricky || without('bibtex') }, async (t) => {
  for (const profile of ['utf8', 'latex'] as const) {
    const bib = await write(bibtex, tricky!, { profile })
    for (const style of styles) {
      const aux = `\\relax\n\\citation{*}\n\\bibstyle{${style}}\n\\bibdata{in}\n`
      const { output } = run('bibtex', ['-min-crossrefs=999', 't'], { 'in.bib': bib, 't.aux': aux })
      if (/couldn't open style file/.test(output)) {
        t.comment(`${style} not installed`)
        continue
      }
      // IEEEtran knows editions by number only and says so of any other.
      const warnings = output
        .split('\n')
        .filter((line) => /^Warning|error message/.test(line) && !/edition ordinal word/.test(line))
      t.strictSame(warnings, [], `${style}, ${profile}`)
    }
  }
})
