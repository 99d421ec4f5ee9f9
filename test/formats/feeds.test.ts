/** Atom, RSS and JSON Feed: what a feed reader gets, and that it reads it. */
import fc from 'fast-check'
import t from 'tap'
import atom from '../../src/formats/atom.ts'
import rss from '../../src/formats/rss.ts'
import { publication } from '../arbitrary/publication.ts'
import { storedOnce, writeList } from '../fixtures/rendering.ts'
import { run, without } from '../fixtures/tools.ts'
import { startServer } from '../server.ts'

/** Where the server says it is reached unless it is told. */
const url = 'http://localhost:3000'

const library = {
  people: [{ slug: 'ada', owner: true, given: 'Ada', family: 'Müller' }],
  publications: [
    {
      key: 'new',
      type: 'article-journal' as const,
      title: 'H<sub>2</sub>O & <script>',
      issued: '2024-04-16',
      contributors: [{ role: 'author' as const, given: 'Ada', family: 'Müller', person: 'ada' }],
      venue: { name: 'Water' },
      abstract: 'Wet.',
      tags: ['hydrology'],
      identifiers: { doi: '10.1000/182' },
      links: [{ kind: 'pdf' as const, url: 'https://example.org/a.pdf' }],
    },
    { key: 'old', type: 'book' as const, title: 'Old', issued: '1999' },
    { key: 'undated', type: 'book' as const, title: 'Undated', status: 'in-preparation' as const },
  ],
}

t.test('Atom', async (t) => {
  const { get } = await startServer(t, library)
  const { text, headers } = await get('/publications.atom?limit=2')
  t.equal(headers.get('content-type'), 'application/atom+xml; charset=utf-8')
  t.match(text, `<link rel="self" type="application/atom+xml" href="${url}/publications.atom?limit=2"/>`)
  t.match(text, /<link rel="next" type="application\/atom\+xml" href="[^"]*cursor=/)
  t.match(text, `<id>${url}/publications/new</id>`)
  t.match(text, '<title type="html">H&lt;sub&gt;2&lt;/sub&gt;O &amp;amp; &amp;lt;script&amp;gt;</title>')
  t.match(text, '<published>2024-04-16T00:00:00.000Z</published>')
  t.match(text, '<published>1999-01-01T00:00:00.000Z</published>', 'the first day of what is known')
  t.match(text, `<author><name>Ada Müller</name><uri>${url}/people/ada</uri></author>`)
  t.match(text, '<category term="hydrology"/>')
  t.match(text, '<link rel="related" href="https://doi.org/10.1000/182"/>')
  t.match(text, '<link rel="enclosure" type="application/pdf" href="https://example.org/a.pdf"/>')
  t.equal(text.match(/<entry>/g)?.length, 2)
  t.equal((await get('/publications.atom?limit=2')).text, text, 'the same as long as nothing changes')
})

t.test('a feed of any query', async (t) => {
  const { get } = await startServer(t, library)
  t.equal((await get('/people/ada/publications.rss')).text.match(/<item>/g)?.length, 1)
  t.equal((await get('/publications.atom?tag=hydrology')).text.match(/<entry>/g)?.length, 1)
  t.equal(JSON.parse((await get('/publications.feed.json?year=1999')).text).items[0].title, 'Old')
})

t.test('RSS', async (t) => {
  const { get } = await startServer(t, library)
  const { text, headers } = await get('/publications.rss')
  t.equal(headers.get('content-type'), 'application/rss+xml; charset=utf-8')
  t.match(text, `<guid isPermaLink="true">${url}/publications/new</guid>`)
  t.match(text, '<title>H2O &amp; &lt;script&gt;</title>')
  t.match(text, '<pubDate>Tue, 16 Apr 2024 00:00:00 GMT</pubDate>')
  t.match(text, '<dc:creator>Ada Müller</dc:creator>')
})

t.test('JSON Feed', async (t) => {
  const { get } = await startServer(t, library)
  const { text } = await get('/publications', { accept: 'application/feed+json' })
  const { items, ...feed } = JSON.parse(text)
  t.strictSame(feed.version, 'https://jsonfeed.org/version/1.1')
  t.equal(feed.feed_url, `${url}/publications`)
  t.match(items[0], {
    id: `${url}/publications/new`,
    external_url: 'https://doi.org/10.1000/182',
    title: 'H2O & <script>',
    date_published: '2024-04-16T00:00:00.000Z',
    authors: [{ name: 'Ada Müller', url: `${url}/people/ada` }],
    tags: ['hydrology'],
    attachments: [{ url: 'https://example.org/a.pdf', mime_type: 'application/pdf' }],
  })
  t.match(items[0].content_html, '<p>Wet.</p>')
  const undated = items.find(({ title }: { title: string }) => title === 'Undated')
  t.notOk('date_published' in undated, 'no date is made up')
  t.match(undated.content_html, 'In preparation')
})

/** Ruby's RSS library validates what it reads, Atom and RSS both. */
const reader = `require 'rss'
feed = RSS::Parser.parse(File.read('feed', encoding: 'UTF-8'), true, true)
puts feed.items.size`

t.test('a validating reader takes any feed', { skip: without('ruby') }, async (t) => {
  const records = storedOnce(fc.sample(publication(), { numRuns: 150, seed: 3 }))
  for (const format of [atom, rss]) {
    const feed = await writeList(format, records)
    const { output } = run('ruby', ['-e', reader], { feed })
    t.equal(output, `${records.length}\n`, format.name)
  }
})
