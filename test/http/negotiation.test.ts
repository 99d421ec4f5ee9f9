import t from 'tap'
import { library } from '../library.ts'
import { startServer } from '../server.ts'

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'

t.test('the Accept header chooses the representation (RFC 9110, section 12.5.1)', async (t) => {
  const { get } = await startServer(t, library)
  const cases: [accept: string, type: string | undefined, why: string][] = [
    ['*/*', 'application/json', 'anything'],
    ['', 'application/json', 'an empty header'],
    [browser, 'text/html', 'a browser'],
    ['application/x-bibtex', 'application/x-bibtex', 'exactly'],
    ['text/x-bibtex', 'text/x-bibtex', 'an alias, answered as it was asked'],
    ['APPLICATION/X-BIBTEX', 'application/x-bibtex', 'without regard to case'],
    ['application/json;q=0.5, application/x-bibtex', 'application/x-bibtex', 'the higher weight'],
    ['application/json;q=0.5, application/x-bibtex;q=0.4', 'application/json', 'the higher weight'],
    ['application/x-bibtex;q=0.3, */*;q=0.2', 'application/x-bibtex', 'a wildcard for the rest'],
    ['*/*, application/x-bibtex', 'application/x-bibtex', 'the more exact of two with one weight'],
    ['application/*;q=0.9, text/html;q=0.1', 'application/json', 'a partial wildcard'],
    ['text/*;q=0.5, text/html;q=0, application/json;q=0', undefined, 'weight 0 excludes'],
    ['*/*, application/json;q=0', undefined, 'all but one'],
    [
      'application/x-research-info-systems, application/x-bibtex',
      'application/x-research-info-systems',
      'the first of equals',
    ],
    ['application/json; charset=utf-8', 'application/json', 'a charset that it has'],
    ['application/json; charset=latin1', '406', 'a charset that it has not'],
    ['application/json; version=9', '406', 'a parameter that it has not'],
    ['image/png, application/x-bibtex;q=0.1', 'application/x-bibtex', 'what there is of what was asked'],
    ['image/png', '406', 'nothing acceptable'],
    ['nonsense', '406', 'nothing that is a media range'],
    ['nonsense, application/x-bibtex', 'application/x-bibtex', 'a malformed member is not there'],
    ['application/x-bibtex;q=2, text/html', 'text/html', 'a weight that is none'],
  ]
  for (const [accept, type, why] of cases) {
    const { status, headers } = await get('/publications', { accept })
    t.equal(headers.get('vary')?.includes('Accept'), true, `${why}: Vary`)
    if (type === '406') t.equal(status, 406, `${why}: ${accept}`)
    else {
      t.equal(status, 200, `${why}: ${accept}`)
      const given = headers.get('content-type')?.split(';')[0]
      if (type) t.equal(given, type, `${why}: ${accept}`)
      else t.not(given, 'application/json', `${why}: ${accept}`)
      t.match(headers.get('content-type'), /charset=utf-8/)
    }
  }
})

t.test('style and locale belong to their own media range', async (t) => {
  const { get } = await startServer(t, library)
  const ask = (accept: string, query = '') => get(`/publications/muller2021lodz${query}`, { accept })
  const ieee = await ask(
    'text/html;q=0.1, text/x-bibliography; style=ieee; locale=de-DE, application/json;q=0.3',
  )
  t.match(ieee.headers.get('content-type'), 'text/x-bibliography; style=ieee; locale=de-DE; charset=utf-8')
  t.match(ieee.text, /A\. Müller/)
  const best = await ask('text/x-bibliography;style=ieee;q=0.2, text/x-bibliography;style=apa;q=0.8')
  t.match(best.headers.get('content-type'), /style=apa/)
  const quoted = await ask('text/x-bibliography; style="ieee"')
  t.match(quoted.headers.get('content-type'), /style=ieee/)
  const query = await ask('text/x-bibliography; style=ieee', '?style=apa')
  t.match(query.headers.get('content-type'), /style=apa/, 'the URL goes before the header')
  const unknown = await ask('text/x-bibliography; style=iee')
  t.equal(unknown.status, 400)
  t.ok(unknown.json.nearest.includes('ieee'))
})

t.test('extension goes before format, format before Accept', async (t) => {
  const { get } = await startServer(t, library)
  const cases: [path: string, accept: string, type: string][] = [
    ['/publications.bib', 'application/json', 'application/x-bibtex'],
    ['/publications.bib?format=json', '*/*', 'application/x-bibtex'],
    ['/publications?format=ris', 'text/html', 'application/x-research-info-systems'],
    ['/publications?format=bibtex', 'text/x-bibtex', 'text/x-bibtex'],
    ['/publications.csl.json', '*/*', 'application/vnd.citationstyles.csl+json'],
    ['/publications.JSON', 'text/html', 'application/json'],
    ['/publications/', '*/*', 'application/json'],
    ['/people/ada-muller.json', 'text/html', 'application/json'],
    ['/people/ada-muller/publications.ris', '*/*', 'application/x-research-info-systems'],
    ['/groups/systems-lab/publications.html', '*/*', 'text/html'],
    ['/profile.json', 'text/html', 'application/json'],
    ['/', browser, 'text/html'],
    ['/', '*/*', 'application/json'],
    ['/?format=html', '*/*', 'text/html'],
  ]
  for (const [path, accept, type] of cases) {
    const { status, headers } = await get(path, { accept })
    t.equal(status, 200, path)
    t.equal(headers.get('content-type')?.split(';')[0], type, `${path} for ${accept}`)
  }
})

t.test('a publication is found by every name it has', async (t) => {
  const { get } = await startServer(t, {
    publications: [
      ...library.publications!,
      { key: 'odd.bib', type: 'book', title: 'A key that looks like a file' },
      { key: 'odd', type: 'book', title: 'Another' },
      {
        key: 'strange',
        type: 'book',
        title: 'DOI with everything',
        identifiers: { doi: '10.1002/(SICI)1097<1:AID;#3?.X>3.0.CO' },
      },
    ].map(({ key, ...rest }) => ({ key, ...rest, contributors: undefined }) as never),
  })
  const found: [path: string, key: string][] = [
    ['/publications/muller2021lodz', 'muller2021lodz'],
    ['/publications/doi:10.1000/abc.1', 'muller2021lodz'],
    ['/publications/10.1000/ABC.1', 'muller2021lodz'],
    ['/publications/doi%3A10.1000%2Fabc.1', 'muller2021lodz'],
    ['/publications/https://doi.org/10.1000/abc.1', 'muller2021lodz'],
    ['/publications/https%3A%2F%2Fdoi.org%2F10.1000%2Fabc.1', 'muller2021lodz'],
    ['/publications/arxiv:2201.00001', 'chen2022preprint'],
    ['/publications/https://arxiv.org/abs/2201.00001v2', 'chen2022preprint'],
    ['/publications/odd.bib', 'odd.bib'],
    [`/publications/doi:${encodeURIComponent('10.1002/(SICI)1097<1:AID;#3?.X>3.0.CO')}`, 'strange'],
  ]
  for (const [path, key] of found) {
    const { status, json } = await get(path)
    t.equal(status, 200, path)
    t.equal(json?.key, key, path)
  }
  const bib = await get('/publications/10.1000/abc.1.bib')
  t.match(bib.text, /^@\w+\{muller2021lodz,/, 'an extension behind a DOI')
  t.equal(bib.headers.get('content-location'), 'http://localhost:3000/publications/muller2021lodz')
  t.match((await get('/publications/odd.bib.bib')).text, /\{odd\.bib,/)

  const moved = await get('/publications/oldkey2019.ris?download=true')
  t.equal(moved.status, 301)
  t.equal(
    moved.headers.get('location'),
    'http://localhost:3000/publications/chen2019scheduling.ris?download=true',
  )
  const cased = await get('/publications/Chen2019Scheduling')
  t.equal(cased.headers.get('location'), 'http://localhost:3000/publications/chen2019scheduling')
  for (const name of ['doi:10.1000/abc.1', 'https://doi.org/10.1000/abc.1', 'muller2021lodz']) {
    const work = await get(`/works/${name}`)
    t.equal(work.status, 303, name)
    t.equal(work.headers.get('location'), 'http://localhost:3000/publications/muller2021lodz')
  }
  t.equal((await get('/publications/hidden2023')).status, 404, 'hidden ones are not there')
  t.equal((await get('/publications/doi:10.1000/hidden')).status, 404)
})

t.test('each answer links the others', async (t) => {
  const { get } = await startServer(t, library)
  for (const path of ['/publications', '/publications/muller2021lodz', '/people/ada-muller/publications']) {
    const { headers } = await get(`${path}?highlight=owner`)
    const alternates = [
      ...headers
        .get('link')!
        .matchAll(/<(?:http:\/\/localhost:3000)?([^>]+)>; rel="alternate"; type="((?:[^"\\]|\\.)+)"/g),
    ]
    t.ok(alternates.length >= 15)
    for (const [, url = '', type = ''] of alternates) {
      const { status, headers } = await get(url)
      t.equal(status, 200, url)
      // oEmbed names its links by types that its answers do not have (https://oembed.com/, section 4).
      const plain = (text: string) => text.replace(/\\"/g, '"').split(';')[0]!.replace('+oembed', '')
      t.equal(plain(headers.get('content-type')!), plain(type), url)
    }
  }
})

t.test('headers fit into the 4 kB that nginx takes by default, the commonest formats first', async (t) => {
  const { get } = await startServer(t, library, {
    BASE_URL: 'https://publications.a-university.example.org/lab',
  })
  const long = Array.from({ length: 12 }, (_, i) => `-alongword${i}`).join('+')
  for (const url of [
    '/publications?limit=1',
    '/publications.fragment.html?groupBy=year&highlight=owner',
    '/publications/muller2021lodz',
    '/people/ada-muller/publications.bib',
    '/people/ada-muller.html',
    `/publications?limit=1&sort=title&year=1990..2030&q=${long}`,
  ]) {
    const { status, headers } = await get(url)
    t.equal(status, 200, url)
    const size = [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 40)
    t.ok(size < 4096, `${size} bytes, ${url}`)
    if (url.includes('publications') && !url.includes('.bib'))
      t.match(
        headers.get('link'),
        /<\/lab\/[^>]+\.bib[^>]*>; rel="alternate"; type="application\/x-bibtex"/,
        url,
      )
  }
})

t.test('file names are safe and say what the file is', async (t) => {
  const { get } = await startServer(t, library)
  const disposition = async (path: string) => (await get(path)).headers.get('content-disposition')
  t.equal(await disposition('/publications.bib'), 'inline; filename="publications.bib"')
  t.equal(
    await disposition('/publications/muller2021lodz.csl.json?download=true'),
    'attachment; filename="muller2021lodz.csl.json"',
  )
  t.equal(
    await disposition('/people/ada-muller/publications.ris'),
    'inline; filename="people-ada-muller-publications.ris"',
  )
})

t.test('HEAD and OPTIONS work everywhere, and any site may read', async (t) => {
  const { get } = await startServer(t, library)
  for (const path of [
    '/',
    '/publications',
    '/publications.bib',
    '/publications/muller2021lodz',
    '/venues',
    '/profile',
  ]) {
    const full = await get(path)
    const head = await get(path, {}, 'HEAD')
    t.equal(head.status, 200, path)
    t.equal(head.text, '')
    for (const name of ['content-type', 'etag', 'link'])
      t.equal(head.headers.get(name), full.headers.get(name), name)
    const options = await get(path, {}, 'OPTIONS')
    t.equal(options.status, 204, path)
    t.equal(options.headers.get('allow'), 'GET, HEAD, OPTIONS')
  }
  const { headers } = await get('/publications', { origin: 'https://lab.example' })
  t.equal(headers.get('access-control-allow-origin'), '*')
  t.notOk(headers.get('access-control-allow-credentials'))
  t.match(headers.get('access-control-expose-headers'), /ETag.*Link.*X-Total-Count/)
  const preflight = await get(
    '/publications',
    { origin: 'https://lab.example', 'access-control-request-method': 'GET' },
    'OPTIONS',
  )
  t.match(preflight.headers.get('access-control-allow-methods'), /GET/)
})
