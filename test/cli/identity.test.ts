/** What an import takes for one work and what for two, by identifiers written in every way and by titles. */
import t from 'tap'
import { desk } from './desk.ts'

const entry = (type: string, key: string, fields: Record<string, string>) =>
  `@${type}{${key}, ${Object.entries({ author: 'Doe, Jane', year: '2020', ...fields })
    .map(([name, value]) => `${name} = {${value}}`)
    .join(', ')}}\n`
const article = (key: string, fields: Record<string, string>) =>
  entry('article', key, { journal: 'Journal of Streets', ...fields })

/** Imports a file, and another one whose only entry is `second`. */
async function imported(t: Parameters<typeof desk>[0], first: string, second: string) {
  const { offprint, file, store } = desk(t)
  await offprint(['import', file('a.bib', first)])
  const { json } = await offprint(['import', file('b.bib', second), '--json'])
  const { entries } = json() as {
    entries: { result: string; key: string; findings?: { message: string }[] }[]
  }
  return { entry: entries[0]!, offprint, file, store }
}

const oneWork: Record<string, [Record<string, string>, Record<string, string>]> = {
  'a DOI in other letters': [{ doi: '10.1000/Abc' }, { doi: '10.1000/aBC' }],
  'a DOI with its resolver': [{ doi: '10.1000/abc' }, { doi: 'http://dx.doi.org/10.1000/abc' }],
  'a DOI as it stands in a URL': [{ doi: '10.1000/abc' }, { doi: 'doi:10.1000%2Fabc' }],
  'a DOI that only the address has': [{ doi: '10.1000/abc' }, { url: 'https://doi.org/10.1000%2Fabc' }],
  'a PMID with its name': [{ pmid: '12345678' }, { pmid: 'PMID 12345678' }],
}

for (const [name, [one, other]] of Object.entries(oneWork)) {
  t.test(`${name} is the same`, async (t) => {
    const { entry } = await imported(
      t,
      article('one', { title: 'Streets', ...one }),
      article('two', { title: 'Roads', ...other }),
    )
    t.match(entry, { result: 'merged', key: 'one' })
  })
}

t.test('an ISBN of ten digits is that of thirteen, for books and for whoever asks', async (t) => {
  const { entry: found, offprint } = await imported(
    t,
    entry('book', 'one', { title: 'The Book of Roads', publisher: 'P', isbn: '0-306-40615-2' }),
    entry('book', 'two', { title: 'Book of roads', publisher: 'P', isbn: '9780306406157' }),
  )
  t.match(found, { result: 'merged', key: 'one' })
  for (const isbn of ['0306406152', '9780306406157'])
    t.match((await offprint(['edit', `isbn:${isbn}`])).output, 'The Book of Roads')
})

t.test('a preprint is known by its identifier at arXiv, wherever a source writes it', async (t) => {
  const preprint = entry('misc', 'one', {
    title: 'Streets',
    eprint: 'hep-th/9901001v2',
    archiveprefix: 'arXiv',
  })
  for (const fields of [
    { journal: 'arXiv preprint arXiv:hep-th/9901001' },
    { journal: 'CoRR', volume: 'abs/hep-th/9901001' },
    { doi: '10.48550/arXiv.hep-th/9901001', journal: 'arXiv' },
  ]) {
    const { entry } = await imported(t, preprint, article('two', { title: 'Roads', ...fields }))
    t.match(entry, { result: 'merged', key: 'one' }, JSON.stringify(fields))
  }
  const url = 'https://arxiv.org/abs/hep-th/9901001v3'
  const { entry: linked } = await imported(t, preprint, entry('misc', 'two', { title: 'Roads', url }))
  t.match(linked, { result: 'merged', key: 'one' })
})

t.test(
  'chapters with the DOI of their book, volumes with one ISBN and papers with a copied DOI stay',
  async (t) => {
    const { offprint, file, store } = desk(t)
    const doi = '10.1007/978-3-030-00000-1'
    const chapter = (key: string, title: string, pages: string) =>
      entry('incollection', key, { title, pages, booktitle: 'Animals', publisher: 'P', doi })
    const text = [
      chapter('horses', 'Of horses and their riders', '1--10'),
      chapter('sheep', 'Sheep in the mountains', '11--20'),
      entry('book', 'animals', { title: 'Animals', author: 'Pan, Peter', publisher: 'P', doi }),
      entry('book', 'one', { title: 'Works: Volume One', volume: '1', publisher: 'P', isbn: '0306406152' }),
      entry('book', 'two', { title: 'Works: Volume Two', volume: '2', publisher: 'P', isbn: '0306406152' }),
      article('copied', { title: 'A study of the first thing', doi: '10.1000/1' }),
      article('wrong', { title: 'Cows, rather', author: 'Pan, Peter', doi: '10.1000/1' }),
    ]
    const path = file('a.bib', text.join(''))
    const { output, errors } = await offprint(['import', path])
    t.match(output, '7 read: 7 added')
    t.match(errors, 'wrong, identifiers: copied has the same DOI, but is another work by its title')
    const { output: again } = await offprint(['import', path])
    t.match(again, '7 unchanged')
    const other = await offprint([
      'import',
      file('b.bib', chapter('schafe', 'Sheep in the Mountains', '11--20')),
    ])
    t.match(other.output, '1 merged', 'each is known again by what else it says')
    const { duplicates } = (await offprint(['check', 'duplicates', '--json'])).json()
    t.strictSame(duplicates, [
      { keys: ['horses', 'sheep', 'animals'], by: ['doi'], doubtful: true },
      { keys: ['one', 'two'], by: ['isbn'], doubtful: true },
      { keys: ['copied', 'wrong'], by: ['doi'], doubtful: true },
    ])
    const { output: listed } = await offprint(['check', 'duplicates'])
    t.notMatch(listed, 'offprint merge', 'what an import would not put together, nobody is told to')
    await store((store) => store.find('sheep').then((found) => t.match(found, { kind: 'publication' })))
  },
)

t.test(
  'a paper, its journal version, thesis, report, program and preprint have one title and are six',
  async (t) => {
    const { offprint, file, publication } = desk(t)
    const title = 'Learning the streets of the town'
    const text = [
      entry('inproceedings', 'paper', { title, booktitle: 'Proc. of CVPR', doi: '10.1000/paper' }),
      article('journal', { title, doi: '10.1000/journal' }),
      entry('phdthesis', 'thesis', { title, school: 'MIT' }),
      entry('techreport', 'report', { title, institution: 'MIT' }),
      entry('software', 'program', { title, doi: '10.5281/zenodo.1' }),
      article('corr', { title, journal: 'CoRR', volume: 'abs/2001.00001' }),
    ]
    const path = file('a.bib', text.join(''))
    t.match((await offprint(['import', path])).output, '6 read: 6 added')
    t.match((await offprint(['import', path])).output, '6 unchanged')
    const related = (await publication('corr'))?.relations?.map(
      ({ kind, identifier }) => `${kind} ${identifier}`,
    )
    t.strictSame(related, ['published paper', 'published journal', 'published report'])
    const { duplicates } = (await offprint(['check', 'duplicates', '--json'])).json()
    t.strictSame(duplicates, [{ keys: ['paper', 'journal'], by: ['title'], doubtful: true }])
    await offprint(['edit', 'journal', 'relations=[{"kind":"version","identifier":"paper"}]'])
    t.match((await offprint(['check', 'duplicates'])).output, 'No publication seems', 'somebody has looked')
  },
)
