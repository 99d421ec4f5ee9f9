/** DBLP (https://dblp.org/faq/How+to+use+the+dblp+search+API.html): the XML of a person or of one record. */
import { type Connector, document } from '../connector.ts'
import { reader } from '../readers/dblp.ts'

const form = /^[\w./+-]+$/

export const connector: Connector = {
  name: 'dblp',
  title: 'DBLP',
  baseUrl: 'https://dblp.org',
  hosts: ['dblp.uni-trier.de'],
  interval: 1000,
  example: 'dblp:65/9612',
  async *entries(id, context) {
    if (!form.test(id) || id.includes('..'))
      throw new Error(`"${id}" is no key of DBLP, such as 65/9612 or conf/nsdi/HuYWWZC24`)
    // A person's key has two parts, a record's has three.
    const kind = id.split('/').length > 2 ? 'rec' : 'pid'
    yield* document(reader, `${context.baseUrl}/${kind}/${id}.xml`, 'application/xml', context)
  },
}
