/** Opening a database at the schema of this release, or saying in plain words why that cannot be. */
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Connection, openConnection } from './connection.ts'
import { migrate } from './migrate.ts'

/** @throws Error where the file is not one this release can use, with its path */
export function openDatabase(path: string): Connection {
  let connection: Connection | undefined
  try {
    connection = openConnection(path)
    migrate(connection)
    return connection
  } catch (error) {
    connection?.close()
    throw new Error(reason(error as NodeJS.ErrnoException, path), { cause: error })
  }
}

function reason({ code = '', message }: NodeJS.ErrnoException, path: string): string {
  const named = 'DATABASE_URL names another one'
  if (code === 'SQLITE_NOTADB') return `${path} is no database of Offprint, and is left as it is; ${named}.`
  if (code === 'SQLITE_CORRUPT')
    return `The database ${path} is damaged: offprint restore puts a backup in its place.`
  if (code === 'SQLITE_BUSY')
    return `The database ${path} is being written to by another process, which does not come to an end.`
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return `There is no room left on the disk for the database ${path}.`
  if (/^(?:SQLITE_(?:CANTOPEN|READONLY|PERM)|EACCES|EPERM|EROFS)/.test(code))
    return `The database ${path} cannot be opened: ${denial(path)} (SQLite keeps its log beside it, so reading takes that too); ${named}.`
  return code === '' ? message : `The database ${path} cannot be opened: ${message}; ${named}.`
}

/** What may not be written to, for all that can be seen from here. */
function denial(path: string): string {
  const isWritable = (one: string) => {
    try {
      accessSync(one, constants.W_OK)
      return true
    } catch {
      return false
    }
  }
  let folder = dirname(path)
  while (!existsSync(folder)) folder = dirname(folder)
  if (!isWritable(folder)) return `the folder ${folder} may not be written to`
  if (existsSync(path) && !isWritable(path)) return 'the file may not be written to'
  return 'it is no file that can be read and written'
}
