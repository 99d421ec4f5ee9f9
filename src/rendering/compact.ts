/** Objects of the formats that are data: what is not known is left out, not null. */

/** What a format that is data may hold; an undefined member is not written. */
export type Data = string | number | boolean | undefined | Data[] | DataMap
export interface DataMap {
  [name: string]: Data
}

/** The object without members that are undefined or empty; undefined where nothing is left. */
export function compact(map: DataMap): DataMap | undefined {
  const kept = Object.entries(map).filter(([, value]) => !isEmpty(value))
  return kept.length ? Object.fromEntries(kept) : undefined
}

function isEmpty(value: Data): boolean {
  if (value === undefined || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** Each value once, for formats whose schemas forbid repetition; undefined where there is none. */
export function unique<T extends Data>(values: readonly T[] | undefined): T[] | undefined {
  if (!values?.length) return undefined
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}
