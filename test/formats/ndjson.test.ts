/** NDJSON: as many lines as publications, each the JSON of one. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import ndjson from '../../src/formats/ndjson.ts'
import { renderItem } from '../../src/rendering/format.ts'
import { publication } from '../arbitrary/publication.ts'
import { recordOf } from '../fixtures/publication-record.ts'
import { context, stored, writeBatches } from '../fixtures/rendering.ts'

t.test('every line is a publication with the URL it is found at', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(publication(), { maxLength: 4 }), async (given) => {
      const batches = given.map((one) => [stored(one)])
      const text = await writeBatches(ndjson, batches)
      const lines = text.split('\n')
      assert.equal(lines.pop(), '')
      assert.deepEqual(
        lines.map((line) => JSON.parse(line)),
        given.map((one) => ({
          ...JSON.parse(JSON.stringify(one)),
          self: `https://example.org/publications/${encodeURIComponent(one.key)}`,
        })),
      )
    }),
  )
  t.pass('held')
})

t.test('one publication is one line', async (t) => {
  const { publication } = recordOf({ title: 'One\nline' })
  const text = await renderItem(ndjson, stored(publication), context)
  t.equal(text.indexOf('\n'), text.length - 1)
})
