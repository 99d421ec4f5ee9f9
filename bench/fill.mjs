/** Fills the obvious build with what a store of Offprint shows, so both hold the same records. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { getTableConfig } from 'drizzle-orm/sqlite-core'
import * as tables from './obvious/schema.mjs'

/** CREATE statements from the drizzle tables; drizzle-kit would write the same ones to a folder. */
function* statements() {
  for (const table of Object.values(tables)) {
    const { name, columns, primaryKeys, indexes } = getTableConfig(table)
    const lines = columns.map(
      (column) =>
        `${column.name} ${column.getSQLType()}${column.primary ? ' PRIMARY KEY' : ''}${column.notNull ? ' NOT NULL' : ''}${column.isUnique ? ' UNIQUE' : ''}`,
    )
    for (const key of primaryKeys)
      lines.push(`PRIMARY KEY (${key.columns.map((column) => column.name).join(', ')})`)
    yield `CREATE TABLE ${name} (${lines.join(', ')})`
    for (const { config } of indexes) {
      yield `CREATE INDEX ${config.name} ON ${name} (${config.columns.map((column) => column.name).join(', ')})`
    }
  }
  yield 'CREATE VIRTUAL TABLE search USING fts5(title, abstract, authors, venue, tags)'
}

/** @param from the file of a store of Offprint @returns the file of the obvious build, made where it is not there */
export async function obviousStore(from) {
  const file = from.replace(/\.db$/, '-obvious.db')
  if (existsSync(file)) return file
  const part = `${file}.part`
  rmSync(part, { force: true })
  const db = new Database(part)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  for (const sql of statements()) db.exec(sql)
  const { openStore } = await import(new URL('../dist/store/open.js', import.meta.url).href)
  const store = openStore(`file:${from}`)
  const known = { venue: new Map(), author: new Map() }
  const insert = (table, row) => {
    const names = Object.keys(row)
    prepared[table + names] ??= db.prepare(
      `INSERT OR IGNORE INTO ${table} (${names}) VALUES (${names.map(() => '?')})`,
    )
    return prepared[table + names].run(...Object.values(row).map((value) => value ?? null)).lastInsertRowid
  }
  const prepared = {}
  const once = (table, name, row) => {
    if (!known[table].has(name)) known[table].set(name, insert(table, row))
    return known[table].get(name)
  }
  const add = ({ key, type, title, abstract, language, issued, year, venue, contributors = [], ...rest }) => {
    const { volume, issue, pages, publisher, identifiers, url, tags = [], links = [] } = rest
    const venue_id =
      venue && once('venue', venue.name, { name: venue.name, short: venue.short, kind: venue.kind })
    const plain = {
      key,
      type,
      title,
      abstract,
      language,
      issued,
      year,
      venue_id,
      volume,
      issue,
      pages,
      publisher,
    }
    const id = insert('publication', { ...plain, doi: identifiers?.doi, url })
    const names = contributors.map(
      ({ given, particle, family, suffix, literal }) =>
        literal ?? [given, particle, family, suffix].filter(Boolean).join(' '),
    )
    contributors.forEach(({ given, family, role }, position) => {
      const name = names[position]
      const author_id = once('author', name, { name, given, family })
      insert('authorship', { publication_id: id, author_id, position, role })
    })
    for (const one of tags) insert('tag', { publication_id: id, tag: one })
    for (const { kind, url: to } of links) insert('link', { publication_id: id, kind, url: to })
    const words = [title, abstract, names.join(' '), venue && `${venue.short} ${venue.name}`, tags.join(' ')]
    const [t, a, authors, v, g] = words
    insert('search', { rowid: id, title: t, abstract: a, authors, venue: v, tags: g })
  }
  db.exec('BEGIN')
  // Oldest first, so ids run as the default order does and ties fall as they do in Offprint.
  const all = store.stream({ filters: {}, sort: 'issued', versions: 'preferred' })
  for await (const batch of all) for (const { publication } of batch) add(publication)
  db.exec('COMMIT')
  db.pragma('journal_mode = WAL')
  db.close()
  await store.close()
  renameSync(part, file)
  return file
}
