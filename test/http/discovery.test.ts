/** What crawlers and reference managers read: head tags, links in headers, sitemap, robots.txt, llms.txt, unAPI. */
import t from 'tap'
import { run, without } from '../fixtures/tools.ts'
import { library } from '../library.ts'
import { startServer } from '../server.ts'

t.test("a publication's page has what Google Scholar asks for", async (t) => {
  const { get } = await startServer(t, library)
  const { text, headers } = await get('/publications/muller2021lodz.html')
  const tags = [...text.matchAll(/<meta name="(citation_\w+)" content="([^"]*)">/g)].map(
    ([, name, value]) => [name, value],
  )
  const of = (name: string) => tags.filter(([own]) => own === name).map(([, value]) => value)
  t.same(of('citation_title'), ['Über die Größe der Łódź-Straße'])
  t.same(of('citation_author'), ['Ada Müller', 'Håkon Ångström'])
  t.same(of('citation_publication_date'), ['2021/03/09'])
  t.same(of('citation_journal_title'), ['Zeitschrift für Ästhetik'])
  t.same(of('citation_doi'), ['10.1000/ABC.1'])
  t.same(of('citation_pdf_url'), ['https://example.org/a.pdf'])
  t.notOk(
    tags.some(([, value]) => value === ''),
    'no tag is empty',
  )
  const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)![1]!)
  t.equal(data['@type'], 'ScholarlyArticle')
  const link = headers.get('link') ?? ''
  t.match(link, '<https://doi.org/10.1000/ABC.1>; rel="cite-as"')
  t.match(link, '<https://schema.org/ScholarlyArticle>; rel="type"')
  t.match(link, '<https://example.org/a.pdf>; rel="item"; type="application/pdf"')
  const conference = await get('/publications/chen2019scheduling.html')
  t.match(conference.text, 'name="citation_conference_title" content="3rd Symposium on Things"')
})

t.test('a link set has all links, and leads back from each', async (t) => {
  const people = Array.from({ length: 8 }, (_, i) => ({
    role: 'author' as const,
    family: `Author${i}`,
    orcid: ['0000-0002-1825-0097', '0000-0001-5109-3700', '0000-0002-1694-233X'][i % 3]!,
  }))
  const { get } = await startServer(t, {
    publications: [
      {
        key: 'many',
        type: 'article-journal',
        title: 'Many',
        contributors: people,
        identifiers: { doi: '10.1000/m"any' },
        license: 'CC-BY-4.0',
        links: [{ kind: 'pdf', url: 'https://example.org/many.pdf' }],
      },
    ],
  })
  const page = 'http://localhost:3000/publications/many'
  const { headers } = await get('/publications/many.html')
  const link = headers.get('link') ?? ''
  t.match(link, `<${page}.linkset.json>; rel="linkset"; type="application/linkset+json"`)
  t.match(link, `<${page}.linkset>; rel="linkset"; type="application/linkset"`)
  t.equal(link.match(/rel="author"/g)?.length, 5, 'a header has room for some')
  const json = await get('/publications/many', { accept: 'application/linkset+json' })
  t.match(json.headers.get('content-type'), 'application/linkset+json')
  const [own, ...others] = json.json.linkset
  t.equal(own.anchor, page)
  t.equal(own.author.length, 8)
  t.same(own['cite-as'], [{ href: 'https://doi.org/10.1000/m%22any' }])
  t.match(own.type, [
    { href: 'https://schema.org/ScholarlyArticle' },
    { href: 'https://schema.org/AboutPage' },
  ])
  t.match(own.license, [{ href: /creativecommons|spdx/ }])
  t.same(own.item, [{ href: 'https://example.org/many.pdf', type: 'application/pdf' }])
  for (const { href, type } of own.describedby) {
    const described = await get(href.replace('http://localhost:3000', ''))
    t.equal(described.status, 200, href)
    t.equal(described.headers.get('content-type')?.startsWith(type.split(';')[0]), true, type)
    t.same(others.find(({ anchor }: { anchor: string }) => anchor === href).describes[0].href, page)
  }
  t.ok(own.describedby.some(({ type }: { type: string }) => type === 'application/x-bibtex'))
  t.same(others.at(-1), { anchor: own.item[0].href, collection: [{ href: page, type: 'text/html' }] })
  const text = (await get('/publications/many.linkset')).text
  const fields = text.trim().split(',\n')
  t.equal(fields.length, Object.values({ ...own, anchor: [] }).flat().length + others.length)
  for (const field of fields)
    t.match(field, /^<[^<>"\s]+>; rel="[a-z-]+"; anchor="[^"]+"(?:; type="(?:[^"\\]|\\.)+")?$/)
})

t.test('the sitemap has every public page with the time of its change', async (t) => {
  const { get } = await startServer(t, library)
  t.match((await get('/robots.txt')).text, 'Sitemap: http://localhost:3000/sitemap.xml')
  const { text } = await get('/sitemap.xml')
  for (const key of ['muller2021lodz', 'undated', 'chen2022preprint'])
    t.match(text, `/publications/${key}</loc><lastmod>20`)
  t.notMatch(text, 'hidden2023')
  t.equal((await get('/sitemap.xml?part=2')).status, 404)
  const absent = without('xmllint')
  if (!absent) t.equal(run('xmllint', ['--noout', 'sitemap.xml'], { 'sitemap.xml': text }).status, 0)
})

t.test('llms.txt leads to pages that are there', async (t) => {
  const { get } = await startServer(t, library)
  const { text } = await get('/llms.txt')
  t.match(text, /^# Ada Müller\n\n> /)
  for (const [, url] of text.matchAll(/\]\(http:\/\/localhost:3000([^)]+)\)/g))
    t.equal((await get(url!)).status, 200, url!)
})

t.test('unAPI lists its formats and gives each', async (t) => {
  const { get } = await startServer(t, library)
  t.equal((await get('/unapi')).status, 200)
  const { status, text } = await get('/unapi?id=muller2021lodz')
  t.equal(status, 300)
  const names = [...text.matchAll(/<format name="([^"]+)"/g)].map(([, name]) => name!)
  t.same(names, ['mods', 'ris', 'bibtex', 'csl'])
  for (const name of names) {
    const record = await get(`/unapi?id=muller2021lodz&format=${name}`)
    t.equal(record.status, 200, name)
    t.match(record.text, 'Zeitschrift', name)
  }
  t.equal((await get('/unapi?id=nobody')).status, 404)
  t.equal((await get('/unapi?id=muller2021lodz&format=pdf')).status, 406)
})
