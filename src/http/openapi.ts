/** Makes the OpenAPI 3.1 document: schemas from the routes, examples from real answers of the same routes. */
import swagger from '@fastify/swagger'
import { stringify } from 'yaml'
import { scopes } from '../model/token.ts'
import { isJson } from '../rendering/media-type.ts'
import { buildApp } from './app.ts'
import { schemas } from './schemas.ts'
import type { Services } from './services.ts'

const description = `Offprint hands out a researcher's or a lab's publications: JSON for frontends, citations for everyone else.

Every list and every publication comes in every format: by extension (\`/publications.bib\`), by \`format\`, or by the Accept header (RFC 9110). Errors are problem details (RFC 9457) that name what was probably meant. Answers carry ETag and Last-Modified; send them back and an unchanged answer is a 304.`

interface Media {
  schema?: unknown
  example?: unknown
}
interface SentRequest {
  url: string
  headers: Record<string, string>
  body: string
}
interface DocumentOperation {
  'x-example-request'?: string
  /** For what is not a GET: a request for each status that it can be made to answer. */
  'x-example-requests'?: Record<string, SentRequest>
  parameters?: {
    name: string
    in: string
    schema: Record<string, unknown>
    style?: string
    explode?: boolean
  }[]
  responses: Record<string, { content?: Record<string, Media> }>
}
interface Document {
  paths: Record<string, Record<string, DocumentOperation>>
}

export async function generateOpenapi(services: Services): Promise<{ json: string; yaml: string }> {
  const app = await buildApp(services, {
    documents: false,
    observe: async (instance) => {
      for (const [name, schema] of Object.entries(schemas)) instance.addSchema({ ...schema, $id: name })
      await instance.register(swagger, {
        openapi: {
          openapi: '3.1.1',
          info: {
            title: 'Offprint',
            version: services.release,
            description,
            license: { name: 'MIT', identifier: 'MIT' },
          },
          servers: [{ url: '/' }],
          tags: [
            { name: 'Publications', description: 'Lists, single publications, identifiers' },
            { name: 'People', description: 'The owner, people, affiliations, groups' },
            { name: 'Values', description: 'What filters can be set to' },
            { name: 'Writing', description: 'For those who have a token' },
            { name: 'Service', description: 'What this server offers' },
          ],
          security: [],
          components: {
            securitySchemes: {
              token: {
                type: 'http',
                scheme: 'bearer',
                description: 'A token that `offprint token create` made (RFC 6750)',
              },
            },
          },
        },
        refResolver: {
          buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `schema-${i}`),
        },
        exposeHeadRoutes: false,
      })
    },
  })
  let token: string | undefined
  try {
    const document = app.swagger() as unknown as Document
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) await complete(operation, method, path)
    }
    const plain = JSON.parse(JSON.stringify(renameWildcards(document)))
    return { json: `${JSON.stringify(plain, null, 2)}\n`, yaml: stringify(plain, { lineWidth: 110 }) }
  } finally {
    await app.close()
  }

  /** Puts in what the routes themselves answer. */
  async function complete(operation: DocumentOperation, method: string, path: string) {
    const url = operation['x-example-request'] ?? path
    const sent = operation['x-example-requests']
    delete operation['x-example-request']
    delete operation['x-example-requests']
    for (const parameter of operation.parameters ?? []) {
      for (const name of ['style', 'explode'] as const) {
        if (parameter.in !== 'query' || parameter.schema[name] === undefined) continue
        Object.assign(parameter, { [name]: parameter.schema[name] })
        delete parameter.schema[name]
      }
    }
    for (const [status, { content = {} }] of Object.entries(operation.responses)) {
      for (const [mediaType, media] of Object.entries(content)) {
        media.example = sent
          ? sent[status] && (await answerTo(method, sent[status]))
          : await answer(mediaType, Number(status), url)
        if (media.example === undefined) delete media.example
      }
    }
  }

  /** A request that the path answers with this status, or nothing where only a broken server would. */
  async function answer(mediaType: string, status: number, url: string): Promise<unknown> {
    const [path, query] = url.split('?')
    const requests: Record<number, { url: string; accept: string }> = {
      // Facets are a matter of JSON; the other formats refuse them.
      200: {
        url: mediaType === 'application/json' ? url : url.replace(/&facets=[^&]*/, ''),
        accept: mediaType,
      },
      303: { url, accept: mediaType },
      400: { url: `${path}?${query ? `${query}&` : ''}frmat=json`, accept: '*/*' },
      404: { url: `${path!.replace(/(?:hidro|hydro|ye|neec|[^/]*)$/, '')}nobody`, accept: '*/*' },
      406: { url, accept: 'image/png' },
    }
    const request = requests[status]
    if (!request) return undefined
    const response = await app.inject({
      url: request.url,
      headers: { accept: request.accept, 'x-request-id': 'example' },
    })
    if (response.statusCode !== status) return undefined
    return isJson(mediaType) ? response.json() : response.body
  }

  async function answerTo(method: string, { url, headers, body }: SentRequest): Promise<unknown> {
    token ??= await services.store.createToken({ name: 'example', scopes: [...scopes] })
    const response = await app.inject({
      method: method.toUpperCase() as 'POST',
      url,
      headers: { authorization: `Bearer ${token}`, 'x-request-id': 'example', ...headers },
      payload: body,
    })
    return response.json()
  }
}

/** OpenAPI has no wildcards: `/publications/*` is shown as `/publications/{key}`. */
function renameWildcards(document: Document): Document {
  const names: Record<string, string> = { '/publications/{*}': 'key', '/works/{*}': 'identifier' }
  const paths: Document['paths'] = {}
  for (const [path, operations] of Object.entries(document.paths)) {
    const name = names[path]
    for (const operation of Object.values(operations)) {
      for (const parameter of operation.parameters ?? [])
        if (parameter.name === '*' && name) parameter.name = name
    }
    paths[name ? path.replace('{*}', `{${name}}`) : path] = operations
  }
  return { ...document, paths }
}
