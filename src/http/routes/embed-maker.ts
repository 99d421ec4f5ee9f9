/** The page that makes embeds: a form, the list as it will look, and the lines to copy. */
import type { FastifyInstance, FastifySchema } from 'fastify'
import type { RawParameters } from '../../model/parameters.ts'
import { Problem } from '../../model/problem.ts'
import { parseYearRange, toQuery } from '../../model/query.ts'
import { makerPage } from '../../rendering/embedding/maker.ts'
import { refuseOtherMethods } from '../read.ts'
import type { Services } from '../services.ts'
import { embedScript, frameListener } from './embed.ts'
import { choiceParameters, readChoice } from './embed-choice.ts'

export function makerRoute(app: FastifyInstance, services: Services): void {
  const { store, config } = services
  app.get<{ Querystring: RawParameters }>(
    '/embed',
    { schema: { hide: true } as FastifySchema },
    async (request, reply) => {
      const owner = await store.owner()
      const atFirst: RawParameters = { groupBy: 'year', ...(owner ? { highlight: owner.slug } : {}) }
      const raw = Object.keys(request.query).length ? { ...request.query } : atFirst
      for (const name of ['person', 'highlight']) if (raw[name] === 'owner' && owner) raw[name] = owner.slug
      const found = await readChoice(raw, services).catch((error: unknown) => {
        if (error instanceof Problem && error.status < 500) return { trouble: error.message, total: 0 }
        throw error
      })
      const facets = await store.facets(toQuery({}), ['year', 'type', 'venue', 'tag', 'person'])
      const { integrity } = embedScript()
      const body = makerPage(
        { given: givenIn(raw), ...found, facets, integrity, listener: frameListener() },
        { ...services, site: await services.site() },
      )
      if ('trouble' in found) reply.code(400).header('cache-control', 'no-store')
      else reply.header('cache-control', `public, max-age=${config.CACHE_MAX_AGE}`)
      return reply.type('text/html; charset=utf-8').send(body)
    },
  )
  refuseOtherMethods(app, '/embed')
}

/** The values of each field, as they were sent; a range of years is that of the two fields. */
function givenIn(raw: RawParameters): Record<string, string[]> {
  const given: Record<string, string[]> = {}
  for (const [name, value] of Object.entries(raw)) {
    const values = [value ?? []].flat().filter(Boolean)
    if (values.length && Object.hasOwn(choiceParameters, name)) given[name] = values
  }
  const [range, ...more] = given.year ?? []
  if (range && !more.length && /^-?\d{0,4}(?:\.\.-?\d{0,4})?$/.test(range) && !given.from && !given.to) {
    const { from, to } = parseYearRange(range)
    if (from !== undefined) given.from = [String(from)]
    if (to !== undefined) given.to = [String(to)]
    delete given.year
  }
  return given
}
