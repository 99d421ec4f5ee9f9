/** What readers agree on with peers is as the document says, and as much as was promised. */
import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { noCorpora } from '../fixtures/reading.ts'
import { agreementDocument, fieldNames } from './agreement.ts'

const path = new URL('../../docs/READERS.md', import.meta.url)

t.test(
  '98 of 100 by field as they stand, and every difference has its reason',
  { skip: noCorpora },
  async (t) => {
    const { text, total, unexplained } = await agreementDocument()
    if (process.env.UPDATE) writeFileSync(path, text)
    t.equal(readFileSync(path, 'utf8'), text)
    t.same(unexplained, [])
    for (const name of fieldNames) {
      const { of, same } = total[name]!
      t.ok(of - same <= Math.ceil(of * 0.02), `${name}: ${same} of ${of}`)
    }
  },
)
