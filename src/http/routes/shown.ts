/** What the page of a person or a group shows beside them: publications that were asked for, counts over all of theirs. */
import { isOver } from '../../model/date.ts'
import { type FacetName, queryParameters } from '../../model/parameters.ts'
import type { Group } from '../../model/person.ts'
import { type PublicationQuery, toQuery } from '../../model/query.ts'
import type { GroupMember, ShownWorks } from '../../rendering/format.ts'
import type { Exchange } from '../exchange.ts'

const { q, year, type, venue, tag } = queryParameters
/** The filters of such a page. */
export const shownParameters = { q, year, type, venue, tag }

const counted: FacetName[] = ['year', 'type', 'venue', 'tag', 'author']

/** @param filters those of the person or the group; none for all publications of the store */
export async function readShown(
  { parsed, services: { store } }: Exchange,
  filters: { person?: string; group?: string },
  limit = 100,
): Promise<ShownWorks> {
  const everything = toQuery({})
  const own: PublicationQuery['filters'] = Object.fromEntries(
    Object.entries(filters).map(([name, slug]) => [name, { any: [slug], none: [] }]),
  )
  const asked = toQuery(parsed)
  const [page, facets] = await Promise.all([
    store.list({ ...asked, filters: { ...asked.filters, ...own } }, { limit }),
    store.facets({ ...everything, filters: own }, counted),
  ])
  const parameters = Object.fromEntries(Object.entries(parsed).map(([name, values]) => [name, values!.any]))
  return { publications: page.items, total: page.total, facets, parameters }
}

export async function readMembers({ services: { store } }: Exchange, group: Group): Promise<GroupMember[]> {
  const { items } = await store.people({ limit: 1000 }, group.slug)
  const bySlug = new Map(items.map((person) => [person.slug, person]))
  const day = today()
  return (group.members ?? []).flatMap(({ person: slug, role, lead, end }) => {
    const person = bySlug.get(slug)
    if (!person) return []
    const current = end === undefined || !isOver(end, day)
    return [{ person, current, ...(role ? { role } : {}), ...(lead ? { lead } : {}) }]
  })
}

const today = () => new Date().toISOString().slice(0, 10)

/** What is current changes with the day, though nothing in the store does. */
export async function dailyState({ services }: Exchange) {
  const state = await services.store.state()
  const day = today()
  return { version: `${state.version} ${day}`, modified: Math.max(state.modified, Date.parse(day)) }
}
