/** What `offprint export` writes is what the server answers. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { library, many } from '../library.ts'
import { startServer } from '../server.ts'

const main = join(import.meta.dirname, '../../dist/cli/main.js')
const run = promisify(execFile)

t.test('an export is the answer of the server, in every format', async (t) => {
  const batch = { ...library, publications: [...library.publications!, ...many(1100)] }
  const { get } = await startServer(t, batch)
  const directory = t.testdir()
  const url = `file:${directory}/copy.db`
  const store = openStore(url)
  await store.save(batch)
  await store.close()
  const offprint = (...argv: string[]) =>
    run(process.execPath, [main, 'export', ...argv], { env: { DATABASE_URL: url }, maxBuffer: 1e8 })
  const cases: [argv: string[], path: string][] = [
    [['--format', 'bibtex'], '/publications.bib'],
    [['--format=ris', '--year', '2019..', '--type=!book'], '/publications.ris?year=2019..&type=!book'],
    [['--format', 'csl', '--q', 'bulk', '--sort', 'title'], '/publications.csl.json?q=bulk&sort=title'],
    [
      ['--format', 'bibtex', '--profile', 'latex', '--author', 'Müller'],
      '/publications.bib?profile=latex&author=M%C3%BCller',
    ],
    [
      ['--format', 'bibliography', '--style', 'ieee', '--person', 'owner'],
      '/publications.txt?style=ieee&person=owner',
    ],
  ]
  for (const [argv, path] of cases) {
    const { stdout } = await offprint(...argv)
    const { text } = await get(path)
    t.ok(stdout.length > 0 && stdout === text, argv.join(' '))
  }
  const refusals: [argv: string[], message: RegExp][] = [
    [['--yaer', '2020'], /Did you mean year/],
    [['--format', 'bibtx'], /Did you mean bibtex/],
    [['--venue', 'SYMTT'], /Did you mean SYMT/],
    [['--format'], /--format needs a value/],
    [['pubs.bib'], /not an option/],
  ]
  for (const [argv, message] of refusals) {
    const failure = await offprint(...argv).catch((error) => error)
    t.equal(failure.code, 2, argv.join(' '))
    t.match(failure.stderr, message)
    t.equal(failure.stdout, '')
  }
})
