/** The files a person edits by hand: what they say is read, and what is wrong in them is named with its place. */
import { join } from 'node:path'
import t from 'tap'
import { readSeed } from '../../src/importing/seed.ts'
import { SeedError } from '../../src/importing/seed-error.ts'
import { displayName } from '../../src/model/name.ts'

const own = join(import.meta.dirname, '../../seed')
const person =
  'slug: ada-muller\nowner: true\ngiven: Ada\nfamily: Müller\naliases: [{ given: A., family: Müller }]\n'

t.test('the seed holds the facts of its owner', async (t) => {
  const { people, affiliations, groups, publications } = await readSeed(own)
  t.match(people, [{ slug: 'zhisheng-ye', owner: true, given: 'Zhisheng', family: 'Ye' }])
  t.same(people![0]!.interests, ['Distributed Systems', 'Machine Learning Systems', 'Resource Management'])
  t.ok(people![0]!.biography!.split('\n\n').length >= 3, 'a biography of several paragraphs')
  const [{ affiliations: list }] = affiliations as unknown as [{ affiliations: Record<string, any>[] }]
  const summary = list.map(({ kind, role, organization, start, end }) => [
    kind,
    role,
    organization.name,
    start,
    end,
  ])
  t.same(summary, [
    ['education', 'DSc', 'Peking University', undefined, '2024'],
    ['education', 'BSc', 'Peking University', undefined, '2019'],
    ['experience', 'Research Intern', 'Shanghai AI Laboratory', '2022-07', '2024-01'],
    ['experience', 'Research Intern', 'Sensetime Research', '2019-09', '2022-06'],
    ['experience', 'Research Intern', 'Peng Cheng Laboratory', '2018-07', '2021-09'],
    ['membership', 'Team member', 'Peking University Cluster Competition Team', '2018-09', '2019-06'],
  ])
  t.equal(list[0]!.organization.ror, '02v51f717')
  t.equal(list[4]!.organization.ror, '03qdqbt06')
  t.match(list[5]!.awards, [/ASC19/])
  t.equal(groups!.length, 1)

  const shown = publications!.map(({ key, type, issued, venue, contributors, identifiers }) => [
    key,
    type,
    issued,
    venue!.short,
    contributors!.length,
    contributors!.findIndex((contributor) => contributor.person === 'zhisheng-ye'),
    identifiers?.doi,
    identifiers?.arxiv,
  ])
  t.same(shown, [
    ['hu2024characterization', 'paper-conference', '2024-04', 'NSDI', 12, 1, undefined, '2403.07648'],
    ['ye2023deep', 'article-journal', '2023-12-27', 'CSUR', 8, 0, '10.1145/3638757', '2205.11913'],
    ['hu2023hydro', 'paper-conference', '2023-07', 'OSDI', 7, 1, undefined, undefined],
    ['yang2022tear', 'paper-conference', '2022-10', 'ICCD', 9, 1, '10.1109/ICCD56317.2022.00103', undefined],
  ])
  t.same(publications![1]!.contributors!.map(displayName), [
    'Zhisheng Ye',
    'Wei Gao',
    'Qinghao Hu',
    'Peng Sun',
    'Xiaolin Wang',
    'Yingwei Luo',
    'Tianwei Zhang',
    'Yonggang Wen',
  ])
  t.match(publications![1], {
    volume: '56',
    issue: '6',
    number: '146',
    pages: '1-38',
    venue: { issn: ['0360-0300'] },
  })
  t.match(
    publications![0]!.links!.map(({ kind }) => kind),
    ['preprint', 'html', 'pdf', 'dataset'],
  )
})

t.test('names are linked to the person who has them, and scalars are taken as written', async (t) => {
  const directory = t.testdir({
    people: { 'ada.yaml': person },
    publications: {
      'a.yml': `
- type: article-journal
  title: One
  issued: 2024-04-16
  volume: 007
  contributors:
    - Müller, Ada
    - A. Müller
    - { given: Bo, family: Chen, equal: 1 }
    - "{World Health Organization}"
    - { role: editor, literal: The Editors }
`,
      'b.yaml': 'type: book\ntitle: Two\nissued: 1999\n',
    },
  })
  const { publications } = await readSeed(directory)
  t.same(publications, [
    {
      type: 'article-journal',
      title: 'One',
      issued: '2024-04-16',
      volume: '007',
      contributors: [
        { role: 'author', given: 'Ada', family: 'Müller', person: 'ada-muller' },
        { role: 'author', given: 'A.', family: 'Müller', person: 'ada-muller' },
        { role: 'author', given: 'Bo', family: 'Chen', equal: 1 },
        { role: 'author', literal: 'World Health Organization' },
        { role: 'editor', literal: 'The Editors' },
      ],
    },
    { type: 'book', title: 'Two', issued: '1999' },
  ])
})

t.test('every fault is named with file, line and field, all at once', async (t) => {
  const directory = t.testdir({
    people: {
      'ada.yaml': `${person}intrests: [a]\naffiliations:\n  - { kind: eduction, end: 2024-13 }\nidentifiers:\n  orcid: 0000-0002-1825-0098\n`,
      'bo.yaml': 'slug: bo\ngiven: A.\nfamily: Müller\nowner: true\n',
    },
    groups: { 'lab.yaml': 'slug: lab\nname: Lab\nmembers: [{ person: ada-muler }]\n' },
    'publications.yaml': `- key: one
  type: paper
  title: ""
  venu: { name: X }
  issued: 2023-02-31
- key: One
  type: book
  title: Two
  identifiers: { doi: "doi.org/x", isbn: [978-0-19-852663-7] }
  links: [{ kind: pfd, url: "javascript:alert(1)" }]
  contributors: [A. Müller, { family: X, person: nobody }]
  groups: [lap]
- type: book
`,
  })
  const error = await readSeed(directory).then(
    () => t.fail('it is refused'),
    (error) => error,
  )
  t.ok(error instanceof SeedError)
  const expected = [
    /groups\/lab\.yaml:3:\d+: members\[0\]\.person: there is no person "ada-muler", did you mean ada-muller\?/,
    /people\/ada\.yaml:6:\d+: intrests: unknown field, did you mean interests\?/,
    /people\/ada\.yaml:8:\d+: affiliations\[0\]\.kind: has to be one of education, experience/,
    /people\/ada\.yaml:8:\d+: affiliations\[0\]\.end: /,
    /people\/bo\.yaml:4:\d+: owner: there is an owner already, ada-muller/,
    /publications\.yaml:2:\d+: \[0\]\.type: has to be one of article,/,
    /publications\.yaml:3:\d+: \[0\]\.title: may not be empty/,
    /publications\.yaml:4:\d+: \[0\]\.venu: unknown field, did you mean venue\?/,
    /publications\.yaml:6:\d+: \[1\]\.key: "one" stands in publications\.yaml:1 already/,
    /publications\.yaml:10:\d+: \[1\]\.links\[0\]\.kind: has to be one of preprint, pdf/,
    /publications\.yaml:10:\d+: \[1\]\.links\[0\]\.url: is not written as it has to be/,
    /publications\.yaml:11:\d+: \[1\]\.contributors\[0\]: "A\. Müller" is the name of ada-muller and bo/,
    /publications\.yaml:11:\d+: \[1\]\.contributors\[1\]\.person: there is no person "nobody"/,
    /publications\.yaml:12:\d+: \[1\]\.groups\[0\]: there is no group "lap", did you mean lab\?/,
    /publications\.yaml:13:\d+: \[2\]\.title: is missing/,
  ]
  for (const line of expected) t.match(error.message, line)
})

t.test('what a schema cannot see is seen too', async (t) => {
  const fault = async (yaml: string) => {
    const directory = t.testdir({ people: { 'ada.yaml': person }, 'publications.yaml': yaml })
    return readSeed(directory).then(
      () => 'accepted',
      ({ message }) => message,
    )
  }
  const book = (more: string) => `- type: book\n  title: X\n  ${more}\n`
  t.match(
    await fault(book('issued: 2023-02-31')),
    /publications\.yaml:3:3: \[0\]\.issued: "2023-02-31": there is no such day/,
  )
  t.match(await fault(book('identifiers: { doi: "not a doi" }')), /is not a DOI/)
  t.match(await fault(book('identifiers: { isbn: [978-0-19-852663-7] }')), /check digit/)
  t.match(await fault(book('contributors: [{ family: X, orcid: 0000-0002-1825-0098 }]')), /ORCID/)
  t.match(
    await fault('- type: book\n  title: X\n  title: Y\n'),
    /publications\.yaml:3:3: Map keys must be unique/,
  )
  t.match(await fault('- type: [\n'), /publications\.yaml:\d+:\d+: /)
  t.equal(await fault(book('issued: 2024')), 'accepted')
})

t.test('a folder that is not there is named', async (t) => {
  await t.rejects(readSeed(join(t.testdir(), 'nothing')), /no folder .*nothing.*SEED_DIR/)
  const directory = t.testdir({ people: { 'a.yaml': 'slug: a\nfamily: A\n' } })
  await t.rejects(readSeed(directory), /owner: one person has to have owner: true where there is no group/)
  const lab = t.testdir({
    people: { 'a.yaml': 'slug: a\nfamily: A\n' },
    groups: { 'lab.yaml': 'slug: lab\nname: Lab\nmembers: [{ person: a }]\n' },
  })
  t.equal((await readSeed(lab)).groups!.length, 1)
})
