/** What a person's page shows beside the person: affiliations, publications that were asked for, counts over all. */
import { type FacetName, queryParameters } from '../../model/parameters.ts'
import type { Person } from '../../model/person.ts'
import { type PublicationQuery, toQuery } from '../../model/query.ts'
import type { ProfilePage } from '../../rendering/format.ts'
import type { Exchange } from '../exchange.ts'

const { q, year, type, venue, tag } = queryParameters
/** The filters of a person's page. */
export const shownParameters = { q, year, type, venue, tag }

const counted: FacetName[] = ['year', 'type', 'venue', 'tag', 'author']

export async function readShown(
  { parsed, services: { store } }: Exchange,
  person: Person | undefined,
  limit = 100,
): Promise<Omit<ProfilePage, 'person'>> {
  const everything = toQuery({})
  const filters: PublicationQuery['filters'] = person ? { person: { any: [person.slug], none: [] } } : {}
  const asked = toQuery(parsed)
  const [page, facets, affiliations] = await Promise.all([
    store.list({ ...asked, filters: { ...asked.filters, ...filters } }, { limit }),
    store.facets({ ...everything, filters }, counted),
    person ? store.affiliations(person.slug, {}) : [],
  ])
  const parameters = Object.fromEntries(Object.entries(parsed).map(([name, values]) => [name, values!.any]))
  return { affiliations, publications: page.items, total: page.total, facets, parameters }
}
