/** The CSL-JSON format: a valid array whatever the number of publications, and however they come. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import csl from '../../src/formats/csl.ts'
import { toCsl } from '../../src/model/csl/write.ts'
import type { Publication } from '../../src/model/publication.ts'
import type { PublicationRecord } from '../../src/model/store.ts'
import { type ListContext, renderItem } from '../../src/rendering/format.ts'
import { publication } from '../arbitrary/publication.ts'

const context: ListContext = {
  baseUrl: 'https://example.org',
  style: 'apa',
  locale: 'en-US',
  profile: 'utf8',
  venueName: 'long',
  title: 'Publications',
  total: 0,
  links: { self: 'https://example.org', first: 'https://example.org' },
  parameters: {},
}

const record = (publication: Publication): PublicationRecord => ({
  key: publication.key,
  version: publication.version,
  updated: Date.parse(publication.updated),
  json: Buffer.from(JSON.stringify(publication)),
  publication,
})

/** As the server writes a list: head, batches with the separator between them, tail. */
async function render(batches: PublicationRecord[][]): Promise<string> {
  const writer = csl.list!(context)
  const written: string[] = []
  let offset = 0
  for (const batch of batches) {
    written.push(await writer.batch(batch, offset))
    offset += batch.length
  }
  return (writer.head ?? '') + written.join(writer.separator ?? '') + (writer.tail ?? '')
}

const items = (publications: Publication[]) => JSON.parse(JSON.stringify(publications.map(toCsl)))

t.test('no publication is an empty array', async (t) => {
  t.same(JSON.parse(await render([])), [])
})

t.test('publications in any batches are one array', async () => {
  const batches = fc.array(fc.array(publication(), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  })
  await fc.assert(
    fc.asyncProperty(batches, async (given) => {
      const text = await render(given.map((batch) => batch.map(record)))
      assert.deepEqual(JSON.parse(text), items(given.flat()))
    }),
  )
})

t.test('one publication is an array of one', async () => {
  await fc.assert(
    fc.asyncProperty(publication(), async (given) => {
      assert.deepEqual(JSON.parse(await renderItem(csl, record(given), context)), items([given]))
    }),
  )
})

t.test('it is served under the registered media type and accepted under the older one', async (t) => {
  t.strictSame(csl.mediaTypes, ['application/vnd.citationstyles.csl+json', 'application/citeproc+json'])
  t.strictSame(csl.extensions, ['csl.json'])
})
