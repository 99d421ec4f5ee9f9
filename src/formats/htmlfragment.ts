/**
 * The list of publications alone, as HTML to be put into another page: by a server-side include, a template, or the web
 * component. No head, no style sheet, no script; headings are of level 3, under one of the page's own.
 */
import { defineFormat } from '../rendering/format.ts'
import { publicationList } from '../rendering/site/entry.ts'

export default defineFormat({
  name: 'htmlfragment',
  title: 'HTML fragment',
  specification: 'https://html.spec.whatwg.org/',
  mediaTypes: ['text/html;profile="fragment"'],
  extensions: ['fragment.html'],
  parameters: ['groupBy', 'highlight', 'style', 'locale', 'maxAuthors'],
  paged: true,
  list: (context) => ({
    async batch(records) {
      const list = await publicationList(records, context, { heading: 3, harvest: false })
      return `<div class="op" data-total="${context.total}">${list}</div>\n`
    },
  }),
})
