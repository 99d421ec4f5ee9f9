/** What keeps the service up and its answers safe: CORS, security headers, rate limit, overload, compression. */

import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cors from '@fastify/cors'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance, onSendHookHandler } from 'fastify'
import helmet from 'helmet'
import type { Config } from '../config.ts'
import { Problem } from '../model/problem.ts'

const exposedHeaders = [
  'ETag',
  'Link',
  'X-Total-Count',
  'Retry-After',
  'Content-Disposition',
  'Content-Location',
]

export async function limits(app: FastifyInstance, config: Config): Promise<void> {
  // Hooks take a callback, because each promise of one costs every request some.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method === 'OPTIONS') {
      const isWritten = request.url.split('?', 1)[0] === '/import'
      reply.header('allow', isWritten ? 'POST, OPTIONS' : 'GET, HEAD, OPTIONS')
    }
    done()
  })
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD'],
    exposedHeaders,
    maxAge: 86_400,
    strictPreflight: false,
  })
  const security = securityHeaders()
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(security)
    done()
  })
  if (config.RATE_LIMIT > 0) {
    await app.register(rateLimit, {
      max: config.RATE_LIMIT,
      timeWindow: 60_000,
      cache: 20_000,
      enableDraftSpec: true,
      errorResponseBuilder: (_request, { max, after }) =>
        new Problem(
          'too-many-requests',
          `This address may ask ${max} times a minute. Try again in ${after}.`,
        ),
    })
  }
  if (config.MAX_EVENT_LOOP_DELAY > 0) {
    await app.register(underPressure, {
      maxEventLoopDelay: config.MAX_EVENT_LOOP_DELAY,
      retryAfter: 5,
      pressureHandler: () => {
        throw new Problem('overloaded', 'The server has more to do than it can. Try again in 5 seconds.')
      },
    })
  }
  if (config.COMPRESS) {
    await app.register(compress, {
      encodings: ['br', 'gzip', 'identity'],
      requestEncodings: ['identity'],
      threshold: 1024,
      brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
      zlibOptions: { level: 6 },
      customTypes: compressible,
    })
    // A compressed answer is another representation, so its strong tag is another (RFC 9110, section 8.8.3.3). The
    // compression hooks into each route, and only what is hooked in behind it sees what it did.
    app.addHook('onRoute', (route) => {
      route.onSend = [route.onSend ?? [], nameEncodingInTag].flat()
    })
  }
}

/**
 * Pages run no inline script and load nothing from elsewhere but pictures; anything may be read from any site, and framed,
 * which is what it is for. The same for all answers, so they are put together once.
 */
function securityHeaders() {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        frameSrc: ["'self'"],
        imgSrc: ['https:', 'data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
      },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginOpenerPolicy: false,
    frameguard: false,
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  })
  protect(response.req, response, (error) => {
    if (error) throw error
  })
  // An object of the usual kind, which every answer goes through: the one that Node gives has no prototype.
  return Object.fromEntries(Object.entries(response.getHeaders()))
}

const nameEncodingInTag: onSendHookHandler = (_request, reply, payload, done) => {
  const encoding = reply.getHeader('content-encoding')
  const tag = reply.getHeader('etag')
  if (encoding && encoding !== 'identity' && typeof tag === 'string') {
    reply.header('etag', tag.replace(/"$/, `-${encoding}"`))
  }
  done(null, payload)
}

const compressible =
  /^(?:text\/(?!event-stream)[^;]+|application\/(?:(?:[\w.+-]+\+)?(?:json|xml|yaml)|javascript|x-bibtex|x-biblatex|x-latex|x-tex|x-research-info-systems|[\w.-]*ndjson|nbib|n-triples|x-endnote-refer))(?:$|\s*;)/i
