/** Who may write: bearer tokens (RFC 6750) in the Authorization header and nowhere else. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../model/problem.ts'
import type { Store } from '../model/store.ts'
import type { Scope } from '../model/token.ts'

/**
 * A hook that lets a request pass whose token was given for a scope; before its body is read.
 * @throws Problem unauthorized, insufficient-scope
 */
export function requireScope(store: Store, scope: Scope) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const challenge = (error?: string) =>
      reply.header(
        'www-authenticate',
        `Bearer realm="offprint", scope="${scope}"${error ? `, error="${error}"` : ''}`,
      )
    // RFC 9110, section 11.1: the scheme in any case; RFC 6750, section 2.1: the characters of a token.
    const [, token] = /^Bearer +([\w.~+/-]+=*) *$/i.exec(request.headers.authorization ?? '') ?? []
    if (token === undefined) {
      challenge()
      throw new Problem('unauthorized', 'This takes a token: Authorization: Bearer …')
    }
    const known = await store.useToken(token)
    if (!known) {
      challenge('invalid_token')
      throw new Problem('unauthorized', 'The token is none of this service, or not valid any more.')
    }
    if (!known.scopes.includes(scope)) {
      challenge('insufficient_scope')
      throw new Problem('insufficient-scope', `The token was not given for "${scope}".`, { required: scope })
    }
    request.log.info({ token: known.name, scope }, 'token used')
  }
}
