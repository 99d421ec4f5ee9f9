/** The links of a publication as they would stand in a Link header, each with its anchor (RFC 9264, section 4.1). */
import { defineFormat } from '../rendering/format.ts'
import { linkset } from '../rendering/linkset.ts'

export default defineFormat({
  name: 'linkset',
  title: 'Link set',
  specification: 'https://www.rfc-editor.org/rfc/rfc9264#section-4.1',
  mediaTypes: ['application/linkset'],
  extensions: ['linkset'],
  parameters: [],
  item: ({ publication }, context) => {
    const lines = linkset(publication, context).flatMap(({ anchor, links }) =>
      Object.entries(links).flatMap(([rel, targets]) =>
        targets.map(
          ({ href, type }) =>
            `<${href}>; rel="${rel}"; anchor="${anchor}"${type ? `; type="${type.replace(/["\\]/g, '\\$&')}"` : ''}`,
        ),
      ),
    )
    return `${lines.join(',\n')}\n`
  },
})
