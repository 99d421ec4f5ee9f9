/** Atom (RFC 4287) with the links of a paged feed (RFC 5005, section 3). A feed is a list as people subscribe to it. */
import type { PublicationRecord } from '../model/store.ts'
import { feedEntry, feedUpdated } from '../rendering/feeds/entry.ts'
import { defineFormat, type ListContext } from '../rendering/format.ts'
import { element, type Xml, xmlDeclaration } from '../rendering/xml.ts'

const link = (rel: string, type: string | undefined, href: string | undefined) =>
  href && element('link', { rel, type, href })

function entry(record: PublicationRecord, baseUrl: string): Xml {
  const { id, url, external, titleHtml, content, published, updated, authors, tags, pdf } = feedEntry(
    record,
    baseUrl,
  )
  return element(
    'entry',
    {},
    element('id', {}, id),
    element('title', { type: 'html' }, titleHtml),
    element('updated', {}, updated),
    published && element('published', {}, published),
    authors.map(({ name, url }) =>
      element('author', {}, element('name', {}, name), url && element('uri', {}, url)),
    ),
    tags.map((term) => element('category', { term })),
    link('alternate', 'text/html', url),
    external !== url && link('related', undefined, external),
    link('enclosure', 'application/pdf', pdf),
    element('content', { type: 'html' }, content),
  )
}

function feed(records: PublicationRecord[], { title, baseUrl, links }: ListContext): string {
  const document = element(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom' },
    element('id', {}, links.self),
    element('title', {}, title),
    element('updated', {}, feedUpdated(records).toISOString()),
    // Every entry of a feed needs an author, and a record may have none (section 4.1.2).
    element('author', {}, element('name', {}, title)),
    element('generator', {}, 'Offprint'),
    link('self', 'application/atom+xml', links.self),
    link('alternate', 'text/html', `${baseUrl}/publications.html`),
    (['first', 'prev', 'next'] as const).map((rel) =>
      link(rel === 'prev' ? 'previous' : rel, 'application/atom+xml', links[rel]),
    ),
    '\n',
    records.map((record) => [entry(record, baseUrl), '\n']),
  )
  return `${xmlDeclaration}${document.text}\n`
}

export default defineFormat({
  name: 'atom',
  title: 'Atom',
  specification: 'https://www.rfc-editor.org/rfc/rfc4287',
  mediaTypes: ['application/atom+xml'],
  extensions: ['atom'],
  parameters: [],
  paged: true,
  list: (context) => ({ batch: (records) => feed(records, context) }),
})
