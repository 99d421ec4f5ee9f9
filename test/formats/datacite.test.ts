/** DataCite's JSON and XML: the schema's properties, its required ones where a record has nothing to say, and its lists. */
import t from 'tap'
import datacite from '../../src/formats/datacite.ts'
import dataciteXml from '../../src/formats/datacite-xml.ts'
import { cslTypes, roles } from '../../src/model/csl-variables.ts'
import { relationKinds } from '../../src/model/vocabulary.ts'
import { renderItem } from '../../src/rendering/format.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import { context } from '../fixtures/rendering.ts'

type Input = Parameters<typeof recordOf>[0]
const json = async (input: Input) => JSON.parse(await renderItem(datacite, recordOf(input), context))
const xml = (input: Input) => renderItem(dataciteXml, recordOf(input), context)

const article: Input = {
  key: 'ye2024deep',
  title: 'Deep <i>Learning</i>',
  contributors: [
    {
      ...author('Ye', 'Zhisheng'),
      orcid: '0000-0002-1825-0097',
      affiliations: [{ name: 'Peking University', ror: '02v51f717' }],
    },
    { role: 'author', literal: 'WHO' },
    { role: 'translator', family: 'Choi' },
  ],
  venue: { name: 'ACM Computing Surveys', issn: ['0360-0300'] },
  volume: '56',
  pages: '1-38',
  issued: '2024-06',
  publisher: 'ACM',
  identifiers: { doi: '10.1145/3638757', arxiv: '2205.11913' },
  license: 'CC-BY-4.0',
  language: 'en',
  funding: [{ funder: 'NSFC', award: '1' }],
  relations: [{ kind: 'preprint', identifier: 'arXiv:2205.11913' }],
  abstract: 'Wide.',
}

t.test('an article in DataCite JSON', async (t) => {
  t.match(await json(article), {
    id: 'https://doi.org/10.1145/3638757',
    doi: '10.1145/3638757',
    types: { resourceTypeGeneral: 'JournalArticle', citeproc: 'article-journal' },
    creators: [
      {
        name: 'Ye, Zhisheng',
        nameType: 'Personal',
        nameIdentifiers: [
          { nameIdentifier: 'https://orcid.org/0000-0002-1825-0097', nameIdentifierScheme: 'ORCID' },
        ],
        affiliation: [{ name: 'Peking University', affiliationIdentifier: 'https://ror.org/02v51f717' }],
      },
      { name: 'WHO', nameType: 'Organizational' },
    ],
    titles: [{ title: 'Deep Learning' }],
    publisher: 'ACM',
    publicationYear: 2024,
    contributors: [{ name: 'Choi', contributorType: 'Translator' }],
    dates: [{ date: '2024-06', dateType: 'Issued' }],
    container: { type: 'Journal', title: 'ACM Computing Surveys', identifier: '0360-0300', firstPage: '1' },
    rightsList: [{ rightsIdentifier: 'cc-by-4.0', rightsIdentifierScheme: 'SPDX' }],
    fundingReferences: [{ funderName: 'NSFC', awardNumber: '1' }],
    relatedIdentifiers: [
      {
        relatedIdentifier: 'arXiv:2205.11913',
        relatedIdentifierType: 'arXiv',
        relationType: 'IsNewVersionOf',
      },
    ],
    relatedItems: [{ relatedItemType: 'Journal', relationType: 'IsPublishedIn' }],
    schemaVersion: 'http://datacite.org/schema/kernel-4',
  })
})

t.test('the same in XML', async (t) => {
  const text = await xml(article)
  for (const part of [
    '<identifier identifierType="DOI">10.1145/3638757</identifier>',
    '<creatorName nameType="Personal">Ye, Zhisheng</creatorName><givenName>Zhisheng</givenName><familyName>Ye</familyName><nameIdentifier nameIdentifierScheme="ORCID" schemeURI="https://orcid.org">',
    '<publicationYear>2024</publicationYear><resourceType resourceTypeGeneral="JournalArticle">',
    '<contributor contributorType="Translator"><contributorName nameType="Personal">Choi',
    '<date dateType="Issued">2024-06</date>',
    '<relatedItemIdentifier relatedItemIdentifierType="ISSN">0360-0300',
    '<volume>56</volume><firstPage>1</firstPage><lastPage>38</lastPage><publisher>ACM</publisher>',
    '<description descriptionType="Abstract">Wide.',
  ]) {
    t.match(text, part)
  }
})

t.test('what the schema requires is there in the emptiest record, and said to be unknown', async (t) => {
  const text = await xml({ type: 'document', title: 'T' })
  t.match(text, '<identifier identifierType="URL">https://example.org/publications/key</identifier>')
  t.match(text, '<creatorName>:unav</creatorName>')
  t.match(text, '<publisher>:unav</publisher><publicationYear>0000</publicationYear>')
  t.notOk('publicationYear' in (await json({ type: 'document', title: 'T' })))
})

/** The lists of version 4.6, as far as a record can reach them. */
const lists = {
  resourceTypeGeneral:
    'Audiovisual Award Book BookChapter Collection ComputationalNotebook ConferencePaper ConferenceProceeding DataPaper Dataset Dissertation Event Image Instrument InteractiveResource Journal JournalArticle Model OutputManagementPlan PeerReview PhysicalObject Preprint Project Report Service Software Sound Standard StudyRegistration Text Workflow Other',
  contributorType:
    'ContactPerson DataCollector DataCurator DataManager Distributor Editor HostingInstitution Producer ProjectLeader ProjectManager ProjectMember RegistrationAgency RegistrationAuthority RelatedPerson Researcher ResearchGroup RightsHolder Sponsor Supervisor Translator WorkPackageLeader Other',
  relationType:
    'IsCitedBy Cites IsCollectedBy Collects IsSupplementTo IsSupplementedBy IsContinuedBy Continues IsDescribedBy Describes HasMetadata IsMetadataFor HasVersion IsVersionOf IsNewVersionOf IsPreviousVersionOf IsPartOf HasPart IsPublishedIn IsReferencedBy References IsDocumentedBy Documents IsCompiledBy Compiles IsVariantFormOf IsOriginalFormOf IsIdenticalTo IsReviewedBy Reviews IsDerivedFrom IsSourceOf IsRequiredBy Requires IsObsoletedBy Obsoletes IsTranslationOf HasTranslation',
  dateType:
    'Accepted Available Copyrighted Collected Coverage Created Issued Submitted Updated Valid Withdrawn Other',
} as const

t.test('every value of a controlled list is one the schema has', async (t) => {
  const found = new Map<string, Set<string>>()
  for (const type of cslTypes) {
    const text = await xml({
      type,
      venue: { name: 'V' },
      issued: '2024',
      submitted: '2023',
      accepted: '2023',
      publishedOnline: '2023',
      originalDate: '1900',
      eventDate: '2023',
      contributors: roles.map((role) => ({ role, family: 'F' })),
      relations: relationKinds.map((kind) => ({ kind, identifier: 'doi:10.1000/182' })),
    })
    for (const [, name, value] of text.matchAll(/(resourceTypeGeneral|relatedItemType|\w+Type)="([^"]+)"/g)) {
      found.set(name!, (found.get(name!) ?? new Set()).add(value!))
    }
  }
  for (const [name, list] of Object.entries(lists)) {
    const values = [...(found.get(name) ?? [])]
    t.ok(values.length > 2, name)
    t.strictSame(
      values.filter((value) => !list.split(' ').includes(value)),
      [],
      name,
    )
  }
})
