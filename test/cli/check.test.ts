/** `offprint check`: what it says, what it repairs and how it ends. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { allRules } from '../../src/checking/rules.ts'
import { checksDocument } from '../../src/cli/checks-document.ts'
import type { PublicationInput } from '../../src/model/publication.ts'
import { start } from '../fixtures/program.ts'
import { many } from '../library.ts'

const ada = { role: 'author' as const, given: 'Ada', family: 'Müller' }
const sound: PublicationInput = {
  key: 'sound',
  type: 'article-journal',
  title: 'How wide streets are',
  issued: '2021',
  venue: { name: 'Journal of Streets' },
  contributors: [ada],
}
const faulty: PublicationInput[] = [
  sound,
  {
    ...sound,
    key: 'damaged',
    title: 'Ãœber die  GrÃ¶ÃŸe &amp; Breite.',
    abstract: 'Abstract: We measure.',
    pages: '1234-56',
    identifiers: { doi: 'https://doi.acm.org/10.1145/3638757' },
    url: 'https://doi.org/10.1145/3638757',
    aliases: ['DAMAGED', 'older'],
  },
  { ...sound, key: 'wrong', title: 'Other streets', issued: '2917', pages: '123-118' },
  { ...sound, key: 'bare', title: 'No streets', venue: undefined as never, contributors: undefined as never },
]
const rulesOf = (stdout: string) =>
  [...stdout.matchAll(/\[([a-z-]+)(?:, --fix)?\]$/gm)].map(([, rule]) => rule)

t.test('an abbreviated venue is told once, with how many have it', async (t) => {
  const named = (key: string, name: string) => ({ ...sound, key, title: `Of ${key}`, venue: { name } })
  const { offprint } = await start(t, {
    publications: [
      named('one', 'J. Appl. Streetol.'),
      named('two', 'J. Appl. Streetol.'),
      named('three', 'J. Appl. Streetol.'),
      named('four', 'Phys. Rev. Str.'),
    ],
  })
  const told = async (...more: string[]) =>
    JSON.parse(
      (await offprint('check', '--rule', 'venue-abbreviation', '--json', ...more)).stdout,
    ).records.map(({ key, findings }: { key: string; findings: { message: string }[] }) => [
      key,
      findings[0]!.message,
    ])
  const rest = 'is an abbreviation, and nothing in the store says of what'
  t.strictSame(await told(), [
    ['one', `"J. Appl. Streetol.", here and in 2 more, ${rest}`],
    ['four', `"Phys. Rev. Str." ${rest}`],
  ])
  t.strictSame(await told('--key', 'two'), [['two', `"J. Appl. Streetol.", here and in 2 more, ${rest}`]])
})

t.test('findings are lines with key, field, what is right and the rule', async (t) => {
  const { offprint } = await start(t, { publications: faulty })
  const { code, stdout, stderr } = await offprint('check')
  t.equal(code, 1, 'there is an error')
  t.equal(stderr, '')
  t.match(stdout, /^wrong\/issued: error: 2917 is more than two years ahead; right: .+ \[year-future\]$/m)
  t.match(stdout, /^damaged\/pages: info: .+; right: 1234-1256 \[pages-abbreviated, --fix\]$/m)
  t.match(stdout, /^bare\/venue: warning: .+ \[journal-missing\]$/m)
  t.notMatch(stdout, /^sound/m)
  t.match(stdout, /4 publications: 3 errors, 4 warnings, 5 notes; --fix repairs 8\n$/)

  const warnings = await offprint('check', '--severity', 'warning', '--key', 'bare')
  t.equal(warnings.code, 0, 'warnings are no errors')
  t.same(rulesOf(warnings.stdout), ['creator-missing', 'journal-missing'])
  t.same(rulesOf((await offprint('check', '--rule', 'year-future')).stdout), ['year-future'])
  const others = rulesOf((await offprint('check', '--rule', '!year-future', '--key', 'wrong')).stdout)
  t.same(others, ['pages-backwards'])
  t.equal((await offprint('check', '--key', 'older', '--rule', 'doi-end')).code, 0, 'by an older key')
})

t.test('JSON has the same', async (t) => {
  const { offprint } = await start(t, { publications: faulty })
  const { code, stdout } = await offprint('check', '--json')
  t.equal(code, 1)
  const { records, summary } = JSON.parse(stdout)
  t.same(
    records.map(({ key }: { key: string }) => key),
    ['damaged', 'wrong', 'bare'],
  )
  t.match(summary, { publications: 4, error: 3, warning: 4, info: 5, repairs: 0, fixable: 8 })
  t.match(records[1].findings, [
    { rule: 'year-future', severity: 'error', key: 'wrong', pointer: '/issued', message: /2917/ },
    { rule: 'pages-backwards' },
  ])
  const empty = await start(t, {})
  t.match(JSON.parse((await empty.offprint('check', '--json')).stdout), {
    records: [],
    summary: { error: 0 },
  })
})

t.test('--fix repairs what is safe, once', async (t) => {
  const { offprint } = await start(t, { publications: faulty })
  const before = (await offprint('export', '--format', 'ndjson')).stdout
  const dry = await offprint('check', '--fix', '--dry-run')
  t.match(
    dry.stdout,
    /~ damaged\n(?: {2}.*\n)* {2}would repair \/pages.*\n {2}- "1234-56"\n {2}\+ "1234-1256"\n/,
  )
  t.equal((await offprint('export', '--format', 'ndjson')).stdout, before, 'nothing was changed')

  const { code, stdout } = await offprint('check', '--fix')
  t.equal(code, 1, 'what cannot be repaired is still an error')
  t.match(stdout, / {2}repaired \/title \(encoding-wrong\)\n {2}- "Ãœber/)
  t.same(rulesOf(stdout), ['year-future', 'pages-backwards', 'creator-missing', 'journal-missing'])
  const { json } = { json: JSON.parse((await offprint('get', '/publications/damaged')).stdout) }
  t.match(json, {
    title: 'Über die Größe & Breite',
    abstract: 'We measure.',
    pages: '1234-1256',
    identifiers: { doi: '10.1145/3638757' },
    aliases: ['older'],
    version: 2,
  })
  t.equal(json.url, undefined)

  const after = (await offprint('export', '--format', 'ndjson')).stdout
  const again = await offprint('check', '--fix')
  t.notMatch(again.stdout, /repaired/)
  t.equal((await offprint('export', '--format', 'ndjson')).stdout, after, 'a second time changes nothing')
  t.equal(
    after.split('\n').filter((line) => !before.includes(line)).length,
    1,
    'only the one record was written',
  )
})

t.test('names are compared with those of the same person elsewhere', async (t) => {
  const together = (key: string, ...names: [given: string, family: string][]): PublicationInput => ({
    ...sound,
    key,
    title: `Streets of ${key}`,
    contributors: names.map(([given, family]) => ({ role: 'author', given, family })),
  })
  const others: [string, string][] = [
    ['Qinghao', 'Hu'],
    ['Meng', 'Zhang'],
  ]
  const { offprint } = await start(t, {
    publications: [
      together('first', ['Zhisheng', 'Ye'], ...others),
      together('second', ['Zhisheng', 'Ye'], ...others),
      together('third', ['Zhisheng', 'Ye'], ...others),
      together('exchanged', ['Ye', 'Zhisheng'], ...others),
      together('namesake', ['Ye', 'Zhisheng'], ['Bo', 'Chen'], ['Cy', 'Bulk']),
      { ...together('spelled', ['Ada', 'Müller']), venue: { name: 'J. Streets' } },
    ],
  })
  const { stdout } = await offprint('check')
  t.match(stdout, /^exchanged\/contributors\/0: warning: .*Ye, Zhisheng 3 times.*\[name-exchanged\]$/m)
  t.match(stdout, /^spelled\/venue\/name: info: .*right: Journal of Streets \[venue-spelling\]$/m)
  t.same(rulesOf(stdout), ['name-exchanged', 'venue-spelling'], 'and nothing else')
})

t.test('a DOI that an import could not read is found where it is kept', async (t) => {
  const { offprint } = await start(t, { publications: [sound] })
  const folder = t.testdir({
    'a.bib': '@misc{bib, title={One}, author={Ada, Lovelace}, year=2001, doi={10.abc/x}}',
    'b.ris':
      'TY  - GEN\nID  - tagged\nTI  - Two\nAU  - Lovelace, Ada\nPY  - 2001\nDO  - https://doi.acm.org/10.1145/3638757\nER  - \n',
    'c.json': JSON.stringify([
      { id: 'csl', type: 'document', title: 'Three', DOI: '10.abc/z', issued: { 'date-parts': [[2001]] } },
    ]),
    'd.bib': '@misc{good, title={Four}, author={Ada, Lovelace}, year=2001, doi={10.1000/182}}',
  })
  const imported = await offprint(
    'import',
    ...['a.bib', 'b.ris', 'c.json', 'd.bib'].map((name) => join(folder, name)),
  )
  t.equal(imported.code, 0, imported.stderr)
  const { code, stdout } = await offprint('check', '--rule', 'doi-malformed')
  t.equal(code, 1)
  t.match(stdout, /^bib\/extra\/bibtex\/doi: error: "10\.abc\/x" is no DOI; .*\[doi-malformed\]$/m)
  t.match(stdout, /^tagged\/extra\/ris\/DO: error: .*right: 10\.1145\/3638757 \[doi-malformed, --fix\]$/m)
  t.match(stdout, /^csl\/extra\/csl\/DOI: error: "10\.abc\/z" is no DOI; .*\[doi-malformed\]$/m)
  t.equal(rulesOf(stdout).length, 3, 'and nothing of the others')

  await offprint('check', '--rule', 'doi-malformed', '--fix')
  const { stdout: record } = await offprint('get', '/publications/tagged')
  const { identifiers, extra } = JSON.parse(record)
  t.same({ identifiers, extra }, { identifiers: { doi: '10.1145/3638757' }, extra: undefined })
})

t.test('a store of many is gone through in batches', async (t) => {
  const bulk = many(1200).map((one, i) => ({
    ...one,
    publisher: 'Bulk',
    title: `${one.title}${i % 2 ? '.' : ''}`,
  }))
  const { offprint } = await start(t, { publications: bulk })
  const { stdout } = await offprint('check', '--fix')
  t.match(stdout, /^1200 publications: 0 errors, 0 warnings, 0 notes, 600 repaired$/m)
  t.match((await offprint('check')).stdout, /^1200 publications: 0 errors, 0 warnings, 0 notes$/m)
})

t.test('rules are listed, and a wrong call says what would be right', async (t) => {
  const { offprint } = await start(t, {})
  const { stdout } = await offprint('check', '--list')
  for (const { name, severity } of allRules) t.match(stdout, new RegExp(`^${name} +${severity} `, 'm'))
  const errors = JSON.parse((await offprint('check', '--list', '--json', '--severity', 'error')).stdout)
  t.same(
    errors.map(({ name }: { name: string }) => name),
    allRules.filter(({ severity }) => severity === 'error').map(({ name }) => name),
  )
  for (const [argv, message] of [
    [['--rule', 'doi-malfromed'], /There is no rule doi-malfromed\. Did you mean doi-malformed\?/],
    [['--severity', 'fatal'], /--severity is error, warning or info, not "fatal"/],
    [['--dry-run'], /--dry-run goes with --fix/],
    [['--fxi'], /Did you mean --fix\?/],
  ] as const) {
    const { code, stderr } = await offprint('check', ...argv)
    t.equal(code, 2, argv.join(' '))
    t.match(stderr, message)
  }
  const { code, stderr } = await offprint('check', '--key', 'nobody')
  t.equal(code, 1)
  t.match(stderr, /There is no publication "nobody"/)
})

t.test('docs/CHECKS.md is what the rules are', async (t) => {
  const document = readFileSync(join(import.meta.dirname, '../../docs/CHECKS.md'), 'utf8')
  t.ok((await checksDocument(2026)) === document, 'npm run docs writes it anew')
})
