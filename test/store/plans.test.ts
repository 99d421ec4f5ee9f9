/**
 * How SQLite finds what it is asked for, for each shape of query: no table is read from end to end, except the narrow
 * index from which a store is read into memory, and nothing is sorted but what a page is made of.
 */
import Database from 'better-sqlite3'
import t from 'tap'
import { parseParameters, queryParameters } from '../../src/model/parameters.ts'
import { toQuery } from '../../src/model/query.ts'
import { openStore } from '../../src/store/open.ts'

const asked: Record<string, string>[] = [
  {},
  { year: '2001..2010', type: 'book', sort: 'title' },
  { year: '!2005', sort: '-updated' },
  { venue: 'Journal 1', sort: 'venue' },
  { tag: 'a', sort: 'author' },
  { person: 'ada', sort: 'created' },
  { group: 'lab' },
  { author: 'Name1' },
  { doi: '10.1000/key1' },
  { key: 'key1' },
  { has: 'doi,pdf,award,abstract' },
  { status: 'published', language: 'en', featured: 'false' },
  { versions: 'all', sort: 'issued' },
  { q: 'graph -kernel' },
  { q: 'gra*', sort: '-issued' },
]

/** Reads of what is small, or of all on purpose: into memory, in the order of an index. */
const allowed = [
  /^SCAN (?:m|found)\b/,
  /VIRTUAL TABLE/,
  /^SCAN publication USING COVERING INDEX publication_columns$/,
  /^SCAN p USING COVERING INDEX publication_\w+$/,
  /^SCAN (?:person|grouping|venue|store_state|h|t)\b/,
  /^SCAN \(subquery-\d+\)$/,
  // The last id is at the end of the table.
  /^SEARCH publication$/,
  /^SCAN award\b/,
  /^SCAN CONSTANT ROW$/,
]

t.test('every query is answered from an index', async (t) => {
  const file = `${t.testdir()}/offprint.db`
  const texts = new Set<string>()
  const { prepare } = Database.prototype
  Database.prototype.prepare = function (this: Database.Database, sql: string) {
    texts.add(sql)
    return prepare.call(this, sql)
  } as typeof prepare
  t.teardown(() => {
    Database.prototype.prepare = prepare
  })
  const store = openStore(`file:${file}`)
  const contributors = [{ role: 'author' as const, family: 'Name1', person: 'ada' }]
  await store.save({
    people: [{ slug: 'ada', family: 'Ada', owner: true }],
    groups: [{ slug: 'lab', name: 'Lab', members: [{ person: 'ada' }] }],
    publications: Array.from({ length: 200 }, (_, i) => ({
      key: `key${i}`,
      title: i % 2 ? 'graph kernel' : 'graph',
      type: i % 3 ? ('book' as const) : ('article-journal' as const),
      issued: String(1990 + (i % 30)),
      venue: { name: `Journal ${i % 3}` },
      tags: ['a'],
      identifiers: { doi: `10.1000/key${i}` },
      contributors,
    })),
  })
  texts.clear()
  for (const one of asked) {
    const query = toQuery(parseParameters(one, queryParameters))
    for (const limit of [1, 20]) {
      const { next } = await store.list(query, { limit })
      if (next) await store.list(query, { limit, cursor: next })
    }
    await store.facets(query, ['year', 'type', 'venue', 'tag', 'person', 'author', 'status'])
    await store.venues(query)
  }
  for (const reference of ['key1', 'doi:10.1000/key7', 'none']) await store.find(reference)
  const selects = [...texts].filter((sql) => /^\s*(?:SELECT|WITH)/.test(sql))
  t.ok(selects.length > 30, `${selects.length} statements`)
  await store.close()

  const database = new Database(file)
  t.same(
    database.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'").all(),
    [],
    'no statistics, which could mislead the planner',
  )
  for (const sql of selects) {
    const parameters = (sql.match(/\?/g) ?? []).map(() => 1)
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]
    for (const { detail } of plan) {
      if (/^SCAN|^SEARCH publication$/.test(detail)) {
        t.ok(
          allowed.some((pattern) => pattern.test(detail)),
          `${detail}: ${sql.replace(/\s+/g, ' ')}`,
        )
      }
      if (/TEMP B-TREE FOR ORDER BY/.test(detail)) {
        t.match(sql, /json_each|person|grouping|venue|FROM identifier/, `sorted: ${sql.replace(/\s+/g, ' ')}`)
      }
    }
  }
  database.close()
})
