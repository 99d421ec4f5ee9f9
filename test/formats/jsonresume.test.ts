/** JSON Resume: valid under the official schema, with all the entrance knows of the owner. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import t from 'tap'
import jsonresume from '../../src/formats/jsonresume.ts'
import { affiliation, person } from '../arbitrary/person.ts'
import { publication } from '../arbitrary/publication.ts'
import { optionalPackage, withoutPackage } from '../fixtures/packages.ts'
import { recordOf } from '../fixtures/publication-record.ts'
import { context, stored } from '../fixtures/rendering.ts'

const ajv = await optionalPackage('ajv')
const formats = await optionalPackage('ajv-formats')
const schema = readSchema()
const skip =
  withoutPackage('ajv', ajv) ||
  withoutPackage('ajv-formats', formats) ||
  withoutPackage('@jsonresume/schema', schema)

function readSchema(): object | undefined {
  try {
    return createRequire(import.meta.url)('@jsonresume/schema/schema.json')
  } catch {
    return undefined
  }
}

const ada = {
  slug: 'ada-lovelace',
  given: 'Ada',
  family: 'Lovelace',
  role: 'Analyst',
  email: 'ada@example.org',
  location: 'London',
  biography: 'She wrote.\n',
  interests: ['Engines'],
  skills: ['Mathematics'],
  languages: ['en'],
  identifiers: { github: 'ada' },
  links: [{ url: 'https://ada.example', kind: 'website' }],
  created: '2024-01-01T00:00:00Z',
  updated: '2024-02-01T00:00:00Z',
  version: 1,
}
const basics = {
  name: 'Ada Lovelace',
  label: 'Analyst',
  email: 'ada@example.org',
  url: 'https://ada.example/',
  summary: 'She wrote.',
  location: { address: 'London' },
  profiles: [
    { network: 'GitHub', username: 'ada', url: 'https://github.com/ada' },
    { network: 'website', url: 'https://ada.example/' },
  ],
}

t.test('a person has basics, interests, skills and languages', async (t) => {
  t.match(JSON.parse(await jsonresume.resources!.person!(ada, context)), {
    basics,
    interests: [{ name: 'Engines' }],
    skills: [{ name: 'Mathematics' }],
    languages: [{ language: 'en' }],
    meta: { canonical: 'https://example.org/people/ada-lovelace', lastModified: '2024-02-01T00:00:00Z' },
  })
})

t.test('the entrance has the whole resume of the owner', async (t) => {
  const held = { person: 'ada-lovelace', current: false, organization: { name: 'London University' } }
  const resume = JSON.parse(
    await jsonresume.resources!.home!(
      {
        service: {},
        owner: ada,
        affiliations: [
          { ...held, kind: 'education', role: 'BSc', area: 'Mathematics', department: 'School', end: '1835' },
          {
            ...held,
            kind: 'experience',
            role: 'Analyst',
            start: '1842-02',
            end: '1843-08~',
            place: 'London',
            highlights: ['Note G'],
          },
          { ...held, kind: 'membership', role: 'Member', awards: ['First prize'] },
          { ...held, kind: 'award', role: 'Medal', start: '1840' },
        ],
        publications: [
          recordOf({
            title: 'Notes',
            issued: '1843-08',
            venue: { name: 'Scientific Memoirs' },
            awards: ['Best paper'],
          }),
        ],
        total: 1,
      },
      context,
    ),
  )
  t.match(resume, {
    basics,
    education: [
      { institution: 'School, London University', studyType: 'BSc', area: 'Mathematics', endDate: '1835' },
    ],
    work: [
      {
        name: 'London University',
        position: 'Analyst',
        location: 'London',
        startDate: '1842-02',
        endDate: '1843-08',
        highlights: ['Note G'],
      },
    ],
    volunteer: [{ organization: 'London University', position: 'Member' }],
    awards: [
      { title: 'Medal', date: '1840', awarder: 'London University' },
      { title: 'First prize', awarder: 'London University' },
      { title: 'Best paper', date: '1843-08', awarder: 'Scientific Memoirs', summary: 'Notes' },
    ],
    publications: [
      {
        name: 'Notes',
        publisher: 'Scientific Memoirs',
        releaseDate: '1843-08',
        url: 'https://example.org/publications/key',
      },
    ],
    interests: [{ name: 'Engines' }],
  })
})

t.test('a store without owner has an empty resume', async (t) => {
  const data = { service: {}, affiliations: [], publications: [], total: 0 }
  t.strictSame(Object.keys(JSON.parse(await jsonresume.resources!.home!(data, context))), ['$schema'])
})

t.test('every resume is valid under the official schema', { skip }, async (t) => {
  const validator = new ajv.default({ strict: false })
  formats.default.default(validator)
  const validate = validator.compile(schema)
  const check = (text: string) =>
    assert.ok(validate(JSON.parse(text)), `${JSON.stringify(validate.errors)}\n${text}`)
  await fc.assert(
    fc.asyncProperty(
      person(),
      fc.array(affiliation(), { maxLength: 3 }),
      fc.array(publication(), { maxLength: 2 }),
      async (owner, affiliations, given) => {
        check(await jsonresume.resources!.person!(owner, context))
        const publications = given.map(stored)
        const data = { service: {}, owner, affiliations, publications, total: given.length }
        check(await jsonresume.resources!.home!(data, context))
      },
    ),
    { numRuns: 300 },
  )
  t.notOk(validate({ basics: { email: 'none' } }), 'the schema refuses what is not valid')
})
