/** `POST /import` and the tokens that it takes, as a program with a file and a thief without a token meet them. */
import { readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { desk } from '../cli/desk.ts'
import { library } from '../library.ts'
import { startServer } from '../server.ts'

const bib =
  '@article{new2024, author = {New, Ann}, title = {A new thing entirely}, journal = {J}, year = 2024}\n'

async function start(t: Test, environment: Record<string, string> = {}) {
  const server = await startServer(t, library, environment)
  const token = await server.store.createToken({ name: 'test', scopes: ['import'] })
  const post = async (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
    query = '',
  ) => {
    const response = await fetch(`${server.url}/import${query}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-bibtex', ...headers },
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: JSON.parse(text) }
  }
  return { ...server, token, post }
}

t.test('a file goes in, and a second time changes nothing', async (t) => {
  const { post, get } = await start(t)
  const { status, headers, json } = await post(`${bib}@misc{empty}\n`)
  t.equal(status, 200)
  t.equal(headers.get('cache-control'), 'no-store')
  t.match(json, {
    summary: { read: 2, added: 1, refused: 1 },
    written: true,
    entries: [
      { key: 'new2024', result: 'added' },
      { entry: 'empty', line: 2, result: 'refused' },
    ],
  })
  t.match((await get('/publications/new2024')).json, { title: 'A new thing entirely' })
  t.match((await post(bib)).json.summary, { added: 0, unchanged: 1 })
})

t.test('a dry run and an atomic import that fails write nothing', async (t) => {
  const { post, get } = await start(t)
  t.match((await post(bib, {}, '?dryRun=true')).json, { summary: { added: 1 }, dryRun: true, written: false })
  const refused = await post(`${bib}@misc{empty}\n`, {}, '?mode=atomic')
  t.match(refused, { status: 422, json: { type: '/problems/import-refused', summary: { refused: 1 } } })
  t.equal((await get('/publications/new2024')).status, 404)
})

t.test('formats by media type and by name', async (t) => {
  const { post, get } = await start(t)
  const ris = 'TY  - JOUR\r\nAU  - Old, Bob\r\nTI  - An older thing entirely\r\nPY  - 1999\r\nER  - \r\n'
  t.match((await post(ris, { 'content-type': 'application/x-research-info-systems' })).json.summary, {
    added: 1,
  })
  t.match((await get('/publications?q=older')).json, { total: 1 })
  t.match((await post(bib, { 'content-type': 'text/plain' }, '?format=bibtex')).json.summary, { added: 1 })
  t.match(await post(bib, { 'content-type': 'text/plain' }), {
    status: 415,
    json: { detail: /text\/plain does not say in what format/, allowed: /x-bibtex/ },
  })
  t.match(await post(bib, {}, '?format=bibtx'), { status: 400, json: { nearest: ['bibtex'] } })
  t.match(await post(bib, {}, '?mod=atomic'), { status: 400, json: { nearest: ['mode'] } })
  t.match(await post(''), { status: 400, json: { detail: /empty/ } })
})

t.test('nothing is written without a token for it', async (t) => {
  const { post, get, token, store, url } = await start(t)
  const refusals: [string, string, string][] = [
    ['', '', 'no token'],
    ['Basic dTpw', '', 'another scheme'],
    ['Bearer', '', 'a scheme alone'],
    [`Bearer ${token}x`, 'error="invalid_token"', 'a token with a letter more'],
    [`Bearer ${token.slice(0, -1)}`, 'error="invalid_token"', 'a token with a letter less'],
    [`Bearer ' OR 1=1 --`, '', 'SQL'],
  ]
  for (const [authorization, error, what] of refusals) {
    const { status, headers, json } = await post(bib, { authorization })
    t.match({ status, json }, { status: 401, json: { type: '/problems/unauthorized' } }, what)
    t.match(headers.get('www-authenticate'), `Bearer realm="offprint", scope="import"`, what)
    t.equal(headers.get('www-authenticate')?.includes('error='), error !== '', what)
    t.ok(headers.get('www-authenticate')?.includes(error), what)
  }
  const inUrl = await fetch(`${url}/import?access_token=${token}`, { method: 'POST', body: bib })
  t.equal(inUrl.status, 401, 'a token in the address is none')
  t.equal((await post(bib, { authorization: `bearer ${token}` })).status, 200, 'the scheme in any case')
  const weak = await store.createToken({ name: 'weak', scopes: [] })
  t.match(await post(bib, { authorization: `Bearer ${weak}` }), { status: 403, json: { required: 'import' } })
  const short = await store.createToken({ name: 'short', scopes: ['import'], expires: Date.now() - 1 })
  t.equal((await post(bib, { authorization: `Bearer ${short}` })).status, 401, 'it has expired')
  t.ok(await store.revokeToken('test'))
  t.equal((await post(bib)).status, 401, 'it was revoked')
  const { status, headers } = await get('/import')
  t.match({ status, allow: headers.get('allow') }, { status: 405, allow: 'POST, OPTIONS' })
})

t.test('a file that is too large is refused before it is read', async (t) => {
  const { post } = await start(t, { IMPORT_LIMIT: '1' })
  const large = await post(`@comment{${'x'.repeat(2 ** 20)}}${bib}`)
  t.match(large, { status: 413, json: { type: '/problems/content-too-large' } })
})

t.test('tokens are made, listed and revoked at the command line, and are nowhere in the store', async (t) => {
  const { offprint, path } = desk(t)
  const made = await offprint(['token', 'create', 'laptop', '--expires', '90d'])
  t.equal(made.code, 0)
  const token = made.output.trim()
  t.match(token, /^offprint_[\w-]{43}$/)
  t.match((await offprint(['token', 'list'])).output, /laptop +import +made .* ends .* never used/)
  t.match(await offprint(['token', 'create', 'laptop']), { code: 1, errors: /already/ })
  t.notOk(readFileSync(path('offprint.db')).includes(token))
  t.equal((await offprint(['token', 'revoke', 'laptop'])).code, 0)
  t.match(await offprint(['token', 'revoke', 'laptop']), { code: 1, errors: /no token named/ })
  t.match((await offprint(['token', 'list'])).output, 'There are no tokens.')
  t.match(await offprint(['token', 'make', 'x']), { code: 2 })
  t.match(await offprint(['token', 'create', 'x', '--scope', 'all']), { code: 2, errors: /no scope "all"/ })
  t.match(await offprint(['token', 'create', 'x', '--expires', 'soon']), { code: 2, errors: /no time/ })
})
