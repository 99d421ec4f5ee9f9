/** Our own JSON, one publication a line (NDJSON 1.0, https://github.com/ndjson/ndjson-spec): for tools that read a stream. */
import { defineFormat, writeEach } from '../rendering/format.ts'
import { withSelf } from '../rendering/own-json.ts'

export default defineFormat({
  name: 'ndjson',
  title: 'NDJSON',
  specification: 'https://github.com/ndjson/ndjson-spec',
  mediaTypes: ['application/x-ndjson'],
  extensions: ['ndjson'],
  parameters: [],
  list: (context) =>
    writeEach((record) => {
      const [bytes, text] = withSelf(record, context)
      return [bytes, `${text}\n`]
    }),
})
