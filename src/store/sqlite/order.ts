/** What a list is sorted by: each sort has an index of all that it compares, ending with what tells any two rows apart. */
import type { PublicationQuery } from '../../model/query.ts'
import type { IndexOrder } from './sets/sorting.ts'

export interface Order extends IndexOrder {
  descending: boolean
  byRelevance: boolean
  /** What cursors hold; by relevance the step comes before what the index has. */
  types: ('string' | 'number')[]
}

const indexes: Record<string, IndexOrder & { types: Order['types'] }> = {
  issued: { index: 'publication_issued', columns: ['p.issued_sort', 'p.id'], types: ['string', 'number'] },
  title: { index: 'publication_title', columns: ['p.title_sort', 'p.id'], types: ['string', 'number'] },
  venue: {
    index: 'publication_venue_sort',
    columns: ['p.venue_sort', 'p.issued_sort', 'p.id'],
    types: ['string', 'string', 'number'],
  },
  author: {
    index: 'publication_author',
    columns: ['p.author_sort', 'p.issued_sort', 'p.id'],
    types: ['string', 'string', 'number'],
  },
  created: { index: 'publication_created', columns: ['p.created', 'p.id'], types: ['number', 'number'] },
  updated: { index: 'publication_updated', columns: ['p.updated', 'p.id'], types: ['number', 'number'] },
}

const orders = new Map<string, Order>(
  Object.entries(indexes).flatMap(([sort, index]) => [
    [sort, { ...index, descending: false, byRelevance: false }],
    [`-${sort}`, { ...index, descending: true, byRelevance: false }],
  ]),
)
orders.set('relevance', {
  ...indexes.issued!,
  descending: true,
  byRelevance: true,
  types: ['number', ...indexes.issued!.types],
})

/** All columns of an order run in its direction. */
export const orderOf = ({ sort }: Pick<PublicationQuery, 'sort'>): Order => orders.get(sort)!
