/** The Citation File Format and JSON Resume read. */
import t from 'tap'
import cff from '../../src/formats/cff.ts'
import jsonresume from '../../src/formats/jsonresume.ts'
import { reader as cffReader } from '../../src/importing/readers/cff.ts'
import { reader as resumeReader } from '../../src/importing/readers/jsonresume.ts'
import { recogniseReader } from '../../src/importing/readers.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import {
  assertAnyBytes,
  assertAnyShape,
  assertWhole,
  corpusFiles,
  noCorpora,
  readAll,
  readCorpus,
  said,
} from '../fixtures/reading.ts'
import { context, writeList } from '../fixtures/rendering.ts'

const file = `cff-version: 1.2.0
message: Cite it.
title: My Software
version: 1.0
doi: 10.5281/zenodo.1234
date-released: 2020-07-02
repository-code: https://github.com/a/b
authors:
  - family-names: Druskat
    name-particle: van
    given-names: Stephan
    orcid: https://orcid.org/0000-0002-1825-0097
references:
  - type: book
    title: The science of citation
    authors:
      - name: Foo Working Group
    url: www.example.com
  - type: nonsense
    notes: x
`

t.test('a work and its references, an entry each with its place', async (t) => {
  const entries = await readAll(cffReader, file)
  t.strictSame(entries[0]!.publication, {
    type: 'software',
    title: 'My Software',
    contributors: [
      { role: 'author', given: 'Stephan', particle: 'van', family: 'Druskat', orcid: '0000-0002-1825-0097' },
    ],
    issued: '2020-07-02',
    softwareVersion: '1.0',
    links: [{ kind: 'code', url: 'https://github.com/a/b' }],
    identifiers: { doi: '10.5281/zenodo.1234' },
  })
  t.match(entries[1]!.publication, { type: 'book', extra: { cff: { url: 'www.example.com' } } })
  t.strictSame(said(entries), [
    '14:5 warning "www.example.com" is no URL; it has to begin with https://',
    '19:5 error there is neither a title nor an author',
  ])
})

t.test('software beside its preferred citation, and what has no place, in and out', async (t) => {
  const source =
    'cff-version: 1.2.0\ntitle: Soft\ntype: software\nversion: 2.1\ncommit: abc123\nrepository-artifact: https://example.org/a\ncontact:\n  - name: Desk\nauthors:\n  - family-names: F\n    email: f@example.org\nidentifiers:\n  - type: swh\n    value: swh:1:rel:1\npreferred-citation:\n  type: article\n  title: Paper\n  authors: [{name: A}]\n  doi: not-one\n  year: soon\n  status: unheard-of\n  department: Physics\n  copyright: 2020 A\n  volume: 3\n  volume-title: Third\n'
  const entries = await readAll(cffReader, source)
  t.match(
    entries.map(({ publication }) => publication),
    [
      {
        title: 'Paper',
        volume: '3',
        volumeTitle: 'Third',
        extra: { cff: { doi: 'not-one', year: 'soon', status: 'unheard-of', department: 'Physics' } },
      },
      { title: 'Soft', softwareVersion: '2.1', extra: { cff: { authors: [{ email: 'f@example.org' }] } } },
    ],
  )
  const text = await writeList(
    cff,
    entries.map(({ publication }, i) => recordOf({ key: `k${i}`, ...publication })),
  )
  for (const line of [
    'department: Physics',
    'copyright: "2020 A"',
    'abc123',
    'repository-artifact: "https://example.org/a"',
    '- name: Desk',
    'value: "swh:1:rel:1"',
  ])
    t.ok(text.includes(line), line)
})

t.test('what else a resume says of its person comes back, but for the telephone', async (t) => {
  const resume = {
    basics: {
      name: 'Ada Lovelace',
      phone: '+44 1',
      location: { city: 'London', countryCode: 'GB' },
      profiles: [{ network: 'Mastodon', username: 'ada' }],
    },
    work: [{ name: 'Engines', position: 'Analyst', description: 'Makes engines', startDate: '1842-02' }],
    education: [{ institution: 'Home', studyType: 'BSc', courses: ['Algebra'], score: '4' }],
    skills: [{ name: 'Notes', level: 'Master', keywords: ['G'] }],
    languages: [{ language: 'English', fluency: 'Native' }],
    certificates: [{ name: 'C', issuer: 'I' }],
    projects: [{ name: 'Engine' }],
    references: [{ name: 'Babbage', reference: 'Enchantress' }],
  }
  const [entry] = await readAll(resumeReader, JSON.stringify(resume))
  const stamps = { created: '', updated: '', version: 1 }
  const owner = { ...entry!.person!, ...stamps }
  t.match(owner.extra, { jsonresume: { basics: { phone: '+44 1' } } })
  const affiliations = entry!.affiliations!.map((one) => ({ ...one, person: owner.slug, current: true }))
  const data = { service: {}, owner, affiliations, publications: [], total: 0 }
  const { basics, ...rest } = JSON.parse(String(await jsonresume.resources!.home!(data, context)))
  const { phone, name: _, ...about } = resume.basics
  t.match(basics, { location: about.location })
  t.ok(basics.profiles.some(({ network }: { network: string }) => network === 'Mastodon'))
  t.notOk(JSON.stringify(basics).includes(phone))
  const { basics: __, ...sections } = resume
  t.match(rest, sections)
})

t.test('a preferred citation stands for the file', async (t) => {
  const [entry, ...none] = await readAll(
    cffReader,
    'cff-version: 1.2.0\ntitle: S\nauthors: [{name: A}]\npreferred-citation:\n  type: article\n  title: P\n  authors: [{name: A}]\n  journal: J\n  start: 1\n  end: 9\n  year: 2020\n  month: 4\n',
  )
  t.strictSame(none, [])
  t.strictSame(entry!.publication, {
    type: 'article-journal',
    title: 'P',
    contributors: [{ role: 'author', literal: 'A' }],
    issued: '2020-04',
    venue: { name: 'J' },
    pages: '1-9',
  })
})

t.test('what Offprint writes it reads', async (t) => {
  const record = recordOf({
    key: 'hu2024',
    type: 'paper-conference',
    title: 'Acme',
    contributors: [author('Hu', 'Qinghao'), { role: 'author', literal: 'The Lab' }],
    issued: '2024-04',
    venue: { name: 'NSDI' },
    publisher: 'USENIX',
    identifiers: { doi: '10.1000/x' },
    tags: ['a'],
  })
  const [back] = await readAll(cffReader, await writeList(cff, [record]))
  const { created, updated, version, ...expected } = record.publication as unknown as Record<string, unknown>
  t.strictSame(back!.publication, expected)
})

const resume = {
  basics: {
    name: 'Ada van Berg',
    label: 'Professor',
    email: 'a@b.org',
    url: 'https://ada.example',
    profiles: [{ network: 'GitHub', username: 'ada', url: 'https://github.com/ada' }],
    location: { city: 'Paris', countryCode: 'FR' },
  },
  work: [{ name: 'ENS', position: 'Professor', startDate: '2020-09', highlights: ['x'] }, {}],
  education: [{ institution: 'MIT', studyType: 'PhD', area: 'CS', endDate: '2015' }],
  publications: [
    {
      name: 'On',
      publisher: 'CSUR',
      releaseDate: '2024-06-03',
      url: 'https://doi.org/10.1145/3638757',
      x: 1,
    },
    { publisher: 'nameless' },
  ],
}

t.test('a resume: the person, where the person was, publications', async (t) => {
  const [person, one, other] = await readAll(resumeReader, JSON.stringify(resume))
  t.strictSame(person!.person, {
    slug: 'ada-van-berg',
    given: 'Ada',
    particle: 'van',
    family: 'Berg',
    role: 'Professor',
    email: 'a@b.org',
    location: 'Paris, FR',
    links: [{ kind: 'website', url: 'https://ada.example' }],
    identifiers: { github: 'ada' },
    extra: { jsonresume: { basics: { location: { city: 'Paris', countryCode: 'FR' } } } },
  })
  t.strictSame(person!.affiliations, [
    {
      kind: 'experience',
      organization: { name: 'ENS' },
      role: 'Professor',
      start: '2020-09',
      highlights: ['x'],
    },
    { kind: 'education', organization: { name: 'MIT' }, role: 'PhD', area: 'CS', end: '2015' },
  ])
  t.match(person!.findings, [{ severity: 'warning', field: 'work[1]' }])
  t.strictSame(one!.publication, {
    type: 'document',
    title: 'On',
    contributors: [{ role: 'author', given: 'Ada', particle: 'van', family: 'Berg' }],
    venue: { name: 'CSUR' },
    issued: '2024-06-03',
    identifiers: { doi: '10.1145/3638757' },
    extra: { jsonresume: { x: 1 } },
  })
  t.match(other!.findings, [{ severity: 'error', field: 'publications[1].name' }])
})

t.test('YAML that would exhaust the stack is refused', async (t) => {
  const entries = await readAll(cffReader, `cff-version: ${'['.repeat(100_000)}`)
  t.match(entries, [{ findings: [{ severity: 'error', message: /call stack/ }] }])
})

t.test('any bytes and any shape', async (t) => {
  await assertAnyBytes(cffReader, [
    ...file.split('\n').map((line) => `${line}\n`),
    '&a ',
    '*a ',
    '[',
    '{',
    '- ',
    '\t',
    ': ',
  ])
  await assertAnyShape(resumeReader, resume, 300)
  t.pass('held')
})

t.test('real files', { skip: noCorpora }, async (t) => {
  let [read, refused] = [0, 0]
  for (const path of corpusFiles(/\.cff$/)) {
    const entries = await readCorpus(cffReader, path)
    assertWhole(entries, path)
    read += entries.filter(({ publication }) => publication).length
    refused += entries.filter(({ publication }) => !publication).length
  }
  t.ok(read >= 20 && refused >= 2, `${read} works, ${refused} refused`)
})

t.test('files are recognised by how they begin', async (t) => {
  t.equal((await recogniseReader('a.yml', file))?.name, 'cff')
  t.equal((await recogniseReader('a.json', JSON.stringify(resume)))?.name, 'jsonresume')
})
