import { spawn } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { migrate } from '../../src/store/sqlite/migrate.ts'
import * as schema from '../../src/store/sqlite/schema.ts'

const migrations = join(import.meta.dirname, '../../migrations/sqlite')

t.test('the migrated database is the one drizzle describes', async (t) => {
  const file = `${t.testdir()}/offprint.db`
  await openStore(`file:${file}`).close()
  const database = new Database(file)
  for (const table of Object.values(schema) as SQLiteTable[]) {
    const { name, columns, indexes } = getTableConfig(table)
    const actual = database.pragma(`table_info(${name})`) as { name: string; type: string; notnull: number }[]
    t.same(
      actual.map(({ name, type }) => `${name} ${type.toLowerCase()}`).sort(),
      columns.map((column) => `${column.name} ${column.getSQLType()}`).sort(),
      name,
    )
    const found = (database.pragma(`index_list(${name})`) as { name: string }[]).map((index) => index.name)
    for (const { config } of indexes) t.ok(found.includes(config.name), `${name} has ${config.name}`)
  }
  t.equal(database.pragma('integrity_check', { simple: true }), 'ok')
  database.close()
})

t.test('settings that durability rests on are in force', async (t) => {
  const { openConnection, closeConnection } = await import('../../src/store/sqlite/connection.ts')
  const connection = openConnection(`${t.testdir()}/offprint.db`)
  t.equal(connection.pragma('journal_mode', { simple: true }), 'wal')
  t.equal(connection.pragma('synchronous', { simple: true }), 2)
  t.equal(connection.pragma('foreign_keys', { simple: true }), 1)
  closeConnection(connection)
})

t.test('a database of a newer release, or of another history, is refused and left as it is', async (t) => {
  const dir = t.testdir()
  const open = () => new Database(`${dir}/offprint.db`)
  let database = open()
  migrate(database)
  database
    .prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('from the future', 9999999999999)")
    .run()
  t.throws(() => migrate(database), /newer release/)
  database.exec("DELETE FROM __drizzle_migrations WHERE hash = 'from the future'")
  const edited = join(dir, 'migrations')
  cpSync(migrations, edited, { recursive: true })
  const first = join(edited, '0001_search.sql')
  writeFileSync(first, `${readFileSync(first, 'utf8')}\n-- edited`)
  t.throws(() => migrate(database, edited), /not the one in this release/)
  database.close()
  database = open()
  const released = readdirSync(migrations).filter((name) => name.endsWith('.sql')).length
  t.equal(database.prepare('SELECT count(*) AS n FROM __drizzle_migrations').pluck().get(), released)
  database.close()
})

t.test('a migration that fails leaves the old schema', async (t) => {
  const dir = t.testdir()
  const broken = join(dir, 'migrations')
  cpSync(migrations, broken, { recursive: true })
  writeFileSync(
    join(broken, '0001_search.sql'),
    'CREATE TABLE half (id);\n--> statement-breakpoint\nNONSENSE;',
  )
  const database = new Database(`${dir}/offprint.db`)
  t.throws(() => migrate(database, broken), /NONSENSE/)
  t.same(database.prepare('SELECT name FROM sqlite_master').all(), [])
  migrate(database)
  const released = readdirSync(migrations).filter((name) => name.endsWith('.sql')).length
  t.equal(database.prepare('SELECT count(*) AS n FROM __drizzle_migrations').pluck().get(), released)
  database.close()
})

t.test('of several processes that start at once one migrates and all can work', async (t) => {
  const file = `${t.testdir()}/offprint.db`
  const script = `import('${new URL('../../dist/store/open.js', import.meta.url).href}')
    .then(({ openStore }) => openStore('file:${file}')).then(async (store) => { await store.state(); await store.close() })`
  const codes = await Promise.all(
    Array.from(
      { length: 5 },
      () =>
        new Promise((resolve) => {
          spawn(process.execPath, ['-e', script], { stdio: 'inherit', env: {} }).on('exit', resolve)
        }),
    ),
  )
  t.same(codes, [0, 0, 0, 0, 0])
  const database = new Database(file)
  const released = readdirSync(migrations).filter((name) => name.endsWith('.sql')).length
  t.equal(database.prepare('SELECT count(*) AS n FROM __drizzle_migrations').pluck().get(), released)
  database.close()
})
