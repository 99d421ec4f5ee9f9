/** The table of what each format can hold is true, and speaks of every field there is. */
import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { PublicationInput } from '../../src/model/schemas/publication.ts'
import { roundTrips } from './table.ts'
import { examples } from './values.ts'

const path = new URL('../../docs/ROUND-TRIPS.md', import.meta.url)

t.test('the table in the documents is what happens', async (t) => {
  const table = await roundTrips()
  if (process.env.UPDATE) writeFileSync(path, table)
  t.equal(readFileSync(path, 'utf8'), table)
  const [head, , ...rows] = table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  for (const name of ['json', 'ndjson', 'csl']) {
    const column = head!.indexOf(name)
    const worse = rows.filter((row) => row[column] !== '●').map((row) => row[1])
    t.strictSame(worse, [], `${name} keeps everything`)
  }
})

/** Fields that are the record's own affairs, or CSL variables without a use outside of it. */
const apart = new Set(
  `aliases visibility featured groups custom extra publishedOnline publishedPrint accepted availableDate originalDate
  submitted annote archive archiveCollection archiveLocation archivePlace authority callNumber citationLabel dimensions
  division jurisdiction medium originalPublisher originalPublisherPlace originalTitle pageFirst part partTitle printing
  references reviewedGenre reviewedTitle scale section source supplement volumeTitle volumeTitleShort yearSuffix`.split(
    /\s+/,
  ),
)

t.test('every field of a publication has a row, or is named as one that needs none', async (t) => {
  const rows = new Set(Object.keys(examples).map((name) => name.split('.')[0]))
  const missing = Object.keys(PublicationInput.properties).filter(
    (name) => !rows.has(name) && !apart.has(name),
  )
  t.strictSame(missing, [])
})
