/** `POST /import`: a file in any format that is read, into the store, by those who have a token for it. */
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import { type Parameter, parseParameters, unknownValue } from '../../model/parameters.ts'
import { choices, Problem } from '../../model/problem.ts'
import type { FormatRegistry } from '../../rendering/registry.ts'
import { requireScope } from '../auth.ts'
import { parameterSchema, problemResponses } from '../operations.ts'
import { refuseOtherMethods } from '../read.ts'
import type { Services } from '../services.ts'

export function importRoute(app: FastifyInstance, { config, store, formats, importer }: Services): void {
  const parameters = {
    format: one('The format by name, where Content-Type does not say it', 'bibtex'),
    mode: one('`partial`: one bad entry never costs another; `atomic`: all or nothing', 'atomic', [
      'partial',
      'atomic',
    ]),
    dryRun: one('Says what would change, and changes nothing', 'true', ['true', 'false']),
    source: one('By what name the file is known again the next time', 'publications.bib'),
  }
  /** Imports one after the other: each compares with what the one before has written. */
  let before: Promise<unknown> = Promise.resolve()

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    const bodyLimit = config.IMPORT_LIMIT * 1024 * 1024
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => {
      done(null, body)
    })
    scope.route({
      method: 'POST',
      url: '/import',
      bodyLimit,
      schema: documentation(parameters),
      onRequest: requireScope(store, 'import'),
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const parsed = parseParameters(request.query as Record<string, string>, parameters)
        const chosen = (name: keyof typeof parameters) => parsed[name]?.any[0]
        const readable = await importer.formats()
        const format = chosen('format') ?? formatOf(request.headers['content-type'], formats, readable)
        if (!readable.includes(format)) throw unknownValue('format', format, readable)
        const mode = chosen('mode') === 'atomic' ? 'atomic' : 'partial'
        const dryRun = chosen('dryRun') === 'true'
        const source = chosen('source') ?? 'POST /import'
        if (!Buffer.isBuffer(request.body) || request.body.length === 0)
          throw new Problem('bad-request', 'The body is empty: send the file in it.')
        const run = before.then(() =>
          importer.run(request.body as Buffer, { format, mode, dryRun, source: String(source) }),
        )
        before = run.catch(() => {})
        const report = await run
        if (mode === 'atomic' && report.summary.refused > 0) {
          const { summary, entries } = report
          throw new Problem(
            'import-refused',
            `${summary.refused} of ${summary.read} entries were refused, and nothing was written.`,
            { summary, entries },
          )
        }
        return reply
          .header('cache-control', 'no-store')
          .type('application/json; charset=utf-8')
          .send(JSON.stringify(report))
      },
    })
  })
  refuseOtherMethods(app, '/import', ['POST'])
}

const example = {
  url: '/import?dryRun=true',
  headers: { 'content-type': 'application/x-bibtex' },
  body: '@misc{lovelace1843, author = {Lovelace, Ada}, title = {Notes by the Translator}, year = 1843}\n',
}

/** What OpenAPI says of it. */
const documentation = (parameters: Record<string, Parameter>) =>
  ({
    operationId: 'importPublications',
    summary: 'Take publications in from a file',
    description:
      'The body is a file in any format that is read, named by its media type or by `format`. Safe to repeat: what is there already is found again, and what a person changed stays.',
    tags: ['Writing'],
    security: [{ token: ['import'] }],
    querystring: {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => [name, parameterSchema(parameter)]),
      ),
    },
    consumes: [example.headers['content-type']],
    body: { type: 'string' },
    'x-example-requests': {
      200: example,
      400: { ...example, url: `${example.url}&mod=atomic` },
      401: { ...example, headers: { ...example.headers, authorization: 'Bearer none' } },
      415: { ...example, headers: { 'content-type': 'image/png' } },
      422: { ...example, url: `${example.url}&mode=atomic`, body: `${example.body}@misc{empty}` },
    },
    response: {
      200: {
        description: 'What has become of each entry',
        content: { 'application/json': { schema: { $ref: 'ImportReport#' } } },
      },
      ...problemResponses([
        'invalid-parameter',
        'unauthorized',
        'insufficient-scope',
        'content-too-large',
        'unsupported-media-type',
        'import-refused',
        'too-many-requests',
        'internal-error',
        'overloaded',
      ]),
    },
  }) as unknown as FastifySchema

const one = (description: string, example: string, allowed?: readonly string[]): Parameter => ({
  kind: 'one',
  description,
  example,
  ...(allowed ? { allowed: [...allowed] } : {}),
})

/** @throws Problem unsupported-media-type where a body of the type is not read here */
function formatOf(
  contentType: string | undefined,
  { all }: FormatRegistry,
  formats: readonly string[],
): string {
  const mediaType = contentType?.split(';', 1).join('').trim().toLowerCase()
  const found = all.find(
    ({ name, mediaTypes }) => formats.includes(name) && mediaTypes.includes(mediaType ?? ''),
  )
  if (found) return found.name
  const allowed = all.filter(({ name }) => formats.includes(name)).map(({ mediaTypes }) => mediaTypes[0])
  throw new Problem(
    'unsupported-media-type',
    `${mediaType ? `${mediaType} does` : 'Without Content-Type, it does'} not say in what format the body is: name it with format=, which takes ${choices(formats)}.`,
    { allowed },
  )
}
