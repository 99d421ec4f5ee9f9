/** Rules and repairs over whatever a record may hold: nothing throws, what is repaired stays valid and needs no second repair. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { check, repair } from '../../src/checking/check.ts'
import { noEvidence } from '../../src/checking/evidence.ts'
import { repaired } from '../../src/checking/rules/encoding.ts'
import { allRules } from '../../src/checking/rules.ts'
import { validate } from '../../src/importing/validate.ts'
import type { Publication } from '../../src/model/publication.ts'
import { Publication as schema } from '../../src/model/schemas/publication.ts'
import { publication } from '../arbitrary/publication.ts'

const evidence = noEvidence(2026)

/** Pieces that rules look for, put together at random. */
const faulty = fc
  .array(
    fc.constantFrom(
      ...'{\\"U} \\emph{x} \\ss {GPU} $x_1$ \\( &amp; &amp;lt; &lt; &lt;i&gt; &#228; <p> </p> <i> </i> <sup> </sup> <jats:p>'.split(
        ' ',
      ),
      ...'Ã¼ â€“ Â« ÃƒÂ¼ \uFFFD \u00AD \u200B \uFEFF \u0007 Abstract: ABSTRACT . .. … 123-118 1234-56 12-5 "} \\'.split(
        ' ',
      ),
      ' ',
      '  ',
      '\n\n',
      'word',
      'A title',
      'https://doi.org/10.1000/182',
      '10.1000/182.',
      '10.1000/182)',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => pieces.join(''))

const withFaults = fc.tuple(publication(), faulty, faulty, faulty, faulty, faulty).map(
  ([one, title, abstract, pages, doi, name]): Publication => ({
    ...one,
    title,
    abstract,
    pages,
    url: 'https://doi.org/10.1000/182',
    identifiers: { ...one.identifiers, doi },
    venue: { ...one.venue, name },
    contributors: [{ role: 'author', family: name, given: title }, ...(one.contributors ?? [])],
  }),
)

for (const [name, records] of [
  ['arbitrary publications', publication()],
  ['publications full of faults', withFaults],
] as const) {
  t.test(`${name} are repaired once`, async (t) => {
    fc.assert(
      fc.property(records, (before) => {
        const original = JSON.stringify(before)
        const first = repair(before, allRules, evidence)
        assert.equal(JSON.stringify(before), original)
        const { publication: after } = first
        if (validate(schema, before).length === 0) assert.deepEqual(validate(schema, after), [])
        assert.deepEqual(repair(after, allRules, evidence).repairs, [])
        assert.deepEqual(
          check(after, allRules, evidence).filter(({ fix }) => fix),
          [],
        )
        for (const { pointer, message } of check(before, allRules, evidence)) {
          assert.match(pointer, /^\/[A-Za-z]/)
          assert.notEqual(message, '')
        }
      }),
      { numRuns: 500 },
    )
    t.pass('held')
  })
}

t.test('text read in the wrong encoding is read again, and good text stays', async (t) => {
  const letters = [...'éèüößñçåøæłśčžşţαβγδЖдя', '–', '—', '“', '”', '…', '€', '中', '文']
  const word = fc.string({ minLength: 2, maxLength: 6, unit: fc.constantFrom(...'abcdefg') })
  const text = fc
    .array(fc.tuple(word, fc.constantFrom(...letters)), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.flat().join(''))
  fc.assert(
    fc.property(text, (good) => {
      const bad = new TextDecoder('windows-1252').decode(new TextEncoder().encode(good), { stream: true })
      assert.equal(repaired(bad), good)
      assert.equal(repaired(good), good)
    }),
  )
  for (const good of [
    '«É» et „Ä“',
    'SÃO PAULO',
    'Å–Ö',
    'CAFÉ…',
    'Ångström, Übung, Œuvre',
    'Tiếng Việt',
    'Â',
  ]) {
    t.equal(repaired(good), good)
  }
  t.equal(repaired('MÃƒÂ¼ller'), 'Müller', 'damaged twice')
})
