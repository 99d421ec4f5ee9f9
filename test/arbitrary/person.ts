/** Arbitrary people and affiliations, valid by the schema. */
import fc from 'fast-check'
import type { Affiliation, Person } from '../../src/model/person.ts'
import { affiliationKinds } from '../../src/model/vocabulary.ts'
import { edtf, name, text } from './publication.ts'

const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 })
const url = () =>
  fc.oneof(fc.webUrl(), fc.constantFrom('https://例え.テスト/パス', 'HTTPS://EXAMPLE.org/A_b?c=%20'))

const identifiers = () =>
  fc.record(
    {
      orcid: fc.constant('0000-0002-1825-0097'),
      googleScholar: text(),
      dblp: fc.constant('123/4567-1'),
      github: text(),
      wikidata: fc.constant('Q42'),
    },
    { requiredKeys: [] },
  )

export const person = (): fc.Arbitrary<Person> =>
  fc
    .tuple(
      name(),
      fc.record(
        {
          alternateName: text(),
          pronouns: text(),
          honorificSuffix: some(text()),
          aliases: some(name()),
          role: text(),
          headline: text(),
          biography: fc.oneof(
            text(),
            fc.tuple(text(), text()).map((parts) => parts.join('\n\n')),
          ),
          interests: some(text()),
          skills: some(text()),
          languages: some(fc.constantFrom('en', 'zh-CN')),
          email: fc.oneof(fc.emailAddress(), fc.constantFrom('<x>@y', 'ä@例え.テスト')),
          location: text(),
          image: url(),
          links: some(fc.record({ url: url(), label: text(), kind: text() }, { requiredKeys: ['url'] })),
          identifiers: identifiers(),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([parts, more]) => ({
      slug: 'ada-lovelace',
      ...parts,
      ...more,
      created: '2024-01-01T00:00:00.000Z',
      updated: '2024-02-03T04:05:06.789Z',
      version: 1,
    }))

export const affiliation = (): fc.Arbitrary<Affiliation> =>
  fc.record(
    {
      kind: fc.constantFrom(...affiliationKinds),
      person: fc.constant('ada-lovelace'),
      current: fc.boolean(),
      organization: fc.record({ name: text(), url: url() }, { requiredKeys: ['name'] }),
      department: text(),
      role: text(),
      area: text(),
      place: text(),
      start: edtf(),
      end: edtf(),
      summary: text(),
      highlights: some(text()),
      awards: some(text()),
      url: url(),
    },
    { requiredKeys: ['kind', 'person', 'current'] },
  )
