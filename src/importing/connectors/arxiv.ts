/**
 * arXiv (https://info.arxiv.org/help/api/user-manual.html): one or more identifiers, or `au:` and a name. Of a name the
 * newest come first, so the next run ends where the last one began. arXiv wants three seconds between two requests.
 */
import { normalizeArxiv } from '../../model/identifier.ts'
import { type Connector, type ConnectorContext, entriesOf } from '../connector.ts'
import type { Entry } from '../reader.ts'
import { reader } from '../readers/arxiv.ts'

const page = 100

async function* entries(id: string, context: ConnectorContext): AsyncGenerator<Entry> {
  const { baseUrl, fetcher, state } = context
  const accept = 'application/atom+xml'
  if (!/^au:/i.test(id)) {
    const ids = id.split(',').map((one) => normalizeArxiv(one))
    const wrong = ids.indexOf(undefined)
    if (wrong >= 0) throw new Error(`"${id.split(',')[wrong]}" is no arXiv identifier, such as 2403.07648`)
    const url = `${baseUrl}/api/query?${new URLSearchParams({ id_list: ids.join(','), max_results: String(ids.length) })}`
    let count = 0
    for await (const entry of entriesOf(reader, url, (await fetcher.get(url, { accept })).body)) {
      count++
      yield entry
    }
    if (count < ids.length) throw new Error(`arXiv gave ${count} of ${ids.length} entries`)
    return
  }
  const last = await state.get('newest')
  let newest: string | undefined
  for (let start = 0; ; start += page) {
    const url = `${baseUrl}/api/query?${new URLSearchParams({
      search_query: `au:"${id.slice(3).replaceAll('"', '').trim()}"`,
      sortBy: 'submittedDate',
      sortOrder: 'descending',
      start: String(start),
      max_results: String(page),
    })}`
    let [count, isKnown] = [0, false]
    for await (const entry of entriesOf(reader, url, (await fetcher.get(url, { accept })).body)) {
      if (!entry.publication) {
        // A feed without entries is the end.
        if (entry.key === 'file') break
        yield entry
        continue
      }
      count++
      const arxiv = entry.publication.identifiers?.arxiv
      newest ??= arxiv
      if (arxiv && arxiv === last) {
        isKnown = true
        break
      }
      yield entry
    }
    if (isKnown || count < page) break
  }
  if (newest) await state.set('newest', newest)
}

export const connector: Connector = {
  name: 'arxiv',
  title: 'arXiv',
  baseUrl: 'https://export.arxiv.org',
  interval: 3000,
  example: 'arxiv:2403.07648',
  entries,
}
