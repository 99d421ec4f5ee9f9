import { connect } from 'node:net'
import t from 'tap'
import { startServer } from '../server.ts'

t.test('every refusal says what was wrong and what would be right', async (t) => {
  const { get } = await startServer(t)
  const cases: [path: string, status: number, name: string, detail: RegExp][] = [
    ['/publications?yaer=2023', 400, 'unknown-parameter', /Did you mean year/],
    ['/publications?year=twenty', 400, 'invalid-parameter', /a year such as 2023 or a range/],
    ['/publications?year=2024..2020', 400, 'invalid-parameter', /2020\.\.2024/],
    ['/publications?type=paper', 400, 'invalid-parameter', /Did you mean paper-conference/],
    ['/publications?venue=NSID', 400, 'invalid-parameter', /Did you mean NSDI/],
    ['/publications?person=zisheng-ye', 400, 'invalid-parameter', /Did you mean zhisheng-ye/],
    ['/publications?group=nec', 400, 'invalid-parameter', /Did you mean neec/],
    ['/publications?tag=no-such-tag-at-all', 400, 'invalid-parameter', /not a value of tag/],
    ['/publications?doi=42', 400, 'invalid-parameter', /a DOI such as/],
    ['/publications?has=pfd', 400, 'invalid-parameter', /Did you mean pdf/],
    ['/publications?sort=date', 400, 'invalid-parameter', /Did you mean/],
    ['/publications?sort=relevance', 400, 'invalid-parameter', /needs q/],
    ['/publications?q=***', 400, 'invalid-parameter', /at least one word/],
    ['/publications?limit=0', 400, 'invalid-parameter', /from 1 to 1000/],
    ['/publications?limit=1001', 400, 'invalid-parameter', /from 1 to 1000/],
    ['/publications?limit=5&limit=6', 400, 'invalid-parameter', /one value/],
    ['/publications?featured=yes', 400, 'invalid-parameter', /not a value of featured/],
    ['/publications?facets=years', 400, 'invalid-parameter', /Did you mean year/],
    ['/publications?fields=titel', 400, 'invalid-parameter', /Did you mean title/],
    ['/publications?include=bibtx', 400, 'invalid-parameter', /Did you mean bibtex/],
    ['/publications?highlight=nobody', 400, 'invalid-parameter', /not a value of highlight/],
    ['/publications?format=bibtx', 400, 'invalid-parameter', /Did you mean bibtex/],
    ['/publications?format=bibliography&style=iee', 400, 'invalid-parameter', /ieee/],
    ['/publications?format=bibliography&locale=xx-XX', 400, 'invalid-parameter', /locale/],
    ['/publications?format=bibtex&fields=title', 400, 'unknown-parameter', /format=json/],
    ['/publications?cursor=abc', 400, 'invalid-cursor', /Link header/],
    ['/publications/hu2023hidro', 404, 'not-found', /Did you mean hu2023hydro/],
    ['/publications.foo', 404, 'not-found', /extension \.foo/],
    ['/people/zhisheng', 404, 'not-found', /Did you mean zhisheng-ye/],
    ['/groups/ncee', 404, 'not-found', /Did you mean neec/],
    ['/works/doi:10.1000/nothing', 404, 'not-found', /There is no publication/],
    ['/publicatoins', 404, 'not-found', /Did you mean \/publications/],
    ['/people.bib', 406, 'not-acceptable', /bibtex/],
    ['/people/zhisheng-ye/publications?person=zhisheng-ye', 400, 'invalid-parameter', /the path names/],
  ]
  for (const [path, status, name, detail] of cases) {
    const { json, headers, ...answer } = await get(path)
    t.equal(answer.status, status, path)
    t.match(json, { type: `/problems/${name}`, status, title: String }, path)
    t.match(json?.detail, detail, path)
    t.match(headers.get('content-type'), /^application\/problem\+json/, path)
    t.notOk(headers.get('etag'), 'a refusal is not to be kept')
  }
})

t.test('a representation that does not exist is a 406 that lists those that do', async (t) => {
  const { get } = await startServer(t)
  const { status, json, headers } = await get('/publications', { accept: 'image/png' })
  t.equal(status, 406)
  t.match(headers.get('vary'), /Accept/)
  const bibtex = json.available.find(({ format }: { format: string }) => format === 'bibtex')
  t.same(bibtex, {
    format: 'bibtex',
    mediaType: 'application/x-bibtex',
    url: 'http://localhost:3000/publications.bib',
  })
})

t.test('another method is a 405 with Allow, whatever body came with it', async (t) => {
  const { get } = await startServer(t)
  for (const path of [
    '/publications',
    '/publications/hu2023hydro',
    '/',
    '/profile',
    '/publications.bib',
    '/venues',
  ]) {
    const { status, headers, json } = await get(path, { 'content-type': 'application/nonsense' }, 'POST')
    t.equal(status, 405, path)
    t.equal(headers.get('allow'), 'GET, HEAD, OPTIONS', path)
    t.equal(json.type, '/problems/method-not-allowed', path)
  }
})

t.test('what is no request at all is refused as a problem too', async (t) => {
  const { url } = await startServer(t)
  const port = Number(new URL(url).port)
  const ask = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      let answer = ''
      socket.on('data', (data) => {
        answer += data
      })
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
    })
  const large = await ask(`GET /publications HTTP/1.1\r\nHost: x\r\nX-Large: ${'a'.repeat(20_000)}\r\n\r\n`)
  t.match(large, /^HTTP\/1\.1 431 /)
  t.match(large, /application\/problem\+json/)
  t.match(large, /header-fields-too-large/)
  t.match(await ask('NONSENSE\r\n\r\n'), /^HTTP\/1\.1 400 [\s\S]*bad-request/)
  t.match(
    await ask('GET /publications/%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    /problems\/bad-request/,
  )
})

t.test('each problem is explained where its type points', async (t) => {
  const { get } = await startServer(t)
  const { json } = await get('/publications?yaer=2023')
  const explained = await get(json.type)
  t.equal(explained.status, 200)
  t.match(explained.text, /Unknown query parameter/)
  t.equal((await get('/problems/nothing')).status, 404)
})

t.test('an address that asks too often is told when to come back', async (t) => {
  const { get } = await startServer(t, undefined, { RATE_LIMIT: '3' })
  for (let i = 0; i < 3; i++) t.equal((await get(`/publications?limit=${i + 1}`)).status, 200)
  const { status, headers, json } = await get('/profile')
  t.equal(status, 429)
  t.ok(Number(headers.get('retry-after')) > 0)
  t.equal(json.type, '/problems/too-many-requests')
})

t.test('a server with more to do than it can says so, and comes back', async (t) => {
  const { get } = await startServer(t, undefined, { MAX_EVENT_LOOP_DELAY: '50' })
  const until = Date.now() + 20_000
  let refused: Awaited<ReturnType<typeof get>> | undefined
  while (!refused && Date.now() < until) {
    const busy = Date.now() + 1200
    while (Date.now() < busy);
    await new Promise((resolve) => setTimeout(resolve, 5))
    const answer = await get('/profile')
    if (answer.status === 503) refused = answer
  }
  t.equal(refused?.status, 503)
  t.equal(refused?.json.type, '/problems/overloaded')
  t.ok(Number(refused?.headers.get('retry-after')) > 0)
  let status = 503
  while (status === 503 && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    status = (await get('/profile')).status
  }
  t.equal(status, 200)
})
