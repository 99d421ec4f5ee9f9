/** What an import keeps for long: it comes back as a Map and a list would give it. */
import fc from 'fast-check'
import t from 'tap'
import { NumbersByName } from '../../src/importing/compact/numbers-by-name.ts'
import { Texts } from '../../src/importing/compact/texts.ts'
import { reader as bibtex } from '../../src/importing/readers/bibtex.ts'
import { readAll } from '../fixtures/reading.ts'

t.test('any texts come back, half a surrogate pair and one longer than a block too', async (t) => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (list) => {
      const texts = new Texts()
      const all = [...list, '\ud800', 'é'.repeat(2 ** 20 + 1), '', 'ł'.repeat(2 ** 19), ...list]
      const places = all.map((text) => texts.add(text))
      t.strictSame(
        places.map((place) => texts.get(place)),
        all,
      )
    }),
    { numRuns: 20 },
  )
})

t.test('any names have the number that they were given last', async (t) => {
  const given = fc.array(
    fc.tuple(fc.string({ maxLength: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  )
  fc.assert(
    fc.property(given, (pairs) => {
      const [numbers, once] = [new NumbersByName(), new NumbersByName()]
      for (const [name, number] of pairs) numbers.set(name, number)
      for (const [name, number] of pairs.toReversed()) once.setOnce(name, number)
      for (const [name, number] of new Map(pairs)) {
        t.equal(numbers.get(name), number)
        t.equal(once.get(name), number)
      }
      t.equal(numbers.get('none of them'), undefined)
    }),
  )
  const many = new NumbersByName()
  for (let i = 0; i < 20_000; i++) many.set(`name ${i}`, i)
  const wrong = Array.from({ length: 20_000 }, (_, i) => i).filter((i) => many.get(`name ${i}`) !== i)
  t.strictSame(wrong, [])
  t.equal(many.get('name 20000'), undefined)
})

t.test('an entry inherits from one that stood long before it, as from one after it', async (t) => {
  const parent = '@book{Parent-With-A-Long-Key, title = {Über Łódź}, publisher = {P}, year = 1999}\n'
  const child = '@incollection{c, title = {Child}, crossref = {parent-with-a-long-key}}\n'
  const others = Array.from({ length: 500 }, (_, i) => `@misc{other${i}, title = {Other ${i}}}\n`).join('')
  const inherited = async (text: string) =>
    (await readAll(bibtex, text)).find(({ key }) => key === 'c')?.publication
  const before = await inherited(parent + others + child)
  t.match(before, { title: 'Child', venue: { name: 'Über Łódź' }, publisher: 'P', issued: '1999' })
  t.strictSame(before, await inherited(child + others + parent))
})
