/** The links of a publication as JSON (RFC 9264, section 4.2). */
import { defineFormat } from '../rendering/format.ts'
import { linkset } from '../rendering/linkset.ts'

export default defineFormat({
  name: 'linkset-json',
  title: 'Link set (JSON)',
  specification: 'https://www.rfc-editor.org/rfc/rfc9264#section-4.2',
  mediaTypes: ['application/linkset+json'],
  extensions: ['linkset.json'],
  parameters: [],
  item: ({ publication }, context) => {
    const contexts = linkset(publication, context).map(({ anchor, links }) => ({ anchor, ...links }))
    return `${JSON.stringify({ linkset: contexts })}\n`
  },
})
