/** Properties of what reads text: dates, names, identifiers, searches, cursors, parameters, Accept headers, titles. */
import fc from 'fast-check'
import t from 'tap'
import { decodeCursor, encodeCursor } from '../../src/model/cursor.ts'
import { dateSortKey, formatDate, parseDate } from '../../src/model/date.ts'
import { fold, words } from '../../src/model/fold.ts'
import {
  normalizeArxiv,
  normalizeDoi,
  normalizeIsbn,
  normalizeOrcid,
  parseReference,
} from '../../src/model/identifier.ts'
import { keySuffix, makeKey } from '../../src/model/key.ts'
import { displayName, indexName, parseName } from '../../src/model/name.ts'
import { distance, nearest } from '../../src/model/nearest.ts'
import { pageParameters, parseParameters, queryParameters } from '../../src/model/parameters.ts'
import { Problem } from '../../src/model/problem.ts'
import { canonicalQuery, toQuery } from '../../src/model/query.ts'
import { formatSearch, parseSearch } from '../../src/model/search.ts'
import { parseTitle, plainTitle } from '../../src/model/title.ts'
import { keyPattern } from '../../src/model/vocabulary.ts'
import { negotiate } from '../../src/rendering/negotiate.ts'
import { loadFormats } from '../../src/rendering/registry.ts'

const anyText = fc.string({ unit: 'grapheme', maxLength: 60 })

t.test('dates', async (t) => {
  const year = fc.integer({ min: -9999, max: 9999 })
  const point = fc.oneof(
    fc.record({ year }),
    fc.record({ year, month: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ year, month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) }),
    fc.record({ year, season: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ year, approximate: fc.constant(true) }),
  )
  const value = fc.oneof(
    fc.record({ start: point }),
    fc.record({ start: point, end: fc.oneof(point, fc.constant('open' as const)) }),
  )
  fc.assert(
    fc.property(value, (date) => {
      const text = formatDate(date)
      // Year 0 has no sign, and -0 is not worth one.
      t.same(parseDate(text), JSON.parse(JSON.stringify(date)), text)
    }),
  )
  fc.assert(
    fc.property(anyText, (text) => parseDate(text) === undefined || formatDate(parseDate(text)!) === text),
  )
  const order = [
    '',
    '-9999',
    '-0380',
    '0001',
    '1999',
    '1999-12',
    '2020',
    '2020-02',
    '2020-02-29',
    '2020-03',
    '2021',
  ]
  t.same(
    [...order].reverse().sort((a, b) => (dateSortKey(a) < dateSortKey(b) ? -1 : 1)),
    order,
  )
  for (const bad of [
    '2023-02-29',
    '2023-13',
    '23',
    '2023-1',
    '2023-04-31',
    '2023/2024/2025',
    '2023-21-01',
    'soon',
  ]) {
    t.equal(parseDate(bad), undefined, bad)
  }
})

t.test('names', async (t) => {
  const cases: [text: string, name: object][] = [
    ['Zhisheng Ye', { given: 'Zhisheng', family: 'Ye' }],
    ['Ye, Zhisheng', { given: 'Zhisheng', family: 'Ye' }],
    ['King, Jr., Martin Luther', { given: 'Martin Luther', family: 'King', suffix: 'Jr.' }],
    ['Ludwig van Beethoven', { given: 'Ludwig', particle: 'van', family: 'Beethoven' }],
    ['van der Berg, Vincent', { given: 'Vincent', particle: 'van der', family: 'Berg' }],
    ["d'Alembert, Jean", { given: 'Jean', particle: "d'", family: 'Alembert' }],
    ['{World Health Organization}', { literal: 'World Health Organization' }],
    ['Plato', { family: 'Plato' }],
    ['Jean-Baptiste Le Rond', { given: 'Jean-Baptiste Le', family: 'Rond' }],
  ]
  for (const [text, name] of cases) t.same(parseName(text), name, text)
  t.equal(displayName(parseName("d'Alembert, Jean")), "Jean d'Alembert")
  fc.assert(
    fc.property(
      anyText.filter((text) => /\p{L}/u.test(text)),
      (text) => {
        const name = parseName(text)
        return displayName(name).length > 0 && indexName(name).length > 0
      },
    ),
  )
})

t.test('identifiers', async (t) => {
  for (const doi of [
    '10.1000/ABC',
    'doi:10.1000/abc',
    'https://doi.org/10.1000/abc',
    'http://dx.doi.org/10.1000%2Fabc',
  ]) {
    t.equal(normalizeDoi(doi)?.toLowerCase(), '10.1000/abc', doi)
  }
  for (const id of [
    '2403.07648',
    'arXiv:2403.07648v3',
    'https://arxiv.org/pdf/2403.07648v1.pdf',
    'arxiv.org/abs/2403.07648',
  ]) {
    t.equal(normalizeArxiv(id), '2403.07648', id)
  }
  t.equal(normalizeArxiv('hep-th/9901001v2'), 'hep-th/9901001')
  t.equal(normalizeIsbn('ISBN 978-0-19-852663-6'), '9780198526636')
  t.equal(normalizeIsbn('978-0-19-852663-7'), undefined)
  t.equal(normalizeIsbn('0-306-40615-2'), '0306406152')
  t.equal(normalizeOrcid('https://orcid.org/0000-0002-1825-0097'), '0000-0002-1825-0097')
  t.equal(normalizeOrcid('0000-0002-1825-0098'), undefined)
  t.same(parseReference('pmid:12345'), { scheme: 'pmid', id: '12345' })
  t.same(parseReference('PMCID:PMC123'), { scheme: 'pmcid', id: 'PMC123' })
  t.same(parseReference('isbn:0306406152'), { scheme: 'isbn', id: '0306406152' })
  t.equal(parseReference('hu2023hydro'), undefined)
  fc.assert(fc.property(anyText, (text) => void parseReference(text)))
  fc.assert(
    fc.property(anyText, (text) => {
      const doi = normalizeDoi(text)
      return doi === undefined || normalizeDoi(doi) === doi
    }),
  )
})

t.test('keys', async (t) => {
  const key = (title: string, family: string, issued = '2024') =>
    makeKey({ type: 'book', title, issued, contributors: [{ role: 'author', family }] })
  t.equal(key('Characterization of Large Models', 'Hu'), 'hu2024characterization')
  t.equal(key('The <i>Łódź</i> question', 'Żółkiewski', '2019-03'), 'zolkiewski2019lodz')
  t.equal(key('深度学习', '叶'), '2024')
  t.equal(makeKey({ type: 'book', title: '深' }), 'publication')
  t.same([0, 1, 25, 26, 27, 702].map(keySuffix), ['a', 'b', 'z', 'aa', 'ab', 'aaa'])
  const pattern = new RegExp(keyPattern)
  fc.assert(
    fc.property(anyText.filter(Boolean), anyText.filter(Boolean), (title, family) =>
      pattern.test(key(title, family)),
    ),
  )
})

t.test('folding finds the same word in another spelling', async (t) => {
  t.same(words('Łódź-Straße, ŁÓDŹ–STRASSE'), ['lodz', 'strasse', 'lodz', 'strasse'])
  t.same(words('GPU 調度x'), ['gpu', '調', '度', 'x'])
  t.same(words('ﬁne Å Å'), ['fine', 'a', 'a'])
  fc.assert(fc.property(anyText, (text) => fold(fold(text)) === fold(text)))
  fc.assert(fc.property(anyText, (text) => fold(text.normalize('NFD')) === fold(text.normalize('NFC'))))
  fc.assert(fc.property(anyText, (text) => words(words(text).join(' ')).join(' ') === words(text).join(' ')))
})

t.test('the nearest name is the one that was meant', async (t) => {
  t.same(nearest('yaer', ['year', 'venue', 'type']), ['year'])
  t.same(nearest('bib', ['bibtex', 'ris', 'csl']), ['bibtex'])
  t.same(nearest('xyzzy', ['year', 'venue']), [])
  fc.assert(fc.property(anyText, anyText, (a, b) => distance(a, b) === distance(b, a)))
  fc.assert(fc.property(anyText, (a) => distance(a, a) === 0))
})

t.test('searches', async (t) => {
  t.same(parseSearch('deep "GPU cluster" sched* -survey -"a b"'), {
    include: [
      { words: ['deep'], prefix: false },
      { words: ['gpu', 'cluster'], prefix: false },
      { words: ['sched'], prefix: true },
    ],
    exclude: [
      { words: ['survey'], prefix: false },
      { words: ['a', 'b'], prefix: false },
    ],
  })
  t.equal(parseSearch(' ** "" - '), undefined)
  fc.assert(
    fc.property(anyText, (text) => {
      const search = parseSearch(text)
      if (!search) return true
      const canonical = formatSearch(search)
      return formatSearch(parseSearch(canonical)!) === canonical
    }),
  )
})

t.test('cursors', async () => {
  const values = fc.tuple(anyText, fc.integer())
  fc.assert(
    fc.property(
      values,
      fc.constantFrom('after' as const, 'before' as const),
      anyText,
      (values, direction, query) => {
        const text = encodeCursor({ direction, values }, query)
        const back = decodeCursor(text, query, ['string', 'number'])
        return /^[\w-]+$/.test(text) && JSON.stringify(back) === JSON.stringify({ direction, values })
      },
    ),
  )
  fc.assert(
    fc.property(anyText, (text) => {
      try {
        decodeCursor(text, 'q', ['string', 'number'])
        return false
      } catch (error) {
        return error instanceof Problem && error.problem === 'invalid-cursor'
      }
    }),
  )
})

t.test('queries', async (t) => {
  const known = { ...queryParameters, ...pageParameters }
  const raw = fc.dictionary(
    fc.oneof(fc.constantFrom(...Object.keys(known)), anyText),
    fc.oneof(
      anyText,
      fc.array(anyText, { maxLength: 3 }),
      fc.constantFrom('2020..', 'NSDI', '!book', 'a,b', 'title'),
    ),
    { maxKeys: 5 },
  )
  fc.assert(
    fc.property(raw, (parameters) => {
      try {
        const query = toQuery(parseParameters(parameters, known))
        return canonicalQuery(query).length > 0
      } catch (error) {
        return error instanceof Problem && error.status === 400
      }
    }),
    { numRuns: 2000 },
  )
  const canonical = (parameters: Record<string, string | string[]>) =>
    canonicalQuery(toQuery(parseParameters(parameters, known)))
  t.equal(
    canonical({ year: '2020,2021', type: 'book' }),
    canonical({ type: ['book'], year: ['2021', '2020'] }),
  )
  t.equal(canonical({ q: 'Deep  GPU' }), canonical({ q: '"gpu" deep', sort: 'relevance' }))
  t.not(canonical({ year: '2020' }), canonical({ year: '!2020' }))
})

t.test('negotiation', async () => {
  const formats = (await loadFormats(new URL('../../src/formats/', import.meta.url))).for('publications')
  const ranges = [
    '*/*',
    'text/*',
    'application/*',
    'image/png',
    ...formats.flatMap(({ mediaTypes }) => mediaTypes),
  ]
  const weight = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000)
  const header = fc.array(fc.tuple(fc.constantFrom(...ranges), weight), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(header, (members) => {
      const accept = members.map(([range, q]) => `${range};q=${q}`).join(', ')
      const choice = negotiate(accept, formats)
      if (!choice)
        return members.every(
          ([range, q]) =>
            q === 0 ||
            range === 'image/png' ||
            members.some(([other, zero]) => zero === 0 && other !== range),
        )
      const exact = members.filter(([range]) => range === choice.mediaType)
      return exact.length === 0 || exact.some(([, q]) => q > 0)
    }),
  )
  fc.assert(
    fc.property(anyText, (text) => {
      const choice = negotiate(text, formats)
      return choice === undefined || formats.includes(choice.format)
    }),
  )
})

t.test('titles', async (t) => {
  t.same(parseTitle('H<sub>2</sub>O and $x < y$ <script>'), [
    { kind: 'text', text: 'H' },
    { kind: 'markup', markup: 'sub', children: [{ kind: 'text', text: '2' }] },
    { kind: 'text', text: 'O and ' },
    { kind: 'math', tex: 'x < y' },
    { kind: 'text', text: ' <script>' },
  ])
  t.equal(plainTitle('costs $5 and $6'), 'costs $5 and $6')
  t.equal(plainTitle('<i>a <b>b</i>'), '<i>a <b>b</i>', 'tags that do not pair are text')
  fc.assert(
    fc.property(
      anyText.filter((text) => !/[<$]/.test(text)),
      (text) => plainTitle(text) === text,
    ),
  )
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('<i>', '</i>', '<b>', '</b>', '$', 'x', '<span class="nocase">', '</span>'),
      }),
      (text) => typeof plainTitle(text) === 'string',
    ),
  )
})
