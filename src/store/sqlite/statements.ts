/**
 * Prepared statements, made once per text of SQL and kept. Queries over publications are put together from pieces, and
 * the number of different texts is small, because values are always bound and never written into the text.
 */
import type { Statement } from 'better-sqlite3'
import type { Connection } from './connection.ts'

export type Value = string | number | null

export interface Statements {
  all<Row>(sql: string, params?: Value[]): Row[]
  get<Row>(sql: string, params?: Value[]): Row | undefined
  /**
   * The first column of each row, which is a number: many of them cost little.
   * @param sql with a LIMIT where the order matters
   */
  numbers(sql: string, params?: Value[]): number[]
  /** Rows without names, for where there are many. */
  rows(sql: string, params?: Value[]): Value[][]
  run(sql: string, params?: Value[]): { changes: number; id: number }
  /** Runs a function that sees one state of the store, whatever other processes write meanwhile. */
  snapshot<T>(read: () => T): T
}

/** More texts than this are not kept: a caller who varies a query without end must not fill the memory. */
const kept = 500

export function createStatements(connection: Connection): Statements {
  const cache = new Map<string, Statement<Value[]>>()
  // A statement gives rows in one shape; the same text with more space at its end is another statement.
  const prepare = (sql: string, shape?: (statement: Statement<Value[]>) => void) => {
    let statement = cache.get(sql)
    if (!statement) {
      if (cache.size >= kept) cache.delete(cache.keys().next().value!)
      statement = connection.prepare<Value[]>(sql)
      shape?.(statement)
      cache.set(sql, statement)
    }
    return statement
  }
  const inOneState = connection.transaction((read: () => unknown) => read())
  return {
    all: <Row>(sql: string, params: Value[] = []) => prepare(sql).all(...params) as Row[],
    get: <Row>(sql: string, params: Value[] = []) => prepare(sql).get(...params) as Row | undefined,
    numbers: (sql, params = []) => {
      // A row takes ten times as long to come here as SQLite needs to find it, so all come as one text.
      const [text] = prepare(`WITH found (n) AS (${sql}) SELECT json_group_array(n) FROM found`, (one) =>
        one.pluck(),
      ).all(...params) as unknown as [string]
      return JSON.parse(text) as number[]
    },
    rows: (sql, params = []) =>
      prepare(`${sql}  `, (statement) => statement.raw()).all(...params) as unknown as Value[][],
    run: (sql, params = []) => {
      const { changes, lastInsertRowid } = prepare(sql).run(...params)
      return { changes, id: Number(lastInsertRowid) }
    },
    snapshot: <T>(read: () => T) => inOneState.deferred(read) as T,
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
