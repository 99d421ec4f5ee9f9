/** Publications: the list, everywhere it appears, and one. */
import type { FastifyInstance } from 'fastify'
import { defaultLimit, type FacetName, pageParameters, queryParameters } from '../../model/parameters.ts'
import { choices, Problem } from '../../model/problem.ts'
import { one, type PublicationQuery, parseLimit, toQuery } from '../../model/query.ts'
import type { Found, PageRequest } from '../../model/store.ts'
import { type ListContext, renderItem } from '../../rendering/format.ts'
import { renderInclusions } from '../../rendering/inclusions.ts'
import { batchBytes } from '../../rendering/list-bytes.ts'
import { reading, wholeList } from '../../rendering/long-list.ts'
import { splitExtension } from '../../rendering/registry.ts'
import { signposts } from '../../rendering/site/signposting.ts'
import type { Exchange } from '../exchange.ts'
import type { Operation } from '../operations.ts'
import { readRoute } from '../read.ts'
import type { Services } from '../services.ts'

/** What every list of publications has in common as an operation. */
export const publicationList = {
  shown: 'publications',
  tag: 'Publications',
  parameters: { ...queryParameters, ...pageParameters },
  schema: 'PublicationList',
} satisfies Partial<Operation>

/**
 * Answers with the publications that the request asks for.
 * @param within narrows the query to what the path says
 */
export async function sendPublications(
  exchange: Exchange,
  title: string,
  within: (query: PublicationQuery) => PublicationQuery = (query) => query,
) {
  const { services, parsed, format, path } = exchange
  const { store } = services
  const query = within(toQuery(parsed))
  const limit = parseLimit(parsed, format.paged ? defaultLimit : undefined)
  const context = await exchange.context()
  exchange.showParameters(context)
  if (exchange.notModified(await store.state())) return
  const parameters: Record<string, string[]> = {}
  for (const name in parsed) parameters[name] = parsed[name]!.any
  const cursor = one(parsed, 'cursor')
  // Added to, because a copy of an object of many shapes costs as much as reading two publications.
  const base: ListContext = Object.assign(context, {
    title,
    total: 0,
    parameters,
    links: { self: exchange.pageUrl(cursor), first: exchange.pageUrl(undefined) },
  })
  if (limit === undefined && cursor === undefined) {
    const total = await store.count(query)
    exchange.reply.header('x-total-count', total)
    return exchange.send(await wholeBody(exchange, query, { ...base, total }), lastName(path))
  }
  const size = limit ?? defaultLimit
  const first = format.list!(base)
  const kept = services.entries.of(format, first, context, size)
  const request: PageRequest = { limit: size, ...reading(first, kept) }
  if (cursor) request.cursor = cursor
  const page = await store.list(query, request)
  const { next, prev, total, items } = page
  exchange.reply.header('x-total-count', total)
  exchange.addLink(base.links.first, 'first')
  const { links } = base
  if (prev) links.prev = exchange.pageUrl(prev)
  if (next) links.next = exchange.pageUrl(next)
  if (links.prev) exchange.addLink(links.prev, 'prev')
  if (links.next) exchange.addLink(links.next, 'next')
  const counted = (parsed.facets?.any as FacetName[] | undefined) ?? format.facets
  const facets = counted && (await store.facets(query, counted))
  const inclusions =
    parsed.include && (await renderInclusions(parsed.include.any, items, context, services.formats))
  base.total = total
  if (facets) base.facets = facets
  if (inclusions) base.inclusions = inclusions
  const writer = format.list!(base)
  const { head: before, tail: after } = writer
  return exchange.send(await batchBytes(writer, items, { before, after, kept }), lastName(path))
}

/**
 * Everything that matches. The first piece is waited for, so that what goes wrong at the start is still an error
 * answer; a list of one piece is sent whole, with its length.
 */
async function wholeBody({ services, format }: Exchange, query: PublicationQuery, context: ListContext) {
  const list = wholeList(format, context, query, services.store, services)
  const first = await list.next()
  const second = await list.next()
  if (second.done) return first.value as Buffer
  return (async function* () {
    yield first.value
    yield second.value
    yield* list
  })()
}

const lastName = (path: string) => path.split('/').filter(Boolean).join('-') || 'publications'

/** Where all links of a publication are (RFC 9264, section 6). */
const linksets = [
  ['linkset', 'application/linkset'],
  ['linkset.json', 'application/linkset+json'],
] as const

export function publicationRoutes(app: FastifyInstance, services: Services): void {
  const { store, formats, baseUrl } = services
  const representations = formats.for('publication').map(({ mediaTypes, extensions }) => ({
    mediaType: mediaTypes[0],
    extension: extensions[0],
  }))
  readRoute(app, services, {
    ...publicationList,
    url: '/publications',
    operationId: 'listPublications',
    summary: 'Publications, newest first',
    description:
      'Filters, search, facets and paging in JSON; in a citation format everything that matches, as a stream, unless `limit` is given.',
    example: '/publications?year=2023&facets=year,venue&limit=1',
    read: (exchange) => sendPublications(exchange, 'Publications'),
  })

  readRoute(app, services, {
    url: '/publications/*',
    operationId: 'getPublication',
    summary: 'One publication',
    description:
      'By citation key, or by `doi:10.…`, `arxiv:…` or the URL of a DOI. An old key is redirected, a deleted one is gone.',
    tag: 'Publications',
    shown: 'publication',
    names: { '*': { description: 'Citation key or identifier', example: 'hu2023hydro' } },
    schema: 'PublicationResource',
    example: '/publications/hu2023hydro',
    problems: ['gone'],
    locate: async ({ '*': name = '' }) => {
      if (await store.find(name)) return { names: { key: name } }
      const { stem, format } = splitExtension(name, formats)
      return { names: { key: stem }, ...(format ? { extension: format } : {}) }
    },
    read: async (exchange, { key = '' }) => {
      const found = await store.find(key)
      const record = await requireFound(found, key, services)
      if (typeof record === 'string') {
        return exchange.redirect(301, exchange.url(`/publications/${record}${exchange.extension}`))
      }
      const context = await exchange.context()
      exchange.showParameters(context)
      if (exchange.notModified({ version: `${record.key}/${record.version}`, modified: record.updated }))
        return
      const canonical = `${baseUrl}/publications/${record.key}`
      if (key !== record.key) exchange.reply.header('content-location', canonical)
      exchange.addLink(canonical, 'canonical')
      for (const { url, rel, type } of signposts(record.publication))
        exchange.addLink(url, rel, type && `; type="${type}"`)
      for (const [extension, type] of linksets)
        exchange.addLink(`${canonical}.${extension}`, 'linkset', `; type="${type}"`)
      exchange.addLink(`${canonical}.jsonld`, 'describedby', '; type="application/ld+json"')
      const include = exchange.parsed.include?.any
      const inclusions = include && (await renderInclusions(include, [record], context, formats))
      const body = await renderItem(exchange.format, record, {
        ...context,
        representations,
        ...(inclusions ? { inclusions } : {}),
      })
      return exchange.send(body, record.key)
    },
  })

  readRoute(app, services, {
    url: '/works/*',
    operationId: 'resolveWork',
    summary: 'The publication that an identifier names',
    description: 'Redirects (303) from a DOI, arXiv id, PMID, ISBN or an old key to the publication.',
    tag: 'Publications',
    shown: 'publication',
    names: { '*': { description: 'Identifier', example: 'doi:10.1145/3638757' } },
    schema: 'PublicationResource',
    problems: ['gone'],
    locate: async ({ '*': name = '' }) => ({ names: { identifier: name } }),
    read: async (exchange, { identifier = '' }) => {
      const record = await requireFound(await store.find(identifier), identifier, services)
      const key = typeof record === 'string' ? record : record.key
      return exchange.redirect(303, exchange.url(`/publications/${key}`))
    },
  })
}

/** @returns the record, or the key it has now */
async function requireFound(found: Found | undefined, reference: string, { store }: Services) {
  if (found?.kind === 'publication') return found.record
  if (found?.kind === 'moved') return found.key
  const shown = reference.slice(0, 200)
  if (found?.kind === 'gone') throw new Problem('gone', `The publication ${shown} was deleted.`)
  const near = await store.nearestKeys(reference.slice(0, 200))
  const hint = near.length ? ` Did you mean ${choices(near)}?` : ''
  throw new Problem('not-found', `There is no publication ${shown}.${hint}`, { nearest: near })
}
