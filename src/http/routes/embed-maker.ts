/** The page that makes embeds: a form, the list as it will look, and the lines to copy. */
import type { FastifyInstance, FastifySchema } from 'fastify'
import {
  type Parameter,
  type Parsed,
  pageParameters,
  parseParameters,
  queryParameters,
  type RawParameters,
  renderingParameters,
} from '../../model/parameters.ts'
import { Problem } from '../../model/problem.ts'
import { parseLimit, parseYearRange, toQuery } from '../../model/query.ts'
import { lookOf, renderContext } from '../../rendering/context.ts'
import type { Choice } from '../../rendering/embedding/choice.ts'
import { makerPage } from '../../rendering/embedding/maker.ts'
import { defaultAccent } from '../../rendering/site/look.ts'
import { refuseOtherMethods } from '../read.ts'
import type { Services } from '../services.ts'
import { embedScript, frameListener } from './embed.ts'

const { groupBy, highlight, maxAuthors, style, locale, accent, scheme, compact } = renderingParameters
const year = { ...queryParameters.year, kind: 'one', pattern: /^-?\d{1,4}$/, expected: 'a year' } as const
const known: Record<string, Parameter> = {
  ...queryParameters,
  limit: pageParameters.limit,
  ...{ groupBy, highlight, maxAuthors, style, locale, accent, scheme, compact },
  from: year,
  to: year,
  filters: { kind: 'one', description: 'Search above the list', example: 'none', allowed: ['none'] },
  pin: { kind: 'one', description: 'The script by its hash', example: 'true', allowed: ['true'] },
}

export function makerRoute(app: FastifyInstance, services: Services): void {
  const { store, formats, config } = services
  const fragment = formats.byName.get('htmlfragment')!
  const defaults = { style: config.STYLE, locale: config.LOCALE }
  const contextOf = (parsed: Parsed) => renderContext(parsed, fragment, { ...services, defaults })

  /** @throws Problem for whatever a list would be refused for */
  async function read(raw: RawParameters): Promise<{ choice: Choice; total: number }> {
    const { from, to, filters, pin, ...parsed } = parseParameters(raw, known)
    if (from || to) {
      const [first, last] = [from?.any[0] ?? '', to?.any[0] ?? '']
      parsed.year = { any: [first === last ? first : `${first}..${last}`], none: [] }
    }
    await contextOf(parsed)
    const limit = parseLimit(parsed, undefined)
    const count = await store.count(toQuery(parsed))
    const { accent: colour, ...look } = lookOf(parsed)
    const choice = {
      parsed,
      look: { ...look, ...(colour && colour !== defaultAccent ? { accent: colour } : {}) },
      filters: !filters,
      ...(pin ? { integrity: embedScript().integrity } : {}),
    }
    return { choice, total: Math.min(count, limit ?? count) }
  }

  app.get<{ Querystring: RawParameters }>(
    '/embed',
    { schema: { hide: true } as FastifySchema },
    async (request, reply) => {
      const owner = await store.owner()
      const atFirst: RawParameters = { groupBy: 'year', ...(owner ? { highlight: owner.slug } : {}) }
      const raw = Object.keys(request.query).length ? { ...request.query } : atFirst
      for (const name of ['person', 'highlight']) if (raw[name] === 'owner' && owner) raw[name] = owner.slug
      const found = await read(raw).catch((error: unknown) => {
        if (error instanceof Problem && error.status < 500) return { trouble: error.message, total: 0 }
        throw error
      })
      const facets = await store.facets(toQuery({}), ['year', 'type', 'venue', 'tag', 'person'])
      const { integrity } = embedScript()
      const body = makerPage(
        { given: givenIn(raw), ...found, facets, integrity, listener: frameListener() },
        await contextOf({}),
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
    if (values.length && Object.hasOwn(known, name)) given[name] = values
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
