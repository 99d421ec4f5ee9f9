/**
 * Texts made to bring a writer down: a row of one sign, such that a writer whose time grows faster than its length would
 * not come to an end. Formatted references are written by citeproc, which has a time limit.
 */
import t from 'tap'
import { loadFormats } from '../../src/rendering/registry.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import { writeList } from '../fixtures/rendering.ts'

const count = 300_000

t.test('every format writes texts with very long rows of one sign', async (t) => {
  const formats = await loadFormats(new URL('../../src/formats/', import.meta.url))
  for (const sign of [' ', '\n', ',', '-', '.', ';']) {
    const text = `1${sign.repeat(count)}x`
    const record = recordOf({
      key: 'k',
      title: 'T',
      pages: text,
      edition: text,
      volume: text,
      publisher: text,
      venue: { name: text },
      contributors: [author(`A,${text}`, text), { role: 'author', literal: text }],
    })
    for (const format of formats.all) {
      if (!format.list || format.name === 'bibliography') continue
      const written = await writeList(format, [record])
      t.ok(written.length > 0, `${format.name}, ${JSON.stringify(sign)}`)
    }
  }
})
