/** What APIs give: Crossref, OpenAlex, ORCID, DataCite; in the shape they promise, and in any other. */
import t from 'tap'
import type { Reader } from '../../src/importing/reader.ts'
import { reader as crossref } from '../../src/importing/readers/crossref.ts'
import { reader as datacite } from '../../src/importing/readers/datacite.ts'
import { reader as dataciteXml } from '../../src/importing/readers/datacite-xml.ts'
import { reader as openalex } from '../../src/importing/readers/openalex.ts'
import { reader as orcid } from '../../src/importing/readers/orcid.ts'
import { recogniseReader } from '../../src/importing/readers.ts'
import { crossrefWork, openalexWork, orcidRecord } from '../fixtures/api-samples.ts'
import {
  assertAnyBytes,
  assertAnyShape,
  assertWhole,
  corpusFiles,
  noCorpora,
  readAll,
  readCorpus,
} from '../fixtures/reading.ts'

t.test('Crossref: one work in its envelope', async (t) => {
  const [entry] = await readAll(
    crossref,
    JSON.stringify({ status: 'ok', 'message-type': 'work', message: crossrefWork }),
  )
  t.strictSame(entry!.findings, [])
  t.strictSame(entry!.publication, {
    type: 'paper-conference',
    title: 'Growth of <i>E. coli</i> & co: A study',
    identifiers: { doi: '10.1145/3600006.3613145', isbn: ['9798400702297'] },
    contributors: [
      {
        role: 'author',
        given: 'Qinghao',
        family: 'Hu',
        orcid: '0000-0002-1825-0097',
        affiliations: [{ name: 'NTU', ror: '02e7b5302' }],
      },
      { role: 'author', literal: 'The Consortium' },
    ],
    issued: '2023-10-23',
    publishedPrint: '2023-10-23',
    venue: { name: 'Proceedings of SOSP', short: 'SOSP', kind: 'conference' },
    eventTitle: 'SOSP ’23',
    eventPlace: 'Koblenz Germany',
    publisher: 'ACM',
    place: 'New York, NY, USA',
    pages: '1-17',
    language: 'en',
    tags: ['Systems'],
    abstract: 'First & last.\n\nSecond.',
    license: 'https://www.acm.org/publications/policies/copyright_policy',
    url: 'https://dl.acm.org/doi/10.1145/3600006.3613145',
    links: [{ kind: 'pdf', url: 'https://dl.acm.org/doi/pdf/10.1145/3600006.3613145' }],
    funding: [{ funder: 'NSF', award: '12' }],
    relations: [{ kind: 'preprint', identifier: 'doi:10.48550/arXiv.2301.00001' }],
    extra: {
      crossref: {
        'alternative-id': ['10.1145/3600006.3613145'],
        link: [crossrefWork.link[1]],
        funder: crossrefWork.funder,
      },
    },
  })
  const list = await readAll(
    crossref,
    JSON.stringify({
      'message-type': 'work-list',
      message: { 'total-results': 2, items: [crossrefWork, {}] },
    }),
    50,
  )
  t.strictSame(
    list.map(({ publication }) => publication?.identifiers?.doi),
    ['10.1145/3600006.3613145', undefined],
  )
  t.match(list[1]!.findings, [{ severity: 'error', message: /neither a DOI nor a title/ }])
})

t.test('OpenAlex: the abstract is put together, people have ORCID iDs', async (t) => {
  const [entry] = await readAll(openalex, JSON.stringify({ meta: { count: 1 }, results: [openalexWork] }))
  t.strictSame(entry!.publication, {
    type: 'article-journal',
    title: 'Deep Learning Workload Scheduling',
    identifiers: { doi: '10.1145/3638757', openalex: 'W4390', pmid: '123', arxiv: '2205.11913' },
    contributors: [
      {
        role: 'author',
        given: 'Zhisheng',
        family: 'Ye',
        orcid: '0000-0002-1825-0097',
        corresponding: true,
        affiliations: [{ name: 'Peking University', ror: '02v51f717' }],
      },
      { role: 'author', given: 'Ludwig', particle: 'van', family: 'Berg' },
    ],
    issued: '2024',
    venue: { name: 'ACM Computing Surveys', kind: 'journal', issn: ['0360-0300'] },
    publisher: 'ACM',
    volume: '56',
    issue: '6',
    pages: '1-38',
    language: 'en',
    abstract: 'We study the study of clusters',
    tags: ['Scheduling'],
    license: 'cc-by',
    links: [{ kind: 'pdf', url: 'https://arxiv.org/pdf/2205.11913' }],
    funding: [{ funder: 'NSFC', award: '7' }],
    extra: { openalex: { type_crossref: 'journal-article', ids: openalexWork.ids } },
  })
})

t.test('ORCID: a record is a person, where the person was, and the works', async (t) => {
  const [person, ...works] = await readAll(orcid, JSON.stringify(orcidRecord))
  t.strictSame(person!.person, {
    slug: 'josiah-carberry',
    given: 'Josiah',
    family: 'Carberry',
    aliases: [{ literal: 'J. S. Carberry' }],
    biography: 'Psychoceramics.',
    interests: ['ceramics'],
    links: [{ url: 'https://example.org/', label: 'Home' }],
    identifiers: { orcid: '0000-0002-1825-0097' },
  })
  t.strictSame(person!.affiliations, [
    {
      kind: 'experience',
      organization: { name: 'Brown University', ror: '05gq02987' },
      department: 'Psychoceramics',
      role: 'Professor',
      place: 'Providence, RI, US',
      start: '1930-09',
    },
    { kind: 'education', organization: { name: 'Wesleyan' }, role: 'PhD', end: '1925' },
  ])
  t.strictSame(
    works.map(({ publication }) => publication),
    [
      {
        type: 'article-journal',
        title: 'A Methodology: of Wide-Area Networks',
        issued: '2012-02-11',
        venue: { name: 'Journal of Psychoceramics', issn: ['0264-3561'] },
        identifiers: { doi: '10.5555/12345680' },
      },
    ],
  )
})

t.test('DataCite: the API and the XML say the same', async (t) => {
  const attributes = {
    doi: '10.5281/zenodo.1',
    types: { resourceTypeGeneral: 'Dataset' },
    creators: [
      {
        name: 'Hu, Qinghao',
        nameType: 'Personal',
        givenName: 'Qinghao',
        familyName: 'Hu',
        nameIdentifiers: [
          { nameIdentifier: 'https://orcid.org/0000-0002-1825-0097', nameIdentifierScheme: 'ORCID' },
        ],
        affiliation: [{ name: 'NTU', affiliationIdentifier: 'https://ror.org/02e7b5302' }],
      },
      { name: 'The Lab', nameType: 'Organizational' },
    ],
    titles: [{ title: 'Traces' }],
    publisher: { name: 'Zenodo' },
    publicationYear: 2023,
    dates: [{ date: '2023-05-04', dateType: 'Issued' }],
    subjects: [{ subject: 'traces' }],
    version: '2',
    url: 'https://zenodo.org/records/1',
  }
  const [json] = await readAll(
    datacite,
    JSON.stringify({ data: { id: '10.5281/zenodo.1', type: 'dois', attributes } }),
  )
  const expected = {
    type: 'dataset',
    title: 'Traces',
    contributors: [
      {
        role: 'author',
        given: 'Qinghao',
        family: 'Hu',
        orcid: '0000-0002-1825-0097',
        affiliations: [{ name: 'NTU', ror: '02e7b5302' }],
      },
      { role: 'author', literal: 'The Lab' },
    ],
    issued: '2023-05-04',
    publisher: 'Zenodo',
    softwareVersion: '2',
    tags: ['traces'],
    identifiers: { doi: '10.5281/zenodo.1' },
  }
  t.strictSame(json!.publication, { ...expected, url: 'https://zenodo.org/records/1' })
  const [xml] = await readAll(
    dataciteXml,
    `<resource xmlns="http://datacite.org/schema/kernel-4"><identifier identifierType="DOI">10.5281/zenodo.1</identifier>
<creators><creator><creatorName nameType="Personal">Hu, Qinghao</creatorName><givenName>Qinghao</givenName><familyName>Hu</familyName>
<nameIdentifier nameIdentifierScheme="ORCID">0000-0002-1825-0097</nameIdentifier><affiliation affiliationIdentifier="https://ror.org/02e7b5302">NTU</affiliation></creator>
<creator><creatorName nameType="Organizational">The Lab</creatorName></creator></creators><titles><title>Traces</title></titles>
<publisher>Zenodo</publisher><publicationYear>2023</publicationYear><resourceType resourceTypeGeneral="Dataset"/>
<subjects><subject>traces</subject></subjects><dates><date dateType="Issued">2023-05-04</date></dates><version>2</version>
<geoLocations><geoLocation><geoLocationPlace>Here</geoLocationPlace></geoLocation></geoLocations></resource>`,
  )
  t.strictSame(xml!.publication, {
    ...expected,
    extra: { 'datacite-xml': { geoLocations: { geoLocation: { geoLocationPlace: 'Here' } } } },
  })
})

const samples: [Reader, object][] = [
  [crossref, crossrefWork],
  [openalex, openalexWork],
  [orcid, orcidRecord],
  [
    datacite,
    {
      data: {
        attributes: {
          doi: '10.1/x',
          titles: [{ title: 'T' }],
          creators: [{ name: 'a, b', affiliation: ['x'] }],
          dates: [{ date: '2020', dateType: 'Issued' }],
          container: { title: 'C', identifier: '0360-0300' },
          relatedItems: [
            { relationType: 'IsPublishedIn', titles: [{ title: 'J' }], creators: [{ name: 'x' }] },
          ],
          descriptions: [{ descriptionType: 'Abstract', description: 'x' }],
          relatedIdentifiers: [{ relationType: 'HasPart', relatedIdentifier: 'x' }],
          rightsList: [{ rights: 'MIT', rightsIdentifierScheme: 'SPDX' }],
        },
      },
    },
  ],
]
for (const [reader, sample] of samples) {
  t.test(`${reader.name}: JSON of any shape and any bytes`, async (t) => {
    await assertAnyShape(reader, sample, 300)
    await assertAnyBytes(
      reader,
      ['{', '}', '[', ']', '"items":', '"message":', '"a"', ',', '{"DOI":"10.1/x"}'],
      50,
    )
    t.pass('held')
  })
}
t.test('datacite-xml: any bytes', async (t) => {
  await assertAnyBytes(
    dataciteXml,
    '<resource> </resource> <creators><creator> <creatorName> </creators> x <dates><date> <titles><title>'.split(
      ' ',
    ),
  )
  t.pass('held')
})

t.test('real files', { skip: noCorpora }, async (t) => {
  for (const [reader, pattern, least] of [
    [orcid, /^orcid\/.*\.json$/, 100],
    [datacite, /bolognese\/(?:datacite.*|crosscite)\.json$|handlr\/crosscite\.json$/, 8],
    [dataciteXml, /bolognese\/(?:datacite|funding|gtex|schema_4).*\.xml$/, 35],
  ] as const) {
    let [count, refused] = [0, 0]
    for (const path of corpusFiles(pattern)) {
      const entries = await readCorpus(reader, path)
      assertWhole(entries, path)
      count += entries.filter(({ publication }) => publication).length
      refused += entries.filter(({ publication, person }) => !publication && !person).length
    }
    t.ok(count >= least && refused <= 2, `${reader.name}: ${count} records, ${refused} refused`)
  }
})

t.test('files are recognised by how they begin', async (t) => {
  for (const [name, value] of [
    ['crossref', { 'message-type': 'work', message: crossrefWork }],
    ['openalex', openalexWork],
    ['orcid', orcidRecord],
  ] as const)
    t.equal((await recogniseReader('a.json', JSON.stringify(value).slice(0, 4096)))?.name, name)
})
