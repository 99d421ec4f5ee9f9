/** What a route says of itself in OpenAPI: parameters, representations and refusals, derived from the same tables. */
import Type, { type TSchema } from 'typebox'
import { generalParameters, type Parameter, renderingParameters } from '../model/parameters.ts'
import { type ProblemName, problemKinds } from '../model/problem.ts'
import type { FormatRegistry, Shown } from '../rendering/registry.ts'

export interface Operation {
  operationId: string
  summary: string
  description?: string
  tag: string
  shown: Shown
  parameters?: Record<string, Parameter>
  /** Path parameters by name. */
  names?: Record<string, { description: string; example: string }>
  /** The JSON representation. */
  schema: TSchema
  /** A request of the seed data whose answer stands in the document as the example; the path alone where left out. */
  example?: string
  problems?: ProblemName[]
}

export const ref = (name: string): TSchema => Type.Unsafe({ $ref: `${name}#` })

/** A list as every resource gives it. */
export function listOf(item: TSchema, more: Record<string, TSchema> = {}): TSchema {
  return Type.Object({
    items: Type.Array(item),
    total: Type.Integer({ description: 'How many there are in all pages' }),
    ...more,
  })
}

/** A parameter as JSON Schema, with the serialisation that OpenAPI calls style and explode. */
function parameterSchema({ kind, description, example, allowed, pattern, holdsCommas }: Parameter): object {
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
            [mediaTypes[0], { schema: name === 'json' ? schema : bodyOf(mediaTypes[0], title) }],
          ]),
        ),
      },
      304: { description: 'What the client has is still right', type: 'null' },
      ...Object.fromEntries(problems.map((name) => [problemKinds[name].status, problemResponse(name)])),
    },
  }
}

/** The body of a format that has a specification of its own. */
function bodyOf(mediaType: string, title: string): object {
  return /json$/.test(mediaType) ? { title } : { type: 'string', title }
}

function problemResponse(name: ProblemName): object {
  return {
    description: problemKinds[name].title,
    content: { 'application/problem+json': { schema: ref('Problem') } },
  }
}

/** Schemas that documents refer to by name. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'URL of an explanation', examples: ['/problems/invalid-parameter'] }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What was wrong and what would be right' }),
    instance: Type.Optional(Type.String({ description: 'The request, as the log knows it' })),
    nearest: Type.Optional(Type.Array(Type.String(), { description: 'What was probably meant' })),
    parameter: Type.Optional(Type.String({ description: 'The parameter that was refused' })),
    value: Type.Optional(Type.Unknown({ description: 'What it was given' })),
    expected: Type.Optional(Type.String({ description: 'What it takes, in words' })),
    allowed: Type.Optional(Type.Array(Type.String(), { description: 'What would be right' })),
    available: Type.Optional(Type.Array(Type.Unknown(), { description: 'The representations there are' })),
    pointer: Type.Optional(Type.String({ description: 'JSON Pointer of the field that was refused' })),
  },
  { title: 'Problem', description: 'Problem details (RFC 9457)' },
)
export const ValueCount = Type.Object(
  {
    value: Type.Union([Type.String(), Type.Integer()], {
      description: 'What the filter of the same name takes',
    }),
    label: Type.Optional(Type.String({ description: 'What to show, where it is not the value' })),
    count: Type.Integer(),
  },
  { title: 'ValueCount' },
)
