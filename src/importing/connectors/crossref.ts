/**
 * Crossref (https://www.crossref.org/documentation/retrieve-metadata/rest-api/): a DOI, or all works of an ORCID iD. Pages
 * by cursor; the next run asks for what was indexed since, the one date that moves with every change.
 */
import { encodePath, normalizeDoi, normalizeOrcid } from '../../model/identifier.ts'
import { type Connector, type ConnectorContext, document, entriesOf, sinceToday } from '../connector.ts'
import { list, map, text } from '../json-reader.ts'
import { parseAnswer } from '../parse-answer.ts'
import type { Entry } from '../reader.ts'
import { reader } from '../readers/crossref.ts'

const rows = 200

async function* entries(id: string, context: ConnectorContext): AsyncGenerator<Entry> {
  const { baseUrl, contact, state } = context
  const doi = normalizeDoi(id)
  const polite = contact ? `?${new URLSearchParams({ mailto: contact })}` : ''
  if (doi)
    return yield* document(
      reader,
      `${baseUrl}/works/${encodePath(doi)}${polite}`,
      'application/json',
      context,
    )
  const orcid = normalizeOrcid(id.replace(/^orcid:/i, ''))
  if (!orcid) throw new Error(`"${id}" is neither a DOI nor an ORCID iD`)
  const since = await state.get('since')
  const now = sinceToday()
  let cursor: string | undefined = '*'
  while (cursor) {
    const url: string = `${baseUrl}/works?${new URLSearchParams({
      filter: `orcid:${orcid}${since ? `,from-index-date:${since}` : ''}`,
      rows: String(rows),
      cursor,
      ...(contact ? { mailto: contact } : {}),
    })}`
    const { body } = await context.fetcher.get(url, { accept: 'application/json' })
    yield* entriesOf(reader, url, body)
    const message = map(map(parseAnswer(body, url)).message)
    // There is a next cursor at the end too; an incomplete page is the last.
    cursor = list(message.items).length < rows ? undefined : text(message['next-cursor'])
  }
  await state.set('since', now)
}

export const connector: Connector = {
  name: 'crossref',
  title: 'Crossref',
  baseUrl: 'https://api.crossref.org',
  interval: 100,
  example: 'crossref:10.1145/3638757',
  entries,
}
