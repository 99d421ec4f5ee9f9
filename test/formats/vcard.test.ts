/** vCard: lines of RFC 6350, folded, and no text that could be a property of its own. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import vcard from '../../src/formats/vcard.ts'
import { displayName } from '../../src/model/name.ts'
import { person } from '../arbitrary/person.ts'
import { context } from '../fixtures/rendering.ts'

const write = async (one: Parameters<NonNullable<NonNullable<typeof vcard.resources>['person']>>[0]) =>
  vcard.resources!.person!(one, context)
/** Name with parameters → value, unfolded, in order. */
const lines = (text: string) => text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1)
const unescaped = (value: string) => value.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c))

t.test('a person', async (t) => {
  const text = await write({
    slug: 'ada-lovelace',
    given: 'Ada',
    particle: 'of',
    family: 'Lovelace',
    honorificSuffix: ['FRS', 'Ph.D.'],
    alternateName: 'A. A. L.',
    role: 'Analyst; programmer',
    biography: 'One.\n\nTwo, three.',
    email: 'ada@example.org',
    location: 'London, "UK"',
    interests: ['Engines'],
    identifiers: { orcid: '0000-0002-1825-0097' },
    languages: ['en'],
    created: '2024-01-01T00:00:00Z',
    updated: '2024-02-03T04:05:06.789Z',
    version: 1,
  })
  t.strictSame(lines(text), [
    'BEGIN:VCARD',
    'VERSION:4.0',
    'KIND:individual',
    'UID:https://example.org/people/ada-lovelace',
    'SOURCE:https://example.org/people/ada-lovelace.vcf',
    'REV:20240203T040506Z',
    'FN:Ada of Lovelace',
    'N:of Lovelace;Ada;;;FRS,Ph.D.',
    'NICKNAME:A. A. L.',
    'TITLE:Analyst\\; programmer',
    'EMAIL:ada@example.org',
    'ADR;TYPE=work;LABEL="London, ^\'UK^\'":;;;;;;',
    'URL:https://example.org/people/ada-lovelace',
    'SOCIALPROFILE;SERVICE-TYPE="ORCID":https://orcid.org/0000-0002-1825-0097',
    'LANG:en',
    'INTEREST:Engines',
    'NOTE:One.\\n\\nTwo\\, three.',
    'END:VCARD',
  ])
})

t.test('every text stays in its property, on lines of 75 octets at most', async (t) => {
  await fc.assert(
    fc.asyncProperty(person(), async (given) => {
      const text = await write(given)
      for (const line of text.split('\r\n')) {
        assert.ok(Buffer.byteLength(line) <= 75, line)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        assert.doesNotMatch(line, /[\u0000-\u001F\u007F]/)
      }
      const all = lines(text)
      assert.equal(all[0], 'BEGIN:VCARD')
      assert.equal(all.at(-1), 'END:VCARD')
      for (const line of all) assert.match(line, /^[A-Z]+(?:;[A-Z-]+=(?:"[^"]*"|[a-z]+))*:/)
      const named = (name: string) => all.filter((line) => line.startsWith(`${name}:`))
      for (const name of ['BEGIN', 'END', 'VERSION', 'FN', 'N', 'REV', 'UID'])
        assert.equal(named(name).length, 1)
      assert.equal(named('INTEREST').length, given.interests?.length ?? 0)
      const clean = displayName(given).toWellFormed().replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters become a space
      const shown = clean.replace(/[\u0000-\u0009\u000B-\u001F\u007F]+/g, ' ')
      assert.equal(unescaped(named('FN')[0]!.slice(3)), shown)
    }),
  )
  t.pass('held')
})
