/** The formats in XML: whatever a record holds, the document is well formed and has one entry for each record. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { loadFormats } from '../../src/rendering/registry.ts'
import { publication } from '../arbitrary/publication.ts'
import { storedOnce, writeBatches } from '../fixtures/rendering.ts'
import { judgeBySchema, withoutSchema } from '../fixtures/schemas.ts'
import { run, without } from '../fixtures/tools.ts'

/** Format → the element that is one record. */
const entries = {
  mods: 'mods',
  'datacite-xml': 'resource',
  dublincore: 'oai_dc:dc',
  'endnote-xml': 'record',
  atom: 'entry',
  rss: 'item',
} as const

const formats = await loadFormats(new URL('../../src/formats/', import.meta.url))

for (const [name, entry] of Object.entries(entries)) {
  const format = formats.all.find((one) => one.name === name)!

  t.test(`${name}: no record breaks out of its element`, { skip: without('xmllint') }, async (t) => {
    const documents: string[] = []
    await fc.assert(
      fc.asyncProperty(fc.array(publication(), { minLength: 1, maxLength: 4 }), async (given) => {
        const records = storedOnce(given)
        const batches = format.paged ? [records] : records.map((record) => [record])
        const text = await writeBatches(format, batches)
        assert.equal(text.match(new RegExp(`<${entry}[ >]`, 'g'))?.length, records.length)
        assert.doesNotMatch(text, /undefined|\[object Object\]|NaN/)
        documents.push(text)
      }),
    )
    const { status, output } = run(
      'xmllint',
      ['--nonet', '--noout', ...documents.map((_, i) => `${i}.xml`)],
      Object.fromEntries(documents.map((text, i) => [`${i}.xml`, text])),
    )
    t.equal(output, '')
    t.equal(status, 0)
  })
}

const oaiDc = 'oai_dc.xsd'
t.test('Dublin Core is valid by its schema', { skip: withoutSchema(oaiDc) }, async (t) => {
  const { default: dublincore } = await import('../../src/formats/dublincore.ts')
  const records = storedOnce(fc.sample(publication(), { numRuns: 200, seed: 1 }))
  const text = await writeBatches(dublincore, [records])
  const documents = text.match(/<oai_dc:dc .*?<\/oai_dc:dc>/gs)!
  t.equal(documents.length, records.length)
  t.equal(judgeBySchema(oaiDc, documents), '')
  t.not(judgeBySchema(oaiDc, [documents[0]!.replace('dc:title', 'dc:name')]), '', 'the judge can say no')
})
