/** Arbitrary items that csl-data.json of CSL 1.0.2 allows, with the forms that other programs write. */
import fc from 'fast-check'
import { cslTypes, dateVariables, roles, textVariables } from '../../src/model/csl-variables.ts'
import { key, text } from './publication.ts'

const maybeEmpty = () => fc.oneof({ weight: 6, arbitrary: text() }, fc.constant(''))
const number = () => fc.oneof(fc.integer({ min: -5, max: 3000 }), text())
const flag = () => fc.oneof(fc.boolean(), fc.constantFrom(0, 1, 'true', 'false', ''))

const part = (min: number, max: number) =>
  fc.oneof(fc.integer({ min, max }), fc.integer({ min, max }).map(String), fc.constantFrom('', 0, 99, 'May'))
const parts = () =>
  fc.oneof(
    fc.tuple(part(-500, 2100)),
    fc.tuple(part(1900, 2100), part(1, 12)),
    fc.tuple(part(1900, 2100), part(1, 12), part(1, 31)),
    fc.tuple(part(1900, 2100), part(13, 24)),
  )

/** Ranges have ends of the same length here: those that do not are allowed by the schema and crash citeproc. */
const dateParts = () =>
  fc.oneof(
    { weight: 3, arbitrary: parts().map((start) => [start]) },
    fc.tuple(parts(), parts()).map(([start, end]) => [start, [...end, 0, 0].slice(0, start.length)]),
  )

const date = () =>
  fc.record(
    {
      'date-parts': dateParts(),
      season: fc.constantFrom(1, 2, '3', 4, 'winter', 'Michaelmas'),
      circa: flag(),
      literal: fc.oneof(text(), fc.constantFrom('2024-04-16', 'spring 2024', 'n.d.')),
      raw: fc.oneof(text(), fc.constantFrom('2024-4-6', '2024/05', '2019-12-30/2020-01-03')),
    },
    { requiredKeys: [] },
  )

const name = () =>
  fc.record(
    {
      family: maybeEmpty(),
      given: maybeEmpty(),
      'dropping-particle': maybeEmpty(),
      'non-dropping-particle': maybeEmpty(),
      suffix: maybeEmpty(),
      literal: maybeEmpty(),
      'comma-suffix': flag(),
      'static-ordering': flag(),
      'parse-names': flag(),
    },
    { requiredKeys: [] },
  )

const numeric = [
  'chapter-number',
  'citation-number',
  'collection-number',
  'edition',
  'first-reference-note-number',
  'issue',
  'locator',
  'number',
  'number-of-pages',
  'number-of-volumes',
  'page',
  'page-first',
  'part',
  'printing',
  'supplement',
  'volume',
]
const further = [
  'container-title',
  'container-title-short',
  'journalAbbreviation',
  'shortTitle',
  'event',
  'citation-label',
  'PMCID',
  'PMID',
]

export function cslItem(): fc.Arbitrary<{ id: string | number; type: string; [variable: string]: unknown }> {
  const each = (variables: readonly string[], values: fc.Arbitrary<unknown>) =>
    Object.fromEntries(variables.map((variable) => [variable, values]))
  const optional = {
    ...each([...Object.values(textVariables), ...further], maybeEmpty()),
    ...each(numeric, number()),
    ...each(Object.values(dateVariables), date()),
    ...each(roles, fc.array(name(), { maxLength: 3 })),
    'citation-key': key(),
    categories: fc.array(text(), { maxLength: 3 }),
    keyword: fc.oneof(text(), fc.constantFrom('a, b', 'a; b,c', ', ')),
    status: fc.oneof(text(), fc.constantFrom('in press', 'Forthcoming', 'submitted')),
    DOI: fc.oneof(text(), fc.constantFrom('10.1145/3638757', '10.48550/arXiv.2403.07648')),
    ISBN: fc.oneof(text(), fc.constantFrom('978-0-19-852663-6', '0198526636 9780198526636', '123')),
    ISSN: fc.oneof(text(), fc.constantFrom('0027-8424', '0146-1672, 1552-7433', '00278424')),
    number: fc.oneof(number(), fc.constantFrom('arXiv:2403.07648', '2403.07648', 'arXiv:2403.07648v2')),
    publisher: fc.oneof(text(), fc.constant('arXiv')),
    custom: fc.dictionary(
      fc.string({ maxLength: 8 }).filter((member) => member !== '__proto__' && member !== 'offprint'),
      fc.jsonValue({ maxDepth: 1 }),
      { maxKeys: 3 },
    ),
  }
  return fc
    .tuple(
      fc.record({ id: key(), type: fc.oneof(fc.constantFrom(...cslTypes), fc.constant('article')) }),
      fc.subarray(Object.keys(optional), { maxLength: 12 }),
    )
    .chain(([required, variables]) =>
      fc
        .record(
          Object.fromEntries(
            variables.map((variable) => [variable, optional[variable as keyof typeof optional]!]),
          ) as Record<string, fc.Arbitrary<unknown>>,
        )
        .map((values) => ({ ...required, ...values })),
    )
}
