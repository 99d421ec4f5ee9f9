/** What the routes of people, groups and values have in common. */
import { defaultLimit, invalidValue } from '../../model/parameters.ts'
import { choices, Problem } from '../../model/problem.ts'
import { one, type PublicationQuery, parseLimit } from '../../model/query.ts'
import type { Page, PageRequest } from '../../model/store.ts'
import type { ResourceName, Resources } from '../../rendering/format.ts'
import type { Exchange } from '../exchange.ts'

/** Sends a resource other than publications through the format that was chosen. */
export async function sendResource<Name extends ResourceName>(
  exchange: Exchange,
  name: Name,
  data: Resources[Name],
  fileName: string,
) {
  const write = exchange.format.resources![name]!
  return exchange.send(await write(data, await exchange.context()), fileName)
}

export async function sendPage<T>(
  exchange: Exchange,
  name: 'people' | 'groups',
  load: (page: PageRequest) => Promise<Page<T>>,
) {
  const { parsed, services } = exchange
  const limit = parseLimit(parsed, defaultLimit)
  const cursor = one(parsed, 'cursor')
  if (exchange.notModified(await services.store.state())) return
  const { items, total, next, prev } = await load({ limit, ...(cursor ? { cursor } : {}) })
  exchange.reply.header('x-total-count', total)
  exchange.addLink(exchange.pageUrl(undefined), 'first')
  const beside = {
    ...(prev ? { prev: exchange.pageUrl(prev) } : {}),
    ...(next ? { next: exchange.pageUrl(next) } : {}),
  }
  for (const [rel, url] of Object.entries(beside)) exchange.addLink(url, rel)
  return sendResource(exchange, name, { items, total, ...beside } as unknown as Resources[typeof name], name)
}

export function recordValidator(record: { slug: string; version: number; updated: string }) {
  return { version: `${record.slug}/${record.version}`, modified: Date.parse(record.updated) }
}

/** Adds a filter that the path gives to those of the query. */
export function narrow(name: 'person' | 'group', slug: string) {
  return (query: PublicationQuery): PublicationQuery => {
    const given = query.filters[name]
    if (given?.any.length) {
      throw invalidValue(name, given.any[0]!, `no value here: the path names ${slug} already`)
    }
    return { ...query, filters: { ...query.filters, [name]: { any: [slug], none: given?.none ?? [] } } }
  }
}

export function missing(what: string, slug: string, near: string[]): Problem {
  const hint = near.length ? ` Did you mean ${choices(near)}?` : ''
  return new Problem('not-found', `There is no ${what} ${slug.slice(0, 200)}.${hint}`, { nearest: near })
}

export const slugName = (what: string, example: string) => ({
  slug: { description: `Slug of the ${what}`, example },
})
