/**
 * What other sites take: the web component and the frame's script, with a hash for Subresource Integrity
 * (https://www.w3.org/TR/SRI/), the site's own style sheet, and oEmbed 1.0 (https://oembed.com/).
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import { listStyle } from '../../rendering/site/list-style.ts'
import { refuseOtherMethods } from '../read.ts'
import type { Services } from '../services.ts'

const hidden = { hide: true } as FastifySchema
const read = (name: string) => readFileSync(new URL(`../../embed/${name}`, import.meta.url), 'utf8')
/** Comments are for those who read the source, indents too. */
const squeeze = (text: string) => text.replace(/^\s*\/\*[\s\S]*?\*\/\n/gm, '').replace(/^[ \t]+/gm, '')

/** For a fragment in the page of another server, which has the colours of that page. */
const fragmentStyle = `.op{color-scheme:var(--offprint-color-scheme,inherit)}${listStyle}`

export interface Script {
  text: string
  integrity: string
}
const script = (text: string): Script => ({
  text,
  integrity: `sha384-${createHash('sha384').update(text).digest('base64')}`,
})

/** Made once, when somebody asks. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
export const embedScript = once(() =>
  script(`const listStyle=${JSON.stringify(listStyle)}\n${squeeze(read('publication-list.js'))}`),
)
const plain = (name: string) => once(() => squeeze(read(name)))
/** What a page with a frame runs. */
export const frameListener = plain('frame.js')
const files: [url: string, type: string, text: () => string][] = [
  ['/embed.js', 'text/javascript', () => embedScript().text],
  ['/embed.css', 'text/css', () => fragmentStyle],
  ['/embed-frame.js', 'text/javascript', frameListener],
  ['/embed-height.js', 'text/javascript', plain('height.js')],
  ['/embed-maker.js', 'text/javascript', plain('maker.js')],
]

export function embedRoutes(app: FastifyInstance, { baseUrl, config, theme }: Services): void {
  const cache = `public, max-age=${config.CACHE_MAX_AGE}`
  const send = (request: FastifyRequest, reply: FastifyReply, type: string, text: string) => {
    const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
    reply.header('cache-control', cache).header('etag', tag)
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    return reply.type(`${type}; charset=utf-8`).send(text)
  }
  const file = (url: string, type: string, text: () => string) => {
    app.get(url, { schema: hidden }, (request, reply) => send(request, reply, type, text()))
    refuseOtherMethods(app, url)
  }
  for (const one of files) file(...one)
  file('/embed.json', 'application/json', () =>
    JSON.stringify({
      script: `${baseUrl}/embed.js`,
      integrity: embedScript().integrity,
      element: 'publication-list',
    }),
  )
  if (theme.sheet !== undefined) file('/theme.css', 'text/css', () => theme.sheet!)
}
