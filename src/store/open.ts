/** Chooses the store by the database URL. */
import { resolve } from 'node:path'
import type { Store } from '../model/store.ts'
import { openSqliteStore } from './sqlite/store.ts'

/**
 * @param url `file:path/to/offprint.db`, relative to the working directory, or `file::memory:`
 * @throws Error for another kind of URL, or a file that cannot be used
 */
export function openStore(url: string, clock?: () => number): Store {
  return openSqliteStore(databasePath(url), clock)
}

/** @returns the absolute path of the file, or `:memory:` */
export function databasePath(url: string): string {
  const path = /^file:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1]
  if (!path) throw new Error(`DATABASE_URL is "${url}" and has to be file:path/to/offprint.db`)
  return path === ':memory:' ? path : resolve(path)
}
