import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { library, many } from '../library.ts'
import { startServer } from '../server.ts'

const paths = [
  '/',
  '/publications',
  '/publications.bib',
  '/publications?format=bibliography&style=ieee',
  '/publications/muller2021lodz',
  '/publications/muller2021lodz.ris',
  '/people/ada-muller',
  '/people',
  '/affiliations',
  '/groups/systems-lab',
  '/venues',
  '/years',
  '/formats',
]

t.test('an answer that a client has is not sent again', async (t) => {
  const { get } = await startServer(t, library)
  for (const path of paths) {
    const { headers } = await get(path)
    const etag = headers.get('etag')!
    t.match(etag, /^"[\w-]+"$/, `${path} has a strong validator`)
    t.match(
      headers.get('cache-control'),
      /public, max-age=60, stale-while-revalidate=600, stale-if-error=86400/,
    )
    for (const known of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      const again = await get(path, { 'if-none-match': known })
      t.equal(again.status, 304, `${path} for ${known}`)
      t.equal(again.text, '')
      t.equal(again.headers.get('etag'), etag)
      t.equal(again.headers.get('cache-control'), headers.get('cache-control'))
      t.equal(again.headers.get('link'), null, 'the client has the links with the answer')
    }
    t.equal((await get(path, { 'if-none-match': '"other"' })).status, 200)
    const modified = headers.get('last-modified')!
    t.equal((await get(path, { 'if-modified-since': modified })).status, 304, `${path} since ${modified}`)
    t.equal((await get(path, { 'if-modified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' })).status, 200)
    t.equal((await get(path, { 'if-modified-since': 'nonsense' })).status, 200)
    const both = await get(path, { 'if-none-match': '"other"', 'if-modified-since': modified })
    t.equal(both.status, 200, 'If-None-Match goes before If-Modified-Since')
  }
})

t.test('representations have validators of their own', async (t) => {
  const { get } = await startServer(t, library)
  const tags = await Promise.all(
    [
      '/publications',
      '/publications.bib',
      '/publications.ris',
      '/publications?year=2021',
      '/publications?format=bibliography&style=ieee',
      '/publications?format=bibliography&style=apa',
    ].map(async (path) => (await get(path)).headers.get('etag')),
  )
  t.equal(new Set(tags).size, tags.length)
  const alias = await get('/publications', { accept: 'text/x-bibtex' })
  const first = await get('/publications', { accept: 'application/x-bibtex' })
  t.not(alias.headers.get('etag'), first.headers.get('etag'))
})

t.test('a write changes what it touches and nothing else', async (t) => {
  const { get, store } = await startServer(t, library)
  const etag = async (path: string) => (await get(path)).headers.get('etag')
  const list = await etag('/publications')
  const touched = await etag('/publications/muller2021lodz')
  const other = await etag('/publications/plato')
  await store.save({ publications: [{ ...library.publications![0]!, title: 'A new title' }] })
  t.not(await etag('/publications'), list)
  t.not(await etag('/publications/muller2021lodz'), touched)
  t.equal(await etag('/publications/plato'), other)
  const after = await etag('/publications')
  await store.save(library)
  await store.save(library)
  t.equal((await get('/publications/plato')).json.version, 1, 'saving the same again changes nothing')
  t.not(await etag('/publications'), after)
})

/** The built-in fetch decodes in silence, so this asks by hand. */
function raw(
  url: string,
  headers: Record<string, string>,
): Promise<{ headers: Record<string, unknown>; body: Buffer; status: number }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ headers: response.headers, body: Buffer.concat(chunks), status: response.statusCode! }),
      )
      response.on('error', reject)
    })
      .on('error', reject)
      .end()
  })
}

t.test('compressed answers hold the same, under a validator of their own', async (t) => {
  const { url } = await startServer(t, { publications: many(1200) })
  for (const path of ['/publications?limit=100', '/publications.bib', '/publications.html']) {
    const plain = await raw(url + path, { 'accept-encoding': 'identity' })
    t.notOk(plain.headers['content-encoding'])
    for (const [encoding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const packed = await raw(url + path, { 'accept-encoding': encoding })
      t.equal(packed.headers['content-encoding'], encoding, path)
      t.ok(decode(packed.body).equals(plain.body), `${path} as ${encoding}`)
      t.match(packed.headers.vary, /accept-encoding/i)
      t.match(packed.headers.vary, /accept(?:,|$)/i)
      t.not(packed.headers.etag, plain.headers.etag)
      const again = await raw(url + path, {
        'accept-encoding': encoding,
        'if-none-match': String(packed.headers.etag),
      })
      t.equal(again.status, 304)
      t.equal(again.headers.etag, packed.headers.etag)
    }
  }
})

t.test('a citation list holds everything, streamed, and only a limit makes pages of it', async (t) => {
  const { get } = await startServer(t, { publications: many(1203) })
  const entries = (text: string) => text.match(/^@/gm)?.length ?? 0
  const all = await get('/publications.bib')
  t.equal(entries(all.text), 1203)
  t.equal(all.headers.get('x-total-count'), '1203')
  t.equal(new Set(all.text.match(/^@\w+\{[^,]+/gm)).size, 1203)
  t.equal(JSON.parse((await get('/publications.csl.json')).text).length, 1203)
  t.equal((await get('/publications.ris')).text.match(/^TY {2}- /gm)?.length, 1203)
  const page = await get('/publications.bib?limit=500')
  t.equal(entries(page.text), 500)
  const next = await get(page.links.next!)
  t.equal(entries(next.text), 500)
  t.equal(entries((await get(next.links.next!)).text), 203)
  t.equal((await get('/publications')).json.items.length, 50)
})
