/** Chooses the store by the database URL. */
import { resolve } from 'node:path'
import type { Store } from '../model/store.ts'
import { backupDatabase, restoreDatabase } from './sqlite/backup.ts'
import { openSqliteStore, type StoreOptions } from './sqlite/store.ts'

/**
 * @param url `file:path/to/offprint.db`, relative to the working directory, or `file::memory:`
 * @throws Error for another kind of URL, or a file that cannot be used
 */
export function openStore(url: string, clock?: () => number, options?: StoreOptions): Store {
  return openSqliteStore(databasePath(url), clock, options)
}

/** @returns the absolute path of the file, or `:memory:` */
export function databasePath(url: string): string {
  const path = /^file:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1]
  if (!path) throw new Error(`DATABASE_URL is "${url}" and has to be file:path/to/offprint.db`)
  return path === ':memory:' ? path : resolve(path)
}

/** Copies a store into a file, while it is in use; see `sqlite/backup.ts`. @param onProgress from 0 to 1 */
export const backupStore = (url: string, file: string, onProgress?: (part: number) => void) =>
  backupDatabase(fileOf(url), resolve(file), onProgress)

/** Puts a copy in the place of what a store holds; see `sqlite/backup.ts`. @param onProgress from 0 to 1 */
export const restoreStore = (url: string, file: string, onProgress?: (part: number) => void) =>
  restoreDatabase(fileOf(url), resolve(file), onProgress)

function fileOf(url: string): string {
  const path = databasePath(url)
  if (path === ':memory:') throw new Error('The store is in memory: set DATABASE_URL to a file.')
  return path
}
