/** What a large store makes before anybody asks takes nothing away from what is written meanwhile. */
import Database from 'better-sqlite3'
import t from 'tap'
import { parseParameters, queryParameters } from '../../src/model/parameters.ts'
import { toQuery } from '../../src/model/query.ts'
import type { Store } from '../../src/model/store.ts'
import { openStore } from '../../src/store/open.ts'

/** From this number on words and groups are read in advance. */
const large = 100_000

/** Fills a store with copies of its one publication, every third of them with another title. */
function fill(file: string, count: number): void {
  const db = new Database(file)
  const columns = (db.pragma('table_info(publication)') as { name: string }[]).map(({ name }) => name)
  const given: Record<string, string> = {
    id: 'n',
    key: "'key' || n",
    title_sort: "iif(n % 3, 'graph kernel', 'sparse graph')",
  }
  const numbers = `WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})`
  db.exec(`
    BEGIN;
    ${numbers} INSERT INTO publication (${columns.join(', ')})
      SELECT ${columns.map((name) => given[name] ?? name).join(', ')} FROM numbers, publication WHERE id = 1;
    INSERT INTO publication_key (folded, key, publication_id) SELECT key, key, id FROM publication WHERE id > 1;
    INSERT INTO publication_search (rowid, title) SELECT id, title_sort FROM publication WHERE id > 1;
    INSERT INTO publication_group (publication_id, group_id) SELECT id, 1 FROM publication WHERE id % 5 = 0;
    COMMIT;
  `)
  db.close()
}

const queryOf = (asked: Record<string, string>) => toQuery(parseParameters(asked, queryParameters))
const queries = [{ q: 'graph' }, { q: 'kernel' }, { q: 'sparse', year: '2001' }, { group: 'lab' }].map(
  queryOf,
)

async function answersOf(store: Store) {
  const answers = []
  for (const query of queries) {
    const { total, items } = await store.list({ ...query, sort: '-issued' }, { limit: 30 })
    answers.push([total, ...items.map(({ publication }) => publication.key)])
  }
  return answers
}

t.test('words and groups are made ready in parts while others write', async (t) => {
  const file = `${t.testdir()}/offprint.db`
  const writer = openStore(`file:${file}`)
  const publication = { type: 'book' as const, title: 'Graph kernel', issued: '2001-02' }
  await writer.save({
    groups: [{ slug: 'lab', name: 'Lab', members: [] }],
    publications: [{ ...publication, key: 'key1', groups: ['lab'] }],
  })
  fill(file, large)
  const warming = openStore(`file:${file}`)
  let isWarm = false
  const warm = warming.warm().then(() => {
    isWarm = true
  })
  let changes = 0
  while (!isWarm) {
    changes++
    // Taken out, put in, hidden and new, everywhere in the store.
    await writer.save({
      publications: [
        { ...publication, key: 'key3', title: 'Deep cells' },
        { ...publication, key: `key${(changes * 7919) % large}`, title: 'Sparse kernel' },
        { ...publication, key: `key${(changes * 104_729) % large}`, visibility: 'hidden' as const },
        { ...publication, key: `new${changes}`, title: 'Sparse graph kernel', issued: '2024' },
        { ...publication, key: `lab${changes}`, issued: '2025', groups: ['lab'] },
      ],
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await warm
  t.ok(changes > 10, `${changes} writes while it was made`)
  const fresh = openStore(`file:${file}`)
  const expected = await answersOf(fresh)
  t.ok(expected.every(([total]) => (total as number) > 10_000))
  t.same(await answersOf(warming), expected)
  for (const store of [warming, fresh, writer]) await store.close()
})
