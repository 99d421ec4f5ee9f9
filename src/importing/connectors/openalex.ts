/**
 * OpenAlex (https://docs.openalex.org/): works of an author, by its identifier or an ORCID iD, or one work. Pages by
 * cursor; the next run asks for what was changed since, which OpenAlex gives to some only, and otherwise for all.
 */
import { normalizeOrcid } from '../../model/identifier.ts'
import { type Connector, type ConnectorContext, document, entriesOf, sinceToday } from '../connector.ts'
import { FetchError } from '../fetch.ts'
import { map, text } from '../json-reader.ts'
import { parseAnswer } from '../parse-answer.ts'
import type { Entry } from '../reader.ts'
import { reader } from '../readers/openalex.ts'

async function* entries(id: string, context: ConnectorContext): AsyncGenerator<Entry> {
  const { baseUrl, state } = context
  if (/^W\d+$/i.test(id))
    return yield* document(reader, `${baseUrl}/works/${id.toUpperCase()}`, 'application/json', context)
  const orcid = normalizeOrcid(id)
  if (!orcid && !/^A\d+$/i.test(id)) throw new Error(`"${id}" is no author (A…), work (W…) or ORCID iD`)
  const filter = orcid ? `author.orcid:${orcid}` : `author.id:${id.toUpperCase()}`
  const since = await state.get('since')
  const now = sinceToday()
  let isNarrow = since !== undefined
  let cursor: string | undefined = '*'
  while (cursor) {
    const url: string = `${baseUrl}/works?${new URLSearchParams({
      filter: isNarrow ? `${filter},from_updated_date:${since}` : filter,
      'per-page': '200',
      cursor,
      ...(context.contact ? { mailto: context.contact } : {}),
    })}`
    let body: Buffer
    try {
      body = (await context.fetcher.get(url, { accept: 'application/json' })).body
    } catch (error) {
      const isRefused = error instanceof FetchError && [400, 401, 403].includes(error.status ?? 0)
      if (!isRefused || !isNarrow) throw error
      isNarrow = false
      continue
    }
    yield* entriesOf(reader, url, body)
    cursor = text(map(map(parseAnswer(body, url)).meta).next_cursor)
  }
  await state.set('since', now)
}

export const connector: Connector = {
  name: 'openalex',
  title: 'OpenAlex',
  baseUrl: 'https://api.openalex.org',
  interval: 100,
  example: 'openalex:A5023888391',
  entries,
}
