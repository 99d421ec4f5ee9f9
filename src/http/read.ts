/** Registers a resource that is read: with and without extension, with HEAD and OPTIONS, and 405 for other methods. */
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import { choices, Problem } from '../model/problem.ts'
import type { Format } from '../rendering/format.ts'
import { splitExtension } from '../rendering/registry.ts'
import { Exchange } from './exchange.ts'
import { type Operation, operation } from './operations.ts'
import type { Services } from './services.ts'

/** The names in a path, and the format where the path ended in an extension. */
export interface Located {
  names: Record<string, string>
  extension?: Format
}

export interface ReadRoute extends Operation {
  /** Fastify path; ending in `*` where a name may hold dots and slashes. */
  url: string
  /** Takes the path parameters apart where the rule is not "what follows a known extension's dot". */
  locate?(names: Record<string, string>): Promise<Located>
  read(exchange: Exchange, names: Record<string, string>): Promise<unknown>
}

const allowed = ['GET', 'HEAD', 'OPTIONS']
const hidden = { hide: true } as FastifySchema

export function readRoute(app: FastifyInstance, services: Services, route: ReadRoute): void {
  const { url, shown, parameters = {} } = route
  const locate = route.locate ?? ((names) => locateByExtension(names, route, services))
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const { names, extension } = await locate(request.params as Record<string, string>)
    const whole = request.url.split('?')[0]!
    const path = extension ? whole.slice(0, whole.lastIndexOf(`.${extensionIn(whole, extension)}`)) : whole
    const exchange = new Exchange(request, reply, services, {
      shown,
      parameters,
      path: path === '/' ? path : path.replace(/\/$/, ''),
      ...(extension ? { extension } : {}),
    })
    if (exchange.format.navigation) exchange.site = await services.site()
    await route.read(exchange, names)
    return reply
  }
  app.route({ method: 'GET', url, schema: operation(route, services.formats) as FastifySchema, handler })
  refuseOtherMethods(app, url)
  if (url === '/' || /[:*][^/]*$/.test(url)) return
  const withExtension = `${url}.:extension`
  app.route({ method: 'GET', url: withExtension, schema: hidden, handler })
  refuseOtherMethods(app, withExtension)
}

async function locateByExtension(
  { extension, ...names }: Record<string, string>,
  { url, shown }: ReadRoute,
  services: Services,
): Promise<Located> {
  if (extension !== undefined) {
    const format = services.formats.byExtension.get(extension.toLowerCase())
    if (format) return { names, extension: format }
    throw new Problem('not-found', `There is no format with the extension .${extension.slice(0, 40)}.`, {
      available: services.formats.for(shown).map(({ extensions }) => `.${extensions[0]}`),
    })
  }
  const last = /:([a-z]+)$/.exec(url)?.[1]
  if (!last) return { names }
  const { stem, format } = splitExtension(names[last]!, services.formats)
  return { names: { ...names, [last]: stem }, ...(format ? { extension: format } : {}) }
}

const extensionIn = (path: string, { extensions }: Format) =>
  extensions.find((extension) => path.toLowerCase().endsWith(`.${extension}`)) ?? ''

/** Known to be there, so another method is 405 and not 404 (RFC 9110, section 15.5.6). */
/** @param taken methods that have a route of their own */
export function refuseOtherMethods(app: FastifyInstance, url: string, taken: string[] = ['GET']): void {
  const possible = taken.includes('GET') ? [...new Set([...taken, ...allowed])] : [...taken, 'OPTIONS']
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => !taken.includes(method)),
    url,
    schema: hidden,
    // Before the body is looked at: the method is what is wrong, not what was sent with it.
    onRequest: async (request, reply) => {
      reply.header('allow', possible.join(', '))
      const message = `${request.method} is not possible here; ${choices(taken)} is.`
      throw new Problem('method-not-allowed', message, { allowed: possible })
    },
    handler: () => undefined,
  })
}
