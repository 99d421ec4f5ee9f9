/** The contract and its pages: OpenAPI, a page to try it, the explanations of the problems. None needs the network. */
import { readFileSync } from 'node:fs'
import swagger, { type SwaggerOptions } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { nearest } from '../../model/nearest.ts'
import { choices, Problem, type ProblemName, problemKinds } from '../../model/problem.ts'
import { refuseOtherMethods } from '../read.ts'
import type { Services } from '../services.ts'

const folder = new URL('../../../openapi/', import.meta.url)

/** Serves the committed document, which a test holds equal to the routes, with this server's own address in it. */
export async function documentRoutes(app: FastifyInstance, { baseUrl, config }: Services): Promise<void> {
  // Read when somebody asks: most servers are never asked.
  const localised = (name: string) =>
    readFileSync(new URL(name, folder), 'utf8')
      .replaceAll('http://localhost:3000', baseUrl)
      .replace(/(\burl"?: )"?\/"?$/m, `$1"${baseUrl}"`)
  const cache = `public, max-age=${config.CACHE_MAX_AGE}`
  const hidden = { hide: true } as FastifySchema

  const document = { toJSON: () => JSON.parse(localised('openapi.json')) }
  await app.register(swagger, { mode: 'static', specification: { document } } as unknown as SwaggerOptions)
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    // Nothing from elsewhere, and no upgrade to https, which a server on one's own machine does not have.
    staticCSP: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'base-uri': ["'none'"],
    },
    theme: { title: 'Offprint API' },
    uiConfig: {
      layout: 'BaseLayout',
      validatorUrl: null,
      deepLinking: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
    },
  })
  app.get('/openapi.json', { schema: hidden }, (_, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('cache-control', cache)
      .send(localised('openapi.json')),
  )
  app.get('/openapi.yaml', { schema: hidden }, (_, reply) =>
    reply
      .type('application/yaml; charset=utf-8')
      .header('cache-control', cache)
      .send(localised('openapi.yaml')),
  )
  app.get('/problems', { schema: hidden }, (_, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('cache-control', cache)
      .send(JSON.stringify(problemKinds)),
  )
  app.get<{ Params: { name: string } }>(
    '/problems/:name',
    { schema: hidden },
    ({ params: { name } }, reply) => {
      if (!Object.hasOwn(problemKinds, name)) {
        const near = nearest(name, Object.keys(problemKinds))
        throw new Problem(
          'not-found',
          `There is no problem ${name}. ${near.length ? `Did you mean ${choices(near)}?` : ''}`,
        )
      }
      const kind = problemKinds[name as ProblemName]
      const text = `${kind.title} (${kind.status})\n\n${kind.help}\n`
      return reply.type('text/plain; charset=utf-8').header('cache-control', cache).send(text)
    },
  )
  for (const url of ['/openapi.json', '/openapi.yaml', '/problems', '/problems/:name'])
    refuseOtherMethods(app, url)
}
