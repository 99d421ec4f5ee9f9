/** `offprint token`: tokens with which a service may be written to over HTTP. */
import { readConfig } from '../../config.ts'
import { choices as listed } from '../../model/problem.ts'
import { type AccessToken, type Scope, scopes } from '../../model/token.ts'
import { openStore } from '../../store/open.ts'
import { readArguments, UsageError } from '../arguments.ts'

export const options = {
  scope: { type: 'string', multiple: true, default: ['import'] as string[] },
  expires: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

export const choices = async () => ({ '': actions, scope: scopes })

export const help = async () => `offprint token create NAME [--scope ${scopes.join('|')}] [--expires DAYSd]
offprint token list
offprint token revoke NAME

Tokens let programs write over HTTP. One is shown once, when it is made: the store keeps its hash alone.

  --scope NAME     what it is for (import)
  --expires 90d    ends by itself after so many days (d), hours (h) or minutes (m)
  --json           as JSON

Examples
  offprint token create laptop --expires 90d
  curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/x-bibtex' --data-binary @pubs.bib …/import
  offprint token revoke laptop

Exit codes: 0 done, 1 failed (no such token, or a name that is taken), 2 wrong call`

const actions = ['create', 'list', 'revoke']

export default async function token(argv: string[]): Promise<void> {
  const { values, positionals } = readArguments(argv, options, { name: listed(actions), least: 1, most: 2 })
  const [action, name] = positionals as [string, string?]
  if (!actions.includes(action)) throw new UsageError(`"${action}" is not one of ${listed(actions)}.`)
  if ((action === 'list') !== (name === undefined))
    throw new UsageError(name === undefined ? 'The name is missing.' : 'A list takes no name.')
  const unknown = values.scope.find((one) => !scopes.includes(one as Scope))
  if (unknown) throw new UsageError(`There is no scope "${unknown}": there is ${listed(scopes)}.`)
  const lifetime = values.expires === undefined ? undefined : milliseconds(values.expires)
  const store = openStore(readConfig(process.env).DATABASE_URL)
  try {
    if (action === 'create') {
      const given = await store.createToken({
        name: name!,
        scopes: values.scope as Scope[],
        ...(lifetime ? { expires: Date.now() + lifetime } : {}),
      })
      // Nothing but the token on standard output, so that it can be put where it belongs.
      console.log(values.json ? JSON.stringify({ name, token: given }) : given)
      if (!values.json) console.error('It is not shown again.')
    } else if (action === 'revoke') {
      if (!(await store.revokeToken(name!))) throw new Error(`There is no token named "${name}".`)
      console.log(values.json ? JSON.stringify({ revoked: name }) : `${name} is not valid any more.`)
    } else {
      const tokens = await store.tokens()
      console.log(
        values.json ? JSON.stringify(tokens) : tokens.map(line).join('\n') || 'There are no tokens.',
      )
    }
  } finally {
    await store.close()
  }
}

const day = (time: number) => new Date(time).toISOString().slice(0, 16).replace('T', ' ')

const line = ({ name, scopes, created, expires, used }: AccessToken) =>
  [
    name.padEnd(20),
    scopes.join(',').padEnd(10),
    `made ${day(created)}`,
    expires === undefined ? 'never ends' : `ends ${day(expires)}`,
    used === undefined ? 'never used' : `used ${day(used)}`,
  ].join('  ')

const units = { d: 86_400_000, h: 3_600_000, m: 60_000 }

function milliseconds(text: string): number {
  const [, count, unit] = /^(\d{1,5})([dhm])$/.exec(text) ?? []
  if (!count || !Number(count)) throw new UsageError(`"${text}" is no time such as 90d, 12h or 30m.`)
  return Number(count) * units[unit as keyof typeof units]
}
