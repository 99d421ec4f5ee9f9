/** What a filter asks of a publication, in a form from which the sets in memory are made and kept up to date. */
import type { Between, ColumnName } from './sets/columns.ts'
import type { Value } from './statements.ts'

/** Ids that SQL finds. `id` is the column they are from, by which one of them can be asked for alone. */
export interface IdsTerm {
  kind: 'ids'
  select: string
  params: Value[]
  id?: string
}
export type Term = { kind: 'between'; between: Between } | IdsTerm | { kind: 'either'; terms: Term[] }

export const between = (
  column: ColumnName,
  { low, high }: { low: number | undefined; high: number | undefined },
): Term => ({ kind: 'between', between: { column, low, high } })

export const equals = (column: ColumnName, value: number | string): Term => ({
  kind: 'between',
  between: { column, low: value, high: value },
})

/** @param where a condition on the table @param id the column that has the publication's id */
export const within = (table: string, where: string, params: Value[], id = 'publication_id'): IdsTerm => ({
  kind: 'ids',
  select: `SELECT ${id} FROM ${table} WHERE ${where}`,
  params,
  id,
})
