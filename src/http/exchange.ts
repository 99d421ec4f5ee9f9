/**
 * One read of one resource, from the URL to the headers: which representation, which parameters, is it still fresh, and
 * how it is sent. Routes say what to read; everything HTTP about an answer is here.
 */
import { hash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  generalParameters,
  type Parameter,
  type Parsed,
  parseParameters,
  type RawParameters,
  type RenderingParameter,
  renderingParameters,
  unknownParameter,
  unknownValue,
} from '../model/parameters.ts'
import { choices, Problem } from '../model/problem.ts'
import { one } from '../model/query.ts'
import { type ContextSources, parametersOf, renderContext } from '../rendering/context.ts'
import type { Format, RenderContext, Site } from '../rendering/format.ts'
import { type Choice, negotiate, negotiateWithin } from '../rendering/negotiate.ts'
import type { FormatRegistry, Shown } from '../rendering/registry.ts'
import { oembedLinks } from '../rendering/site/head.ts'
import type { Services } from './services.ts'

/** What an answer is made from: it changes whenever the answer may. */
export interface Validator {
  version: string | number
  /** Milliseconds since 1970. */
  modified: number
}

export interface ReadOptions {
  shown: Shown
  /** Parameters of the resource, beside those of the format. */
  parameters: Record<string, Parameter>
  /** The format that the extension in the URL names. */
  extension?: Format
  /** The path without extension, as it is to be in links. */
  path: string
}

/** What has a page that can be framed elsewhere. */
const embeddable = new Set<Shown>(['publications', 'publication', 'home', 'person', 'cv'])

export class Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly services: Services
  readonly choice: Choice
  readonly parsed: Parsed
  readonly path: string
  /** The extension in the URL with its dot, or nothing. */
  readonly extension: string
  /** What the pages of this server lead to, for a format that has such. */
  site?: Site
  readonly #shown: Shown
  /** The parameters of this request by name, each as it stands in a URL: they go into a dozen of them. */
  readonly #given: [name: string, text: string][] = []
  /** The path that was asked for, as it stands in links. */
  #asked: string | undefined
  /** What the Link header will have. */
  readonly #links: string[] = []

  /** @throws Problem where the format, the Accept header or a parameter is refused: before anything is read */
  constructor(request: FastifyRequest, reply: FastifyReply, services: Services, options: ReadOptions) {
    this.request = request
    this.reply = reply
    this.services = services
    this.path = options.path
    this.extension = options.extension ? `.${options.extension.extensions[0]}` : ''
    this.#shown = options.shown
    reply.header('vary', 'Accept')
    const raw = request.query as RawParameters
    for (const name in raw) this.#give(name, raw[name])
    this.choice = chooseFormat(raw.format, options, request.headers.accept, services)
    const takes = (name: string) => this.format.parameters.includes(name as RenderingParameter)
    for (const name of Object.keys(raw)) {
      const wanted = Object.hasOwn(renderingParameters, name) && !Object.hasOwn(options.parameters, name)
      if (wanted && !takes(name)) throw this.#misplaced(name, services.formats)
    }
    this.parsed = parseParameters(raw, parametersFor(options.parameters, this.format))
  }

  #give(name: string, value: string | string[] | undefined): void {
    if (typeof value === 'string') this.#given.push([name, asParameter(name, value)])
    else for (const text of value ?? []) this.#given.push([name, asParameter(name, text)])
  }

  get format(): Format {
    return this.choice.format
  }

  #misplaced(name: string, formats: FormatRegistry): Problem {
    const takers = formats
      .for(this.#shown)
      .filter((format) => format.parameters.includes(name as RenderingParameter))
    const why = takers.length
      ? `${name} has no meaning for ${this.format.name}; it goes with format=${choices(takers.map(({ name }) => name))}.`
      : `${name} has no meaning for this resource.`
    return unknownParameter(name, [], why)
  }

  /** @throws Problem for a style, locale or person that does not exist */
  context(): Promise<RenderContext> {
    const { config, store, styles, baseUrl, theme, site } = this.services
    const defaults = { style: config.STYLE, locale: config.LOCALE }
    const sources: ContextSources = { store, styles, baseUrl, defaults, site }
    if (theme) sources.theme = theme
    return renderContext(this.parsed, this.format, sources, this.choice)
  }

  /**
   * Sets the validators and says whether the client has this answer already (RFC 9110, section 13). The entity tag is
   * made from what the answer is made from, so it costs no rendering and is the same on every replica.
   */
  notModified({ version, modified }: Validator): boolean {
    const { config, release, baseUrl, theme } = this.services
    const { format, mediaType, style, locale } = this.choice
    const parts = [
      release,
      baseUrl,
      config.STYLE,
      config.LOCALE,
      theme,
      this.site,
      version,
      this.request.url,
      format.name,
      mediaType,
      style,
      locale,
    ]
    const tag = hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22)
    const { reply, request } = this
    reply.header('etag', `"${tag}"`)
    reply.header('last-modified', new Date(modified).toUTCString())
    const age = config.CACHE_MAX_AGE
    reply.header(
      'cache-control',
      `public, max-age=${age}, stale-while-revalidate=${age * 10}, stale-if-error=86400`,
    )
    if (embeddable.has(this.#shown)) this.#oembed()
    const known = request.headers['if-none-match']
    if (known !== undefined) {
      const matching = known === '*' ? `"${tag}"` : matchingTag(known, tag)
      if (!matching) return false
      reply.header('etag', matching)
    } else {
      const since = Date.parse(request.headers['if-modified-since'] ?? '')
      if (!(Math.floor(modified / 1000) * 1000 <= since)) return false
    }
    reply.code(304).send()
    return true
  }

  /** Links of rel=alternate for the other formats, at the URL with the extension of each (RFC 8288). */
  #alternates(room: number): string[] {
    const names = Object.keys(this.request.query as RawParameters)
    const ofRendering = names.filter((name) => Object.hasOwn(renderingParameters, name))
    /** The query without what a format does not take: one text for most formats. */
    const queries = new Map<string, string>()
    const queryFor = ({ parameters }: Format, named: string | undefined) => {
      const foreign = ofRendering.filter((name) => !parameters.includes(name as RenderingParameter))
      const key = `${foreign} ${named}`
      let query = queries.get(key)
      if (query === undefined) {
        const leaveOut = (name: string) => name === 'format' || name === 'download' || foreign.includes(name)
        query = this.#query({ format: named }, leaveOut)
        queries.set(key, query)
      }
      return query
    }
    const isRoot = this.path === '/'
    // References below this host, which take half of the room that whole addresses do.
    const base = pathOf(this.services.baseUrl)
    const path = `<${base}${this.path}`
    const same = ofRendering.length === 0 && !isRoot ? queryFor(this.format, undefined) : undefined
    const links: string[] = []
    let left = room
    for (const format of this.services.formats.commonFirst(this.#shown)) {
      if (format === this.format) continue
      const extension = isRoot ? '' : `.${format.extensions[0]}`
      const query = same ?? queryFor(format, isRoot ? format.name : undefined)
      const link = `${path}${extension}${query}${alternateOf(format)}`
      left -= link.length + 2
      if (left < 0) break
      links.push(link)
    }
    return links
  }

  /** Whoever is given an address of ours finds in its headers how to embed what is there. */
  #oembed(): void {
    const url = this.url(this.path, { format: undefined, download: undefined })
    for (const { href, type } of oembedLinks(url, this.services.baseUrl)) {
      this.addLink(href, 'alternate', `; type="${type}"; title="oEmbed"`)
    }
  }

  addLink(url: string, rel: string, more = ''): void {
    this.#links.push(linkTo(url, rel, more))
  }

  /** An absolute URL with the parameters of this request, some left out, some changed. */
  url(
    path: string,
    change: Record<string, string | undefined> = {},
    leaveOut = (_name: string) => false,
  ): string {
    return `${this.services.baseUrl}${path}${this.#query(change, leaveOut)}`
  }

  #query(change: Record<string, string | undefined>, leaveOut: (name: string) => boolean): string {
    let query = ''
    for (const [name, text] of this.#given) {
      if (!(name in change || leaveOut(name))) query += query ? `&${text}` : `?${text}`
    }
    for (const name in change) {
      const value = change[name]
      if (value !== undefined) query += `${query ? '&' : '?'}${asParameter(name, value)}`
    }
    return query
  }

  /** This page with another cursor, at the very URL that was asked. */
  pageUrl(cursor: string | undefined): string {
    this.#asked ??= this.request.url.split('?')[0]!.replace(/[^\w!$&'()*+,;=:@~./%-]/g, encodeURIComponent)
    return this.url(this.#asked, { cursor })
  }

  /** @param status 301 for a key that was changed, 303 for what is found elsewhere (RFC 9110, section 15.4) */
  redirect(status: 301 | 303, url: string): FastifyReply {
    const { config } = this.services
    return this.reply
      .header('cache-control', `public, max-age=${config.CACHE_MAX_AGE}`)
      .header('location', url)
      .code(status)
      .send()
  }

  /** @param fileName without extension */
  send(body: string | Buffer | AsyncIterable<Buffer>, fileName: string): FastifyReply {
    const { reply, request, format } = this
    const disposition = one(this.parsed, 'download') === 'true' ? 'attachment' : 'inline'
    const safe = fileName.replace(/[^A-Za-z0-9._-]+/g, '-')
    reply.header('content-disposition', `${disposition}; filename="${safe}.${format.extensions[0]}"`)
    reply.type(this.#contentType())
    this.#setLinks()
    if (typeof body === 'string' || Buffer.isBuffer(body)) return reply.send(body)
    if (request.method === 'HEAD') return reply.send('')
    return reply.send(Readable.from(body, { objectMode: false }))
  }

  #setLinks(): void {
    const own = this.#links.join(', ')
    const all = [...this.#links, ...this.#alternates(roomForLinks - own.length)]
    if (all.length) this.reply.header('link', all.join(', '))
  }

  #contentType(): string {
    const { mediaType, format } = this.choice
    const shown = format.mediaTypeParameters ? this.#shownParameters : ''
    return `${mediaType}${shown}; charset=utf-8`
  }

  #shownParameters = ''
  /** Style and locale as they were settled, for the Content-Type of the formats that have them. */
  showParameters({ style, locale }: RenderContext): void {
    this.#shownParameters = `; style=${style}; locale=${locale}`
  }
}

/**
 * Bytes of the Link header up to which other representations are named, the commonest first. nginx refuses answers whose
 * headers are longer than 4 kB altogether unless it is told otherwise, and a long query stands in every link.
 */
const roomForLinks = 2500

const asParameter = (name: string, text: string) =>
  /^[\w.*-]+$/.test(name + text) ? `${name}=${text}` : new URLSearchParams([[name, text]]).toString()

const paths = new Map<string, string>()
/** The path below which this service is, without a slash at its end. */
function pathOf(baseUrl: string): string {
  const path = paths.get(baseUrl) ?? new URL(baseUrl).pathname.replace(/\/$/, '')
  paths.set(baseUrl, path)
  return path
}

const linkTo = (url: string, rel: string, more: string) => `<${url}>; rel="${rel}"${more}`

/** As it stands in a quoted string (RFC 9110, section 5.6.4). */
const quotable = (text: string) => (/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text)

const alternates = new WeakMap<Format, string>()
/** The end of a link to the representation in a format. */
function alternateOf(format: Format): string {
  let end = alternates.get(format)
  if (end === undefined) {
    end = `>; rel="alternate"; type="${quotable(format.mediaTypes[0])}"`
    alternates.set(format, end)
  }
  return end
}

/** The client's tag that matches: compression adds its name to ours (RFC 9110, section 8.8.3.3). */
function matchingTag(header: string, tag: string): string | undefined {
  for (const [, opaque, suffix] of header.matchAll(/"([^"]*?)(-br|-gzip)?"/g)) {
    if (opaque === tag) return `"${tag}${suffix ?? ''}"`
  }
  return undefined
}

/** Put together once for each resource and format. */
const together = new WeakMap<Record<string, Parameter>, Map<Format, Record<string, Parameter>>>()

function parametersFor(ofResource: Record<string, Parameter>, format: Format): Record<string, Parameter> {
  const byFormat = together.get(ofResource) ?? new Map<Format, Record<string, Parameter>>()
  together.set(ofResource, byFormat)
  const all = byFormat.get(format) ?? { ...ofResource, ...parametersOf(format), ...generalParameters }
  byFormat.set(format, all)
  return all
}

function chooseFormat(
  named: string | string[] | undefined,
  { shown, extension, path }: ReadOptions,
  accept: string | undefined,
  { formats, baseUrl }: Services,
): Choice {
  const possible = formats.for(shown)
  const name = Array.isArray(named) ? named.at(-1) : named
  const explicit = extension ?? (name ? formats.byName.get(name.trim()) : undefined)
  if (!extension && name?.trim() && !explicit) {
    throw unknownValue(
      'format',
      name,
      possible.map((format) => format.name),
    )
  }
  const choice = explicit
    ? possible.includes(explicit)
      ? negotiateWithin(explicit, accept)
      : undefined
    : negotiate(accept, possible)
  if (choice) return choice
  const what = explicit ? `format ${explicit.name}` : `Accept: ${accept}`
  throw new Problem('not-acceptable', `This resource has no representation for ${what.slice(0, 200)}.`, {
    available: possible.map(({ name, mediaTypes, extensions }) => ({
      format: name,
      mediaType: mediaTypes[0],
      url: path === '/' ? `${baseUrl}/?format=${name}` : `${baseUrl}${path}.${extensions[0]}`,
    })),
  })
}
