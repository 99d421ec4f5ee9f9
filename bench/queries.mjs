/** What is asked in the benchmark: queries whose values come from publications of the store, so that they find something. */
import { random } from './data/random.mjs'
import { publicationAt } from './data/records.mjs'
import { titleWords } from './data/words.mjs'

const rankOf = new Map(titleWords.map((word, rank) => [word, rank]))
/** A word of the first thirty is in some percent of all titles; one from 2,000 on in one of ten thousand or fewer. */
const [common, rare] = [30, 2000]

/** Values of one publication that has all of them. */
export function valuesOf(draw, count) {
  while (true) {
    const { issued, venue, type, tags, contributors, title, identifiers, language } = publicationAt(
      draw.below(count),
    )
    const { given, family, particle, suffix } = draw.pick(contributors)
    const words = title.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu)
    const seldom = words.filter((word) => rankOf.get(word) >= rare)
    const doi = identifiers?.doi
    if (!venue || !tags || !doi || !given || particle || suffix || seldom.length < 2 || type === 'article')
      continue
    return {
      year: Number(issued.slice(0, 4)),
      venue: venue.short,
      type,
      tag: draw.pick(tags),
      author: `${given} ${family}`,
      family,
      doi,
      language,
      word: draw.pick(words.filter((word) => rankOf.has(word))),
      rare: seldom.slice(0, 2).join(' '),
      oneRare: seldom[0],
      common: [
        draw.pick(titleWords.slice(0, common / 2)),
        draw.pick(titleWords.slice(common / 2, common)),
      ].join(' '),
    }
  }
}

const range = ({ year }, draw) => `${year - draw.below(8)}..${year + draw.below(8)}`
const pick =
  (...names) =>
  (all) =>
    Object.fromEntries(names.map((name) => [name, all[name]]))
const filtered = (facets, under, query) => [
  'facets under a filter',
  `facets ${facets}, ${under}`,
  (all, draw) => ({ ...query(all, draw), facets, limit: 1 }),
]
const unfiltered = (facets) => ['facets of everything', `facets ${facets}`, () => ({ facets, limit: 1 })]

/** Group, name, and the parameters made from the values of one publication. */
export const shapes = [
  ['one', 'by DOI', ({ doi }) => `/publications/doi:${doi}`],
  ['filter', 'no filter', () => ({})],
  ['filter', 'a year', pick('year')],
  ['filter', 'a range of years', (all, draw) => ({ year: range(all, draw) })],
  ['filter', 'a year and later', ({ year }) => ({ year: `${year}..` })],
  ['filter', 'a venue', pick('venue')],
  ['filter', 'a type', pick('type')],
  ['filter', 'a tag', pick('tag')],
  ['filter', 'an author', pick('author')],
  ['filter', 'a family name', ({ family }) => ({ author: family })],
  ['filter', 'a person of the store', (_, draw) => ({ person: `person-${draw.below(200)}` })],
  ['filter', 'a group', (_, draw) => ({ group: `group-${draw.below(10)}` })],
  ['filter', 'a language', pick('language')],
  ['filter', 'a DOI, as a filter', pick('doi')],
  ['filter', 'has=pdf', () => ({ has: 'pdf' })],
  ['filter', 'has=abstract', () => ({ has: 'abstract' })],
  ['filter', 'has=doi', () => ({ has: 'doi' })],
  ['filter', 'featured', () => ({ featured: 'true' })],
  ['filter', 'a status', () => ({ status: 'accepted' })],
  ['filter', 'not a type', ({ type }) => ({ type: `!${type}` })],
  ['filter', 'all versions', () => ({ versions: 'all' })],
  ['filter', 'preprints', () => ({ versions: 'preprint' })],
  ['filter', 'two types', ({ type }) => ({ type: `${type},book` })],
  ['filter', 'years and venue', (all, draw) => ({ year: range(all, draw), venue: all.venue })],
  [
    'filter',
    'years, venue, type',
    (all, draw) => ({ year: range(all, draw), venue: all.venue, type: all.type }),
  ],
  ['filter', 'years and type', (all, draw) => ({ year: range(all, draw), type: all.type })],
  ['filter', 'years and tag', (all, draw) => ({ year: range(all, draw), tag: all.tag })],
  ['filter', 'years and author', (all, draw) => ({ year: range(all, draw), author: all.author })],
  ['filter', 'tag and type', pick('tag', 'type')],
  ['filter', 'tag and has=pdf', ({ tag }) => ({ tag, has: 'pdf' })],
  ['filter', 'by title', () => ({ sort: 'title' })],
  ['filter', 'by author, a year', ({ year }) => ({ year, sort: 'author' })],
  ['filter', 'by title, a venue', ({ venue }) => ({ venue, sort: 'title' })],
  ['filter', 'by title, a range of years', (all, draw) => ({ year: range(all, draw), sort: 'title' })],
  ['filter', 'oldest first, a type', ({ type }) => ({ type, sort: 'issued' })],
  ['filter', 'last changed', () => ({ sort: '-updated' })],
  ['search', 'two rare words, by relevance', ({ rare }) => ({ q: rare })],
  ['search', 'two rare words, by date', ({ rare }) => ({ q: rare, sort: '-issued' })],
  ['search', 'two common words, by relevance', (all) => ({ q: all.common })],
  ['search', 'two common words, by date', (all) => ({ q: all.common, sort: '-issued' })],
  ['search', 'a common and a rare word', (all) => ({ q: `${all.common.split(' ')[0]} ${all.oneRare}` })],
  [
    'search',
    'a word by date, years',
    (all, draw) => ({ q: all.word, year: range(all, draw), sort: '-issued' }),
  ],
  ['search', 'a word, a venue', ({ word, venue }) => ({ q: word, venue })],
  ['search by a beginning', 'a beginning', ({ word }) => ({ q: `${word.slice(0, 4)}*` })],
  unfiltered('year'),
  unfiltered('type'),
  unfiltered('venue'),
  unfiltered('tag'),
  unfiltered('person'),
  unfiltered('author'),
  unfiltered('status'),
  filtered('year', 'a venue', pick('venue')),
  filtered('type', 'a venue', pick('venue')),
  filtered('venue', 'a year', pick('year')),
  filtered('tag', 'a year', pick('year')),
  filtered('year', 'a type', pick('type')),
  filtered('venue', 'a type', pick('type')),
  filtered('year', 'a tag', pick('tag')),
  filtered('year', 'an author', pick('author')),
  filtered('type', 'a range of years', (all, draw) => ({ year: range(all, draw) })),
  filtered('year', 'two common words', (all) => ({ q: all.common })),
].map(([group, name, query]) => ({ group, name, query }))

/** @returns paths of a shape, different ones as far as its values go */
export function pathsOf({ name, query }, count, wanted) {
  const draw = random(name.length, name.charCodeAt(0), name.charCodeAt(name.length - 1))
  return Array.from({ length: wanted }, () => {
    const asked = query(valuesOf(draw, count), draw)
    return typeof asked === 'string' ? asked : `/publications?${new URLSearchParams({ limit: 20, ...asked })}`
  })
}

/** @returns paths that combine these parameters, newest first, no two alike */
export function combined(names, count, wanted) {
  const draw = random(names.length, names.join().length)
  const paths = new Set()
  for (let tries = 0; paths.size < wanted && tries < wanted * 20; tries++) {
    const { year, word, ...others } = valuesOf(draw, count)
    const all = { ...others, q: word, year: `${year - draw.below(12)}..${year + draw.below(12)}` }
    const query = new URLSearchParams(names.map((name) => [name, all[name]]))
    paths.add(`/publications?${query}&sort=-issued&limit=20`)
  }
  return [...paths]
}
