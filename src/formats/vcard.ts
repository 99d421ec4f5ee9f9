/**
 * vCard 4.0 (RFC 6350) of a person, for address books; interests and expertise after RFC 6715, pronouns and social
 * profiles after RFC 9554.
 */
import { displayName } from '../model/name.ts'
import type { Person } from '../model/person.ts'
import { defineFormat } from '../rendering/format.ts'
import { profilesOf } from '../rendering/profiles.ts'
import { webUri } from '../rendering/uri.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes out
const control = /[\u0000-\u0009\u000B-\u001F\u007F]+/g

/** RFC 6350, section 3.4: what separates values and components is escaped, and so are line breaks. */
const text = (value: string) =>
  value
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(control, ' ')
    .replace(/[\\,;]/g, '\\$&')
    .replace(/\n/g, '\\n')

/** A value of a parameter, between quotes (RFC 6868). */
const quoted = (value: string) =>
  `"${value
    .toWellFormed()
    .replaceAll('^', '^^')
    .replaceAll('"', "^'")
    .replace(/\r\n?|\n/g, '^n')
    .replace(control, ' ')}"`

/** Lines of 75 octets at most, cut between characters (section 3.2). */
function fold(line: string): string {
  let folded = ''
  let length = 0
  for (const c of line) {
    const octets = Buffer.byteLength(c)
    if (length + octets > 75) {
      folded += '\r\n '
      length = 1
    }
    folded += c
    length += octets
  }
  return `${folded}\r\n`
}

/** Family; given; additional names; prefixes; suffixes. */
function structured(person: Person): string {
  const { literal, given, family, particle, droppingParticle, suffix, honorificSuffix } = person
  if (literal) return `${text(literal)};;;;`
  const names = [droppingParticle, particle, family].filter(Boolean).join(' ')
  const suffixes = [suffix ?? [], honorificSuffix ?? []].flat()
  return `${text(names)};${text(given ?? '')};;;${suffixes.map(text).join(',')}`
}

type Property = [property: string, value: string]
const each = (property: string, values: readonly string[] | undefined): Property[] =>
  (values ?? []).map((value) => [property, text(value)])
const one = (property: string, value: string | undefined): Property[] =>
  value === undefined ? [] : [[property, text(value)]]
const uri = (property: string, value: string | undefined): Property[] => {
  const url = webUri(value)
  return url === undefined ? [] : [[property, url]]
}

function properties(person: Person, baseUrl: string): Property[] {
  const self = `${baseUrl}/people/${person.slug}`
  const { alternateName, aliases, role, headline, biography, location, email, languages } = person
  const note = [headline, biography?.trim()].filter((part) => part !== undefined)
  return [
    ['VERSION', '4.0'],
    ['KIND', person.literal ? 'org' : 'individual'],
    ...uri('UID', self),
    ...uri('SOURCE', `${self}.vcf`),
    ['REV', new Date(person.updated).toISOString().replace(/[-:]|\.\d+/g, '')],
    ['FN', text(displayName(person)) || person.slug],
    ['N', structured(person)],
    ...each('NICKNAME', [alternateName ?? [], (aliases ?? []).map(displayName)].flat()),
    ...one('PRONOUNS', person.pronouns),
    ...one('TITLE', role),
    ...one('EMAIL', email),
    ...(location ? ([[`ADR;TYPE=work;LABEL=${quoted(location)}`, ';;;;;;']] as Property[]) : []),
    ...uri('PHOTO', person.image),
    ...uri('URL', self),
    ...profilesOf(person).map(
      ({ network, url }): Property => [`SOCIALPROFILE;SERVICE-TYPE=${quoted(network)}`, url],
    ),
    ...(languages ?? []).map((language): Property => ['LANG', text(language)]),
    ...each('INTEREST', person.interests),
    ...each('EXPERTISE', person.skills),
    ...one('NOTE', note.length ? note.join('\n') : undefined),
  ]
}

export default defineFormat({
  name: 'vcard',
  title: 'vCard',
  specification: 'https://www.rfc-editor.org/rfc/rfc6350',
  mediaTypes: ['text/vcard'],
  extensions: ['vcf'],
  parameters: [],
  resources: {
    person(person, { baseUrl }) {
      const lines = properties(person, baseUrl).map(([property, value]) => fold(`${property}:${value}`))
      return `BEGIN:VCARD\r\n${lines.join('')}END:VCARD\r\n`
    },
  },
})
