/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
import type { PublicationRecord } from '../model/store.ts'
import { compact, type DataMap } from '../rendering/compact.ts'
import { feedEntry } from '../rendering/feeds/entry.ts'
import { defineFormat, type ListContext } from '../rendering/format.ts'

function item(record: PublicationRecord, baseUrl: string): DataMap {
  const { id, url, external, title, content, published, updated, authors, tags, language, pdf } = feedEntry(
    record,
    baseUrl,
  )
  return compact({
    id,
    url,
    external_url: external,
    title,
    content_html: content,
    date_published: published,
    date_modified: updated,
    authors: authors.map(({ name, url }) => compact({ name, url })),
    tags,
    language,
    attachments: pdf && [{ url: pdf, mime_type: 'application/pdf' }],
  })!
}

function feed(records: PublicationRecord[], { title, baseUrl, links }: ListContext): string {
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: `${baseUrl}/publications.html`,
    feed_url: links.self,
    ...(links.next ? { next_url: links.next } : {}),
    items: records.map((record) => item(record, baseUrl)),
  }
  return `${JSON.stringify(document)}\n`
}

export default defineFormat({
  name: 'jsonfeed',
  title: 'JSON Feed',
  specification: 'https://www.jsonfeed.org/version/1.1/',
  mediaTypes: ['application/feed+json'],
  extensions: ['feed.json'],
  parameters: [],
  paged: true,
  list: (context) => ({ batch: (records) => feed(records, context) }),
})
