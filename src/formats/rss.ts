/** RSS 2.0 (https://www.rssboard.org/rss-specification), with Atom's link to itself and Dublin Core's authors. */
import type { PublicationRecord } from '../model/store.ts'
import { feedEntry, feedUpdated } from '../rendering/feeds/entry.ts'
import { defineFormat, type ListContext } from '../rendering/format.ts'
import { element, type Xml, xmlDeclaration } from '../rendering/xml.ts'

function item(record: PublicationRecord, baseUrl: string): Xml {
  const { id, url, title, content, published, authors, tags } = feedEntry(record, baseUrl)
  return element(
    'item',
    {},
    element('title', {}, title),
    element('link', {}, url),
    element('guid', { isPermaLink: 'true' }, id),
    published && element('pubDate', {}, rfc822(published)),
    // `author` is an e-mail address in RSS; names have their place in Dublin Core.
    authors.map(({ name }) => element('dc:creator', {}, name)),
    tags.map((tag) => element('category', {}, tag)),
    element('description', {}, content),
  )
}

/** `Tue, 16 Apr 2024 00:00:00 GMT` (RFC 822 with a year of four digits). */
const rfc822 = (date: string | Date) => new Date(date).toUTCString()

function feed(records: PublicationRecord[], { title, baseUrl, links }: ListContext): string {
  const document = element(
    'rss',
    {
      version: '2.0',
      'xmlns:atom': 'http://www.w3.org/2005/Atom',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    },
    element(
      'channel',
      {},
      element('title', {}, title),
      element('link', {}, `${baseUrl}/publications.html`),
      element('description', {}, title),
      element('lastBuildDate', {}, rfc822(feedUpdated(records))),
      element('generator', {}, 'Offprint'),
      element('atom:link', { rel: 'self', type: 'application/rss+xml', href: links.self }),
      links.next && element('atom:link', { rel: 'next', type: 'application/rss+xml', href: links.next }),
      '\n',
      records.map((record) => [item(record, baseUrl), '\n']),
    ),
  )
  return `${xmlDeclaration}${document.text}\n`
}

export default defineFormat({
  name: 'rss',
  title: 'RSS',
  specification: 'https://www.rssboard.org/rss-specification',
  mediaTypes: ['application/rss+xml'],
  extensions: ['rss'],
  parameters: [],
  paged: true,
  list: (context) => ({ batch: (records) => feed(records, context) }),
})
