/** What an entry says in a standard field is there again after an import and an export. */
import t from 'tap'
import bibtex from '../../src/formats/bibtex.ts'
import { reader } from '../../src/importing/readers/bibtex.ts'
import { recordOf, write } from '../fixtures/publication-record.ts'
import { run, without } from '../fixtures/tools.ts'

const common = {
  author: 'Hu, Qinghao',
  title: 'A title',
  year: '2020',
  month: 'apr',
  note: 'A remark',
  annote: 'What somebody thought of it',
  key: 'ACM20',
  doi: '10.1145/3638757',
  url: 'https://a.org/x',
  isbn: '9783161484100',
  issn: '0028-3908',
}
const inBook = { booktitle: 'In a book', publisher: 'Springer', address: 'Cham' }

/** Entry type → an entry with what publishers give it, beside the required fields. */
const entries: Record<string, Record<string, string>> = {
  article: {
    journal: 'Journal of X',
    volume: '7',
    number: '3',
    pages: '1--9',
    publisher: 'ACM',
    address: 'New York',
    series: 'newseries',
    institution: 'Rice University',
  },
  book: { publisher: 'P', address: 'Oxford', edition: 'Second', series: 'LNCS', number: '75', chapter: '7' },
  inproceedings: { ...inBook, series: 'LNCS', volume: '75', pages: '1--9', organization: 'The Organizers' },
  incollection: { ...inBook, series: 'LNCS', number: '75', chapter: '7', edition: 'Third', pages: '1--9' },
  phdthesis: { school: 'Rice University', address: 'Houston', number: '177' },
  techreport: { institution: 'Rice University', address: 'Houston', number: 'TR-7' },
  misc: { howpublished: 'A leaflet', number: '107-204', address: 'Houston' },
  unpublished: { note: 'Submitted to Communications of X' },
}
const source = Object.entries(entries)
  .map(([type, own]) => {
    const fields = Object.entries({ ...common, ...own }).map(([name, value]) => `  ${name} = {${value}}`)
    return `@${type}{${type},\n${fields.join(',\n')}\n}\n`
  })
  .join('\n')

async function throughTheModel(text: string): Promise<string> {
  const chunks = (async function* () {
    yield new TextEncoder().encode(text)
  })()
  const records = []
  for await (const { publication } of reader.read({ name: 'a.bib', chunks }))
    records.push(recordOf(publication!))
  return write(bibtex, records)
}

t.test('the standard fields of every type come back', async (t) => {
  const written = await throughTheModel(source)
  for (const [type, own] of Object.entries(entries)) {
    const entry = written.split(/^(?=@)/m).find((one) => one.startsWith(`@${type}{`))
    t.ok(entry, `@${type} stays what it is`)
    for (const [name, value] of Object.entries({ ...common, ...own })) {
      const text = name === 'month' ? `${name} = ${value}` : `${name} = {${value}}`
      t.match(entry, `\n  ${text}`, `${name} of @${type}`)
    }
  }
  t.equal(await throughTheModel(written), written, 'and once more')
})

t.test('the day, which BibTeX has no field for, is where BibLaTeX looks for it', async (t) => {
  const written = await throughTheModel('@misc{k, title = {T}, year = 2001, month = dec # "~28"}')
  t.match(written, '  month = dec,\n  day = {28}')
})

t.test('where an unpublished work was submitted to is told once', async (t) => {
  const written = await throughTheModel(
    '@techreport{k, author = {A, B}, title = {T}, institution = {I}, year = 2001, note = {To appear in {\\em Letters}. With a remark}}',
  )
  t.match(written, '  note = {To appear in Letters. With a remark}')
})

t.test('styles find no more to warn of than before', { skip: without('bibtex') }, async (t) => {
  const aux = '\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{in}\n'
  const warnings = (bib: string): string[] =>
    run('bibtex', ['t'], { 'in.bib': bib, 't.aux': aux }).output.match(/^Warning.*/gm) ?? []
  const before = warnings(source)
  t.strictSame(
    warnings(await throughTheModel(source)).filter((line) => !before.includes(line)),
    [],
  )
})
