/** Tokens with which writing is allowed (RFC 6750): what is known of them, which is never the token itself. */

/** What a token may be given for. */
export const scopes = ['import'] as const
export type Scope = (typeof scopes)[number]

/** Times are milliseconds since 1970. */
export interface AccessToken {
  name: string
  scopes: Scope[]
  created: number
  expires?: number
  used?: number
}
