/**
 * Zotero's Web API 3 (https://www.zotero.org/support/dev/web_api/v3/basics): the items of a public group, of one of its
 * collections or of a user. The library's version is the cursor: the next run asks for what changed since.
 */
import { type Connector, type ConnectorContext, entriesOf } from '../connector.ts'
import { type Json, list, map, maps, text } from '../json-reader.ts'
import { parseAnswer } from '../parse-answer.ts'
import type { Entry } from '../reader.ts'
import { reader } from '../readers/csl.ts'

const page = 100
const form = /^(group|user)\/(\d+)(?:\/collection\/([A-Z0-9]{8}))?$/

async function* entries(id: string, context: ConnectorContext): AsyncGenerator<Entry> {
  const { baseUrl, fetcher, state } = context
  const [, kind, number, collection] = form.exec(id) ?? []
  if (!kind)
    throw new Error(`"${id}" is not written group/NUMBER, group/NUMBER/collection/KEY or user/NUMBER`)
  const library = `${baseUrl}/${kind}s/${number}${collection ? `/collections/${collection}` : ''}/items/top`
  const since = await state.get('version')
  let version: string | undefined
  for (let start = 0; ; start += page) {
    const url = `${library}?${new URLSearchParams({
      format: 'json',
      include: 'data,csljson',
      itemType: '-attachment || note',
      limit: String(page),
      start: String(start),
      ...(since ? { since } : {}),
    })}`
    const headers = { 'zotero-api-version': '3', ...(since ? { 'if-modified-since-version': since } : {}) }
    const answer = await fetcher.get(url, { accept: 'application/json', headers })
    if (answer.status === 304) return
    if (answer.status === 404) throw new Error(`There is no public library ${id} at Zotero`)
    const items = maps(parseAnswer(answer.body, url))
    yield* entriesOf(reader, url, new TextEncoder().encode(JSON.stringify(items.flatMap(cslOf))))
    version ??= header(answer.headers['last-modified-version'])
    const total = Number(header(answer.headers['total-results']) ?? 0)
    if (items.length === 0 || start + items.length >= total) break
  }
  if (version) await state.set('version', version)
}

const header = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** Its CSL with the tags, which Zotero leaves out of it; Zotero's id holds a slash, so the key is the store's to give. */
function cslOf(item: Json): Json[] {
  const csl = map(item.csljson)
  if (Object.keys(csl).length === 0) return []
  const { id: _, ...rest } = csl
  const tags = list(map(item.data).tags).flatMap((tag) => text(map(tag).tag) ?? [])
  return [{ ...rest, ...(tags.length ? { keyword: tags.join(', ') } : {}) }]
}

export const connector: Connector = {
  name: 'zotero',
  title: 'Zotero',
  baseUrl: 'https://api.zotero.org',
  example: 'zotero:group/2373772',
  entries,
}
