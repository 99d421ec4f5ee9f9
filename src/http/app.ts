/**
 * Puts the public server together. The order of the lines is the order in which a request meets them; explicit, so that
 * it can be read here.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import { Problem as Refusal } from '../model/problem.ts'
import { createAnswers } from './answers.ts'
import { limits } from './limits.ts'
import { handleProblems, problemBody, problemMediaType, rememberPaths, toProblem } from './problems.ts'
import { discoveryRoutes } from './routes/discovery.ts'
import { documentRoutes } from './routes/documents.ts'
import { embedRoutes } from './routes/embed.ts'
import { makerRoute } from './routes/embed-maker.ts'
import { groupRoutes } from './routes/groups.ts'
import { homeRoutes } from './routes/home.ts'
import { importRoute } from './routes/import.ts'
import { oaiRoutes } from './routes/oai.ts'
import { oembedRoute } from './routes/oembed.ts'
import { peopleRoutes } from './routes/people.ts'
import { publicationRoutes } from './routes/publications.ts'
import { valueRoutes } from './routes/values.ts'
import type { Services } from './services.ts'
import { endStuckAnswers } from './stuck-answers.ts'

export interface AppOptions {
  logger?: FastifyServerOptions['logger']
  /** Runs before the routes are there, for what has to see each of them. */
  observe?(app: FastifyInstance): Promise<void> | void
  /** Is told of each answer from memory, which no hook sees. */
  onAnswer?(status: number): void
  /** Left out where the documents are being made: /openapi.*, /docs and /problems. */
  documents?: boolean
}

/** @returns a server that is ready to listen or to be asked */
export async function buildApp(services: Services, options: AppOptions = {}): Promise<FastifyInstance> {
  const { config, store } = services
  const answers = createAnswers({
    capacity: config.ANSWER_CACHE * 1024 * 1024,
    // What is current on a page changes with the day, though the store does not.
    generation: () => store.generation() * 100_000 + Math.floor(Date.now() / 86_400_000),
    onAnswer: (request, status) => tell(request, status),
  })
  const app: FastifyInstance = Fastify({
    logger: options.logger ?? false,
    // One line a request is written by the hook below, instead of two.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.TRUST_PROXY ? config.TRUST_PROXY.split(',').map((address) => address.trim()) : false,
    genReqId: requestId,
    routerOptions: { maxParamLength: 2000, ignoreTrailingSlash: true },
    bodyLimit: 1024 * 1024,
    // What memory holds is answered before Fastify sees the request.
    serverFactory: (handler) => {
      const timeouts = { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 72_000 }
      const server = createServer(timeouts, (request, response) => answers.handle(request, response, handler))
      endStuckAnswers(server, { stuck: 60_000, look: 10_000 })
      return server
    },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    frameworkErrors: (error, request, reply) => {
      const problem = toProblem(error)
      void (reply as FastifyReply)
        .code(problem.status)
        .type(problemMediaType)
        .send(problemBody(problem, request.id))
    },
    clientErrorHandler: refuseConnection,
  } as FastifyServerOptions)

  const tell = tellOfAnswers(app, options)
  // Answers are finished text and queries are read by `model/parameters.ts`: the schemas are documentation only.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))

  if (isLogged(app)) {
    app.addHook('onResponse', (request, reply, done) => {
      const { method, url, ip } = request
      const ms = Math.round(reply.elapsedTime * 10) / 10
      request.log.info({ method, url: withoutSecrets(url), status: reply.statusCode, ms, ip }, 'request')
      done()
    })
  }
  app.addHook('preClose', async () => answers.stop())
  closeIdleConnections(app)
  rememberPaths(app)
  handleProblems(app)
  await limits(app, config)
  await options.observe?.(app)
  homeRoutes(app, services)
  publicationRoutes(app, services)
  peopleRoutes(app, services)
  groupRoutes(app, services)
  valueRoutes(app, services)
  embedRoutes(app, services)
  makerRoute(app, services)
  oembedRoute(app, services)
  discoveryRoutes(app, services)
  oaiRoutes(app, services)
  importRoute(app, services)
  if (options.documents !== false) await documentRoutes(app, services)
  await app.ready()
  return app
}

const isLogged = ({ log }: FastifyInstance) => ['info', 'debug', 'trace'].includes(log.level)

/** What the hooks do for other answers: counts and logs one that came from memory. */
function tellOfAnswers(app: FastifyInstance, { onAnswer }: AppOptions) {
  const logs = isLogged(app)
  return (request: IncomingMessage, status: number) => {
    onAnswer?.(status)
    if (!logs) return
    const { method = '', url = '', socket } = request
    const ip = socket.remoteAddress
    app.log.info(
      { reqId: requestId(request), method, url: withoutSecrets(url), status, ip, memory: true },
      'request',
    )
  }
}

/** The one that the client or a proxy gave, so that logs can be put together; else a new one. */
function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
}

/**
 * Fastify closes the connections that are idle when it begins to stop; one that was answering then becomes idle later,
 * and would be waited for until its client has had enough.
 */
function closeIdleConnections(app: FastifyInstance): void {
  let timer: NodeJS.Timeout | undefined
  app.addHook('preClose', async () => {
    timer = setInterval(() => app.server.closeIdleConnections(), 50)
  })
  app.addHook('onClose', async () => clearInterval(timer))
}

function withoutSecrets(url: string): string {
  return url.replace(/([?&](?:access_)?token=)[^&]*/gi, '$1[redacted]')
}

/** What is so wrong that there is no request yet (RFC 6585, section 5; RFC 9110, section 15.5.1). */
function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const [problem, reason] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [
          new Refusal('header-fields-too-large', 'URL and headers may be 16 KiB together.'),
          'Request Header Fields Too Large',
        ]
      : [new Refusal('bad-request', 'This is not an HTTP request that can be understood.'), 'Bad Request']
  const body = problemBody(problem)
  socket.end(
    `HTTP/1.1 ${problem.status} ${reason}\r\nContent-Type: ${problemMediaType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
