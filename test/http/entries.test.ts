/** Entries that are kept from one list to the next are never those of another publication, parameter or time. */
import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { library, many } from '../library.ts'
import { startServer } from '../server.ts'

t.test('lists of kept entries are what they would be without', async (t) => {
  const publications = [...library.publications!, ...many(700)]
  // Nothing but the entries is kept.
  const server = await startServer(t, { ...library, publications }, { ANSWER_CACHE: '0' })
  const paths = ['bib', 'biblatex', 'ris', 'csl.json', 'ndjson', 'nbib', 'enw', 'mods', 'nt'].flatMap(
    (extension) => [
      `/publications.${extension}`,
      `/publications.${extension}?year=2019..&sort=title`,
      `/publications.${extension}?limit=3`,
    ],
  )
  const more = [
    '/publications.bib?profile=latex',
    '/publications.bib?venueName=short',
    '/publications.ris?venueName=short',
  ]
  const read = async () => {
    const answers = new Map<string, string>()
    for (const path of [...paths, ...more]) {
      const { status, text } = await server.get(path)
      if (status !== 200) t.fail(`${status} at ${path}: ${text}`)
      answers.set(path, text)
    }
    return answers
  }
  const first = await read()
  for (const [path, text] of await read()) t.ok(text === first.get(path), path)

  const [changed, hidden] = [many(700)[1]!, many(700)[2]!]
  t.match(first.get('/publications.bib'), changed.title)
  await server.store.save({
    publications: [
      { ...changed, title: 'Another title' },
      { ...hidden, visibility: 'hidden' },
      { key: 'added', title: 'Added', type: 'book' },
    ],
  })
  const second = await read()
  for (const path of paths.filter((one) => !one.includes('?'))) {
    const text = second.get(path)!
    t.match(text, 'Another title', path)
    t.match(text, 'Added', path)
    t.notOk(text.includes(`${changed.title}\n`), path)
    t.notMatch(text, hidden.key!, path)
  }
  t.not(second.get('/publications.bib'), second.get('/publications.bib?profile=latex'))
})

t.test('a record that is hidden while a list is written is left out', async (t) => {
  const url = `file:${t.testdir()}/offprint.db`
  const [reader, writer] = [openStore(url), openStore(url)]
  await writer.save({ publications: many(5) })
  const query = { filters: {}, sort: '-issued', versions: 'preferred' } as never
  const { items } = await reader.list(query, { limit: 5, later: true })
  await writer.save({ publications: [{ ...many(5)[2]!, visibility: 'hidden' }] })
  const { batchBytes } = await import('../../src/rendering/list-bytes.ts')
  const { default: ris } = await import('../../src/formats/ris.ts')
  const context = { baseUrl: '', venueName: 'long', parameters: {}, links: {} } as never
  const text = (await batchBytes(ris.list!(context), items)).toString()
  t.equal(text.match(/^ER {2}- $/gm)?.length, 4)
  t.notMatch(text, many(5)[2]!.key!)
  await reader.close()
  await writer.close()
})
