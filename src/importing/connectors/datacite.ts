/**
 * DataCite (https://support.datacite.org/docs/api): a DOI, or all works of an ORCID iD. Pages by cursor; the next run asks
 * for what was updated since.
 */
import { encodePath, normalizeDoi, normalizeOrcid } from '../../model/identifier.ts'
import { type Connector, type ConnectorContext, document, entriesOf, sinceToday } from '../connector.ts'
import { map, text } from '../json-reader.ts'
import { parseAnswer } from '../parse-answer.ts'
import type { Entry } from '../reader.ts'
import { reader } from '../readers/datacite.ts'

const accept = 'application/vnd.api+json'

async function* entries(id: string, context: ConnectorContext): AsyncGenerator<Entry> {
  const { baseUrl, state, fetcher } = context
  const doi = normalizeDoi(id)
  if (doi) return yield* document(reader, `${baseUrl}/dois/${encodePath(doi)}`, accept, context)
  const orcid = normalizeOrcid(id.replace(/^orcid:/i, ''))
  if (!orcid) throw new Error(`"${id}" is neither a DOI nor an ORCID iD`)
  const since = await state.get('since')
  const now = sinceToday()
  const query = `creators.nameIdentifiers.nameIdentifier:"https://orcid.org/${orcid}"`
  let url: string | undefined = `${baseUrl}/dois?${new URLSearchParams({
    query: since ? `${query} AND updated:[${since} TO *]` : query,
    'page[size]': '100',
    'page[cursor]': '1',
    affiliation: 'true',
  })}`
  while (url) {
    const { body }: { body: Buffer } = await fetcher.get(url, { accept })
    yield* entriesOf(reader, url, body)
    url = text(map(map(parseAnswer(body, url)).links).next)
  }
  await state.set('since', now)
}

export const connector: Connector = {
  name: 'datacite',
  title: 'DataCite',
  baseUrl: 'https://api.datacite.org',
  interval: 200,
  example: 'datacite:10.5281/zenodo.1234',
  entries,
}
