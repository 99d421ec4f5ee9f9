/** A question to the store about publications, and the one text that stands for it in cursors and validators. */
import {
  defaultLimit,
  type FilterName,
  filterParameters,
  invalidValue,
  maxLimit,
  type Parsed,
  pageParameters,
  type Sort,
  type Values,
  type Versions,
} from './parameters.ts'
import { Problem } from './problem.ts'
import { formatSearch, parseSearch, type Search } from './search.ts'

export interface PublicationQuery {
  /** Values OR within a filter, AND between filters; `none` are those that must not match. */
  filters: Partial<Record<FilterName, Values>>
  search?: Search
  sort: Sort
  versions: Versions
}

export interface YearRange {
  from?: number
  to?: number
}

/** `2023`, `2020..2024`, `2020..`, `..2019` (the grammar of the parameter `year`). */
export function parseYearRange(text: string): YearRange {
  const [from, to = from] = text.split('..')
  const range: YearRange = {}
  if (from) range.from = Number(from)
  if (to) range.to = Number(to)
  return range
}

/**
 * @param parsed what `parseParameters` made of the request
 * @throws Problem invalid-parameter where values are right by themselves and wrong together
 */
export function toQuery(parsed: Parsed): PublicationQuery {
  const filters: PublicationQuery['filters'] = {}
  for (const name in parsed)
    if (Object.hasOwn(filterParameters, name)) filters[name as FilterName] = parsed[name]!
  for (const value of [...(filters.year?.any ?? []), ...(filters.year?.none ?? [])]) {
    const { from, to } = parseYearRange(value)
    if (from !== undefined && to !== undefined && from > to) {
      throw invalidValue('year', value, `a range that runs forward, such as ${to}..${from}`)
    }
  }
  const text = one(parsed, 'q')
  const search = text === undefined ? undefined : parseSearch(text)
  if (text !== undefined && !search)
    throw invalidValue('q', text, 'at least one word or number to search for')
  const sort = (one(parsed, 'sort') as Sort | undefined) ?? (search?.include.length ? 'relevance' : '-issued')
  if (sort === 'relevance' && !search?.include.length) {
    throw new Problem('invalid-parameter', 'sort=relevance needs q with a word to search for.', {
      parameter: 'sort',
      value: sort,
    })
  }
  const versions = (one(parsed, 'versions') as Versions | undefined) ?? 'preferred'
  const query: PublicationQuery = { filters, sort, versions }
  if (search) query.search = search
  return query
}

/** The only value of a parameter of kind `one`. */
export function one(parsed: Parsed, name: string): string | undefined {
  return parsed[name]?.any[0]
}

/** One text for all spellings of the same query. */
export function canonicalQuery(query: PublicationQuery): string {
  const parts: string[] = []
  for (const name of Object.keys(query.filters).sort() as FilterName[]) {
    const { any, none } = query.filters[name]!
    parts.push(`${name}=${JSON.stringify([[...any].sort(), [...none].sort()])}`)
  }
  if (query.search) parts.push(`q=${formatSearch(query.search)}`)
  parts.push(`sort=${query.sort}`, `versions=${query.versions}`)
  return parts.join('&')
}

/** @returns the limit asked for, `fallback` where none was */
export function parseLimit<T>(parsed: Parsed, fallback: T): number | T {
  const text = one(parsed, 'limit')
  if (text === undefined) return fallback
  const limit = Number(text)
  if (limit < 1 || limit > maxLimit) throw invalidValue('limit', text, pageParameters.limit.expected)
  return limit
}

export { defaultLimit }
