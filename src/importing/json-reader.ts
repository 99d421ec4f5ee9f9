/** What readers of JSON share: items one by one, each with its place, and access to values of a shape nobody promised. */
import { isMap } from '../model/json.ts'
import { EntryMaker } from './entry.ts'
import { type JsonItem, jsonItems, parseItem } from './json-items.ts'
import type { Entry, Source } from './reader.ts'

export type Json = Record<string, unknown>

export { isMap }

/** The value as a map; an empty one where it is none. */
export const map = (value: unknown): Json => (isMap(value) ? value : {})
/** The value as a list; of one where it is no list, empty where it is nothing. */
export const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
export const maps = (value: unknown): Json[] => list(value).filter(isMap)
/** Text that is there, blanks around it taken off. */
export const text = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
export const texts = (value: unknown): string[] =>
  list(value)
    .map(text)
    .filter((one) => one !== undefined)

export type Convert = (value: Json, maker: EntryMaker) => Entry | Entry[]

/**
 * Entries of a JSON file by what makes an entry of one item.
 * @param lists dotted paths of the lists that hold items
 */
export function jsonReader(convert: Convert, lists: readonly string[] = []) {
  return (source: Source) => read(source, jsonItems(source, lists), convert)
}

export async function* read(
  source: Source,
  items: AsyncIterable<JsonItem>,
  convert: Convert,
): AsyncGenerator<Entry> {
  let number = 0
  for await (const item of items) {
    number++
    const maker = new EntryMaker(
      { file: source.name, line: item.line, column: item.column },
      `item ${number}`,
    )
    if (item.changed && number === 1)
      maker.note('warning', 'the file is not UTF-8; it is read as Windows-1252')
    const parsed = parseItem(item, source.name)
    if ('fault' in parsed) {
      maker.findings.push({ ...parsed.fault, entry: `item ${number}` })
      yield maker.entry()
    } else if (!isMap(parsed.value)) yield maker.refuse('an item has to be a map in braces')
    else {
      const made = convert(parsed.value, maker)
      if (Array.isArray(made)) yield* made
      else yield made
    }
  }
}

/** Members that were not taken: what a reader has a place for is named, and the rest is kept. */
export function without(value: Json, taken: Iterable<string>): Json {
  const known = new Set(taken)
  return Object.fromEntries(Object.entries(value).filter(([name]) => !known.has(name)))
}
