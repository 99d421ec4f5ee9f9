/** Records in a format, as the server would write them. */
import { loadFormats } from '../dist/rendering/registry.js'

const registry = await loadFormats(new URL('../dist/formats/', import.meta.url))
export const formats = registry.all.filter((format) => format.list)
export const formatNamed = (name) => registry.byName.get(name)

const url = 'https://example.org/publications'
const context = {
  baseUrl: 'https://example.org',
  style: 'apa',
  locale: 'en-US',
  profile: 'utf8',
  venueName: 'long',
  title: 'Publications',
  links: { self: url, first: url },
  parameters: {},
}

export async function writeList(name, records, more = {}) {
  const format = formatNamed(name)
  const writer = format.list({ ...context, total: records.length, ...more })
  const pieces = []
  const size = format.paged ? records.length : 500
  for (let i = 0; i < records.length; i += size)
    pieces.push(await writer.batch(records.slice(i, i + size), i))
  return (writer.head ?? '') + pieces.join(writer.separator ?? '') + (writer.tail ?? '')
}

export async function writeItem(name, record) {
  const format = formatNamed(name)
  return format.item ? format.item(record, context) : writeList(name, [record])
}
