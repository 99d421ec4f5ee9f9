import t, { type Test } from 'tap'
import { library, many } from '../library.ts'
import { startServer, type TestServer } from '../server.ts'

type Item = { key: string; [field: string]: unknown }
const keysOf = ({ items }: { items: Item[] }) => items.map(({ key }) => key)

async function expectKeys(t: Test, { get }: TestServer, cases: [query: string, keys: string][]) {
  for (const [query, keys] of cases) {
    const { status, json, headers } = await get(`/publications?${query}`)
    t.equal(status, 200, query)
    t.equal(keysOf(json).join(' '), keys, query)
    t.equal(json.total, keysOf(json).length, query)
    t.equal(Number(headers.get('x-total-count')), json.total, query)
  }
}

const everything = 'chen2022later muller2021lodz ye2020chinese chen2019scheduling plato undated'

t.test('filters', async (t) => {
  const server = await startServer(t, library)
  await expectKeys(t, server, [
    ['', everything],
    ['year=2021', 'muller2021lodz'],
    ['year=2019..2021', 'muller2021lodz ye2020chinese chen2019scheduling'],
    ['year=2021..', 'chen2022later muller2021lodz'],
    ['year=..2019', 'chen2019scheduling plato'],
    ['year=-380', 'plato'],
    ['year=2019,2021', 'muller2021lodz chen2019scheduling'],
    ['year=2019&year=2021', 'muller2021lodz chen2019scheduling'],
    ['year=!2019..2022', 'plato undated'],
    ['year=2019..2022,!2020', 'chen2022later muller2021lodz chen2019scheduling'],
    ['venue=symt', 'chen2022later chen2019scheduling'],
    ['venue=zeitschrift+fur+asthetik', 'muller2021lodz'],
    ['venue=6th+Symposium+on+Things', 'chen2022later chen2019scheduling'],
    ['venue=0044-2186', 'muller2021lodz'],
    ['venue=!SYMT', 'muller2021lodz ye2020chinese plato undated'],
    ['type=book', 'plato undated'],
    ['type=book,article-journal', 'muller2021lodz ye2020chinese plato undated'],
    ['type=!book&year=2019..', 'chen2022later muller2021lodz ye2020chinese chen2019scheduling'],
    ['tag=scheduling', 'chen2022later chen2019scheduling'],
    ['tag=strassen', 'muller2021lodz'],
    ['tag=deep+learning', 'chen2022later'],
    ['status=in-press', 'ye2020chinese'],
    ['language=DE', 'muller2021lodz'],
    ['language=zh-CN', 'ye2020chinese'],
    ['person=owner', 'muller2021lodz'],
    ['person=bo-chen', 'chen2022later chen2019scheduling'],
    ['author=chen', 'chen2022later chen2019scheduling'],
    ['author=Muller', 'muller2021lodz'],
    ['author=M%C3%BCller,+Ada', 'muller2021lodz'],
    ['author=Hakon+Angstrom', 'muller2021lodz'],
    ['author=beethoven', 'chen2019scheduling'],
    ['author=Ludwig+van+Beethoven', 'chen2019scheduling'],
    ['author=van+Beethoven,+Ludwig', 'chen2019scheduling'],
    ['author=%E5%8F%B6%E5%BF%97%E6%99%9F', 'ye2020chinese'],
    ['author=nobody', ''],
    ['doi=https://doi.org/10.1000/abc.1', 'muller2021lodz'],
    ['doi=10.1000/none', ''],
    ['key=oldkey2019,undated', 'chen2019scheduling undated'],
    ['has=pdf', 'muller2021lodz'],
    ['has=award', 'muller2021lodz'],
    ['has=abstract', 'muller2021lodz'],
    ['has=doi', 'muller2021lodz'],
    ['has=!pdf&year=2019..', 'chen2022later ye2020chinese chen2019scheduling'],
    ['featured=true', 'chen2019scheduling'],
    ['featured=false&year=2019..', 'chen2022later muller2021lodz ye2020chinese'],
    ['group=systems-lab', 'muller2021lodz chen2019scheduling'],
    ['year=2019..&type=paper-conference&author=chen', 'chen2022later chen2019scheduling'],
    ['year=&q=&venue=', everything],
  ])
})

t.test('a group has what its members wrote while they were in it', async (t) => {
  const { get } = await startServer(t, library)
  // The owner joined in September 2021, so a paper of that year counts by its year; Chen left before 2022.
  const { json } = await get('/groups/systems-lab/publications')
  t.same(keysOf(json).sort(), ['chen2019scheduling', 'muller2021lodz'])
})

t.test('full text', async (t) => {
  const server = await startServer(t, library)
  await expectKeys(t, server, [
    ['q=scheduling', 'chen2022later chen2019scheduling'],
    ['q=deep+scheduling', 'chen2022later chen2019scheduling'],
    ['q="deep+scheduling"', 'chen2022later'],
    ['q=sched*', 'chen2022later chen2019scheduling'],
    ['q=sched', ''],
    ['q=scheduling+-gpus', 'chen2022later'],
    ['q=-scheduling+-republic&year=2019..', 'muller2021lodz ye2020chinese'],
    ['q=lodz', 'muller2021lodz'],
    ['q=%C5%81%C3%93D%C5%B9', 'muller2021lodz'],
    ['q=strasse', 'muller2021lodz'],
    ['q=street', 'muller2021lodz'],
    ['q=angstrom', 'muller2021lodz'],
    ['q=%E8%B5%84%E6%BA%90', 'ye2020chinese'],
    ['q=zeitschrift', 'muller2021lodz'],
    ['q=measurement', 'muller2021lodz'],
    ['q=hidden', ''],
    ['q=title:deep', ''],
    ['q=deep"scheduling', 'chen2022later chen2019scheduling'],
  ])
  for (const hostile of [
    '"',
    "don't",
    'a-b',
    'NEAR(a b)',
    '^x',
    'title:',
    '* *a',
    '-',
    '(',
    'a AND',
    'x"*"y',
    '\u0000a',
  ]) {
    const { status } = await server.get(`/publications?q=${encodeURIComponent(hostile)}`)
    t.ok(status === 200 || status === 400, `${JSON.stringify(hostile)} breaks nothing`)
  }
})

t.test('a match in the title goes before one elsewhere, however old', async (t) => {
  const { get } = await startServer(t, {
    publications: [
      { key: 'old-title', type: 'book', title: 'On caching', issued: '1990' },
      { key: 'new-abstract', type: 'book', title: 'Other', abstract: 'It is about caching.', issued: '2024' },
      { key: 'mid-tag', type: 'book', title: 'Another', tags: ['caching'], issued: '2000' },
    ],
  })
  t.same(keysOf((await get('/publications?q=caching')).json), ['old-title', 'mid-tag', 'new-abstract'])
  const byDate = await get('/publications?q=caching&sort=-issued')
  t.same(keysOf(byDate.json), ['new-abstract', 'mid-tag', 'old-title'])
})

t.test('versions of one work are shown once, and all when asked', async (t) => {
  const server = await startServer(t, library)
  await expectKeys(t, server, [
    ['author=chen&year=2022', 'chen2022later'],
    ['author=chen&year=2022&versions=all', 'chen2022preprint chen2022later'],
    ['versions=preprint', 'chen2022preprint'],
    ['versions=published&year=2022', 'chen2022later'],
  ])
})

t.test('sorting', async (t) => {
  const { get } = await startServer(t, library)
  const cases: [sort: string, keys: string][] = [
    ['-issued', everything],
    ['issued', everything.split(' ').reverse().join(' ')],
    ['title', 'undated chen2022later plato chen2019scheduling muller2021lodz ye2020chinese'],
    ['-title', 'ye2020chinese muller2021lodz chen2019scheduling plato chen2022later undated'],
    ['author', 'chen2019scheduling chen2022later muller2021lodz plato undated ye2020chinese'],
  ]
  for (const [sort, keys] of cases) {
    t.equal(keysOf((await get(`/publications?sort=${sort}`)).json).join(' '), keys, sort)
  }
  for (const sort of ['venue', '-venue', '-author', 'created', '-created', 'updated', '-updated']) {
    t.equal((await get(`/publications?sort=${sort}`)).json.total, 6, sort)
  }
})

t.test('facets count under the present filter', async (t) => {
  const { get } = await startServer(t, library)
  const { json } = await get('/publications?author=chen&facets=year,venue,type,tag,person,author,status')
  t.same(json.facets, {
    year: [
      { value: 2022, count: 1 },
      { value: 2019, count: 1 },
    ],
    venue: [{ value: 'SYMT', label: '3rd Symposium on Things', count: 2 }],
    type: [{ value: 'paper-conference', count: 2 }],
    tag: [
      { value: 'Scheduling', count: 2 },
      { value: 'deep learning', count: 1 },
    ],
    person: [{ value: 'bo-chen', label: 'Bo Chen', count: 2 }],
    author: [
      { value: 'Bo Chen', count: 2 },
      { value: 'Ludwig van Beethoven', count: 1 },
    ],
    status: [{ value: 'published', count: 2 }],
  })
})

t.test('the values of filters have their counts, under other filters too', async (t) => {
  const { get } = await startServer(t, library)
  t.same((await get('/venues')).json.items, [
    { value: 'SYMT', name: '3rd Symposium on Things', short: 'SYMT', kind: 'conference', count: 2 },
    {
      value: 'ZfÄ',
      name: 'Zeitschrift für Ästhetik',
      short: 'ZfÄ',
      kind: 'journal',
      issn: ['0044-2186'],
      count: 1,
    },
  ])
  t.same((await get('/years?type=book')).json.items, [{ value: -380, count: 1 }])
  t.same((await get('/types?person=bo-chen')).json.items, [{ value: 'paper-conference', count: 2 }])
  t.equal((await get('/tags')).json.total, 4)
  for (const { value } of (await get('/venues')).json.items) {
    t.ok(
      (await get(`/publications?venue=${encodeURIComponent(value)}`)).json.total > 0,
      `${value} can be asked for`,
    )
  }
})

t.test('pages miss and repeat nothing while publications are added', async (t) => {
  const { get, store } = await startServer(t, {
    ...library,
    publications: [...library.publications!, ...many(60)],
  })
  for (const sort of ['-issued', 'issued', 'title', '-author', 'venue', '-updated']) {
    const before = keysOf((await get(`/publications?sort=${sort}&limit=1000`)).json)
    const seen: string[] = []
    let path: string | undefined = `/publications?sort=${sort}&limit=7`
    for (let n = 0; path; n++) {
      const { json, links } = await get(path)
      seen.push(...keysOf(json))
      await store.save({
        publications: [
          {
            key: `added-${sort}-${n}`,
            type: 'report',
            title: `Report ${n}5 added`,
            issued: n % 2 ? '2018-05' : '2030',
          },
        ],
      })
      path = links.next
    }
    t.same(new Set(seen).size, seen.length, `${sort}: nothing twice`)
    const old = new Set(before)
    t.same(
      seen.filter((key) => old.has(key)),
      before,
      `${sort}: nothing missing, and in order`,
    )
  }
})

t.test('previous pages are the ones that were left', async (t) => {
  const { get } = await startServer(t, { publications: many(23) })
  for (const query of ['sort=-issued', 'sort=title', 'q=bulk']) {
    const pages: string[][] = []
    let path = `/publications?${query}&limit=5`
    while (path) {
      const { json, links } = await get(path)
      pages.push(keysOf(json))
      if (!links.next) {
        for (let prev = links.prev, i = pages.length - 2; prev; i--) {
          const page = await get(prev)
          t.same(keysOf(page.json), pages[i], `${query}: page ${i}`)
          t.equal(page.links.first, `/publications?${query}&limit=5`)
          prev = page.links.prev
          t.equal(prev === undefined, i === 0)
        }
      }
      path = links.next ?? ''
    }
    t.equal(pages.flat().length, 23)
  }
})

t.test('a cursor belongs to its query', async (t) => {
  const { get } = await startServer(t, { publications: many(10) })
  const { links } = await get('/publications?limit=3')
  t.equal((await get(`${links.next}&limit=4`)).status, 400, 'limit twice')
  const other = links.next!.replace('?limit=3', '?limit=3&sort=title')
  const { status, json } = await get(other)
  t.equal(status, 400)
  t.equal(json.type, '/problems/invalid-cursor')
  t.equal(
    (await get(links.next!.replace('limit=3', 'limit=4'))).status,
    200,
    'another page size is the same query',
  )
})

t.test('the total is right beyond the last page', async (t) => {
  const { get, store } = await startServer(t, { publications: many(4) })
  const { links } = await get('/publications?limit=3')
  const last = await get(links.next!)
  t.equal(last.json.items.length, 1)
  t.equal(last.json.total, 4)
  t.notOk(last.links.next)
  await store.save({
    publications: [{ key: 'bulk00000', type: 'report', title: 'Report moved', issued: '2031' }],
  })
  const beyond = await get(links.next!)
  t.equal(beyond.json.total, 4)
})

t.test('sparse fields and renderings beside the data', async (t) => {
  const { get } = await startServer(t, library)
  const { json } = await get('/publications?year=2021&fields=title,venue.short,contributors.family,self')
  t.same(json.items, [
    {
      title: 'Über die Größe der Łódź-Straße',
      venue: { short: 'ZfÄ' },
      contributors: [{ family: 'Müller' }, { family: 'Ångström' }],
      self: 'http://localhost:3000/publications/muller2021lodz',
    },
  ])
  const { json: one } = await get(
    '/publications/muller2021lodz?include=bib,citation,bibtex,csl&fields=key&style=apa&highlight=owner',
  )
  t.equal(one.key, 'muller2021lodz')
  t.match(one.bib, /Müller, A\./)
  t.match(one.citation, /\(Müller &(?:amp;)? Ångström, 2021\)|\(Müller/)
  t.match(one.bibtex, /^@article\{muller2021lodz,/)
  t.match(one.csl, { id: 'muller2021lodz', type: 'article-journal' })
})
