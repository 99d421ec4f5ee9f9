/** Which lists are written before anybody asks: those of everything, as a request without parameters gives them. */
import type { Services } from '../http/services.ts'
import { toQuery } from '../model/query.ts'
import { Ahead, type AheadList } from '../rendering/ahead.ts'
import { renderContext } from '../rendering/context.ts'
import type { Format, ListContext } from '../rendering/format.ts'

/**
 * @returns undefined where the configuration wants none
 * @throws Error that names what EXPORT_AHEAD can have
 */
export async function aheadOf(services: Services): Promise<Ahead | undefined> {
  const { config, store, pieces } = services
  const names = config.EXPORT_AHEAD.split(',').filter(Boolean)
  const lists = await Promise.all(names.map((name) => listOf(name, services)))
  return pieces && lists.length > 0 && config.EXPORT_CACHE > 0 ? new Ahead(store, pieces, lists) : undefined
}

async function listOf(name: string, services: Services): Promise<AheadList> {
  const format = services.formats.byName.get(name)
  const context = format && (await contextOf(format, services))
  if (context && isLong(format, context)) return { format, context, query: toQuery({}) }
  const all = services.formats.for('publications')
  const contexts = await Promise.all(all.map((one) => contextOf(one, services)))
  const possible = all.filter((one, i) => isLong(one, contexts[i]!)).map((one) => one.name)
  throw new Error(`EXPORT_AHEAD names "${name}" and can have ${possible.join(', ')}.`)
}

async function contextOf(format: Format, services: Services): Promise<ListContext> {
  const { config, store, styles, baseUrl } = services
  const defaults = { style: config.STYLE, locale: config.LOCALE }
  const url = `${baseUrl}/publications`
  return {
    ...(await renderContext({}, format, { store, styles, baseUrl, defaults })),
    title: 'Publications',
    total: 0,
    links: { self: url, first: url },
    parameters: {},
  }
}

/** Whether its lists are whole and are kept in pieces. */
const isLong = (format: Format, context: ListContext) =>
  !format.paged && format.list?.(context).standsAlone === true
