/** Fields of a publication and variables of CSL 1.0.2 by example, with what others make of them. */
import t from 'tap'
import { fromCsl } from '../../src/model/csl/read.ts'
import { type CslItem, toCsl } from '../../src/model/csl/write.ts'
import type { PublicationInput } from '../../src/model/publication.ts'
import { again, given, item, stored } from '../fixtures/csl.ts'

const article = (more: Partial<PublicationInput> = {}) =>
  stored({ type: 'article-journal', title: 'A title', ...more })

t.test('key, venue, identifiers, tags and status have the names that CSL has for them', async (t) => {
  const written = toCsl(
    article({
      status: 'in-press',
      venue: { name: 'Nature Communications', short: 'Nat. Commun.', issn: ['2041-1723', '0027-8424'] },
      identifiers: { doi: '10.1038/x1', isbn: ['9780198526636'], pmid: '123', pmcid: 'PMC123' },
      tags: ['GPU', 'deep learning'],
      contributors: [
        { role: 'editor', literal: 'ATLAS' },
        {
          role: 'editor',
          given: 'Ludwig',
          particle: 'van',
          droppingParticle: 'de',
          family: 'B',
          suffix: 'Jr.',
        },
      ],
      issued: '2024-04-16',
    }),
  )
  t.strictSame(written, {
    id: 'test2024',
    type: 'article-journal',
    'citation-key': 'test2024',
    title: 'A title',
    status: 'in press',
    'container-title': 'Nature Communications',
    'container-title-short': 'Nat. Commun.',
    ISSN: '2041-1723, 0027-8424',
    DOI: '10.1038/x1',
    ISBN: '9780198526636',
    PMID: '123',
    PMCID: 'PMC123',
    keyword: 'GPU, deep learning',
    editor: [
      { literal: 'ATLAS' },
      {
        family: 'B',
        given: 'Ludwig',
        'dropping-particle': 'de',
        'non-dropping-particle': 'van',
        suffix: 'Jr.',
      },
    ],
    issued: { 'date-parts': [[2024, 4, 16]] },
  })
})

t.test('dates', async (t) => {
  const pairs: [string, object][] = [
    ['-0380', { 'date-parts': [[-380]] }],
    ['2017-22', { 'date-parts': [[2017]], season: 2 }],
    ['1450~', { 'date-parts': [[1450]], circa: true }],
    [
      '2019-12-30/2020-01-03',
      {
        'date-parts': [
          [2019, 12, 30],
          [2020, 1, 3],
        ],
      },
    ],
    [
      '2024-05/..',
      {
        'date-parts': [
          [2024, 5],
          [0, 0],
        ],
      },
    ],
    [
      '2024-21/2024-23',
      {
        'date-parts': [
          [2024, 21],
          [2024, 23],
        ],
      },
    ],
  ]
  for (const [edtf, date] of pairs) {
    t.strictSame(toCsl(article({ issued: edtf })).issued, date, `${edtf} is written`)
    t.equal(fromCsl(item({ issued: date })).issued, edtf, `${edtf} is read`)
  }
  const readOnly: [object | string, string | undefined][] = [
    [{ 'date-parts': [['2024', '04', '6']] }, '2024-04-06'],
    [{ 'date-parts': [[2024, 2, 30]] }, '2024-02'],
    [{ 'date-parts': [[2024, 13]] }, '2024-21'],
    [{ 'date-parts': [[2024]], season: 'Autumn' }, '2024-23'],
    [{ raw: '2024-4-6' }, '2024-04-06'],
    [{ raw: '2024/05' }, '2024-05'],
    [{ literal: '2024', circa: 1 }, '2024~'],
    ['2024-04-16', '2024-04-16'],
    [{ literal: 'n.d.' }, undefined],
    [{ 'date-parts': [[null]] }, undefined],
    [{ 'date-parts': [[2024]], circa: 'false' }, '2024'],
  ]
  for (const [date, edtf] of readOnly)
    t.equal(fromCsl(item({ issued: date })).issued, edtf, JSON.stringify(date))
})

t.test('both ends of a range have the same precision, for citeproc, and the rest comes back', async (t) => {
  const original = article({ issued: '2019-12-30/2020-01' })
  const written = toCsl(original)
  t.strictSame(written.issued, {
    'date-parts': [
      [2019, 12],
      [2020, 1],
    ],
  })
  t.equal(fromCsl(written).issued, '2019-12-30/2020-01')
  t.equal(fromCsl({ ...written, issued: { 'date-parts': [[2021]] } }).issued, '2021', 'unless it was edited')
})

t.test('what was edited elsewhere is read as edited', async (t) => {
  const written = toCsl(
    article({
      contributors: [{ role: 'author', given: 'A', family: 'B', orcid: '0000-0002-1825-0097' }],
      tags: ['one, two', 'three'],
      venue: { name: 'OSDI', kind: 'conference' },
      links: [{ kind: 'pdf', url: 'https://example.org/a.pdf' }],
    }),
  )
  t.equal(fromCsl(written).contributors?.[0]?.orcid, '0000-0002-1825-0097')
  const edited = fromCsl({
    ...written,
    author: [{ given: 'A', family: 'C' }],
    keyword: 'one, two',
    'container-title': 'SOSP',
  })
  t.strictSame(edited.contributors, [{ role: 'author', given: 'A', family: 'C' }])
  t.strictSame(edited.tags, ['one', 'two'])
  t.strictSame(edited.venue, { name: 'SOSP' })
  t.strictSame(edited.links, [{ kind: 'pdf', url: 'https://example.org/a.pdf' }], 'what CSL cannot say stays')
  const { author: _, keyword: __, ...without } = written
  t.notOk(fromCsl(without as CslItem).contributors, 'removed authors are not put back')
  t.notOk(fromCsl(without as CslItem).tags)
})

t.test('an imported form comes back only while the publication says the same', async (t) => {
  const imported = stored(
    fromCsl(
      item({ issued: { raw: '2024-4-6' }, ISBN: '978-0-19-852663-6', author: [{ family: 'B', given: '' }] }),
    ),
  )
  t.same(toCsl(imported).issued, { raw: '2024-4-6' })
  t.equal(toCsl(imported).ISBN, '978-0-19-852663-6')
  t.same(toCsl(imported).author, [{ family: 'B', given: '' }])
  const edited = toCsl({
    ...imported,
    issued: '2025',
    identifiers: {},
    contributors: [{ role: 'author', family: 'C' }],
  })
  t.same(edited.issued, { 'date-parts': [[2025]] })
  t.notOk(edited.ISBN)
  t.same(edited.author, [{ family: 'C' }])
})

t.test('a preprint at arXiv has the number and publisher that styles print', async (t) => {
  const preprint = stored({ type: 'article', title: 'A preprint', identifiers: { arxiv: '2403.07648' } })
  const written = toCsl(preprint)
  t.equal(written.number, 'arXiv:2403.07648')
  t.equal(written.publisher, 'arXiv')
  t.strictSame({ ...fromCsl(written) }, given(preprint))
  t.equal(toCsl({ ...preprint, publisher: 'Own' }).publisher, 'Own')
  const edited = fromCsl({ ...written, number: 'arXiv:2403.00001' })
  t.equal(edited.identifiers?.arxiv, '2403.00001')
  t.notOk(edited.number)
  t.notOk(toCsl({ ...preprint, type: 'paper-conference' }).number, 'only where it is the publication itself')
})

t.test('the arXiv identifier of an imported preprint is found', async (t) => {
  const from = (more: object) => fromCsl(item({ type: 'article', ...more }))
  t.equal(from({ number: '2403.07648', archive: 'arXiv' }).identifiers?.arxiv, '2403.07648')
  t.equal(from({ URL: 'https://arxiv.org/abs/2403.07648v2' }).identifiers?.arxiv, '2403.07648')
  t.equal(from({ DOI: '10.48550/arXiv.2403.07648' }).identifiers?.arxiv, '2403.07648')
  t.notOk(from({ number: '2403.07648', publisher: 'A university' }).identifiers)
})

t.test('former names of variables and foreign types are understood', async (t) => {
  const read = fromCsl(
    item({ type: 'journalArticle', event: 'SODA', shortTitle: 'Short', journalAbbreviation: 'J. Abbr.' }),
  )
  t.match(read, {
    type: 'article-journal',
    eventTitle: 'SODA',
    shortTitle: 'Short',
    venue: { short: 'J. Abbr.' },
  })
  t.match(toCsl(stored(read)), { event: 'SODA', shortTitle: 'Short', journalAbbreviation: 'J. Abbr.' })
  const odd = fromCsl(item({ type: 'constructor' }))
  t.equal(odd.type, 'document')
  t.equal(odd.extra?.csl?.type, 'constructor')
  t.match(fromCsl(item({ 'container-title-short': 'A', journalAbbreviation: 'B' })).venue, { short: 'A' })
})

t.test('the key is the id, or the citation-key where the id cannot be one', async (t) => {
  t.match(fromCsl(item({ id: 'a', 'citation-key': 'b' })), {
    key: 'a',
    extra: { csl: { 'citation-key': 'b' } },
  })
  t.equal(again(item({ 'citation-key': 'b' }))['citation-key'], 'b')
  t.equal(fromCsl(item({ id: 7 })).key, '7')
  t.equal(fromCsl(item({ id: 'https://doi.org/10.1/x', 'citation-key': 'b' })).key, 'b')
  const none = fromCsl(item({ id: 'http://zotero.org/users/1/items/ABC' }))
  t.notOk(none.key)
  t.match(none.extra, { csl: { id: 'http://zotero.org/users/1/items/ABC' } })
})

t.test("Crossref's ORCID iDs, affiliations and further dates find their fields", async (t) => {
  const read = fromCsl(
    item({
      author: [
        {
          given: 'A',
          family: 'B',
          sequence: 'first',
          ORCID: 'http://orcid.org/0000-0002-1825-0097',
          affiliation: [{ name: 'Peking University' }],
        },
        { name: 'ATLAS Collaboration', sequence: 'additional', affiliation: [] },
      ],
      'published-online': { 'date-parts': [[2015, 12]] },
    }),
  )
  t.strictSame(read.contributors, [
    {
      role: 'author',
      family: 'B',
      given: 'A',
      orcid: '0000-0002-1825-0097',
      affiliations: [{ name: 'Peking University' }],
    },
    { role: 'author', literal: 'ATLAS Collaboration' },
  ])
  t.equal(read.publishedOnline, '2015-12')
})

t.test('a DOI in any form is read in its canonical one, and what is none is kept', async (t) => {
  const read = fromCsl(item({ DOI: 'https://doi.org/10.1038/ABC' }))
  t.equal(read.identifiers?.doi, '10.1038/ABC')
  t.notOk(read.extra)
  const none = fromCsl(item({ DOI: 'unknown' }))
  t.notOk(none.identifiers)
  t.strictSame(none.extra, { csl: { DOI: 'unknown' } })
  t.equal(toCsl(stored(none)).DOI, 'unknown')
})

t.test('a work without a title is named on reading, and has none again in CSL', async (t) => {
  const { title: _, ...nameless } = item({ volume: '1' })
  const read = fromCsl(nameless as CslItem)
  t.equal(read.title, '[untitled]')
  t.notOk('title' in toCsl(stored(read)))
  t.equal(toCsl({ ...stored(read), title: 'Found' }).title, 'Found')
})

t.test("others' custom data stands beside ours", async (t) => {
  const original = item({ custom: { short_id: 'xyz', offprint: { links: 'none' } } })
  const read = fromCsl(original)
  t.strictSame(read.custom, { short_id: 'xyz', offprint: { links: 'none' } })
  t.notOk(read.links)
  const written = toCsl({ ...stored(read), awards: ['Best paper'] })
  t.match(written.custom, { short_id: 'xyz', offprint: { awards: ['Best paper'] } })
  t.match(fromCsl(written), { custom: read.custom, awards: ['Best paper'] })
})
