/** JSON-LD: works and people in the vocabulary of schema.org. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import jsonld from '../../src/formats/jsonld.ts'
import { renderItem } from '../../src/rendering/format.ts'
import { person } from '../arbitrary/person.ts'
import { publication } from '../arbitrary/publication.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import { context, stored, storedOnce, writeBatches } from '../fixtures/rendering.ts'

type Input = Parameters<typeof recordOf>[0]
const item = async (input: Input) => JSON.parse(await renderItem(jsonld, recordOf(input), context))

t.test('a journal article is part of an issue, of a volume, of a journal', async (t) => {
  t.strictSame(
    await item({
      key: 'ye2024deep',
      title: 'Deep <i>Learning</i>',
      contributors: [
        {
          ...author('Ye', 'Zhisheng'),
          orcid: '0000-0002-1825-0097',
          person: 'zhisheng-ye',
          affiliations: [{ name: 'Peking University', ror: '02v51f717' }],
        },
        { role: 'author', literal: 'WHO' },
        { role: 'narrator', family: 'Lee' },
      ],
      venue: { name: 'ACM Computing Surveys', short: 'CSUR', issn: ['0360-0300'] },
      volume: '56',
      issue: '6',
      number: '146',
      pages: '1–38',
      issued: '2024-06~',
      publisher: 'ACM',
      place: 'New York',
      identifiers: { doi: '10.1145/3638757', arxiv: '2205.11913' },
      links: [{ kind: 'pdf', url: 'https://a.org/x.pdf' }],
      tags: ['GPU'],
      license: 'CC-BY-4.0',
      relations: [{ kind: 'translation', identifier: 'doi:10.1000/182' }],
      eventTitle: 'SC',
      eventDate: '2024-06-01/2024-06-03',
    }),
    {
      '@context': 'https://schema.org',
      '@type': 'ScholarlyArticle',
      '@id': 'https://doi.org/10.1145/3638757',
      name: 'Deep Learning',
      headline: 'Deep Learning',
      datePublished: '2024-06',
      pagination: '1–38',
      pageStart: '1',
      pageEnd: '38',
      isPartOf: {
        '@type': 'PublicationIssue',
        issueNumber: '6',
        isPartOf: {
          '@type': 'PublicationVolume',
          volumeNumber: '56',
          isPartOf: {
            '@type': 'Periodical',
            name: 'ACM Computing Surveys',
            alternateName: 'CSUR',
            issn: ['0360-0300'],
          },
        },
      },
      publisher: { '@type': 'Organization', name: 'ACM', location: { '@type': 'Place', name: 'New York' } },
      keywords: ['GPU'],
      license: 'https://spdx.org/licenses/CC-BY-4.0.html',
      encoding: [
        { '@type': 'MediaObject', contentUrl: 'https://a.org/x.pdf', encodingFormat: 'application/pdf' },
      ],
      url: 'https://doi.org/10.1145/3638757',
      mainEntityOfPage: 'https://example.org/publications/ye2024deep',
      sameAs: [
        'https://doi.org/10.1145/3638757',
        'https://arxiv.org/abs/2205.11913',
        'https://example.org/publications/ye2024deep',
      ],
      identifier: [
        { '@type': 'PropertyValue', propertyID: 'key', value: 'ye2024deep' },
        {
          '@type': 'PropertyValue',
          propertyID: 'DOI',
          value: '10.1145/3638757',
          url: 'https://doi.org/10.1145/3638757',
        },
        {
          '@type': 'PropertyValue',
          propertyID: 'arXiv',
          value: '2205.11913',
          url: 'https://arxiv.org/abs/2205.11913',
        },
        { '@type': 'PropertyValue', propertyID: 'number', value: '146' },
      ],
      '@reverse': {
        workFeatured: { '@type': 'Event', name: 'SC', startDate: '2024-06-01', endDate: '2024-06-03' },
      },
      author: [
        {
          '@type': 'Person',
          '@id': 'https://orcid.org/0000-0002-1825-0097',
          name: 'Zhisheng Ye',
          givenName: 'Zhisheng',
          familyName: 'Ye',
          url: 'https://example.org/people/zhisheng-ye',
          affiliation: [
            { '@type': 'Organization', '@id': 'https://ror.org/02v51f717', name: 'Peking University' },
          ],
        },
        { '@type': 'Organization', name: 'WHO' },
      ],
      contributor: [
        {
          '@type': 'Role',
          roleName: 'narrator',
          contributor: { '@type': 'Person', name: 'Lee', familyName: 'Lee' },
        },
      ],
      workTranslation: [{ '@id': 'https://doi.org/10.1000/182' }],
    },
  )
})

t.test('values by type', async (t) => {
  const cases: [Input, object][] = [
    [
      {
        type: 'book',
        identifiers: { isbn: ['9780198526636'] },
        numberOfPages: '300',
        collectionTitle: 'LNCS',
      },
      {
        '@type': 'Book',
        isbn: ['9780198526636'],
        numberOfPages: 300,
        isPartOf: { '@type': 'BookSeries', name: 'LNCS' },
      },
    ],
    [
      { type: 'chapter', venue: { name: 'Handbook' }, identifiers: { isbn: ['9780198526636'] } },
      { '@type': 'Chapter', isPartOf: { '@type': 'Book', name: 'Handbook', isbn: ['9780198526636'] } },
    ],
    [
      { type: 'thesis', genre: 'PhD' },
      { '@type': 'Thesis', inSupportOf: 'PhD' },
    ],
    [
      { type: 'report', number: 'TR-1' },
      { '@type': 'Report', reportNumber: 'TR-1' },
    ],
    [{ type: 'dataset' }, { '@type': 'Dataset' }],
    [
      { type: 'software', softwareVersion: '1.0', links: [{ kind: 'code', url: 'https://github.com/a/b' }] },
      { '@type': 'SoftwareSourceCode', version: '1.0', codeRepository: 'https://github.com/a/b' },
    ],
    [{ type: 'patent' }, { '@type': 'CreativeWork', additionalType: 'patent' }],
    [
      { key: 'a:b' },
      { '@id': 'https://example.org/publications/a%3Ab', url: 'https://example.org/publications/a%3Ab' },
    ],
    [{ issued: '2017-22' }, { datePublished: '2017' }],
    [
      { relations: [{ kind: 'part', identifier: 'hu2023' }] },
      { hasPart: [{ '@id': 'https://example.org/publications/hu2023' }] },
    ],
  ]
  for (const [input, expected] of cases) t.match(await item(input), expected, JSON.stringify(input))
})

const nodes = (value: unknown): Record<string, unknown>[] =>
  typeof value !== 'object' || value === null
    ? []
    : [
        ...(Array.isArray(value) ? [] : [value as Record<string, unknown>]),
        ...Object.values(value).flatMap(nodes),
      ]

/** What every node has, whatever it was made from. */
function checkNodes(document: unknown) {
  for (const node of nodes(document)) {
    assert.ok(
      '@type' in node || '@id' in node || '@graph' in node || 'workFeatured' in node,
      JSON.stringify(node),
    )
    for (const value of Object.values(node)) {
      assert.ok(
        value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
        JSON.stringify(node),
      )
    }
    for (const name of ['@id', 'url', 'contentUrl', 'mainEntityOfPage']) {
      if (name in node) assert.match(String(node[name]), /^(?:https?|ftp|urn):[\w.~!$&'()*+,;=:@/?#[\]%-]+$/)
    }
  }
}

t.test('a list is one graph, whatever it holds and however it comes', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(publication(), { maxLength: 4 }), async (given) => {
      const records = storedOnce(given)
      const text = await writeBatches(
        jsonld,
        records.map((record) => [record]),
      )
      assert.ok(!text.includes('<'), 'it can stand inside a script element')
      const document = JSON.parse(text)
      assert.equal(document['@context'], 'https://schema.org')
      assert.equal(document['@graph'].length, records.length)
      document['@graph'].forEach(checkNodes)
      for (const [i, { publication }] of records.entries()) {
        assert.equal(document['@graph'][i].inLanguage, publication.language)
      }
    }),
  )
  t.pass('held')
})

t.test('one publication is an object with its context', async (t) => {
  await fc.assert(
    fc.asyncProperty(publication(), async (given) => {
      const document = JSON.parse(await renderItem(jsonld, stored(given), context))
      assert.equal(document['@context'], 'https://schema.org')
      checkNodes(document)
    }),
  )
  t.pass('held')
})

t.test('a person', async (t) => {
  const ada = {
    slug: 'ada-lovelace',
    given: 'Ada',
    family: 'Lovelace',
    role: 'Analyst',
    interests: ['Engines'],
    identifiers: { orcid: '0000-0002-1825-0097', github: 'ada' },
    links: [{ url: 'https://ada.example/', kind: 'website' }],
    created: '2024-01-01T00:00:00Z',
    updated: '2024-01-01T00:00:00Z',
    version: 1,
  }
  t.strictSame(JSON.parse(await jsonld.resources!.person!(ada, context)), {
    '@context': 'https://schema.org',
    '@type': 'Person',
    '@id': 'https://orcid.org/0000-0002-1825-0097',
    name: 'Ada Lovelace',
    givenName: 'Ada',
    familyName: 'Lovelace',
    jobTitle: 'Analyst',
    knowsAbout: ['Engines'],
    url: 'https://example.org/people/ada-lovelace',
    sameAs: ['https://orcid.org/0000-0002-1825-0097', 'https://github.com/ada', 'https://ada.example/'],
    identifier: {
      '@type': 'PropertyValue',
      propertyID: 'ORCID',
      value: '0000-0002-1825-0097',
      url: 'https://orcid.org/0000-0002-1825-0097',
    },
  })
  await fc.assert(
    fc.asyncProperty(fc.array(person(), { maxLength: 2 }), async (items) => {
      for (const one of items) checkNodes(JSON.parse(await jsonld.resources!.person!(one, context)))
      const people = JSON.parse(await jsonld.resources!.people!({ items, total: items.length }, context))
      assert.equal(people['@graph']?.length ?? 0, items.length)
    }),
  )
})
