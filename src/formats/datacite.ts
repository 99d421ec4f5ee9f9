/** DataCite JSON: the metadata of the DataCite Metadata Schema 4.6 as DataCite's content negotiation gives it. */
import { dataciteWork } from '../rendering/datacite/work.ts'
import { defineFormat, writeEach } from '../rendering/format.ts'

export default defineFormat({
  name: 'datacite',
  title: 'DataCite JSON',
  specification: 'https://support.datacite.org/docs/datacite-content-resolver',
  mediaTypes: ['application/vnd.datacite.datacite+json'],
  extensions: ['datacite.json'],
  parameters: [],
  list: ({ baseUrl }) =>
    writeEach(({ publication }) => JSON.stringify(dataciteWork(publication, baseUrl)), {
      head: '[',
      separator: ',\n',
      tail: ']\n',
    }),
  item: ({ publication }, { baseUrl }) => `${JSON.stringify(dataciteWork(publication, baseUrl))}\n`,
})
