/** Answers from memory: the same in every byte, never stale, never private, computed once for many. */
import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { library, many } from '../library.ts'
import { startServer, type TestServer } from '../server.ts'

/** Headers without those that belong to one exchange. */
const lasting = (headers: Headers) =>
  [...headers].filter(([name]) => !/^(?:date|connection|keep-alive)$/.test(name))

t.test('an answer from memory is the answer, in every representation', async (t) => {
  const { get, fromMemory } = await startServer(t, library)
  const paths = [
    '/publications?year=2019..2021&facets=year',
    '/publications.bib',
    '/publications.ris',
    '/publications.csl.json',
    '/publications.txt?style=apa',
    '/publications.html',
    '/publications/muller2021lodz.bib',
    '/profile',
    '/',
  ]
  for (const path of paths) {
    const first = await get(path)
    const before = fromMemory()
    const second = await get(path)
    t.equal(fromMemory(), before + 1, path)
    t.equal(second.status, 200, path)
    t.equal(second.text, first.text, path)
    t.strictSame(
      lasting(second.headers).filter(([name]) => name !== 'content-length'),
      lasting(first.headers).filter(([name]) => name !== 'content-length' && name !== 'transfer-encoding'),
      path,
    )
    t.equal(Number(second.headers.get('content-length')), Buffer.byteLength(second.text), path)
    t.ok(second.headers.get('date'), 'it says when it was sent')
  }
})

t.test('what is over the next day is no longer kept as current', async (t) => {
  const day = 86_400_000
  const end = new Date().toISOString().slice(0, 10)
  const { get } = await startServer(t, {
    ...library,
    affiliations: [
      {
        person: 'ada-muller',
        affiliations: [{ kind: 'experience', role: 'Guest', start: '2020', end }],
      },
    ],
  })
  const current = async () => (await get('/affiliations?current=true')).json.total
  t.equal(await current(), 1)
  t.equal(await current(), 1)
  const Today = Date
  t.teardown(() => {
    globalThis.Date = Today
  })
  globalThis.Date = class extends Today {
    constructor(...given: [any?]) {
      super(...((given.length ? given : [Today.now() + 2 * day]) as [number]))
    }
    static override now() {
      return Today.now() + 2 * day
    }
  } as DateConstructor
  t.equal(await current(), 0)
})

t.test('what differs in its representation is not mixed up', async (t) => {
  const { get } = await startServer(t, library)
  const asked = ['application/json', 'application/x-bibtex', 'text/html', 'text/x-bibliography; style=ieee']
  for (let round = 0; round < 2; round++) {
    for (const accept of asked) {
      const { headers } = await get('/publications', { accept })
      t.match(headers.get('content-type'), accept.split(';')[0], accept)
    }
  }
})

t.test('the order of parameters makes no other answer', async (t) => {
  const { get, fromMemory } = await startServer(t, library)
  const { text } = await get('/publications?limit=2&sort=title')
  t.equal((await get('/publications?sort=title&limit=2')).text, text)
  t.equal(fromMemory(), 1)
})

t.test('compressed answers are kept as they are', async (t) => {
  const { url, fromMemory } = await startServer(t, { publications: many(40) })
  const port = Number(new URL(url).port)
  const raw = (encoding: string, more = '') =>
    new Promise<{ head: string; body: Buffer }>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      const parts: Buffer[] = []
      socket.on('data', (part) => parts.push(part)).on('error', reject)
      socket.on('end', () => {
        const all = Buffer.concat(parts)
        const at = all.indexOf('\r\n\r\n')
        resolve({ head: all.subarray(0, at).toString(), body: all.subarray(at + 4) })
      })
      socket.write(
        `GET /publications.bib HTTP/1.1\r\nHost: x\r\nAccept-Encoding: ${encoding}\r\n${more}Connection: close\r\n\r\n`,
      )
    })
  const plain = (await raw('identity')).body.toString()
  for (const [encoding, decode] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    await raw(encoding)
    const before = fromMemory()
    const { head, body } = await raw(encoding)
    t.equal(fromMemory(), before + 1)
    t.match(head, new RegExp(`content-encoding: ${encoding}`, 'i'))
    t.equal(decode(body).toString().length, plain.length)
    const tag = /etag: (\S+)/i.exec(head)![1]!
    t.match((await raw(encoding, `If-None-Match: W/"x", ${tag}\r\n`)).head, /^HTTP\/1.1 304/)
  }
})

t.test('conditions and HEAD are answered from memory too', async (t) => {
  const { get, fromMemory } = await startServer(t, library)
  const { headers, text } = await get('/publications')
  const etag = headers.get('etag')!
  const modified = headers.get('last-modified')!
  const expect = async (given: Record<string, string>, status: number) => {
    const answer = await get('/publications', given)
    t.equal(answer.status, status, JSON.stringify(given))
    t.equal(answer.text, status === 304 ? '' : text)
    t.equal(answer.headers.get('etag'), etag)
    if (status === 304) t.equal(answer.headers.get('content-type'), null)
  }
  await expect({ 'if-none-match': etag }, 304)
  await expect({ 'if-none-match': `"other", W/${etag}` }, 304)
  await expect({ 'if-none-match': '*' }, 304)
  await expect({ 'if-none-match': '"other"' }, 200)
  await expect({ 'if-modified-since': modified }, 304)
  await expect({ 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 200)
  await expect({ 'if-modified-since': 'yesterday' }, 200)
  await expect({ 'if-none-match': '"other"', 'if-modified-since': modified }, 200)
  const head = await get('/publications', {}, 'HEAD')
  t.equal(head.status, 200)
  t.equal(head.text, '')
  t.equal(Number(head.headers.get('content-length')), Buffer.byteLength(text))
  t.equal(fromMemory(), 9)
})

t.test('a write shows at once, that of another process soon', async (t) => {
  const { get, store, url } = await startServer(t, library)
  const titles = async () => (await get('/publications?fields=title')).text
  await titles()
  await store.save({ publications: [{ key: 'new', type: 'book', title: 'Written here' }] })
  t.match(await titles(), 'Written here')
  await titles()
  t.ok(url)
  const other = openStore(`file:${t.testdirName}/offprint.db`)
  t.teardown(() => other.close())
  await other.save({ publications: [{ key: 'newer', type: 'book', title: 'Written elsewhere' }] })
  await new Promise((resolve) => setTimeout(resolve, 20))
  t.match(await titles(), 'Written elsewhere')
})

t.test('what is private, or an error, is neither kept nor given from memory', async (t) => {
  const { get, fromMemory } = await startServer(t, library)
  for (const headers of [{ authorization: 'Bearer x' }, { cookie: 'session=x' }]) {
    await get('/publications', headers as Record<string, string>)
  }
  await get('/publications')
  t.equal(fromMemory(), 0)
  await get('/publications', { authorization: 'Bearer x' })
  t.equal(fromMemory(), 0)
  for (const path of ['/publications/nobody', '/publications?year=x', '/works/muller2021lodz']) {
    await get(path)
    await get(path)
  }
  t.equal(fromMemory(), 0)
})

t.test('of many that ask at once, one is computed', async (t) => {
  const { get, fromMemory } = await startServer(t, { publications: many(300) })
  const answers = await Promise.all(Array.from({ length: 30 }, () => get('/publications.txt?style=ieee')))
  t.equal(new Set(answers.map(({ text }) => text)).size, 1)
  t.equal(fromMemory(), 29)
})

t.test('nobody waits for a client that left or reads slowly', async (t) => {
  const { get, url }: TestServer = await startServer(t, { publications: many(3000) })
  const ask = () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      'GET /publications.csl.json HTTP/1.1\r\nHost: x\r\nAccept: */*\r\nAccept-Encoding: identity\r\n\r\n',
    )
    socket.pause()
    return socket
  }
  const slow = ask()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const { status, json } = await get('/publications.csl.json')
  t.equal(status, 200)
  t.equal(json.length, 3000)
  slow.destroy()
  ask().destroy()
  t.equal((await get('/publications.csl.json')).json.length, 3000)
})

t.test('no memory, no answers from it', async (t) => {
  const { get, fromMemory } = await startServer(t, library, { ANSWER_CACHE: '0' })
  const { text } = await get('/publications')
  t.equal((await get('/publications')).text, text)
  t.equal(fromMemory(), 0)
})
