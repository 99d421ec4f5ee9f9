/** `offprint check duplicates`: what may be one is listed with the call that makes it one, and what only looks alike is not. */
import t from 'tap'
import type { PublicationInput } from '../../src/model/publication.ts'
import { desk } from './desk.ts'

const work = (key: string, title: string, more: Partial<PublicationInput> = {}): PublicationInput => ({
  key,
  type: 'article-journal',
  title,
  issued: '2020',
  contributors: [{ role: 'author', given: 'Ada', family: 'Müller' }],
  ...more,
})

const publications = [
  work('doi1', 'On Streets and Their Measures', { identifiers: { doi: '10.1000/Abc' } }),
  work('doi2', 'Something else entirely', { identifiers: { doi: '10.1000/aBC' } }),
  work('doi3', 'On <i>streets</i> and their measures'),
  work('year1', 'A long enough title of a paper', { issued: '2019' }),
  work('year2', 'A Long Enough Title of a Paper', { issued: '2021-03' }),
  work('book1', 'One', { type: 'book', identifiers: { isbn: ['9780198526636'] } }),
  work('book2', 'Two', { type: 'book', identifiers: { isbn: ['9780198526636'] } }),
  // Not the same: a chapter of the book, a preprint and its paper, parts of a work, short titles, other people.
  work('chapter', 'A chapter of that book', { type: 'chapter', identifiers: { isbn: ['9780198526636'] } }),
  work('preprint', 'The preprint of a paper on streets', {
    type: 'article',
    identifiers: { arxiv: '2001.00001' },
  }),
  work('paper', 'The preprint of a paper on streets'),
  work('part1', 'A handbook of streets in parts', { type: 'book', volume: '1' }),
  work('part2', 'A handbook of streets in parts', { type: 'book', volume: '2', issued: '2021' }),
  work('editorial1', 'Editorial', { issued: '2018' }),
  work('editorial2', 'Editorial', { issued: '2019' }),
  work('other1', 'The very same title of two papers'),
  work('other2', 'The very same title of two papers', {
    contributors: [{ role: 'author', given: 'Bo', family: 'Chen' }],
  }),
]

t.test('candidates are listed, and put together by the call that is named', async (t) => {
  const { offprint, store } = desk(t)
  await store((store) => store.save({ publications }))
  const { code, json } = await offprint(['check', 'duplicates', '--json'])
  t.equal(code, 0)
  t.strictSame(json(), {
    duplicates: [
      { keys: ['doi1', 'doi2', 'doi3'], by: ['doi', 'title'] },
      { keys: ['year1', 'year2'], by: ['author'] },
      { keys: ['book1', 'book2'], by: ['isbn'] },
    ],
    total: 3,
  })
  const { output } = await offprint(['check', 'duplicates'])
  t.match(output, 'doi1, doi2, doi3: the same DOI, the same title, year and first author\n')
  t.match(output, '  year2: Ada Müller, A Long Enough Title of a Paper (2021-03)\n')
  t.match(output, /3 groups that may be one publication each\n$/)
  for (const [, call] of output.matchAll(/^ {2}offprint (merge .+)$/gm))
    t.equal((await offprint(call!.split(' '))).code, 0, call!)
  t.equal((await offprint(['check', 'duplicates'])).output, 'No publication seems to be there twice.\n')
  t.match(await offprint(['unmerge', 'year2']), { code: 0 }, 'a wrong one is taken back')
  t.match((await offprint(['check', 'duplicates'])).output, /year/)
})

t.test('another name is refused with what there is', async (t) => {
  const { offprint } = desk(t)
  t.match(await offprint(['check', 'duplicate']), { code: 2, errors: /there is duplicates/ })
})
