/** A pasted address embeds what its page shows, with its filters, and every page says where to ask. */
import t from 'tap'
import { run, without } from '../fixtures/tools.ts'
import { library } from '../library.ts'
import { startServer, type TestServer } from '../server.ts'

const base = 'http://localhost:3000'
const ask = ({ get }: TestServer, url: string, more = '') =>
  get(`/oembed?url=${encodeURIComponent(url)}${more}`)

/** The frame that is answered, and the titles in it. */
async function framed(server: TestServer, url: string) {
  const { status, json, text } = await ask(server, base + url)
  if (status !== 200) return { status, text, source: '', keys: [] as string[] }
  const source = /src="([^"]+)"/.exec(json.html)![1]!.replaceAll('&amp;', '&').replace(base, '')
  const frame = await server.get(source)
  const keys = [
    ...frame.text.matchAll(/class="title"[^>]*><a href="[^"]*\/publications\/([\w-]+)\.html/g),
  ].map(([, key]) => key!)
  return { status: frame.status, text: frame.text, source, keys }
}

t.test('a list is framed with the filters of its address', async (t) => {
  const server = await startServer(t, library)
  const cases: [string, string[]][] = [
    ['/publications?year=2020', ['ye2020chinese']],
    ['/publications.html?year=2019..2020&sort=issued', ['chen2019scheduling', 'ye2020chinese']],
    ['/publications?tag=measurement&tag=Straßen', ['muller2021lodz']],
    ['/publications?venue=SYMT&sort=title', ['chen2022later', 'chen2019scheduling']],
    ['/publications?q=lodz&limit=1', ['muller2021lodz']],
    ['/publications?author=!Chen&type=!book&sort=issued', ['ye2020chinese', 'muller2021lodz']],
    ['/?year=2021', ['muller2021lodz']],
    ['/', ['muller2021lodz']],
    ['', ['muller2021lodz']],
    ['/cv', ['muller2021lodz']],
    ['/people/bo-chen?year=2019', ['chen2019scheduling']],
    ['/people/bo-chen/publications.html?versions=preprint', ['chen2022preprint']],
    ['/groups/systems-lab/publications?year=2019', ['chen2019scheduling']],
    ['/embed?from=2019&to=2019&person=bo-chen', ['chen2019scheduling']],
    ['/publications/muller2021lodz', ['muller2021lodz']],
    ['/publications/muller2021lodz.bib', ['muller2021lodz']],
    ['/publications/oldkey2019.html', ['chen2019scheduling']],
    ['/publications/doi:10.1000%2FABC.1', ['muller2021lodz']],
    ['/works/arxiv:2201.00001', ['chen2022preprint']],
    // What says nothing about the list is not asked of it.
    ['/publications?year=2020&utm_source=mail&format=html&facets=year&cursor=x', ['ye2020chinese']],
  ]
  for (const [url, expected] of cases) {
    const { status, keys } = await framed(server, url)
    t.equal(status, 200, url)
    t.same(keys, expected, url)
  }
})

t.test('the look goes with it, and a person is marked on their page', async (t) => {
  const server = await startServer(t, library)
  t.equal(
    (await framed(server, '/embed?accent=teal&scheme=dark&groupBy=type')).source,
    '/publications.frame.html?groupBy=type&scheme=dark&accent=teal',
  )
  const { source, text } = await framed(server, '/people/ada-muller')
  t.match(source, 'person=ada-muller&groupBy=year&highlight=ada-muller')
  t.match(text, '<strong class="self">Ada Müller')
})

t.test('what is not there is not embedded', async (t) => {
  const server = await startServer(t, library)
  for (const url of [
    'https://elsewhere.example/publications',
    `${base}.example/publications`,
    'publications',
    '',
    `${base}/docs`,
    `${base}/publications/nobody2020`,
    `${base}/publications/hidden2023`,
    `${base}/people/nobody`,
    `${base}/groups/nobody`,
    `${base}/%E0%A4%A`,
  ])
    t.equal((await ask(server, url)).status, 404, url)
  const refused = await ask(server, `${base}/publications?tag=nothing`)
  t.equal(refused.status, 400)
  t.match(refused.json.detail, '"nothing" is not a value of tag')
  t.equal((await ask(server, base, '&format=yaml')).status, 400)
})

t.test('the answer is oEmbed, as JSON and as XML', async (t) => {
  const server = await startServer(t, library)
  const { json } = await ask(server, `${base}/people/ada-muller`, '&maxwidth=400&maxheight=200')
  t.match(json, {
    version: '1.0',
    type: 'rich',
    title: 'Publications of Ada Müller',
    author_name: 'Ada Müller',
    author_url: `${base}/people/ada-muller`,
    width: 400,
    height: 200,
  })
  t.match(json.html, 'width="400" height="200"')
  t.equal((await ask(server, `${base}/publications/undated`)).json.title, 'A book without a date')
  const { text, headers } = await ask(server, `${base}/publications?year=2020`, '&format=xml')
  t.match(headers.get('content-type'), 'text/xml')
  t.match(text, '<version>1.0</version><type>rich</type>')
  const absent = without('xmllint')
  if (!absent) t.equal(run('xmllint', ['--noout', 'oembed.xml'], { 'oembed.xml': text }).status, 0)
})

t.test('every page, and every list in any format, says where to ask', async (t) => {
  const server = await startServer(t, library)
  for (const path of [
    '/?year=2021',
    '/publications?year=2020&tag=Scheduling',
    '/publications/muller2021lodz',
    '/people/bo-chen?q=deep',
    '/people/bo-chen/publications',
    '/groups/systems-lab/publications',
    '/cv',
    '/people/ada-muller/cv',
    '/embed?year=2020',
    '/publications.frame.html?year=2020',
  ]) {
    const { text } = await server.get(path, { accept: 'text/html' })
    const found = [...text.matchAll(/type="([\w/]+\+oembed)" href="http:\/\/localhost:3000([^"]+)"/g)]
    t.same(
      found.map(([, type]) => type),
      ['application/json+oembed', 'text/xml+oembed'],
      path,
    )
    for (const [, type, href] of found) {
      const answer = await server.get(href!.replaceAll('&amp;', '&'))
      t.equal(answer.status, 200, `${path} ${type}`)
      for (const value of new URL(base + path).searchParams.values()) t.match(answer.text, value)
    }
  }
  for (const path of ['/publications.bib?year=2020', '/publications?year=2020', '/?year=2020', '/cv.md']) {
    const link = (await server.get(path)).headers.get('link') ?? ''
    const [, href] =
      /<http:\/\/localhost:3000([^>]+)>; rel="alternate"; type="application\/json\+oembed"/.exec(link)!
    t.equal((await server.get(href!)).status, 200, path)
  }
  const empty = await startServer(t, {})
  const { text } = await empty.get('/', { accept: 'text/html' })
  t.match(text, 'application/json+oembed')
  t.equal((await ask(empty, base)).status, 200, 'before there is an owner')
})
