/** OAI-PMH as a harvester meets it: every verb, every error, the schema, and a harvest during which records change. */
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { judgeBySchemas, withoutSchema } from '../fixtures/schemas.ts'
import { library, many } from '../library.ts'
import { startServer, type TestServer } from '../server.ts'

const values = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, value]) => value!)
const errorOf = (xml: string) => /<error code="(\w+)"/.exec(xml)?.[1]
const oai = async ({ get }: TestServer, query: string) => {
  const { status, text, headers } = await get(`/oai?${query}`)
  return { status, text, type: headers.get('content-type') }
}

/** Follows resumption tokens to the end. @param between is called before each further page */
async function harvest(server: TestServer, query: string, between = async (_page: number) => {}) {
  const headers = new Map<string, string>()
  let next: string | undefined = query
  for (let page = 1; next !== undefined; page++) {
    const { text } = await oai(server, next)
    for (const [, attributes, id] of text.matchAll(/<header([^>]*)><identifier>([^<]*)</g))
      headers.set(id!, attributes!)
    const [token] = values(text, 'resumptionToken')
    const verb = new URLSearchParams(query).get('verb')
    next = token ? `verb=${verb}&resumptionToken=${encodeURIComponent(token)}` : undefined
    if (page > 100) throw new Error('The list does not end.')
    if (next) await between(page)
  }
  return headers
}

const namespaces = {
  'http://www.openarchives.org/OAI/2.0/': 'OAI-PMH.xsd',
  'http://www.openarchives.org/OAI/2.0/oai_dc/': 'oai_dc.xsd',
}

function bySchema(t: Test, texts: string[]): void {
  const skip = withoutSchema('OAI-PMH.xsd') || withoutSchema('oai_dc.xsd')
  if (skip) {
    t.comment(skip)
    return
  }
  const simple = `<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"/>`
  // The schema of the protocol asks for those of whatever it holds; there is none here of MODS, DataCite and identifiers.
  const known = texts.map((text) =>
    text
      .replace(/<description>.*?<\/description>/s, '')
      .replace(/<metadata><(?:mods|resource) .*?<\/metadata>/gs, `<metadata>${simple}</metadata>`),
  )
  t.equal(judgeBySchemas(namespaces, known), '')
}

t.test('each verb answers', async (t) => {
  const server = await startServer(t, library, {
    BASE_URL: 'https://lab.example.org',
    CONTACT: 'mailto:ada@example.org',
  })
  const texts: string[] = []
  const ask = async (query: string) => {
    const { status, text, type } = await oai(server, query)
    t.equal(status, 200)
    t.equal(type, 'text/xml; charset=utf-8')
    t.match(text, /<responseDate>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ</)
    texts.push(text)
    return text
  }
  const identify = await ask('verb=Identify')
  t.same(values(identify, 'baseURL'), ['https://lab.example.org/oai'])
  t.same(values(identify, 'adminEmail'), ['ada@example.org'])
  t.same(values(identify, 'deletedRecord'), ['persistent'])
  t.same(values(identify, 'repositoryIdentifier'), ['lab.example.org'])
  t.same(values(await ask('verb=ListMetadataFormats'), 'metadataPrefix'), ['oai_dc', 'mods', 'datacite'])
  const sets = values(await ask('verb=ListSets'), 'setSpec')
  t.ok(sets.includes('year:2021') && sets.includes('type:book'), sets.join())
  t.notOk(sets.includes('year:-380'), 'a setSpec has no sign before a number')
  const record = await ask('verb=GetRecord&identifier=oai:lab.example.org:plato&metadataPrefix=oai_dc')
  t.match(record, /<request [^>]*identifier="oai:lab.example.org:plato"[^>]*>https:\/\/lab.example.org\/oai</)
  t.match(record, /<metadata><oai_dc:dc [^>]*>.*<dc:title>/s)
  const first = await ask('verb=ListRecords&metadataPrefix=oai_dc')
  const all = values(first, 'identifier')
  t.ok(all.length > 5 && all.every((id) => id.startsWith('oai:lab.example.org:')))
  t.notMatch(first, /resumptionToken/, 'one page is the whole list')
  for (const prefix of ['mods', 'datacite']) {
    const other = await ask(`verb=ListRecords&metadataPrefix=${prefix}`)
    t.equal(values(other, 'setSpec').length > all.length, true)
    t.match(other, prefix === 'mods' ? /<metadata><mods [^>]*xmlns=/ : /<metadata><resource [^>]*xmlns=/)
  }
  t.same(values(await ask('verb=ListIdentifiers&metadataPrefix=mods'), 'identifier'), all)
  const books = await ask('verb=ListIdentifiers&metadataPrefix=oai_dc&set=type:book')
  t.same(values(books, 'identifier').sort(), ['oai:lab.example.org:plato', 'oai:lab.example.org:undated'])
  t.equal(
    await ask('verb=ListIdentifiers&metadataPrefix=oai_dc&from=2000-01-01&until=2100-01-01').then(
      (text) => values(text, 'identifier').length,
    ),
    all.length,
  )
  bySchema(t, texts)
})

t.test('errors are those of the protocol', async (t) => {
  const server = await startServer(t, library)
  const texts: string[] = []
  for (const [query, code] of [
    ['', 'badVerb'],
    ['verb=Identfy', 'badVerb'],
    ['verb=Identify&verb=Identify', 'badVerb'],
    ['verb=Identify&set=x', 'badArgument'],
    ['verb=GetRecord&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=ListRecords', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2024-02-30', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2024', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-02&until=2024-01-01', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-02&until=2024-01-03T00:00:00Z', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=mods', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=marc21', 'cannotDisseminateFormat'],
    ['verb=ListRecords&resumptionToken=abc', 'badResumptionToken'],
    ['verb=ListSets&resumptionToken=abc', 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=abc&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=GetRecord&identifier=oai:localhost:nobody&metadataPrefix=oai_dc', 'idDoesNotExist'],
    ['verb=GetRecord&identifier=%25E0%25A4%25A&metadataPrefix=oai_dc', 'idDoesNotExist'],
    ['verb=ListMetadataFormats&identifier=plato', 'idDoesNotExist'],
    ['verb=ListRecords&metadataPrefix=oai_dc&until=1999-12-31', 'noRecordsMatch'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=year:1812', 'noRecordsMatch'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=group:nowhere', 'noRecordsMatch'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=colour:red', 'noRecordsMatch'],
  ] as const) {
    const { status, text } = await oai(server, query)
    t.equal(status, 200)
    t.equal(errorOf(text), code, query)
    texts.push(text)
  }
  bySchema(t, texts)
})

t.test('the arguments of a POST are those of a form', async (t) => {
  const server = await startServer(t, library)
  const body = 'verb=ListIdentifiers&metadataPrefix=oai_dc'
  const post = (type: string) =>
    fetch(`${server.url}/oai`, { method: 'POST', body, headers: { 'content-type': type } })
  const form = await (await post('application/x-www-form-urlencoded')).text()
  const { text } = await oai(server, body)
  t.same(values(form, 'identifier'), values(text, 'identifier'))
  t.equal((await post('text/csv')).status, 415)
  const refused = await fetch(`${server.url}/oai`, { method: 'DELETE' })
  t.same([refused.status, refused.headers.get('allow')], [405, 'GET, POST, HEAD, OPTIONS'])
})

t.test('a harvest is whole although records change meanwhile', async (t) => {
  const server = await startServer(t, { publications: many(450) })
  const { store } = server
  const keyOf = (i: number) => many(450)[i]!.key!
  const id = (key: string) => `oai:localhost:${encodeURIComponent(key)}`
  const before = await harvest(server, 'verb=ListRecords&metadataPrefix=oai_dc')
  t.equal(before.size, 450)
  const changing = async (page: number) => {
    const [changed, hidden] = [many(450)[page]!, many(450)[449 - page]!]
    await store.save({
      publications: [
        { ...changed, note: `Changed before page ${page + 1}` },
        { ...hidden, visibility: 'hidden' },
        { key: `new${page}`, title: `New ${page}`, type: 'book' },
      ],
    })
  }
  const started = new Date().toISOString().slice(0, 19)
  const during = await harvest(server, 'verb=ListIdentifiers&metadataPrefix=oai_dc', changing)
  for (const key of before.keys()) t.ok(during.has(key), key)
  for (const page of [1, 2, 3, 4]) {
    t.ok(during.has(id(`new${page}`)), 'what was added is in it')
    t.match(during.get(id(keyOf(449 - page))), /status="deleted"/, 'what was hidden is told')
  }
  const later = await harvest(server, `verb=ListRecords&metadataPrefix=mods&from=${started}Z`)
  t.ok(
    [1, 2, 3, 4].every((page) => later.has(id(keyOf(page)))),
    'what was changed is found by its time',
  )

  const gone = `verb=GetRecord&metadataPrefix=oai_dc&identifier=${id(keyOf(447))}`
  const { text } = await oai(server, gone)
  t.match(text, /<header status="deleted">/)
  t.notMatch(text, /<metadata>/)
  await store.save({ publications: [many(450)[447]!] })
  t.notMatch((await oai(server, gone)).text, /status="deleted"/, 'and shown again')
  await store.save({ publications: [{ key: 'secret', title: 'Secret', type: 'book', visibility: 'hidden' }] })
  t.notMatch(
    [...(await harvest(server, 'verb=ListIdentifiers&metadataPrefix=oai_dc')).keys()].join(),
    /secret/,
  )
  await store.save({ publications: [{ key: 'newer1', aliases: ['new1'], title: 'New 1', type: 'book' }] })
  const renamed = await harvest(server, 'verb=ListIdentifiers&metadataPrefix=oai_dc&set=type:book')
  t.match(renamed.get(id('new1')), /deleted/)
  t.equal(renamed.get(id('newer1')), '')
})

t.test('no arguments are a fault of the server', async (t) => {
  const server = await startServer(t, library)
  const name = fc.constantFrom(
    'verb',
    'identifier',
    'metadataPrefix',
    'from',
    'until',
    'set',
    'resumptionToken',
  )
  const value = fc.oneof(
    fc.constantFrom(
      'ListRecords',
      'ListIdentifiers',
      'GetRecord',
      'oai_dc',
      'mods',
      '2024-01-01',
      'year:2021',
    ),
    fc.string({ unit: 'grapheme' }),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc
      .record({ prefix: fc.constant('oai_dc'), given: fc.nat(), cursor: fc.string(), from: fc.integer() })
      .map((state) => Buffer.from(JSON.stringify(state)).toString('base64url')),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 5 }), async (pairs) => {
      const { status, text } = await oai(server, new URLSearchParams(pairs).toString())
      if (status !== 200 || !text.endsWith('</OAI-PMH>\n')) throw new Error(`${status} ${text}`)
    }),
    { numRuns: 300 },
  )
})
