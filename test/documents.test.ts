/** What the project says of itself is what it does. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { fillReadme } from '../src/cli/commands/docs.ts'
import { makeOpenapi } from '../src/cli/commands/openapi.ts'
import { describeSettings } from '../src/config.ts'
import { problemKinds } from '../src/model/problem.ts'
import { startServer } from './server.ts'

const root = join(import.meta.dirname, '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')

t.test('openapi/ is what the routes are', async (t) => {
  const { json, yaml } = await makeOpenapi()
  t.ok(json === read('openapi/openapi.json'), 'npm run openapi writes it anew')
  t.ok(yaml === read('openapi/openapi.yaml'))
  t.same(parse(yaml), JSON.parse(json))
})

t.test('every operation has an id, a summary, a real example and its refusals', async (t) => {
  const { paths } = JSON.parse(read('openapi/openapi.json'))
  const ids = new Set<string>()
  for (const [path, operations] of Object.entries<Record<string, Record<string, any>>>(paths)) {
    for (const [method, { operationId, summary, responses }] of Object.entries(operations)) {
      const name = `${method} ${path}`
      t.ok(operationId && summary, name)
      ids.add(operationId)
      const usual = method === 'get' ? ['400', '406', '429', '503'] : ['400', '401', '403', '429', '503']
      for (const status of usual) t.ok(responses[status], `${name} ${status}`)
      const refusal = responses['400'].content['application/problem+json'].example
      t.equal(refusal?.status, 400, `${name} shows a refusal`)
      if (responses['200'] && !path.startsWith('/works')) {
        for (const [type, { example }] of Object.entries<any>(responses['200'].content)) {
          t.ok(example, `${name} shows ${type}`)
        }
      }
    }
  }
  t.equal(ids.size, Object.values(paths).flatMap((operations) => Object.keys(operations as object)).length)
})

t.test('README is filled with what is true', async (t) => {
  const readme = read('README.md')
  t.ok((await fillReadme(readme)) === readme, 'npm run docs fills it anew')
  for (const { name } of describeSettings()) t.ok(readme.includes(`\`${name}\``), name)
})

t.test('the documents are served, and need no network', async (t) => {
  const { get } = await startServer(t, undefined, { BASE_URL: 'https://pubs.example.org/api/' })
  const json = await get('/openapi.json')
  t.equal(json.json.servers[0].url, 'https://pubs.example.org/api')
  t.match((await get('/openapi.yaml')).headers.get('content-type'), /yaml/)
  const page = await get('/docs')
  t.equal(page.status, 200)
  for (const [, url] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) t.notMatch(url, /^(?:https?:)?\/\//)
  t.match(page.headers.get('content-security-policy'), /script-src/)
  for (const name of Object.keys(problemKinds)) t.equal((await get(`/problems/${name}`)).status, 200, name)
})
