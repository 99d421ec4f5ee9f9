/** Access tokens: found by their hash, so that neither the file nor a backup of it holds one. */
import { createHash, randomBytes } from 'node:crypto'
import { Problem } from '../../model/problem.ts'
import type { AccessToken, Scope } from '../../model/token.ts'
import type { Statements } from './statements.ts'

interface TokenRow {
  name: string
  scopes: string
  created: number
  expires: number | null
  used: number | null
}

const columns = 'name, scopes, created, expires, used'
/** A token is random enough that no salt and no slow hash is needed. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
/** How exactly it is known when a token was used last. */
const usedWithin = 60_000

const toToken = ({ scopes, expires, used, ...row }: TokenRow): AccessToken => ({
  ...row,
  scopes: JSON.parse(scopes) as Scope[],
  ...(expires === null ? {} : { expires }),
  ...(used === null ? {} : { used }),
})

export const listTokens = (statements: Statements): AccessToken[] =>
  statements.all<TokenRow>(`SELECT ${columns} FROM access_token ORDER BY name`).map(toToken)

/** @returns the token, which is known to nobody else from now on */
export function createToken(
  { name, scopes, expires }: Pick<AccessToken, 'name' | 'scopes' | 'expires'>,
  now: number,
  statements: Statements,
): string {
  if (statements.get('SELECT 1 FROM access_token WHERE name = ?', [name]))
    throw new Problem('invalid-parameter', `There is a token named "${name}" already.`, { value: name })
  const token = `offprint_${randomBytes(32).toString('base64url')}`
  statements.run('INSERT INTO access_token (name, hash, scopes, created, expires) VALUES (?, ?, ?, ?, ?)', [
    name,
    hashOf(token),
    JSON.stringify(scopes),
    now,
    expires ?? null,
  ])
  return token
}

/** @returns whether there was one */
export const revokeToken = (name: string, statements: Statements): boolean =>
  statements.run('DELETE FROM access_token WHERE name = ?', [name]).changes > 0

/** @returns undefined for what is no token, or none any more */
export function useToken(token: string, now: number, statements: Statements): AccessToken | undefined {
  const row = statements.get<TokenRow>(`SELECT ${columns} FROM access_token WHERE hash = ?`, [hashOf(token)])
  if (!row || (row.expires !== null && row.expires <= now)) return undefined
  if ((row.used ?? 0) < now - usedWithin)
    statements.run('UPDATE access_token SET used = ? WHERE name = ?', [now, row.name])
  return toToken(row)
}
