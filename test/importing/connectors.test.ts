/** Connectors against a server that plays the services: what they ask, what they remember, and every way to go wrong. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { allConnectors, isSource, type SyncOptions, syncEntries } from '../../src/importing/connectors.ts'
import { isPublic, resolve } from '../../src/importing/fetch/address.ts'
import type { FetchOptions } from '../../src/importing/fetch.ts'
import { Fetcher } from '../../src/importing/fetch.ts'
import type { Entry } from '../../src/importing/reader.ts'
import { crossrefWork, openalexWork, orcidRecord } from '../fixtures/api-samples.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void

/** A server that answers by path; what it was asked is in `asked`. */
async function play(t: Test, answer: Answer) {
  const asked: { path: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    asked.push({ path: request.url!, headers: request.headers })
    answer(request, response, new URL(request.url!, 'http://localhost'))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { asked, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}` }
}

const json = (response: ServerResponse, value: unknown, headers: Record<string, string> = {}) => {
  response.writeHead(200, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(value))
}

const quick = { pause: 1, interval: 0, retries: 2 } satisfies Partial<FetchOptions>

function syncOf(url: string) {
  const memory = new Map<string, string>()
  const names = ['orcid', 'dblp', 'openalex', 'crossref', 'datacite', 'arxiv', 'zotero', 'doi']
  const options: SyncOptions = {
    state: {
      get: async (name) => memory.get(name),
      set: async (name, value) => void memory.set(name, value),
    },
    baseUrls: Object.fromEntries(names.map((name) => [name, url])),
    allowPrivate: true,
    contact: 'ada@example.org',
    fetch: quick,
  }
  const run = async (source: string) => {
    const entries: Entry[] = []
    for await (const entry of syncEntries(source, options)) entries.push(entry)
    return entries
  }
  return { run, memory }
}

t.test('ORCID: the person, works in full by hundreds, and only the changed ones the next time', async (t) => {
  let version = 1
  const group = (code: number, changed: number) => ({
    'work-summary': [
      { 'put-code': code, title: { title: { value: `W${code}` } }, 'last-modified-date': { value: changed } },
    ],
  })
  const server = await play(t, (request, response, { pathname }) => {
    if (pathname.endsWith('/record')) {
      if (request.headers['if-none-match'] === `"${version}"`) response.writeHead(304).end()
      else {
        const works = Array.from({ length: 100 + version }, (_, i) =>
          group(i + 1, i === 100 + version - 1 ? 1000 * version : 500),
        )
        json(
          response,
          {
            ...orcidRecord,
            'activities-summary': { ...orcidRecord['activities-summary'], works: { group: works } },
          },
          { etag: `"${version}"` },
        )
      }
    } else {
      const codes = pathname.split('/').at(-1)!.split(',')
      json(response, {
        bulk: codes.map((code) => ({
          work: { 'put-code': Number(code), title: { title: { value: `W${code}` } } },
        })),
      })
    }
  })
  const { run } = syncOf(server.url)
  const first = await run('orcid:0000-0002-1825-0097')
  t.equal(first[0]!.person?.slug, 'josiah-carberry')
  t.equal(first[0]!.affiliations?.length, 2)
  t.equal(first.filter(({ publication }) => publication).length, 101)
  t.equal(server.asked.length, 3, 'the record and two hundreds')
  t.match(server.asked[0]!.headers, {
    accept: 'application/vnd.orcid+json',
    'user-agent': /mailto:ada@example\.org/,
  })
  t.strictSame(await run('orcid:0000-0002-1825-0097'), [], 'nothing new')
  version = 2
  const third = await run('orcid:0000-0002-1825-0097')
  t.strictSame(
    third.flatMap(({ publication }) => publication?.title ?? []),
    ['W102'],
  )
  await t.rejects(run('orcid:0000-0002-1825-0098'), /check digit/)
})

t.test('Crossref: pages by cursor, then what was indexed since', async (t) => {
  const server = await play(t, (_, response, url) => {
    const isFirst =
      url.searchParams.get('cursor') === '*' && !url.searchParams.get('filter')!.includes('index')
    const items = isFirst
      ? Array.from({ length: 200 }, (_, i) => ({ ...crossrefWork, DOI: `10.1/${i}` }))
      : [crossrefWork]
    json(response, { 'message-type': 'work-list', message: { items, 'next-cursor': 'next/+=' } })
  })
  const { run } = syncOf(server.url)
  t.equal((await run('crossref:0000-0002-1825-0097')).length, 201)
  t.equal((await run('crossref:0000-0002-1825-0097')).length, 1)
  t.match(
    server.asked.map(({ path }) => decodeURIComponent(path)),
    [/cursor=\*/, /cursor=next\/\+=/, /orcid:0000-0002-1825-0097,from-index-date:\d{4}-\d\d-\d\d&/],
  )
})

t.test('doi: Crossref, or DataCite where Crossref does not know it; the same again is a 304', async (t) => {
  const server = await play(t, (request, response, { pathname }) => {
    if (pathname === '/works/10.1145/3600006.3613145/agency') json(response, {})
    else if (pathname === '/works/10.1145/3600006.3613145') {
      if (request.headers['if-none-match'] === 'W/"7"') response.writeHead(304).end()
      else json(response, { 'message-type': 'work', message: crossrefWork }, { etag: 'W/"7"' })
    } else if (pathname === '/dois/10.5281/zenodo.1')
      json(response, { data: { attributes: { doi: '10.5281/zenodo.1', titles: [{ title: 'T' }] } } })
    else response.writeHead(404).end()
  })
  const { run } = syncOf(server.url)
  t.match(await run('doi:10.1145/3600006.3613145'), [{ publication: { type: 'paper-conference' } }])
  t.strictSame(await run('doi:10.1145/3600006.3613145'), [])
  t.match(await run('10.5281/zenodo.1'), [{ publication: { title: 'T' } }])
  await t.rejects(run('doi:10.1/none'), /dois\/10\.1\/none does not exist|is no DOI/)
})

t.test('OpenAlex: pages to the end; what is not allowed is asked without it', async (t) => {
  const server = await play(t, (_, response, url) => {
    if (url.searchParams.get('filter')!.includes('from_updated_date'))
      response.writeHead(403).end('{"error":"no plan"}')
    else {
      const isFirst = url.searchParams.get('cursor') === '*'
      json(response, { meta: { next_cursor: isFirst ? 'abc' : null }, results: [openalexWork] })
    }
  })
  const { run } = syncOf(server.url)
  t.equal((await run('openalex:A1')).length, 2)
  t.equal((await run('openalex:A1')).length, 2)
  t.equal(server.asked.length, 5)
})

t.test('DataCite follows its links, on the same host only', async (t) => {
  let next = ''
  const server = await play(t, (_, response, url) => {
    const isFirst = url.searchParams.get('page[cursor]') === '1'
    json(response, {
      data: [{ attributes: { doi: isFirst ? '10.1234/a' : '10.1234/b', titles: [{ title: 'T' }] } }],
      links: isFirst ? { next } : {},
    })
  })
  next = `${server.url}/dois?page%5Bcursor%5D=xyz`
  t.equal((await syncOf(server.url).run('datacite:0000-0002-1825-0097')).length, 2)
  next = 'http://169.254.169.254/latest/meta-data'
  await t.rejects(syncOf(server.url).run('datacite:0000-0002-1825-0097'), /169\.254\.169\.254 is not opened/)
})

const feed = (entries: string) =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">${entries}</feed>`
const atom = (
  id: string,
) => `<entry><id>http://arxiv.org/abs/${id}v2</id><published>2024-03-12T00:00:00Z</published>
<title>Acme ${id}</title><summary> One. </summary><author><name>Qinghao Hu</name><arxiv:affiliation>NTU</arxiv:affiliation></author>
<arxiv:comment>NSDI</arxiv:comment><arxiv:primary_category term="cs.DC"/><category term="cs.DC"/>
<link title="pdf" href="http://arxiv.org/pdf/${id}v2" rel="related"/><arxiv:journal_ref>J 1</arxiv:journal_ref></entry>`

t.test('arXiv: identifiers, and the newest of a name', async (t) => {
  let ids = ['2403.00002', '2403.00001']
  const server = await play(t, (_, response, url) => {
    const wanted =
      url.searchParams.get('id_list')?.split(',') ?? (url.searchParams.get('start') === '0' ? ids : [])
    response.end(feed(wanted.map(atom).join('')))
  })
  const { run } = syncOf(server.url)
  const [entry] = await run('arxiv:2403.07648v2')
  t.strictSame(entry!.publication, {
    type: 'article',
    title: 'Acme 2403.07648',
    contributors: [{ role: 'author', given: 'Qinghao', family: 'Hu', affiliations: [{ name: 'NTU' }] }],
    issued: '2024-03-12',
    venue: { name: 'arXiv', kind: 'repository' },
    abstract: 'One.',
    note: 'NSDI',
    tags: ['cs.DC'],
    links: [{ kind: 'pdf', url: 'https://arxiv.org/pdf/2403.07648v2' }],
    identifiers: { arxiv: '2403.07648', arxivClass: 'cs.DC' },
    extra: { arxiv: { journal_ref: 'J 1' } },
  })
  t.equal((await run('arxiv:au:Hu')).length, 2)
  ids = ['2404.00001', ...ids]
  t.match(await run('arxiv:au:Hu'), [{ publication: { identifiers: { arxiv: '2404.00001' } } }])
})

t.test('Zotero: a group, its tags, and its version as cursor', async (t) => {
  const item = (n: number) => ({
    key: `K${n}`,
    csljson: { id: `1/K${n}`, type: 'book', title: `B${n}` },
    data: { tags: [{ tag: 'gpu' }] },
  })
  const server = await play(t, (request, response, url) => {
    if (request.headers['if-modified-since-version'] === '7') return response.writeHead(304).end()
    const start = Number(url.searchParams.get('start'))
    const items = Array.from({ length: Math.min(100, 120 - start) }, (_, i) => item(start + i))
    return json(response, items, { 'total-results': '120', 'last-modified-version': '7' })
  })
  const { run } = syncOf(server.url)
  const entries = await run('zotero:group/1')
  t.equal(entries.length, 120)
  t.strictSame(entries[0]!.publication, { type: 'book', title: 'B0', tags: ['gpu'] })
  t.strictSame(await run('zotero:group/1'), [])
  await t.rejects(run('zotero:1'), /group\/NUMBER/)
})

t.test('DBLP: a person, and a record', async (t) => {
  const server = await play(t, (request, response) => {
    if (request.headers['if-modified-since']) return response.writeHead(304).end()
    response.setHeader('last-modified', 'Mon, 06 May 2024 07:00:00 GMT')
    return response.end('<dblpperson><r><article key="a/b/c"><title>T.</title></article></r></dblpperson>')
  })
  const { run } = syncOf(server.url)
  t.equal((await run('dblp:65/9612')).length, 1)
  t.equal((await run('dblp:65/9612')).length, 0)
  await run('dblp:conf/nsdi/HuYWWZC24')
  t.strictSame(
    server.asked.map(({ path }) => path),
    ['/pid/65/9612.xml', '/pid/65/9612.xml', '/rec/conf/nsdi/HuYWWZC24.xml'],
  )
})

t.test('a run that breaks off is remembered as none', async (t) => {
  let isBroken = true
  const server = await play(t, (_, response, url) => {
    if (url.searchParams.get('cursor') !== '*' && isBroken) return response.writeHead(500).end()
    return json(response, {
      meta: { next_cursor: url.searchParams.get('cursor') === '*' ? 'b' : null },
      results: [openalexWork],
    })
  })
  const { run, memory } = syncOf(server.url)
  await t.rejects(run('openalex:A1'), /answered 500/)
  t.equal(memory.size, 0)
  isBroken = false
  t.equal((await run('openalex:A1')).length, 2)
})

const fetcherOf = (host: string, more: Partial<FetchOptions> = {}) =>
  new Fetcher({ hosts: [host], privateHosts: [host], ...quick, ...more })

t.test('faults: 429 and 500 are tried again, a cut answer too', async (t) => {
  let count = 0
  const server = await play(t, (_, response, { pathname }) => {
    count++
    if (count === 1 && pathname === '/429') response.writeHead(429, { 'retry-after': '0' }).end()
    else if (count === 1 && pathname === '/500') response.writeHead(500).end()
    else if (count === 1) {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half')
      setTimeout(() => response.destroy(), 5)
    } else response.end('whole')
  })
  for (const path of ['429', '500', 'cut']) {
    count = 0
    const { body } = await fetcherOf(server.host).get(`${server.url}/${path}`)
    t.equal(body.toString(), 'whole', path)
    t.equal(count, 2, path)
  }
})

t.test('faults: what does not get better is given up with a reason', async (t) => {
  let count = 0
  const server = await play(t, (_, response, { pathname }) => {
    count++
    if (pathname === '/500') response.writeHead(503).end('maintenance')
    else if (pathname === '/later') response.writeHead(429, { 'retry-after': '3600' }).end()
    else if (pathname === '/400') response.writeHead(400).end('{"error":"no such filter"}')
    else if (pathname === '/slow') response.write('drip')
    else if (pathname === '/large') response.end(Buffer.alloc(5000))
    else if (pathname === '/loop') response.writeHead(302, { location: '/loop2' }).end()
    else if (pathname === '/loop2') response.writeHead(302, { location: '/loop' }).end()
    else if (pathname === '/out') response.writeHead(302, { location: 'http://10.0.0.1/' }).end()
    else response.writeHead(302, { location: `${pathname}x` }).end()
  })
  const get = (path: string, more: Partial<FetchOptions> = {}) => {
    count = 0
    return fetcherOf(server.host, more).get(`${server.url}${path}`)
  }
  await t.rejects(get('/500'), { message: /answered 503: maintenance/, status: 503 })
  t.equal(count, 3, 'the first try and two more')
  await t.rejects(get('/later'), /come back in 3600 s/)
  t.equal(count, 1)
  await t.rejects(get('/400'), /answered 400: .*no such filter/)
  t.equal(count, 1)
  await t.rejects(get('/slow', { timeout: 100, retries: 0 }), /did not answer within 0.1 s/)
  await t.rejects(get('/large', { maxBytes: 1000 }), /larger than 1000 bytes/)
  t.equal(count, 1)
  await t.rejects(get('/loop'), /in a circle/)
  await t.rejects(get('/r'), /redirects more than 5 times/)
  await t.rejects(get('/out'), /10\.0\.0\.1 is not opened/)
})

t.test('nothing but public addresses of the hosts on the list', async (t) => {
  for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700::1111']) t.ok(isPublic(address), address)
  for (const address of '127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 2002:7f00:1:: 2001::1 2001:db8::1 ff02::1 x'.split(
    ' ',
  ))
    t.notOk(isPublic(address), address)
  const server = await play(t, (_, response) => response.end('x'))
  const { port } = new URL(server.url)
  const unlisted = new Fetcher({ hosts: ['api.crossref.org'], ...quick })
  await t.rejects(unlisted.get(server.url), /127\.0\.0\.1:\d+ is not opened/)
  for (const url of [
    'file:///etc/passwd',
    'http://u:p@api.crossref.org/',
    'http://api.crossref.org:81/',
    'gopher://x',
  ])
    await t.rejects(unlisted.get(url), /is not opened/, url)
  // A name on the list that leads inside, as after DNS rebinding.
  const inside = new Fetcher({ hosts: [`localhost:${port}`], ...quick })
  await t.rejects(inside.get(`http://localhost:${port}/`), /no public address/)
  await t.rejects(resolve('[::ffff:7f00:1]', false), /no public address/)
  t.equal(server.asked.length, 0)
})

t.test('sources are told from files, and unknown ones refused', async (t) => {
  for (const { example } of await allConnectors()) t.ok(isSource(example), example)
  for (const path of ['a.bib', 'C:\\a.bib', './orcid', 'https://x.org/a.bib']) t.notOk(isSource(path), path)
  await t.rejects(syncOf('http://127.0.0.1:1').run('orcdi:1'), /Did you mean orcid/)
})
