/** What a route says of itself in OpenAPI: parameters, representations and refusals, derived from the same tables. */
import { generalParameters, type Parameter, renderingParameters } from '../model/parameters.ts'
import { type ProblemName, problemKinds } from '../model/problem.ts'
import { isJson } from '../rendering/media-type.ts'
import type { FormatRegistry, Shown } from '../rendering/registry.ts'
import type { SchemaName } from './schemas.ts'

export interface Operation {
  operationId: string
  summary: string
  description?: string
  tag: string
  shown: Shown
  parameters?: Record<string, Parameter>
  /** Path parameters by name. */
  names?: Record<string, { description: string; example: string }>
  /** The JSON representation, by its name in `schemas.ts`. */
  schema: SchemaName
  /** A request of the seed data whose answer stands in the document as the example; the path alone where left out. */
  example?: string
  problems?: ProblemName[]
}

/** A parameter as JSON Schema, with the serialisation that OpenAPI calls style and explode. */
export function parameterSchema({
  kind,
  description,
  example,
  allowed,
  pattern,
  holdsCommas,
}: Parameter): object {
  const value = {
    type: 'string',
    ...(allowed && kind !== 'filter' ? { enum: [...allowed] } : {}),
    ...(pattern && kind !== 'filter' ? { pattern: pattern.source } : {}),
  }
  if (kind === 'one') return { ...value, description, examples: [example] }
  const values = allowed && kind === 'filter' ? `: ${allowed.join(', ')}` : ''
  const how = kind === 'filter' ? '. Several mean OR, `!` before a value means NOT' : ''
  return {
    type: 'array',
    items: value,
    style: 'form',
    explode: holdsCommas === true,
    description: description + how + values,
    examples: [holdsCommas ? [example] : example.split(',')],
  }
}

const ref = (name: SchemaName) => ({ $ref: `${name}#` })

export function operation(operation: Operation, formats: FormatRegistry): Record<string, unknown> {
  const { operationId, summary, description, tag, shown, schema, names = {}, example } = operation
  const possible = formats.for(shown)
  const rendering = Object.entries(renderingParameters).filter(([name]) =>
    possible.some((format) => format.parameters.some((parameter) => parameter === name)),
  )
  const parameters: Record<string, Parameter> = {
    ...operation.parameters,
    ...Object.fromEntries(rendering),
    ...generalParameters,
    format: {
      ...generalParameters.format,
      allowed: possible.map(({ name }) => name),
      example: possible[0]!.name,
    },
  }
  const problems: ProblemName[] = [
    'invalid-parameter',
    ...(Object.keys(names).length ? (['not-found'] as const) : []),
    'not-acceptable',
    ...(operation.problems ?? []),
    'too-many-requests',
    'internal-error',
    'overloaded',
  ]
  return {
    operationId,
    summary,
    ...(description ? { description } : {}),
    tags: [tag],
    ...(example ? { 'x-example-request': example } : {}),
    querystring: {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(parameters).map(([name, p]) => [name, parameterSchema(p)]),
      ),
    },
    ...(Object.keys(names).length
      ? {
          params: {
            type: 'object',
            properties: Object.fromEntries(
              Object.entries(names).map(([name, { description, example }]) => [
                name,
                { type: 'string', description, examples: [example] },
              ]),
            ),
          },
        }
      : {}),
    response: {
      200: {
        description: summary,
        headers: {
          ETag: { type: 'string', description: 'Strong validator; send it back in If-None-Match' },
          'Last-Modified': { type: 'string', description: 'Time of the last change' },
          Link: {
            type: 'string',
            description: 'Pages beside this one and the other representations (RFC 8288)',
          },
        },
        content: Object.fromEntries(
          possible.flatMap(({ name, mediaTypes, title }) => [
            [mediaTypes[0], { schema: name === 'json' ? ref(schema) : bodyOf(mediaTypes[0], title) }],
          ]),
        ),
      },
      304: { description: 'What the client has is still right', type: 'null' },
      ...problemResponses(problems),
    },
  }
}

/** The body of a format that has a specification of its own. */
function bodyOf(mediaType: string, title: string): object {
  return isJson(mediaType) ? { title } : { type: 'string', title }
}

/** What refusals look like, by status. */
export const problemResponses = (problems: readonly ProblemName[]): Record<string, object> =>
  Object.fromEntries(problems.map((name) => [problemKinds[name].status, problemResponse(name)]))

function problemResponse(name: ProblemName): object {
  return {
    description: problemKinds[name].title,
    content: { 'application/problem+json': { schema: ref('Problem') } },
  }
}
