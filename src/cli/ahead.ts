/**
 * What is written before anybody asks: the newest entries in the commonest formats, in each process, and the lists of
 * everything as a request without parameters gives them, in one.
 */
import type { Services } from '../http/services.ts'
import { toQuery } from '../model/query.ts'
import { Ahead } from '../rendering/ahead.ts'
import { entriesAhead } from '../rendering/ahead-entries.ts'
import { type AheadList, piecesAhead } from '../rendering/ahead-pieces.ts'
import { renderContext } from '../rendering/context.ts'
import type { Format, ListContext } from '../rendering/format.ts'

/** @throws Error that names what EXPORT_AHEAD can have */
export async function aheadOf(services: Services): Promise<Ahead> {
  const { config, store, pieces, entries, formats } = services
  const common = formats.all.filter(({ ahead }) => ahead)
  const newest = await Promise.all(
    common.map(async (format) => ({ format, context: await contextOf(format, services) })),
  )
  const names = config.EXPORT_AHEAD.split(',').filter(Boolean)
  const lists = await Promise.all(names.map((name) => listOf(name, services)))
  const works = [entriesAhead(store, entries, newest)]
  if (pieces && lists.length > 0 && config.EXPORT_CACHE > 0) works.push(piecesAhead(store, pieces, lists))
  return new Ahead(store, works)
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
