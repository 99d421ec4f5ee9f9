/**
 * Cursors: an opaque text that says where a page begins. It holds the sort values of the row next to it (keyset
 * paging), so rows that are added move nothing, and a fingerprint of the query it belongs to.
 */
import { hash } from 'node:crypto'
import { Problem } from './problem.ts'

export interface Position {
  /** The page goes on `after` this row, or ends `before` it. */
  direction: 'after' | 'before'
  /** Sort values of the row and its id, in the order in which the list is sorted. */
  values: (string | number)[]
}

const fingerprint = (query: string) => hash('sha256', query, 'base64url').slice(0, 11)

export function encodeCursor(position: Position, query: string): string {
  const payload = [fingerprint(query), position.direction === 'after' ? 1 : 0, ...position.values]
  return Buffer.from(JSON.stringify(payload)).toString('base64url')
}

/**
 * @param shape the types of the values that this query's order has
 * @throws Problem invalid-cursor where the text is no cursor, or one of another query
 */
export function decodeCursor(text: string, query: string, shape: ('string' | 'number')[]): Position {
  let payload: unknown
  try {
    payload = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw refusal('The cursor is damaged.')
  }
  if (!Array.isArray(payload) || payload.length < 3) throw refusal('The cursor is damaged.')
  const [print, after, ...values] = payload
  if (print !== fingerprint(query)) throw refusal('The cursor was made for another query.')
  const fits = values.length === shape.length && values.every((value, i) => typeof value === shape[i])
  if (!fits || (after !== 0 && after !== 1)) throw refusal('The cursor is damaged.')
  return { direction: after ? 'after' : 'before', values }
}

function refusal(what: string): Problem {
  return new Problem('invalid-cursor', `${what} Start again without cursor and follow the Link header.`, {
    parameter: 'cursor',
  })
}
