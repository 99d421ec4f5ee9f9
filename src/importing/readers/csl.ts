/**
 * CSL-JSON (csl-data.json of CSL 1.0.2), as a list, one item or an object around `items`, and in the dialects of Zotero,
 * Mendeley and pandoc. What a publication has no field for is kept by the model in `extra.csl`.
 */
import { fromCsl } from '../../model/csl/read.ts'
import { readType } from '../../model/csl/values.ts'
import { isMap, type Json, jsonReader, map } from '../json-reader.ts'
import type { Reader } from '../reader.ts'

/** Pandoc writes years as text and dates as a list or a map of numbers. */
function fromPandoc(item: Json): Json {
  const dates = Object.entries(item).filter(([, value]) => isMap(value) && value.year !== undefined)
  if (dates.length === 0) return item
  const parts = dates.map(([name, value]) => {
    const { year, month, day, ...rest } = map(value)
    const known = [year, month, day].filter((part) => part !== undefined).map(Number)
    return [name, { ...rest, 'date-parts': [known] }]
  })
  return { ...item, ...Object.fromEntries(parts) }
}

export const reader: Reader = {
  name: 'csl',
  title: 'CSL-JSON',
  extensions: ['csl.json', 'csl'],
  recognise(head) {
    if (
      !/^\uFEFF?\s*[[{]/.test(head) ||
      /"(?:contributors|identifiers|basics|message-type|schemaVersion|@context)"\s*:/.test(head)
    )
      return 0
    if (/"(?:date-parts|container-title|citation-key|event-place|publisher-place)"\s*:/.test(head)) return 0.8
    if (/"(?:author|editor)"\s*:\s*\[\s*\{\s*"(?:family|given|literal)"|"issued"\s*:\s*\{/.test(head))
      return 0.7
    if (/"type"\s*:\s*"(?:article|book|chapter|paper-conference|thesis|report|webpage)/.test(head)) return 0.6
    // An item that says little has an id, where our own has a key.
    return /"(?:id|DOI|URL)"\s*:/.test(head) &&
      /"type"\s*:\s*"[a-z_-]+"/.test(head) &&
      !/"key"\s*:/.test(head)
      ? 0.5
      : 0
  },
  read: jsonReader(
    (value, maker) => {
      const item = fromPandoc(value)
      if (Object.keys(item).every((name) => name === 'id' || name === 'type' || name === 'citation-key'))
        return maker.refuse('the item has nothing but its type')
      const publication = fromCsl(item as unknown as Parameters<typeof fromCsl>[0])
      maker.name = publication.key ?? String(value.id ?? 'item')
      if (item.title === undefined) maker.note('warning', 'the item has no title', 'title')
      const type = item.type
      if (type !== 'document' && readType(type) === 'document')
        maker.note(
          'warning',
          `there is no type ${JSON.stringify(type) ?? ''}; it is taken for a document`,
          'type',
        )
      return maker.given(publication, 'csl')
    },
    ['items', 'references'],
  ),
}
