/** `offprint import` as its user meets it: what goes in, what a second time changes, what is refused and how it is said. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import type { PublicationInput } from '../../src/model/publication.ts'
import type { Store } from '../../src/model/store.ts'
import { desk as deskOf } from './desk.ts'
import { desk, one } from './import-desk.ts'

t.test('a file goes in, and a second time changes nothing', async (t) => {
  const { file, offprint, publication } = desk(t)
  const bib = file('a.bib', `${one}@misc{empty}\n`)
  const first = await offprint([bib, '--json'])
  t.equal(first.code, 3, 'something was refused')
  t.strictSame(first.json().summary, { read: 2, added: 1, updated: 0, unchanged: 0, merged: 0, refused: 1 })
  t.match(first.json().entries[1], { entry: 'empty', line: 9, result: 'refused' })
  const second = await offprint([bib])
  t.match(second.output, '2 read: 0 added, 0 updated, 1 unchanged, 0 merged, 1 refused')
  t.match(second.errors, /a\.bib:9:\d+: error: empty: the entry has no fields/)
  t.equal((await publication('ye2024deep'))?.version, 1)
})

t.test('what a person changed stays; what the source changed comes', async (t) => {
  const { file, offprint, publication, store } = desk(t)
  const bib = file('a.bib', one)
  await offprint([bib])
  const { created, updated, version, year, ...edited } = (await publication('ye2024deep')) as Record<
    string,
    unknown
  >
  const mine = { ...edited, venue: { name: 'CSUR' }, note: 'Mine' } as unknown as PublicationInput
  await store((store) => store.save({ publications: [mine] }))
  writeFileSync(bib, one.replace('year = 2024', 'year = 2025').replace('ACM Computing Surveys', 'Surveys'))
  const dry = await offprint([bib, '--dry-run'])
  t.match(dry.output, '- issued: "2024"\n  + issued: "2025"')
  t.match(
    dry.output,
    /= venue\.name: "CSUR" \(stays: entered by hand\)\n {2}≠ venue\.name: "Surveys" \(.*a\.bib\)/,
  )
  t.equal((await publication('ye2024deep'))?.issued, '2024', 'a dry run writes nothing')
  const real = await offprint([bib, '--json'])
  t.strictSame(real.json().summary, { read: 1, added: 0, updated: 1, unchanged: 0, merged: 0, refused: 0 })
  t.match(await publication('ye2024deep'), { issued: '2025', venue: { name: 'CSUR' }, note: 'Mine' })
  t.match((await offprint([bib])).output, '1 unchanged')
})

t.test('one work from two sources is one publication, and a preprint another', async (t) => {
  const { file, offprint, publication, store } = desk(t)
  await offprint([file('a.bib', one)])
  const ris = file(
    'b.ris',
    'TY  - JOUR\nID  - other-key\nAU  - Ye, Zhisheng\nAU  - Chen, Bo\nTI  - Deep Learning\nDO  - 10.1145/3638757\nVL  - 56\nKW  - GPU\nER  - \n',
  )
  const merged = await offprint([ris, '--json'])
  t.match(merged.json().entries[0], { result: 'merged', key: 'ye2024deep', foundBy: 'doi' })
  t.match(await publication('ye2024deep'), {
    title: /Workload Scheduling/,
    volume: '56',
    tags: ['GPU'],
    contributors: [{ family: 'Ye' }, { family: 'Chen', given: 'Bo' }],
    aliases: ['other-key'],
    extra: { bibtex: { myfield: 'mine' } },
  })
  t.match(await store((store) => store.find('other-key')), { kind: 'moved', key: 'ye2024deep' })
  const preprint = file(
    'c.bib',
    '@misc{ye2022arxiv, author = {Ye, Zhisheng and Chen, Bo}, title = {Deep Learning Workload Scheduling in GPU Datacenters}, year = 2024, eprint = {2205.11913}, archivePrefix = {arXiv}}',
  )
  t.match((await offprint([preprint])).output, '1 added')
  t.match(await publication('ye2022arxiv'), {
    type: 'article',
    relations: [{ kind: 'published', identifier: 'ye2024deep' }],
  })
  t.match((await offprint([preprint, ris])).output, '2 unchanged')
})

t.test('people are recognised, and an ambiguous name is nobody', async (t) => {
  const { file, offprint, publication, store } = desk(t)
  await store((store) =>
    store.save({
      people: [
        {
          slug: 'zhisheng-ye',
          owner: true,
          given: 'Zhisheng',
          family: 'Ye',
          aliases: [{ given: 'Z.', family: 'Ye' }],
        },
        { slug: 'b-chen', given: 'B.', family: 'Chen' },
        { slug: 'other-chen', given: 'B.', family: 'Chen' },
      ],
    }),
  )
  const { errors } = await offprint([file('a.bib', one)])
  t.match(await publication('ye2024deep'), {
    contributors: [{ family: 'Ye', person: 'zhisheng-ye' }, { family: 'Chen' }],
  })
  t.match(errors, /"B\. Chen" is the name of b-chen and other-chen; nobody was linked/)
})

t.test('a name links nobody whose ORCID iD is another one', async (t) => {
  const { file, offprint, publication, store } = desk(t)
  const zhisheng = { given: 'Zhisheng', family: 'Ye' }
  await store((store) =>
    store.save({
      people: [
        { ...zhisheng, slug: 'zhisheng-ye', owner: true, identifiers: { orcid: '0000-0002-1825-0097' } },
        { slug: 'b-chen', given: 'B.', family: 'Chen' },
      ],
    }),
  )
  const work = (key: string, title: string, ...contributors: object[]) => ({
    key,
    type: 'article',
    title,
    contributors: contributors.map((one) => ({ role: 'author', ...one })),
  })
  const chen = { given: 'B.', family: 'Chen', orcid: '0000-0001-5109-3700' }
  const items = [
    work('same', 'On roads', { ...zhisheng, orcid: '0000-0002-1825-0097' }),
    work('namesake', 'On streets', { ...zhisheng, orcid: '0000-0001-5109-3700' }, chen),
    work('unsaid', 'On squares', zhisheng),
  ]
  const { code } = await offprint([file('a.json', JSON.stringify({ items })), '--format', 'json'])
  t.equal(code, 0)
  const people = async (key: string) => (await publication(key))?.contributors?.map(({ person }) => person)
  t.strictSame(await people('same'), ['zhisheng-ye'])
  t.strictSame(await people('namesake'), [undefined, 'b-chen'], 'one who has no iD may be the one with it')
  t.strictSame(await people('unsaid'), ['zhisheng-ye'])
})

t.test('atomic is all or nothing', async (t) => {
  const { file, offprint, publication } = desk(t)
  const bib = file('a.bib', `${one}@misc{empty}\n`)
  const { code, output } = await offprint([bib, '--mode', 'atomic'])
  t.equal(code, 3)
  t.match(output, 'nothing was written')
  t.equal(await publication('ye2024deep'), undefined)
  t.equal((await offprint([file('b.bib', one), '--mode', 'atomic'])).code, 0)
  t.ok(await publication('ye2024deep'))
})

async function countAll(store: Store): Promise<number> {
  let count = 0
  for await (const records of store.all()) count += records.length
  return count
}

/** Enough for several batches, which are written while the next entries are read. */
const many = Array.from({ length: 1500 }, (_, i) => i)

t.test('an entry meets those that are on their way into the store', async (t) => {
  const { file, offprint, publication, store } = desk(t)
  const doi = (i: number) => `10.1000/many.${i}`
  const text = [
    ...many.map(
      (i) => `@article{first${i}, title = {Title of the Work ${i}}, year = 2020, doi = {${doi(i)}}}`,
    ),
    // The same works again, each a batch or so after it went in, with what the first did not say.
    ...many.map(
      (i) =>
        `@article{second${i}, title = {Title of the Work ${i}}, year = 2020, doi = {${doi(i)}}, volume = ${i}}`,
    ),
  ]
  const near = many.flatMap((i) => (i < 700 ? [text[i]!] : [text[i]!, text[i + 800]!]))
  const bib = file('many.bib', near.join('\n'))
  const { code, json } = await offprint([bib, '--json'])
  t.equal(code, 0)
  t.match(json().summary, { read: 2300, added: 1500, merged: 800, refused: 0 })
  t.equal(await store(countAll), 1500)
  t.match(await publication('first0'), { aliases: ['second0'], volume: '0' })
  t.match(await publication('first799'), { aliases: ['second799'], volume: '799' })
  const provenance = await store((store) => store.provenance('first799'))
  t.strictSame(
    provenance.given.map(({ entry, publication }) => [entry, publication.volume]),
    [
      ['first799', undefined],
      ['second799', '799'],
    ],
    'what each of the two entries said',
  )
  t.match((await offprint([bib])).output, '0 added, 0 updated, 2300 unchanged')
})

t.test('what the store refuses of a long file is said, and what went before stays', async (t) => {
  const { file, offprint, store } = desk(t)
  const lines = many.map((i) =>
    JSON.stringify({
      key: `k${i}`,
      type: 'document',
      title: `T${i}`,
      ...(i === 1400 ? { groups: ['nobody'] } : {}),
    }),
  )
  const { code, errors } = await offprint([file('many.ndjson', lines.join('\n')), '--quiet'])
  t.equal(code, 1)
  t.match(errors, 'There is no group "nobody" (in k1400).')
  t.notMatch(errors, /\n\s+at /, 'no trace of the stack')
  t.equal(await store(countAll), 1000)
})

t.test('another work with the same key gets a key of its own', async (t) => {
  const { file, offprint } = desk(t)
  const twins =
    '@misc{x, title = {One thing entirely}, author = {A B}, year = 2001}\n@misc{x, title = {Quite another thing}, author = {C D}, year = 2002}\n'
  const { json } = await offprint([file('a.bib', twins), '--json'])
  t.strictSame(
    json().entries.map(({ result, key }: { result: string; key: string }) => [result, key]),
    [
      ['added', 'x'],
      ['added', 'd2002quite'],
    ],
  )
})

t.test('what is hidden is found again, and never replaced', async (t) => {
  const { file, offprint, publication, store } = desk(t)
  const hidden = {
    key: 'x',
    type: 'document',
    title: 'A thing nobody sees yet',
    visibility: 'hidden',
  } as const
  await store((store) => store.save({ publications: [{ ...hidden, issued: '2001' }] }))
  const bib = file(
    'a.bib',
    '@misc{x, title = {Quite another thing}, author = {C D}, year = 2002}\n@misc{y, title = {A thing nobody sees yet}, year = 2001, note = {More}}\n',
  )
  const { json } = await offprint([bib, '--json'])
  t.match(json().entries, [
    { result: 'added', key: 'd2002quite' },
    { result: 'merged', key: 'x', by: undefined },
  ])
  t.equal(await publication('x'), undefined, 'it is still hidden')
  const found = await store((store) => store.find('x', true))
  t.match(found, { record: { publication: { title: hidden.title, visibility: 'hidden', note: 'More' } } })
})

t.test('reports, standard input, and calls that are wrong', async (t) => {
  const { file, path, offprint } = desk(t)
  const bib = file('a.bib', `${one.replace('Deep', '<script>')}@misc{empty}\n`)
  await offprint([bib, '--report', path('r.html')])
  const page = readFileSync(path('r.html'), 'utf8')
  t.match(page, '2 read: 1 added')
  t.notMatch(page, '<script>')
  await offprint([bib, '--report', path('r.txt')])
  t.match(readFileSync(path('r.txt'), 'utf8'), /a\.bib:9:\d+: refused/)
  t.match((await offprint(['-', '--format', 'bibtex'], one)).output, '1 read')
  t.match(await offprint(['-'], one), { code: 2, errors: /--format/ })
  t.match(await offprint([]), { code: 2, errors: /no file/ })
  t.match(await offprint([bib, '--dry']), { code: 2, errors: /Did you mean --dry-run/ })
  t.match(await offprint([bib, '--mode', 'half']), { code: 2, errors: /atomic or partial/ })
  t.match(await offprint([bib, '--format', 'bibtx']), { code: 2, errors: /Did you mean bibtex/ })
  t.match(await offprint([path('none.bib')]), { code: 1, errors: /none\.bib/ })
  t.match(await offprint([file('x.unknown', 'Hello')]), { code: 3, errors: /in no format that is known/ })
  t.match((await offprint(['--help'])).output, /Exit codes/)
})

t.test('what is wrong with a call is said before anything is taken in', async (t) => {
  const { file, path, offprint, publication } = desk(t)
  const bib = file('a.bib', one)
  for (const [args, code, message] of [
    [[bib, path('none.bib')], 1, /There is no .*none\.bib\./],
    [[bib, '--report', path('none/r.html')], 1, /There is no .*none\./],
    [[bib, '--report', path('r.pdf')], 2, /\.html, \.json or \.txt/],
    [[bib, '--from', 'orcd:1'], 2, /Did you mean orcid/],
  ] as const)
    t.match(await offprint([...args]), { code, errors: message })
  t.equal(await publication('ye2024deep'), undefined)
  const noStore = await offprint([bib], '', { DATABASE_URL: `file:${bib}` })
  t.match(noStore, { code: 1, errors: /a\.bib is no database of Offprint, and is left as it is/ })
})

t.test('what holds nothing, and what is no text, is not passed over in silence', async (t) => {
  const { file, path, offprint } = desk(t)
  t.match(await offprint([file('e.bib', '')]), {
    code: 0,
    errors: /e\.bib:1:1: warning: there is no entry in it/,
  })
  writeFileSync(path('b.bib'), Buffer.from([64, 98, 0, 1, 2, 3]))
  t.match(await offprint([path('b.bib')]), { code: 3, errors: /the file is binary/ })
  writeFileSync(path('l.bib'), Buffer.from('@misc{l, title = {Caf\xe9}}', 'latin1'))
  t.match((await offprint([path('l.bib')])).errors, 'l.bib:1:1: warning: the file is not UTF-8')
  const again = (await offprint([path('l.bib'), '--json'])).json()
  t.match(again, { summary: { read: 1, unchanged: 1 }, findings: [{ message: /not UTF-8/ }] })
  const long = `@misc{long, title = {${'x'.repeat(5e6)}}}\n@misc{short, title = {Short}}\n`
  t.match(await offprint([file('x.bib', long)]), {
    code: 3,
    errors: /long: the entry has more than 4 million/,
  })
})

t.test(
  'abbreviations of one file count in those after it, and of one with nothing else in all',
  async (t) => {
    const { file, path, offprint, publication } = desk(t)
    const paper = (key: string) =>
      `@article{${key}, title = {On ${key} and others}, journal = csur, year = 2020}\n`
    const defined = file('z.bib', '@comment{shared}\n@string{csur = "ACM Computing Surveys"}\n')
    const mixed = file('m.bib', `@string{pnas = "Proceedings"}\n${paper('m')}`)
    const late = file('b.bib', paper('b').replace('csur', 'pnas'))
    const { errors } = await offprint([file('a.bib', paper('a')), mixed, late, defined])
    t.equal(errors, '')
    t.match(await publication('a'), { venue: { name: 'ACM Computing Surveys' } })
    t.match(await publication('m'), { venue: { name: 'ACM Computing Surveys' } })
    t.match(await publication('b'), { venue: { name: 'Proceedings' } })
    // What an entry needs has to be defined before, as for BibTeX.
    t.match((await offprint([late, mixed])).errors, /b\.bib.*pnas/)
    mkdirSync(path('folder/below'), { recursive: true })
    writeFileSync(path('folder/a.bib'), paper('inFolder'))
    writeFileSync(path('folder/z.bib'), readFileSync(defined))
    writeFileSync(path('folder/below/c.ris'), 'TY  - BOOK\nTI  - A Book Below\nER  - \n')
    writeFileSync(path('folder/notes.json'), '{}')
    t.match(await offprint([path('folder')]), { code: 0, errors: '', output: '2 read: 2 added' })
    t.match(await publication('infolder').then((one) => one ?? publication('inFolder')), {
      venue: { name: 'ACM Computing Surveys' },
    })
    mkdirSync(path('empty'))
    t.match(await offprint([path('empty')]), { code: 1, errors: /nothing in .*empty that is read here/ })
  },
)

t.test('what RIS has and a record has no place for comes back in RIS', async (t) => {
  const { file, offprint } = deskOf(t)
  const ris =
    'TY  - JOUR\nID  - kept\nTI  - A Title to Keep\nPY  - 2002\nLB  - a label\nU1  - one\nU1  - two\nER  - \n'
  t.equal((await offprint(['import', file('a.ris', ris)])).code, 0)
  const { output } = await offprint(['export', '--format', 'ris'])
  t.match(output, /LB {2}- a label\r\n/)
  t.match(output, /U1 {2}- one\r\nU1 {2}- two\r\n/)
  t.match((await offprint(['import', file('a.ris', output)])).output, '0 updated, 1 unchanged')
})
