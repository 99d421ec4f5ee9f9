/** Entries that are kept from one list to the next are never those of another publication, parameter or time. */
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { Ahead } from '../../src/rendering/ahead.ts'
import { entriesAhead } from '../../src/rendering/ahead-entries.ts'
import { styleLibrary } from '../../src/rendering/bibliography.ts'
import { renderContext } from '../../src/rendering/context.ts'
import { KeptEntries } from '../../src/rendering/kept-entries.ts'
import { loadFormats } from '../../src/rendering/registry.ts'
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
    '/publications.json?limit=1000&fields=title',
    '/publications.json?limit=1000',
    '/publications.json?limit=1000&include=csl',
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
  const [whole, included, chosen] = ['', '&include=csl', '&fields=title'].map((extra) => {
    return JSON.parse(second.get(`/publications.json?limit=1000${extra}`)!).items as Record<string, unknown>[]
  })
  for (const items of [whole!, included!, chosen!]) {
    t.ok(items.some(({ title }) => title === 'Another title'))
    t.ok(items.some(({ title }) => title === 'Added'))
    t.notOk(items.some(({ title }) => title === hidden.title))
  }
  t.ok(included!.every(({ csl }) => csl))
  t.notOk(whole!.some(({ csl }) => csl))
  t.ok(chosen!.every((item) => Object.keys(item).join() === 'title'))
})

t.test('a record that is hidden while a list is written is left out', async (t) => {
  const url = `file:${t.testdir()}/offprint.db`
  const [reader, writer] = [openStore(url), openStore(url)]
  await writer.save({ publications: many(5) })
  const query = { filters: {}, sort: '-issued', versions: 'preferred' } as never
  const { items } = await reader.list(query, { limit: 5, isKnown: () => true })
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

t.test(
  'a formatted list in which some changed, were added, hidden or moved is what it would be anew',
  async (t) => {
    const publications = many(300)
    const server = await startServer(t, { publications }, { ANSWER_CACHE: '0' })
    const path = (extra = '') => `/publications.txt?style=ieee&limit=300${extra}`
    const lines = async (extra = '') => (await server.get(path(extra))).text.split('\n').slice(0, -1)
    const first = await lines()
    t.equal(first.length, 300)
    t.same(await lines(), first)
    const [changed, hidden, moved] = [publications[1]!, publications[2]!, publications[3]!]
    await server.store.save({
      publications: [
        { ...changed, title: 'Quite another title' },
        { ...hidden, visibility: 'hidden' },
        { ...moved, issued: '1801' },
        { key: 'added', title: 'Added', type: 'book', issued: '2999' },
      ],
    })
    const second = await lines()
    const fresh = await startServer(t, {}, { ANSWER_CACHE: '0' })
    for await (const batch of server.store.all())
      await fresh.store.save({
        publications: batch.map(({ publication: { created, updated, version, ...input } }) => input),
      })
    t.same(second, (await fresh.get(path())).text.split('\n').slice(0, -1))
    t.match(second.join('\n'), 'Quite another title')
    t.match(second[0], /^\[1\].*Added/)
    t.match(second.at(-1), /^\[300\].*1801/)
    t.same(await lines('&sort=title'), (await fresh.get(path('&sort=title'))).text.split('\n').slice(0, -1))
  },
)

t.test(
  'entries of the newest publications are written before anybody asks, and again when one changes',
  async (t) => {
    const url = `file:${t.testdir()}/offprint.db`
    const store = openStore(url)
    t.teardown(() => store.close())
    // Two batches, after which there is nothing more.
    const publications = many(1000)
    await store.save({ publications })
    const formats = await loadFormats(new URL('../../src/formats/', import.meta.url))
    const entries = new KeptEntries()
    const defaults = { style: 'apa', locale: 'en-US' }
    const sources = {
      store,
      styles: styleLibrary(),
      baseUrl: 'http://a',
      defaults,
    }
    const bibtex = formats.byName.get('bibtex')!
    const context = { ...(await renderContext({}, bibtex, sources)), title: '', total: 0, parameters: {} }
    const list = { ...context, links: { self: '', first: '' } }
    const writer = bibtex.list!(list)
    const ahead = new Ahead(store, [entriesAhead(store, entries, [{ format: bibtex, context: list }])], 5)
    ahead.start(
      () => undefined,
      (error) => t.fail(String(error)),
    )
    const all = { filters: {}, sort: '-issued', versions: 'preferred' } as never
    /** Those that are there, with what they are to be. */
    const written = async () => {
      const kept = entries.of(bibtex, writer, list, 1)!
      let same = 0
      for await (const batch of store.stream(all)) {
        for (const record of batch) if (kept.get(record.stamp)?.toString() === writer.each!(record, 0)) same++
      }
      return same
    }
    const until = async (count: number) => {
      for (let tries = 0; tries < 2000 && (await written()) < count; tries++) await setTimeout(5)
      return written()
    }
    t.equal(await until(1000), 1000)
    await store.save({ publications: [{ ...publications[7]!, title: 'Quite another title' }] })
    t.equal(await until(1000), 1000)
    await ahead.stop()
  },
)
