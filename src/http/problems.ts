/** Errors as RFC 9457 problem details: the only place that writes them, whatever threw. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { nearest } from '../model/nearest.ts'
import { choices, Problem, type ProblemName, problemKinds } from '../model/problem.ts'

/** What the framework and its plugins throw, by code or status. */
const causes: Record<string, ProblemName> = {
  FST_ERR_BAD_URL: 'bad-request',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'content-too-large',
  FST_UNDER_PRESSURE: 'overloaded',
  400: 'bad-request',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  413: 'content-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  431: 'header-fields-too-large',
  503: 'overloaded',
}

export function toProblem(error: Error & { code?: string; statusCode?: number }): Problem {
  if (error instanceof Problem) return error
  const name = causes[error.code ?? ''] ?? causes[error.statusCode ?? ''] ?? 'internal-error'
  // The text of an unforeseen error may tell what is nobody's business.
  const detail = name === 'internal-error' ? 'The server could not answer this request.' : error.message
  return new Problem(name, detail)
}

/** The body of a problem answer. @param instance the request id, by which the log knows it */
export function problemBody(problem: Problem, instance?: string): string {
  const { status, title } = problemKinds[problem.problem]
  return JSON.stringify({
    type: `/problems/${problem.problem}`,
    title,
    status,
    detail: problem.message,
    ...(instance ? { instance: `urn:request:${instance}` } : {}),
    ...problem.members,
  })
}

export const problemMediaType = 'application/problem+json; charset=utf-8'

function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply) {
  if (problem.status === 503 && !reply.getHeader('retry-after')) reply.header('retry-after', '5')
  for (const name of ['content-disposition', 'etag', 'last-modified', 'link', 'x-total-count'])
    reply.removeHeader(name)
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(problemMediaType)
    .send(problemBody(problem, request.id))
}

export function handleProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = toProblem(error)
    if (problem.status >= 500 && problem.problem !== 'overloaded')
      request.log.error({ err: error }, 'request failed')
    return sendProblem(problem, request, reply)
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!
    const near = nearest(path, topLevelPaths(app))
    const hint = near.length ? ` Did you mean ${choices(near)}?` : ' See / for what there is.'
    return sendProblem(
      new Problem('not-found', `There is no ${path.slice(0, 200)} here.${hint}`, { nearest: near }),
      request,
      reply,
    )
  })
}

const paths = new WeakMap<FastifyInstance, Set<string>>()

/** Remembers the paths without parameters, for the hint of a 404. */
export function rememberPaths(app: FastifyInstance): void {
  const known = new Set<string>()
  paths.set(app, known)
  app.addHook('onRoute', ({ url }) => {
    if (/^\/[\w.-]*$/.test(url)) known.add(url)
  })
}
const topLevelPaths = (app: FastifyInstance) => paths.get(app) ?? []
