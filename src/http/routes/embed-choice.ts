/** What the page that makes embeds and oEmbed are asked for: the parameters of a list, and those of its look. */
import {
  type Parameter,
  pageParameters,
  parseParameters,
  queryParameters,
  type RawParameters,
  renderingParameters,
} from '../../model/parameters.ts'
import { parseLimit, toQuery } from '../../model/query.ts'
import { lookOf, renderContext } from '../../rendering/context.ts'
import type { Choice } from '../../rendering/embedding/choice.ts'
import type { RenderContext } from '../../rendering/format.ts'
import { defaultAccent } from '../../rendering/site/look.ts'
import type { Services } from '../services.ts'
import { embedScript } from './embed.ts'

const { groupBy, highlight, maxAuthors, style, locale, accent, scheme, compact } = renderingParameters
const year = { ...queryParameters.year, kind: 'one', pattern: /^-?\d{1,4}$/, expected: 'a year' } as const
export const choiceParameters: Record<string, Parameter> = {
  ...queryParameters,
  limit: pageParameters.limit,
  ...{ groupBy, highlight, maxAuthors, style, locale, accent, scheme, compact },
  from: year,
  to: year,
  filters: { kind: 'one', description: 'Search above the list', example: 'none', allowed: ['none'] },
  pin: { kind: 'one', description: 'The script by its hash', example: 'true', allowed: ['true'] },
}

/**
 * @returns the choice, and how many publications it shows
 * @throws Problem for whatever a list would be refused for
 */
export async function readChoice(
  raw: RawParameters,
  services: Services,
): Promise<{ choice: Choice; total: number; context: RenderContext }> {
  const { store, formats, config } = services
  const { from, to, filters, pin, ...parsed } = parseParameters(raw, choiceParameters)
  if (from || to) {
    const [first, last] = [from?.any[0] ?? '', to?.any[0] ?? '']
    parsed.year = { any: [first === last ? first : `${first}..${last}`], none: [] }
  }
  const defaults = { style: config.STYLE, locale: config.LOCALE }
  const fragment = formats.byName.get('htmlfragment')!
  const context = await renderContext(parsed, fragment, { ...services, defaults })
  const limit = parseLimit(parsed, undefined)
  const count = await store.count(toQuery(parsed))
  const { accent, ...look } = lookOf(parsed)
  const choice = {
    parsed,
    look: { ...look, ...(accent && accent !== defaultAccent ? { accent } : {}) },
    filters: !filters,
    ...(pin ? { integrity: embedScript().integrity } : {}),
  }
  return { choice, total: Math.min(count, limit ?? count), context }
}
