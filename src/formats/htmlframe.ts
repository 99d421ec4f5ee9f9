/**
 * The list of publications as a page without navigation, to be shown in a frame of another page. A script tells that
 * page the height; without scripts the frame scrolls.
 */
import { defineFormat } from '../rendering/format.ts'
import { html } from '../rendering/html.ts'
import { barePage } from '../rendering/page.ts'
import { publicationList } from '../rendering/site/entry.ts'
import { services } from '../rendering/site/head.ts'
import { lookRule } from '../rendering/site/look.ts'

export default defineFormat({
  name: 'htmlframe',
  title: 'HTML for a frame',
  specification: 'https://html.spec.whatwg.org/',
  mediaTypes: ['text/html;profile="frame"'],
  extensions: ['frame.html'],
  parameters: ['groupBy', 'highlight', 'style', 'locale', 'maxAuthors', 'accent', 'scheme', 'compact'],
  paged: true,
  list: (context) => ({
    async batch(records) {
      const { title, baseUrl, total, links, look = {} } = context
      const list = await publicationList(records, context, { heading: 2, harvest: false })
      const all =
        total > records.length &&
        html`<p><a href="${links.first.replace('.frame.html', '.html')}" target="_top">All ${total} publications</a></p>`
      return barePage(
        title,
        html`<main class="op"><h1 class="vh">${title}</h1>${list}${all}</main>`,
        context,
        html`<base target="_top"><script type="module" src="${baseUrl}/embed-height.js"></script>
${services(links.first.replace('.frame.html', ''), baseUrl)}${lookRule('html:root', look)}`,
      )
    },
  }),
})
