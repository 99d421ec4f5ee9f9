/**
 * Prepared statements, made once per text of SQL and kept. Queries over publications are put together from pieces, and
 * the number of different texts is small, because values are always bound and never written into the text.
 */
import type { Statement } from 'better-sqlite3'
import type { Connection } from './connection.ts'

export type Value = string | number | null
export interface Fragment {
  sql: string
  params: Value[]
}

export interface Statements {
  all<Row>(sql: string, params?: Value[]): Row[]
  get<Row>(sql: string, params?: Value[]): Row | undefined
  run(sql: string, params?: Value[]): { changes: number; id: number }
}

/** More texts than this are not kept: a caller who varies a query without end must not fill the memory. */
const kept = 500

export function createStatements(connection: Connection): Statements {
  const cache = new Map<string, Statement<Value[]>>()
  const prepare = (sql: string) => {
    let statement = cache.get(sql)
    if (!statement) {
      if (cache.size >= kept) cache.delete(cache.keys().next().value!)
      statement = connection.prepare<Value[]>(sql)
      cache.set(sql, statement)
    }
    return statement
  }
  return {
    all: <Row>(sql: string, params: Value[] = []) => prepare(sql).all(...params) as Row[],
    get: <Row>(sql: string, params: Value[] = []) => prepare(sql).get(...params) as Row | undefined,
    run: (sql, params = []) => {
      const { changes, lastInsertRowid } = prepare(sql).run(...params)
      return { changes, id: Number(lastInsertRowid) }
    },
  }
}

export function join(fragments: Fragment[], separator: string): Fragment {
  return {
    sql: fragments.map((fragment) => fragment.sql).join(separator),
    params: fragments.flatMap((fragment) => fragment.params),
  }
}

/** Writes a row by its id, or a new one. @returns its id */
export function writeRow(
  table: string,
  id: number | undefined,
  columns: Record<string, Value>,
  statements: Statements,
): number {
  const names = Object.keys(columns)
  const values = Object.values(columns)
  if (id === undefined) {
    const marks = names.map(() => '?').join(', ')
    return statements.run(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`, values).id
  }
  statements.run(`UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`, [
    ...values,
    id,
  ])
  return id
}
