/** CSL-JSON (csl-data.json of CSL 1.0.2): an array of items, of one publication too, as the schema has it. */
import { toCsl } from '../model/csl/write.ts'
import { defineFormat, writeEach } from '../rendering/format.ts'

const separator = ',\n'

export default defineFormat({
  name: 'csl',
  title: 'CSL-JSON',
  specification: 'https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json',
  mediaTypes: ['application/vnd.citationstyles.csl+json', 'application/citeproc+json'],
  extensions: ['csl.json'],
  common: true,
  parameters: [],
  list: () =>
    writeEach((record) => JSON.stringify(toCsl(record.publication)), { head: '[', separator, tail: ']\n' }),
})
