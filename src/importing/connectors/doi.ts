/** A DOI of whichever agency: Crossref is asked first, and DataCite where Crossref does not know it. */
import { encodePath, normalizeDoi } from '../../model/identifier.ts'
import { type Connector, document } from '../connector.ts'
import { reader as crossref } from '../readers/crossref.ts'
import { reader as datacite } from '../readers/datacite.ts'

export const connector: Connector = {
  name: 'doi',
  title: 'DOI',
  baseUrl: 'https://api.crossref.org',
  uses: ['crossref', 'datacite'],
  example: 'doi:10.1145/3638757',
  async *entries(id, context) {
    const doi = normalizeDoi(id)
    if (!doi) throw new Error(`"${id}" is no DOI, such as 10.1145/3638757`)
    const path = encodePath(doi)
    const url = `${context.baseUrlOf('crossref')}/works/${path}`
    const isCrossref =
      (await context.fetcher.get(`${url}/agency`, { accept: 'application/json' })).status === 200
    if (isCrossref) yield* document(crossref, url, 'application/json', context)
    else
      yield* document(
        datacite,
        `${context.baseUrlOf('datacite')}/dois/${path}`,
        'application/vnd.api+json',
        context,
      )
  },
}
