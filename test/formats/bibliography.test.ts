import t from 'tap'
import format from '../../src/formats/bibliography.ts'
import type { Publication } from '../../src/model/publication.ts'
import type { PublicationRecord } from '../../src/model/store.ts'
import { bibliographer } from '../../src/rendering/bibliography.ts'
import { type RenderContext, renderItem } from '../../src/rendering/format.ts'

t.teardown(() => bibliographer().close())

const record = (key: string, title: string): PublicationRecord => {
  const publication: Publication = {
    key,
    type: 'article-journal',
    title,
    issued: '2024-03',
    year: 2024,
    venue: { name: 'ACM Computing Surveys', short: 'CSUR', kind: 'journal' },
    volume: '56',
    identifiers: { doi: '10.1145/3638757' },
    contributors: [
      { role: 'author', given: 'Qinghao', family: 'Hu' },
      { role: 'author', given: 'Zhisheng', family: 'Ye' },
    ],
    created: '2024-01-01T00:00:00Z',
    updated: '2024-01-01T00:00:00Z',
    version: 1,
  }
  return { key, version: 1, updated: 0, json: Buffer.from(JSON.stringify(publication)), publication }
}
const context: RenderContext = {
  baseUrl: 'https://example.org',
  style: 'apa',
  locale: 'en-US',
  profile: 'utf8',
  venueName: 'long',
}
const list = {
  ...context,
  title: 'Publications',
  total: 2,
  links: { self: 'https://example.org/publications', first: 'https://example.org/publications' },
  parameters: {},
}

t.test('a publication by itself is one line', async (t) => {
  const text = await renderItem(format, record('hu2024', 'A survey'), context)
  t.match(text, /^Hu, Q\., & Ye, Z\. \(2024\)\. A survey\. ACM Computing Surveys, 56\..*10\.1145\/3638757\n$/)
})

t.test('a list has an entry a line, in order, and numbers run on from batch to batch', async (t) => {
  const writer = format.list!({ ...list, style: 'ieee' })
  const first = await writer.batch([record('b', 'Zebras'), record('a', 'Apes')], 0)
  const second = await writer.batch([record('c', 'Bees')], 2)
  t.match(first + second, /^\[1\] .*Zebras.*\n\[2\] .*Apes.*\n\[3\] .*Bees.*\n$/)
  t.equal(writer.head ?? '', '')
  t.equal(writer.tail ?? '', '')
  t.equal(await writer.batch([], 3), '')
})

t.test('the locale of the context is used', async (t) => {
  const text = await renderItem(format, record('a', 'A survey'), {
    ...context,
    style: 'mla',
    locale: 'de-DE',
  })
  t.match(text, /^Hu, Qinghao, und Zhisheng Ye\. „A survey“/)
})

t.test('media type, extension and parameters are those of DOI content negotiation', async (t) => {
  t.match(format, {
    name: 'bibliography',
    mediaTypes: ['text/x-bibliography'],
    extensions: ['txt'],
    parameters: ['style', 'locale'],
    mediaTypeParameters: ['style', 'locale'],
  })
})
