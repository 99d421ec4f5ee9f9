/**
 * Brings a database to the schema of this release. drizzle's own migrator takes no lock, compares only the last time
 * stamp and never looks at a checksum; this one reads the same files and writes the same table, under a write lock
 * held from the first look to the commit, so that of several processes that start at once one migrates and the others
 * wait, and a process that dies half way leaves the old schema.
 */
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Connection } from './connection.ts'

const folder = fileURLToPath(new URL('../../../migrations/sqlite', import.meta.url))

/**
 * @throws Error where the database was made by a newer release, or a migration that it has is not the one in this
 * release; the database is then left as it was
 */
export function migrate(connection: Connection, migrationsFolder = folder): void {
  const migrations = readMigrationFiles({ migrationsFolder })
  connection.exec('BEGIN IMMEDIATE')
  try {
    connection.exec(
      'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash text NOT NULL, created_at numeric)',
    )
    const applied = connection
      .prepare<[], { hash: string }>('SELECT hash FROM __drizzle_migrations ORDER BY id')
      .all()
    if (applied.length > migrations.length) {
      throw new Error(
        `The database has ${applied.length} migrations and this release knows ${migrations.length}: it was made by a newer release. Start that one, or restore a backup.`,
      )
    }
    for (const [i, { hash }] of applied.entries()) {
      if (migrations[i]!.hash !== hash) {
        throw new Error(
          `Migration ${i + 1} of the database is not the one in this release; nothing was changed.`,
        )
      }
    }
    const note = connection.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
    for (const migration of migrations.slice(applied.length)) {
      for (const statement of migration.sql) connection.exec(statement)
      note.run(migration.hash, migration.folderMillis)
    }
    connection.exec('COMMIT')
  } catch (error) {
    connection.exec('ROLLBACK')
    throw error
  }
}
