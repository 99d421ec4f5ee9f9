/**
 * DataCite JSON: an answer of the DataCite REST API (https://support.datacite.org/docs/api), with `data` and `attributes`,
 * or the works of content negotiation. What has no place is kept in `extra.datacite`, but for counts and states.
 */
import { fromDatacite } from '../datacite/work.ts'
import { isMap, jsonReader, map } from '../json-reader.ts'
import type { Reader } from '../reader.ts'

export const reader: Reader = {
  name: 'datacite',
  title: 'DataCite JSON',
  extensions: ['datacite.json'],
  recognise: (head) =>
    /^\uFEFF?\s*[[{]/.test(head) &&
    /"resourceTypeGeneral"|datacite\.org\/schema|"type"\s*:\s*"dois"/.test(head)
      ? 0.95
      : 0,
  read: jsonReader(
    (value, maker) => {
      const data = isMap(value.data) ? value.data : value
      const work = isMap(data.attributes) ? { id: data.id, ...map(data.attributes) } : data
      return fromDatacite(work, maker, 'datacite')
    },
    ['data', 'items'],
  ),
}
