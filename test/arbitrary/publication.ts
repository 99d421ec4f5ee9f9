/** Arbitrary publications, valid by the schema: every field, every kind of name, and text that breaks careless formats. */
import fc from 'fast-check'
import {
  cslTypes,
  type DateVariable,
  dateVariables,
  roles,
  type TextVariable,
  textVariables,
} from '../../src/model/csl-variables.ts'
import { type DateParts, formatDate } from '../../src/model/date.ts'
import {
  type Contributor,
  type Identifiers,
  type Publication,
  type PublicationInput,
  publicationYear,
  type Venue,
} from '../../src/model/publication.ts'
import { linkKinds, relationKinds, statuses, venueKinds } from '../../src/model/vocabulary.ts'

/** Text that means something to some format: BibTeX, LaTeX, HTML, XML, RIS, YAML, CSV, CSL. */
const hostile = [
  '{',
  '}}',
  '\\input{/etc/passwd}',
  '100% of R&D_a^b ~ #1 $5',
  '$O(n \\log n)$ on $k$-means',
  '<i>E. coli</i> & CO<sub>2</sub>',
  '<span class="nocase">McDonnell</span>',
  '<script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  ']]></x>',
  '&lt;b&gt;',
  'one\nER  - \nTY  - BOOK',
  'one\r\ntwo\ttabbed',
  '---\n- yaml: true',
  "=cmd|' /C calc'!A0",
  '"quoted", and; cut',
  ' around ',
  'A\u0000B\u2028C\u200fD\ufeff',
  'constructor',
  '__proto__',
  'Łódź, Größe, İnönü, Nguyễn Văn Trỗi',
  '深度学习集群的资源调度',
  'كتاب العبر',
  'Why 🦀 > 🐍 (and 👩‍🔬)',
  'e\u0301 is not é',
]

export const text = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }) },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }) },
    { weight: 2, arbitrary: fc.constantFrom(...hostile) },
    { weight: 2, arbitrary: fc.lorem({ maxCount: 5 }) },
  )

export const key = (): fc.Arbitrary<string> =>
  fc.stringMatching(/^[A-Za-z0-9:._-]{1,30}$/).filter((text) => text !== '.' && text !== '..')
const slug = () => fc.stringMatching(/^[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){0,2}$/)
const url = () =>
  fc.oneof(fc.webUrl(), fc.constant('https://例え.テスト/パス'), fc.constant('HTTPS://EXAMPLE.org/A_b?c=%20'))

const point = (): fc.Arbitrary<DateParts> =>
  fc
    .tuple(
      fc.oneof(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: -9999, max: 9999 })),
      fc.boolean(),
    )
    .chain(([year, approximate]) => {
      const mark = approximate ? { approximate } : {}
      return fc.oneof(
        fc.constant<DateParts>({ year, ...mark }),
        fc.record({ month: fc.integer({ min: 1, max: 12 }) }).map((more) => ({ year, ...more, ...mark })),
        fc.record({ season: fc.integer({ min: 1, max: 4 }) }).map((more) => ({ year, ...more, ...mark })),
        fc
          .record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
          .map((more) => ({ year, ...more, ...mark })),
      )
    })

/** EDTF: points, ranges, open ends; and days that the pattern allows and the calendar does not. */
export const edtf = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: point().map((start) => formatDate({ start })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(point(), fc.oneof(point(), fc.constant('open' as const)))
        .map(([start, end]) => formatDate({ start, end })),
    },
    { weight: 1, arbitrary: fc.constantFrom('2023-02-31', '-0000', '2024~/..', '0000') },
  )

type Parts = Pick<Contributor, 'given' | 'family' | 'particle' | 'droppingParticle' | 'suffix' | 'literal'>
export const name = (): fc.Arbitrary<Parts> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ given: text(), family: text() }) },
    { weight: 1, arbitrary: fc.record({ literal: text() }) },
    { weight: 1, arbitrary: fc.record({ family: text() }) },
    {
      weight: 2,
      arbitrary: fc.record(
        {
          given: text(),
          family: text(),
          particle: fc.constantFrom('van', 'van der', "d'", 'al-'),
          droppingParticle: fc.constantFrom('de', 'von', "d'"),
          suffix: fc.constantFrom('Jr.', 'III'),
        },
        { requiredKeys: ['family'] },
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Parts>(
        { given: 'Ludwig', particle: 'van', family: 'Beethoven' },
        { given: 'Charles', droppingParticle: 'de', family: 'Gaulle' },
        { given: 'Martin Luther', family: 'King', suffix: 'Jr.' },
        { literal: 'Food and Agriculture Organization, and others' },
        { literal: 'others' },
      ),
    },
  )

export const contributor = (): fc.Arbitrary<Contributor> =>
  fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: fc.constant('author' as const) }, fc.constantFrom(...roles)),
      name(),
      fc.oneof(
        { weight: 2, arbitrary: fc.constant({}) },
        fc.record(
          {
            orcid: fc.constantFrom('0000-0002-1825-0097', '0000-0001-5109-3700'),
            person: slug(),
            equal: fc.integer({ min: 1, max: 3 }),
            corresponding: fc.boolean(),
            affiliations: fc.array(
              fc.record({ name: text(), ror: fc.constant('02v51f717') }, { requiredKeys: ['name'] }),
              { minLength: 1, maxLength: 2 },
            ),
            creditRoles: fc.array(fc.constantFrom('Software', 'Writing – original draft'), {
              minLength: 1,
              maxLength: 2,
            }),
            note: text(),
          },
          { requiredKeys: [] },
        ),
      ),
    )
    .map(([role, parts, more]) => ({ role, ...parts, ...more }))

const arxiv = () => fc.constantFrom('2403.07648', 'hep-th/9901001')

export const identifiers = (): fc.Arbitrary<Identifiers> =>
  fc.record(
    {
      doi: fc.oneof(
        fc.constantFrom('10.1145/3638757', '10.1038/s41586-020-0000-0', '10.5/NOT A DOI'),
        text(),
      ),
      arxiv: arxiv(),
      arxivClass: fc.constantFrom('cs.DC', 'hep-th'),
      isbn: fc.array(fc.constantFrom('9780198526636', '0198526636', '978-0-19'), {
        minLength: 1,
        maxLength: 3,
      }),
      pmid: fc.constantFrom('12345678', 'PMID 1'),
      pmcid: fc.constantFrom('PMC1234567', 'pmc1'),
      openreview: fc.constant('KKp6pXwQ'),
      acl: fc.constant('2020.acl-main.1'),
      dblp: fc.constant('conf/osdi/HuYZ23'),
      hal: fc.constant('hal-01234567'),
      openalex: fc.constant('W2741809807'),
      inspire: fc.constant('1234567'),
      bibcode: fc.constant('2012PhRvL.108k1804A'),
      ssrn: fc.constant('3456789'),
    },
    { requiredKeys: [] },
  )

export const venue = (): fc.Arbitrary<Venue> =>
  fc.record(
    {
      name: text(),
      short: text(),
      kind: fc.constantFrom(...venueKinds),
      issn: fc.array(fc.constantFrom('0027-8424', '1091-6490', '2434-561X'), { minLength: 1, maxLength: 2 }),
      url: url(),
    },
    { requiredKeys: [] },
  )

/** Plain JSON objects. A member named `__proto__` is left out: few programs keep one, and none needs to. */
const json = () =>
  fc.dictionary(
    fc.string({ maxLength: 8 }).filter((member) => member !== '__proto__'),
    fc.jsonValue({ maxDepth: 1 }),
    { maxKeys: 3 },
  )

const texts = (): fc.Arbitrary<{ [name in TextVariable]?: string }> => {
  const each = Object.keys(textVariables)
    .filter((field) => field !== 'title')
    .map((field) => [field, field === 'url' ? url() : text()] as const)
  return fc.record(Object.fromEntries(each) as { [name in TextVariable]: fc.Arbitrary<string> }, {
    requiredKeys: [],
  })
}

const dates = (): fc.Arbitrary<{ [name in DateVariable]?: string }> => {
  const each = Object.keys(dateVariables).map((field) => [field, edtf()] as const)
  return fc.record(Object.fromEntries(each) as { [name in DateVariable]: fc.Arbitrary<string> }, {
    requiredKeys: [],
  })
}

const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 4 })

const others = () =>
  fc.record(
    {
      aliases: some(key()),
      status: fc.constantFrom(...statuses),
      visibility: fc.constantFrom('public' as const, 'hidden' as const),
      publishedOnline: edtf(),
      publishedPrint: edtf(),
      accepted: edtf(),
      venue: venue(),
      identifiers: identifiers(),
      contributors: fc.array(contributor(), { minLength: 1, maxLength: 6 }),
      links: some(
        fc.record(
          { kind: fc.constantFrom(...linkKinds), url: url(), label: text() },
          { requiredKeys: ['kind', 'url'] },
        ),
      ),
      tags: fc.uniqueArray(fc.oneof(text(), fc.constantFrom('GPU', 'deep learning')), {
        minLength: 1,
        maxLength: 4,
      }),
      awards: some(text()),
      featured: fc.boolean(),
      relations: some(
        fc.record({
          kind: fc.constantFrom(...relationKinds),
          identifier: fc.constantFrom('doi:10.1000/182', 'arXiv:2403.07648', 'hu2023'),
        }),
      ),
      funding: some(
        fc.record(
          { funder: text(), ror: fc.constant('02v51f717'), award: text() },
          { requiredKeys: ['funder'] },
        ),
      ),
      license: fc.constantFrom('CC-BY-4.0', 'https://example.org/license'),
      groups: some(slug()),
      custom: json(),
      extra: fc.dictionary(fc.constantFrom('csl', 'bibtex', 'ris', 'csv'), json(), { maxKeys: 3 }),
    },
    { requiredKeys: [] },
  )

/** What a person or an import gives, with its key. */
export const publicationInput = (): fc.Arbitrary<PublicationInput & { key: string }> =>
  fc
    .tuple(
      fc.record({
        key: key(),
        type: fc.oneof(
          fc.constantFrom(...cslTypes),
          fc.constantFrom('article' as const, 'article-journal' as const, 'paper-conference' as const),
        ),
        title: text(),
      }),
      fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, texts()),
      dates(),
      others(),
    )
    .map((parts) => Object.assign({}, ...parts) as PublicationInput & { key: string })

/** A publication as a store holds it. */
export const publication = (): fc.Arbitrary<Publication> => {
  const time = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString())
  return fc
    .tuple(publicationInput(), time, time, fc.integer({ min: 1, max: 1000 }))
    .map(([input, created, updated, version]) => {
      const year = publicationYear(input)
      return { ...input, ...(year === undefined ? {} : { year }), created, updated, version }
    })
}
