/** What a long-running process answers after any writes, its own and others', is what one just started answers. */
import t from 'tap'
import { parseParameters, queryParameters } from '../../src/model/parameters.ts'
import type { PublicationInput } from '../../src/model/publication.ts'
import { type PublicationQuery, toQuery } from '../../src/model/query.ts'
import type { Store } from '../../src/model/store.ts'
import { openStore } from '../../src/store/open.ts'

/** The same numbers in every run (a linear congruential generator). */
function random(seed: number) {
  let state = seed
  const below = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
  return { below, pick: <T>(values: readonly T[]) => values[below(values.length)]! }
}
type Random = ReturnType<typeof random>

const words = 'graph kernel neural network sparse learning of systems quantum deep cells'.split(' ')
const people = ['ada', 'bo', 'cleo'].map((slug) => ({ slug, family: slug, given: 'X.' }))
const titleOf = ({ pick, below }: Random) => Array.from({ length: 2 + below(4) }, () => pick(words)).join(' ')

function publicationOf(random: Random, key: string): PublicationInput {
  const { below, pick } = random
  const year = 1990 + below(35)
  return {
    key,
    title: titleOf(random),
    type: pick(['article-journal', 'paper-conference', 'book', 'article']),
    visibility: below(12) === 0 ? 'hidden' : 'public',
    ...(below(10) ? { issued: `${year}-${String(1 + below(12)).padStart(2, '0')}` } : {}),
    ...(below(5) ? { venue: { name: `Journal ${below(9)}`, kind: 'journal' } } : {}),
    ...(below(3) ? { tags: [pick(['a', 'b', 'c']), `t${below(20)}`] } : {}),
    ...(below(4) ? {} : { abstract: `About ${pick(words)}.`, featured: true }),
    ...(below(6) ? {} : { identifiers: { doi: `10.1000/${key}` } }),
    contributors: Array.from({ length: 1 + below(3) }, () => {
      const person = below(4) ? undefined : pick(people)
      return {
        role: 'author' as const,
        family: person?.family ?? `Name${below(40)}`,
        given: 'X.',
        ...(person ? { person: person.slug } : {}),
      }
    }),
  }
}

const filters = [
  {},
  { year: '2000..2010' },
  { year: '..1999' },
  { year: '!2005', type: 'book' },
  { type: 'article-journal,book' },
  { tag: 'a' },
  { tag: 't3' },
  { person: 'ada' },
  { group: 'lab' },
  { author: 'Name3' },
  { venue: 'Journal 2', year: '2001..' },
  { has: 'doi' },
  { has: 'abstract', featured: 'true' },
  { versions: 'all' },
  { versions: 'preprint' },
  { q: 'graph kernel' },
  { q: 'neural -deep', year: '1995..' },
  { q: 'qua*' },
]
const sorts = ['issued', '-issued', 'title', '-venue', 'author', '-updated', 'created']

const queryOf = (asked: Record<string, string>): PublicationQuery =>
  toQuery(parseParameters(asked, queryParameters))

/** Everything that an answer to a query may show: two pages, the way back, the total and the facets. */
async function answersOf(store: Store, query: PublicationQuery) {
  const first = await store.list(query, { limit: 7 })
  const second = first.next ? await store.list(query, { limit: 7, cursor: first.next }) : undefined
  const back = second?.prev ? await store.list(query, { limit: 7, cursor: second.prev }) : undefined
  const keys = (page: typeof first | undefined) => page?.items.map(({ key }) => key)
  const streamed: string[] = []
  for await (const batch of store.stream(query)) streamed.push(...batch.map(({ key }) => key))
  return {
    first: keys(first),
    second: keys(second),
    back: keys(back),
    streamed,
    total: first.total,
    count: await store.count(query),
    facets: await store.facets(query, ['year', 'type', 'venue', 'tag', 'person', 'author', 'status']),
    venues: await store.venues(query),
  }
}

t.test('a store that follows writes answers as one that was opened after them', async (t) => {
  const url = `file:${t.testdir()}/offprint.db`
  let now = Date.UTC(2026, 0, 1)
  const clock = () => now
  const following = openStore(url, clock)
  const writer = openStore(url, clock)
  const chance = random(7)
  const groups = (members: string[]) => [
    { slug: 'lab', name: 'Lab', members: members.map((person) => ({ person })) },
  ]
  await writer.save({
    people,
    groups: groups(['ada']),
    publications: Array.from({ length: 1200 }, (_, i) => publicationOf(chance, `key${i}`)),
  })
  await following.warm()
  // Few changes stand beside an order, more are put into it, and many make it be read again.
  for (const [round, changes] of [0, 1, 40, 130, 7, 900, 5000].entries()) {
    now += 60_000
    const by = round % 2 ? following : writer
    if (round === 2) await by.save({ groups: groups(['bo', 'cleo']) })
    const publications = Array.from({ length: changes }, () => {
      return publicationOf(chance, `key${chance.below(1300)}`)
    })
    for (let i = 0; i < changes; i += 300) await by.save({ publications: publications.slice(i, i + 300) })
    const fresh = openStore(url, clock)
    for (const [i, asked] of filters.entries()) {
      const sort = sorts[(round + i) % sorts.length]!
      for (const query of [queryOf(asked), queryOf({ ...asked, sort })]) {
        const expected = await answersOf(fresh, query)
        t.same(
          await answersOf(following, query),
          expected,
          `round ${round}, ${JSON.stringify(asked)} ${query.sort}`,
        )
        t.equal(expected.streamed.length, expected.total)
        t.equal(expected.count, expected.total)
        t.same(expected.streamed.slice(0, 14), [...expected.first!, ...(expected.second ?? [])])
        t.same(expected.back ?? expected.first, expected.first)
      }
    }
    await fresh.close()
  }
  await following.close()
  await writer.close()
})

t.test('what a query finds is what looking at each publication finds', async (t) => {
  const store = openStore(`file:${t.testdir()}/offprint.db`)
  const chance = random(11)
  const publications = Array.from({ length: 400 }, (_, i) => publicationOf(chance, `key${i}`))
  await store.save({ people, groups: [{ slug: 'lab', name: 'Lab' }], publications })
  const shown = publications.filter(({ visibility }) => visibility !== 'hidden')
  const yearOf = ({ issued }: PublicationInput) => Number(issued?.slice(0, 4))
  const cases: [Record<string, string>, (publication: PublicationInput) => boolean][] = [
    [{}, () => true],
    [{ year: '2000..2010' }, (p) => yearOf(p) >= 2000 && yearOf(p) <= 2010],
    [{ year: '!2005' }, (p) => yearOf(p) !== 2005],
    [{ year: '2001,2003' }, (p) => [2001, 2003].includes(yearOf(p))],
    [{ type: 'book', year: '..1999' }, (p) => p.type === 'book' && yearOf(p) <= 1999],
    [{ type: '!book,!article' }, (p) => p.type !== 'book' && p.type !== 'article'],
    [{ tag: 'a', has: 'doi' }, (p) => Boolean(p.tags?.includes('a') && p.identifiers?.doi)],
    [{ person: 'ada' }, (p) => Boolean(p.contributors?.some(({ person }) => person === 'ada'))],
    [{ venue: 'Journal 4' }, (p) => p.venue?.name === 'Journal 4'],
    [{ featured: 'true' }, (p) => p.featured === true],
    [{ q: 'graph cells' }, (p) => ['graph', 'cells'].every((word) => textOf(p).includes(word))],
    [{ q: 'graph -cells' }, (p) => textOf(p).includes('graph') && !textOf(p).includes('cells')],
    [{ q: '"neural network"' }, (p) => textOf(p).join(' ').includes('neural network')],
  ]
  function textOf({ title, abstract = '' }: PublicationInput): string[] {
    return `${title} / ${abstract.toLowerCase().replace('.', '')}`.split(' ')
  }
  for (const [asked, matches] of cases) {
    const found: string[] = []
    for await (const batch of store.stream(queryOf({ ...asked, versions: 'all' }))) {
      found.push(...batch.map(({ key }) => key))
    }
    const expected = shown.filter(matches).map(({ key }) => key!)
    t.same(found.sort(), expected.sort(), JSON.stringify(asked))
    t.ok(expected.length > 0, 'there is something to find')
  }
  await store.close()
})

t.test('of a publication that a batch has twice, the last counts, with its authors', async (t) => {
  const store = openStore(`file:${t.testdir()}/offprint.db`)
  const by = (family: string): PublicationInput => ({
    key: 'twice',
    type: 'book',
    title: `By ${family}`,
    contributors: [{ role: 'author', given: 'Ada', family }],
  })
  const found = async (author: string) =>
    (await store.list(queryOf({ author }), { limit: 5 })).items.map(({ key }) => key)
  await store.save({
    publications: [by('Early'), { key: 'other', type: 'book', title: 'Other' }, by('Late')],
  })
  t.same([await found('Early'), await found('Late')], [[], ['twice']])
  await store.save({ publications: [by('Early'), by('Early')] })
  t.same([await found('Early'), await found('Ada Early'), await found('Late')], [['twice'], ['twice'], []])
  await store.close()
})

t.test('tags are told apart, however many there are', async (t) => {
  const store = openStore('file::memory:')
  t.teardown(() => store.close())
  const publications = Array.from({ length: 2500 }, (_, i) => ({
    key: `p${i}`,
    type: 'book' as const,
    title: `Book ${i}`,
    tags: ['all', ...Array.from({ length: 30 }, (_, n) => `tag ${i}/${n}`)],
  }))
  await store.save({ publications })
  const { tag = [] } = await store.facets(toQuery({}), ['tag'])
  const [first, ...others] = tag
  t.match(first, { value: 'all', count: 2500 })
  t.ok(others.length > 0)
  t.same(
    others.filter(({ count }) => count !== 1),
    [],
  )
})
