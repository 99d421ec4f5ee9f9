/**
 * What somebody wants to show on a page of their own, and the ways to ask for it: the query of the API, the attributes
 * of `<publication-list>`, custom properties.
 */
import { filterParameters, type Parsed } from '../../model/parameters.ts'
import type { Look } from '../format.ts'

/** What the element takes, in the order in which it is written. */
export const embedParameters = [
  'person',
  'group',
  'author',
  'year',
  'type',
  'venue',
  'tag',
  'status',
  'language',
  'has',
  'featured',
  'doi',
  'key',
  'q',
  'sort',
  'versions',
  'limit',
  'groupBy',
  'highlight',
  'maxAuthors',
  'style',
  'locale',
] as const

export interface Choice {
  parsed: Parsed
  look: Look
  /** Search and select boxes above the list. */
  filters: boolean
  /** Hash of the script, where the page is to run no other version of it. */
  integrity?: string
}

const attributeNames: Record<string, string> = {
  groupBy: 'group-by',
  maxAuthors: 'max-authors',
  // React keeps `key` to itself.
  key: 'citation-key',
  // A style attribute would be CSS, and a strict policy lets browsers not even look at it.
  style: 'citation-style',
}

/** Every attribute of the element but `src`. */
export const attributesOfElement = [...embedParameters.map((name) => attributeNames[name] ?? name), 'filters']

const holdsCommas = (name: string) =>
  Object.entries(filterParameters).some(([own, parameter]) => own === name && 'holdsCommas' in parameter)

const valuesOf = (parsed: Parsed, name: string) => {
  const { any = [], none = [] } = parsed[name] ?? {}
  return [...any, ...none.map((value) => `!${value}`)]
}

export function attributesOf({ parsed, filters }: Choice): [name: string, value: string][] {
  const pairs = embedParameters.flatMap((name): [string, string][] => {
    const values = valuesOf(parsed, name)
    if (!values.length) return []
    return [[attributeNames[name] ?? name, values.join(holdsCommas(name) ? '|' : ',')]]
  })
  return filters ? pairs : [...pairs, ['filters', 'none']]
}

/** @param look is for frames, where no style of the page gets in */
export function queryOf({ parsed }: Pick<Choice, 'parsed'>, look: Look = {}): string {
  const query = new URLSearchParams()
  for (const name of embedParameters) {
    const values = valuesOf(parsed, name)
    if (holdsCommas(name)) for (const value of values) query.append(name, value)
    else if (values.length) query.set(name, values.join(','))
  }
  for (const [name, value] of Object.entries(look)) query.set(name, String(value))
  // What needs no escaping in a query is easier to read without.
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text && `?${text}`
}
