/**
 * Every refusal the service can give, as RFC 9457 problem details. The catalogue is the documentation: each entry is
 * served at `/problems/{name}`, which is what the `type` of an answer points to.
 */

interface Kind {
  status: number
  title: string
  help: string
}

export const problemKinds = {
  'unknown-parameter': {
    status: 400,
    title: 'Unknown query parameter',
    help: 'The query holds a parameter that this resource or format does not have. Nothing is ignored silently; `nearest` names the parameter that was probably meant, `allowed` lists all.',
  },
  'invalid-parameter': {
    status: 400,
    title: 'Invalid parameter value',
    help: 'A parameter has a value that it cannot take. `parameter` and `value` say which, `nearest` what was probably meant, `allowed` or `expected` what would be right.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'Cursor of another query',
    help: 'A cursor is only good for the query it was made for, with the same filters and the same sort. Start again without `cursor` and follow the Link header.',
  },
  'bad-request': {
    status: 400,
    title: 'Malformed request',
    help: 'The request could not be understood, for example because of a stray % in the URL.',
  },
  unauthorized: {
    status: 401,
    title: 'No valid token',
    help: 'Writing takes a token in the Authorization header (`Bearer …`, RFC 6750): `offprint token create` makes one. It may also have expired or been revoked.',
  },
  'insufficient-scope': {
    status: 403,
    title: 'The token is for something else',
    help: 'The token is valid and was not given for this. `required` names the scope that it lacks.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    help: 'Nothing has this name. `nearest` lists names that are alike.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    help: 'The resource exists and does not take this method. The Allow header lists those it takes.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No acceptable representation',
    help: 'None of the media types in the Accept header can be given for this resource. `available` lists those that can, each with its extension and format name.',
  },
  gone: {
    status: 410,
    title: 'Deleted',
    help: 'The publication was deleted. Its key is never given to another.',
  },
  'content-too-large': {
    status: 413,
    title: 'Content too large',
    help: 'The body is larger than the service takes.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    help: 'The body is of a media type that this resource does not read.',
  },
  'import-refused': {
    status: 422,
    title: 'An entry was refused, and nothing was written',
    help: 'With `mode=atomic` everything is taken in or nothing. `summary` counts the entries; `entries` has what was found in each, with line and column.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    help: 'This address asked more often than the service allows. The Retry-After header says how many seconds to wait.',
  },
  'header-fields-too-large': {
    status: 431,
    title: 'Request header fields too large',
    help: 'The URL and headers together are larger than the service reads.',
  },
  'internal-error': {
    status: 500,
    title: 'Internal error',
    help: 'Something went wrong on our side. The log of the server tells more under the request id.',
  },
  overloaded: {
    status: 503,
    title: 'Overloaded or stopping',
    help: 'The service cannot answer now. The Retry-After header says when to try again.',
  },
} as const satisfies Record<string, Kind>

export type ProblemName = keyof typeof problemKinds

/** A refusal with its cause. `members` become extension members of the problem details. */
export class Problem extends Error {
  readonly problem: ProblemName
  readonly members: Record<string, unknown>

  constructor(problem: ProblemName, detail: string, members: Record<string, unknown> = {}) {
    super(detail)
    this.problem = problem
    this.members = members
  }

  get status(): number {
    return problemKinds[this.problem].status
  }
}

/** `a`, `a or b`, `a, b or c`: for sentences that offer choices. */
export function choices(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
