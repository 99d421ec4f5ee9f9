/** The pages of a lab: a store that belongs to nobody, its groups and people, and what can be looked through. */
import t from 'tap'
import type { Batch } from '../../src/model/store.ts'
import { library } from '../library.ts'
import { startServer } from '../server.ts'

const people = library.people!.map(({ owner: _, ...person }) => person)
const lab: Batch = { ...library, people }
const html = { accept: 'text/html' }
const main = (text: string) => text.slice(text.indexOf('<main'), text.indexOf('</main>'))
const navigation = (text: string) =>
  [.../<nav aria-label="Site">(.*?)<\/nav>/.exec(text)![1]!.matchAll(/>([^<]+)<\/a>/g)].map(
    ([, name]) => name,
  )

t.test('without an owner, the home page is that of the group', async (t) => {
  const { get } = await startServer(t, lab)
  const { status, text } = await get('/', html)
  t.equal(status, 200)
  t.match(text, '<h1>Systems Lab</h1>')
  t.same(navigation(text), ['Home', 'Publications', 'People'])
  const shown = main(text)
  const [now, before] = shown.split('>Alumni<')
  t.match(now, /class="cards">[\s\S]*href="http:\/\/localhost:3000\/people\/ada-muller\.html">Ada Müller</)
  t.notMatch(now!.split('</section>')[0], 'bo-chen.html')
  t.match(before, 'Bo Chen')
  t.match(shown, 'Scheduling deep learning on GPUs')
  t.match((await get('/?year=2019', html)).text, 'role="search"')
  t.notMatch(main((await get('/?year=2019', html)).text), 'Łódź')
  t.equal((await get('/groups/systems-lab.html')).text.match(/"@type":"ResearchOrganization"/g)?.length, 1)
})

t.test('a store of nobody and no group shows everything', async (t) => {
  const { get } = await startServer(t, { ...lab, groups: [] })
  const { text } = await get('/', html)
  t.match(text, 'Łódź')
  t.match(text, 'aria-label="Publications by year"')
  t.equal((await get('/cv.html')).status, 404)
})

t.test('who belongs to a group, as data', async (t) => {
  const { get } = await startServer(t, library)
  const { json, headers } = await get('/groups/systems-lab/people')
  t.same(
    json.items.map(({ slug }: { slug: string }) => slug),
    ['bo-chen', 'ada-muller'],
  )
  t.equal(headers.get('x-total-count'), '2')
  const first = await get('/groups/systems-lab/people?limit=1')
  const second = await get(first.links.next!.replace('http://localhost:3000', ''))
  t.equal(second.json.items[0].slug, 'ada-muller')
  t.equal(second.links.next, undefined)
  const cursor = new URL(first.links.next!, 'http://localhost').searchParams.get('cursor')
  t.equal((await get(`/people?limit=1&cursor=${cursor}`)).status, 400, 'a cursor is for its own list')
  t.match((await get('/groups/system-lab/people')).json.detail, 'systems-lab')
})

t.test('lists of people, groups, venues and values as pages', async (t) => {
  const { get } = await startServer(t, library)
  const page = await get('/people?limit=1', html)
  t.match(page.text, '2 people')
  t.match(page.text, /<a rel="next" href="[^"]*cursor=/)
  t.match(
    (await get('/groups.html')).text,
    'href="http://localhost:3000/groups/systems-lab.html">Systems Lab',
  )
  t.match(
    (await get('/venues.html')).text,
    /href="http:\/\/localhost:3000\/publications\.html\?venue=Zf%C3%84">Zeitschrift für Ästhetik<[\s\S]*?ZfÄ · 1 publication</,
  )
  t.match((await get('/types.html')).text, /type=article-journal">[^<]*[Jj]ournal[^<]*<span class="n">\d+</)
  for (const path of ['/venues.html', '/tags.html', '/years.html', '/types.html']) {
    const links = [...main((await get(path)).text).matchAll(/href="http:\/\/localhost:3000([^"]+)"/g)]
    t.ok(links.length, path)
    for (const [, link] of links) t.equal((await get(link!.replaceAll('&amp;', '&'))).status, 200, `${link}`)
  }
})

t.test('what a page leads to is part of its validator', async (t) => {
  const { get, store } = await startServer(t, {
    ...library,
    people: library.people!.slice(0, 1),
    groups: [],
    publications: [],
  })
  await store.save({ publications: [{ key: 'one', type: 'book', title: 'One' }] })
  const before = await get('/publications/one.html')
  t.same(navigation(before.text), ['Home', 'Publications', 'CV'])
  const bibtex = await get('/publications/one.bib')
  await store.save({ people: [{ slug: 'bo-chen', given: 'Bo', family: 'Chen' }] })
  const after = await get('/publications/one.html', { 'if-none-match': before.headers.get('etag')! })
  t.equal(after.status, 200)
  t.same(navigation(after.text), ['Home', 'Publications', 'People', 'CV'])
  t.equal((await get('/publications/one.bib', { 'if-none-match': bibtex.headers.get('etag')! })).status, 304)
})
