/** Every format on every route, by each of the ways to ask for it: whatever stands in the folder is tried here. */
import t from 'tap'
import type { Format } from '../../src/rendering/format.ts'
import { isJson } from '../../src/rendering/media-type.ts'
import { loadFormats, type Shown } from '../../src/rendering/registry.ts'
import { library, many } from '../library.ts'
import { startServer } from '../server.ts'

const routes: [path: string, shown: Shown][] = [
  ['/publications', 'publications'],
  ['/people/ada-muller/publications', 'publications'],
  ['/groups/systems-lab/publications', 'publications'],
  ['/publications/muller2021lodz', 'publication'],
  ['/publications/undated', 'publication'],
  ['/profile', 'person'],
  ['/people/bo-chen', 'person'],
  ['/people', 'people'],
  ['/affiliations', 'affiliations'],
  ['/people/ada-muller/affiliations', 'affiliations'],
  ['/groups', 'groups'],
  ['/groups/systems-lab', 'group'],
  ['/venues', 'venues'],
  ['/tags', 'values'],
  ['/years', 'values'],
  ['/types', 'values'],
  ['/formats', 'document'],
  ['/styles', 'document'],
  ['/locales', 'document'],
]

t.test('every format of a route by extension, by name and by media type', async (t) => {
  const formats = await loadFormats(new URL('../../src/formats/', import.meta.url))
  const { get } = await startServer(t, library)
  const essence = (type: string | null) => type?.split(';')[0]
  for (const [path, shown] of routes) {
    const possible = formats.for(shown)
    t.ok(possible.length > 0, path)
    for (const { name, extensions, mediaTypes } of possible) {
      const asks: [string, Record<string, string>][] = [
        ...extensions.map((extension): [string, Record<string, string>] => [`${path}.${extension}`, {}]),
        [`${path}?format=${name}`, {}],
        ...mediaTypes.map((accept): [string, Record<string, string>] => [path, { accept }]),
      ]
      for (const [url, headers] of asks) {
        const { status, headers: got, text } = await get(url, headers)
        const what = `${url} ${headers.accept ?? ''}`
        t.equal(status, 200, what)
        t.equal(essence(got.get('content-type')), essence(headers.accept ?? mediaTypes[0]), what)
        t.match(got.get('content-type'), /charset=utf-8/, what)
        t.match(got.get('content-disposition'), `.${extensions[0]}"`, what)
        t.match(got.get('vary'), /Accept/, what)
        t.ok(got.get('etag') && got.get('last-modified') && got.get('cache-control'), what)
        t.ok(text.length > 0, what)
      }
    }
    for (const other of formats.all.filter((format) => !possible.includes(format))) {
      t.equal((await get(`${path}?format=${other.name}`)).status, 406, `${path} as ${other.name}`)
    }
  }
})

t.test('every format of a list streams what it would give at once', async (t) => {
  const formats = await loadFormats(new URL('../../src/formats/', import.meta.url))
  const { get } = await startServer(t, { publications: many(1100) })
  // Formatted bibliographies have their own test: a thousand of them take a while.
  const streamed = (format: Format) => !format.paged && !format.mediaTypeParameters
  for (const { name } of formats.for('publications').filter(streamed)) {
    const { status, text: all } = await get(`/publications?format=${name}&sort=title`)
    t.equal(status, 200, name)
    for (const key of ['bulk00000', 'bulk00499', 'bulk00500', 'bulk01099']) {
      const { text } = await get(`/publications?format=${name}&key=${key}`)
      const line = text.split(/\r?\n/).find((part) => /Report \d+ on bulk/.test(part))
      // The brackets and the declared vocabulary around an item belong to the document, not to it.
      const own = line
        ?.trim()
        // What follows the number of the record, which is its place in the list.
        .replace(/^.*<\/rec-number>/, '')
        .replace(/^[-[{]\s*("@context":"[^"]*","@graph":\[\{)?|[\]},]+$/g, '')
      if (own) t.ok(all.includes(own), `${name} holds ${key}`)
    }
  }
})

t.test('an empty list is a whole document in every format', async (t) => {
  const formats = await loadFormats(new URL('../../src/formats/', import.meta.url))
  const { get } = await startServer(t, library)
  for (const { name, mediaTypes } of formats.for('publications')) {
    const { status, text } = await get(`/publications?author=nobody&format=${name}`)
    t.equal(status, 200, name)
    if (isJson(mediaTypes[0])) t.doesNotThrow(() => JSON.parse(text), name)
  }
})

t.test('answers carry what keeps a browser safe', async (t) => {
  const { get } = await startServer(t, library)
  for (const path of ['/', '/publications.html', '/publications', '/nothing']) {
    const { headers } = await get(path)
    t.equal(headers.get('x-content-type-options'), 'nosniff', path)
    t.match(headers.get('content-security-policy'), /default-src 'none'/, path)
    t.notMatch(headers.get('content-security-policy'), /script-src(?! 'self';)/, path)
    t.equal(headers.get('cross-origin-resource-policy'), 'cross-origin', path)
    t.notOk(headers.get('x-powered-by'))
  }
})

t.test('nothing in a record becomes markup of a page', async (t) => {
  const hostile = `<img src=x onerror=alert(1)>"'><script>alert(1)</script>`
  const { get } = await startServer(t, {
    people: [{ slug: 'x', owner: true, family: hostile, biography: hostile, interests: [hostile] }],
    publications: [
      {
        key: 'x',
        type: 'book',
        title: hostile,
        abstract: hostile,
        publisher: hostile,
        venue: { name: hostile },
        tags: [hostile],
        awards: [hostile],
        contributors: [{ role: 'author', literal: hostile, person: 'x' }],
        links: [{ kind: 'pdf', url: 'https://example.org/', label: hostile }],
      },
    ],
  })
  for (const path of [
    '/',
    '/publications',
    '/publications/x',
    `/publications?q=${encodeURIComponent('alert "><script>')}`,
  ]) {
    const { text, status } = await get(path, { accept: 'text/html' })
    t.equal(status, 200, path)
    t.notMatch(text, /<script(?! type="application\/ld\+json">)|<img|onerror=alert\(1\)>"/i, path)
    t.match(text, /&lt;img/, path)
  }
})
