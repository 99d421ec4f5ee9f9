/** What the filters can be set to, with counts: venues, tags, years, types. All take the filters of publications. */
import type { FastifyInstance } from 'fastify'
import { filterParameters, queryParameters } from '../../model/parameters.ts'
import { toQuery } from '../../model/query.ts'
import { readRoute } from '../read.ts'
import type { Services } from '../services.ts'
import { sendResource } from './resources.ts'

const { q, versions } = queryParameters
const parameters = { ...filterParameters, q, versions }
const values = { tags: 'tag', years: 'year', types: 'type' } as const

export function valueRoutes(app: FastifyInstance, services: Services): void {
  const { store } = services
  readRoute(app, services, {
    url: '/venues',
    operationId: 'listVenues',
    summary: 'Venues, those with the most publications first',
    tag: 'Values',
    shown: 'venues',
    parameters,
    schema: 'VenueList',
    read: async (exchange) => {
      const query = toQuery(exchange.parsed)
      if (exchange.notModified(await store.state())) return
      const items = await store.venues(query)
      exchange.reply.header('x-total-count', items.length)
      return sendResource(exchange, 'venues', { items, total: items.length }, 'venues')
    },
  })
  for (const [name, facet] of Object.entries(values)) {
    readRoute(app, services, {
      url: `/${name}`,
      operationId: `list${name[0]!.toUpperCase()}${name.slice(1)}`,
      summary: `Every ${facet} with the number of its publications`,
      tag: 'Values',
      shown: 'values',
      parameters,
      schema: 'ValueList',
      read: async (exchange) => {
        const query = toQuery(exchange.parsed)
        if (exchange.notModified(await store.state())) return
        const items = (await store.facets(query, [facet]))[facet] ?? []
        exchange.reply.header('x-total-count', items.length)
        return sendResource(exchange, 'values', { name: facet, items, total: items.length }, name)
      },
    })
  }
}
