/** What readers agree on with peers is as the document says, and as much as was promised. */
import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { noCorpora } from '../fixtures/reading.ts'
import { agreementDocument, fieldNames } from './agreement.ts'

const path = new URL('../../docs/READERS.md', import.meta.url)

t.test('98 of 100 by field, and each class of difference has its reason', { skip: noCorpora }, async (t) => {
  const { text, total } = await agreementDocument()
  if (process.env.UPDATE) writeFileSync(path, text)
  t.equal(readFileSync(path, 'utf8'), text)
  for (const name of fieldNames) {
    const { of, same, explained } = total[name]!
    t.ok(same / (of - explained) >= 0.98, `${name}: ${same} of ${of}, ${explained} explained`)
  }
})
