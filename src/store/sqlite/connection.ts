/** Opening and closing the database file, with the settings on which the promise "nothing acknowledged is lost" rests. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'

export type Connection = Database.Database

/**
 * Each is read back after it was set, because SQLite ignores in silence what it cannot do. `synchronous` FULL syncs the
 * write-ahead log at every commit; better-sqlite3's own default in WAL mode is NORMAL, which may lose the last commits
 * when the power fails.
 */
const settings: [name: string, value: string | number, readBack: string | number][] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['busy_timeout', 5000, 5000],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  // In KiB. The system keeps the pages of the file as well, and from there they come in a microsecond: queries over a
  // large store cost the same with 64 MB.
  ['cache_size', -8192, -8192],
]

/**
 * @param path a file path, or `:memory:`
 * @throws Error where the file cannot be opened or a setting does not hold
 */
export function openConnection(path: string): Connection {
  const inMemory = path === ':memory:'
  if (!inMemory) mkdirSync(dirname(path), { recursive: true })
  const connection = new Database(path)
  try {
    for (const [name, value, readBack] of settings) {
      if (inMemory && name === 'journal_mode') continue
      connection.pragma(`${name} = ${value}`)
      const actual = connection.pragma(name, { simple: true })
      if (actual !== readBack)
        throw new Error(`SQLite setting ${name} is ${actual} and has to be ${readBack}: ${path}`)
    }
  } catch (error) {
    connection.close()
    throw error
  }
  return connection
}

/**
 * Gives a connection room for writing much: pages of many indexes are changed by each publication, and would go to the
 * file all the time. The log in pages, the cache in KiB. What a statement might have to take back (a sixteenth of the
 * time) goes to no file either.
 */
export function makeRoomForWriting(connection: Connection): void {
  connection.pragma('temp_store = MEMORY')
  connection.pragma('wal_autocheckpoint = 10000')
  connection.pragma('cache_size = -65536')
}

/** Moves the write-ahead log into the file, so that the file alone is a whole copy, and closes. */
export function closeConnection(connection: Connection): void {
  if (!connection.open) return
  connection.pragma('wal_checkpoint(TRUNCATE)')
  connection.close()
}
