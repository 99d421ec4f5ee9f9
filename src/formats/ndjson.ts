/** Our own JSON, one publication a line (NDJSON 1.0, https://github.com/ndjson/ndjson-spec): for tools that read a stream. */
import { defineFormat, writeEach } from '../rendering/format.ts'

export default defineFormat({
  name: 'ndjson',
  title: 'NDJSON',
  specification: 'https://github.com/ndjson/ndjson-spec',
  mediaTypes: ['application/x-ndjson'],
  extensions: ['ndjson'],
  parameters: [],
  list: ({ baseUrl }) =>
    writeEach(({ json, key }) => {
      const self = `${baseUrl}/publications/${encodeURIComponent(key)}`
      return `${json.slice(0, -1)},"self":${JSON.stringify(self)}}\n`
    }),
})
