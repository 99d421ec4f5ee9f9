/**
 * Copies of a store while it is in use, by SQLite's online backup (sqlite.org/backup.html): one state of it, whole, in one
 * file. And back: into the store that is there, as one more write, which everybody who has it open sees.
 */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { migrate } from './migrate.ts'

export interface StoreContents {
  people: number
  publications: number
  /** Of the file. */
  bytes: number
}

/**
 * Copies a store into a file; until it is whole, the file is not there.
 * @param onProgress is told which part of the store is copied, from 0 to 1
 * @throws Error where there is no store, or the copy is not what it should be
 */
export async function backupDatabase(
  path: string,
  file: string,
  onProgress: (part: number) => void = () => {},
): Promise<StoreContents> {
  if (!existsSync(path)) throw new Error(`There is no store in ${path}. DATABASE_URL names it.`)
  const part = `${file}.part`
  rmSync(part, { force: true })
  const database = new Database(path, { readonly: true })
  try {
    await database.backup(part, copying(onProgress))
  } finally {
    database.close()
  }
  try {
    alone(part)
    const contents = inspect(part)
    sync(part)
    renameSync(part, file)
    sync(dirname(file))
    return contents
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

const pagesAtOnce = 4000

const copying = (onProgress: (part: number) => void) => ({
  progress({ totalPages, remainingPages }: Database.BackupMetadata) {
    onProgress(1 - remainingPages / totalPages)
    return pagesAtOnce
  },
})

/** Leaves one file, without the write-ahead log that the original works with. */
function alone(file: string): void {
  const database = new Database(file)
  database.pragma('journal_mode = DELETE')
  database.close()
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** @throws Error for a file that is damaged, or no store */
function inspect(file: string): StoreContents {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const found = database.pragma('integrity_check', { simple: true })
    if (found !== 'ok') throw new Error(`${file} is damaged: ${found}`)
    const count = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
    return { people: count('person'), publications: count('publication'), bytes: statSync(file).size }
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    if (code === 'SQLITE_NOTADB' || /no such table/.test(message))
      throw new Error(`${file} is no store of this service.`)
    throw error
  } finally {
    database.close()
  }
}

/**
 * Puts a copy in the place of what a store holds. Servers that have it open go on, with the restored contents.
 * @param onProgress is told which part of the work is done, from 0 to 1
 * @returns what it holds now, and where what it held before was kept
 * @throws Error for a file that is no store, is damaged, or was written by a newer release; nothing is changed then
 */
export async function restoreDatabase(
  path: string,
  file: string,
  onProgress: (part: number) => void = () => {},
): Promise<StoreContents & { kept?: string }> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`)
  inspect(file)
  const migrated = `${path}.restoring`
  rmSync(migrated, { force: true })
  try {
    const source = new Database(file, { readonly: true })
    const steps = existsSync(path) ? 3 : 2
    const step = (n: number) => (part: number) => onProgress((n + part) / steps)
    await source.backup(migrated, copying(step(0)))
    source.close()
    const copy = new Database(migrated)
    migrate(copy)
    const kept = existsSync(path) ? `${path}.before-restore` : undefined
    if (kept) {
      await backupDatabase(path, kept, step(1))
      moveOn(copy, kept)
    }
    copy.pragma('wal_checkpoint(TRUNCATE)')
    await copy.backup(path, copying(step(steps - 1)))
    onProgress(1)
    copy.close()
    return { ...inspect(path), ...(kept ? { kept } : {}) }
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(migrated + suffix, { force: true })
  }
}

/** The version moves past both, and so far that nobody takes the changes for a few they could follow one by one. */
function moveOn(copy: Database.Database, kept: string): void {
  copy.prepare('ATTACH ? AS kept').run(kept)
  copy.exec(`
    UPDATE main.store_state SET modified = unixepoch('subsec') * 1000,
      version = 1 + max(version, (SELECT version FROM kept.store_state));
    INSERT INTO main.publication_change (seq, publication_id) SELECT 1000000 + max(
      coalesce((SELECT max(seq) FROM main.publication_change), 0),
      coalesce((SELECT max(seq) FROM kept.publication_change), 0)), 0;
    DETACH kept;`)
}
