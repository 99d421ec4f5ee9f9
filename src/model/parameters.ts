/**
 * Every parameter a list of publications takes: this table is the parser, the OpenAPI document and the README's table.
 * Values of one parameter joined by commas (where a value can hold none) or given again mean OR; `!` before a value NOT.
 */
import { cslTypes } from './csl-variables.ts'
import { nearest } from './nearest.ts'
import { choices, Problem } from './problem.ts'
import { linkKinds, statuses } from './vocabulary.ts'

export interface Parameter {
  description: string
  example: string
  /** `filter`: many values and `!`; `list`: many values, separated by commas; `one`: a single value. */
  kind: 'filter' | 'list' | 'one'
  /** A value may hold a comma, so commas do not separate values. */
  holdsCommas?: true
  allowed?: readonly string[]
  pattern?: RegExp
  /** What `pattern` wants, in words. */
  expected?: string
}

export const sorts = [
  '-issued',
  'issued',
  'title',
  '-title',
  'venue',
  '-venue',
  'author',
  '-author',
  'created',
  '-created',
  'updated',
  '-updated',
  'relevance',
] as const
export type Sort = (typeof sorts)[number]
export const facetNames = ['year', 'venue', 'type', 'tag', 'person', 'author', 'status'] as const
export type FacetName = (typeof facetNames)[number]
export const versionChoices = ['preferred', 'all', 'preprint', 'published'] as const
export type Versions = (typeof versionChoices)[number]
export const groupings = ['year', 'type', 'venue', 'tag'] as const
export const inclusions = ['bib', 'citation', 'bibtex', 'csl'] as const
export const schemes = ['auto', 'light', 'dark'] as const
export const maxLimit = 1000
export const defaultLimit = 50

const yearPattern = /^(?:-?\d{1,4}|-?\d{1,4}\.\.(?:-?\d{1,4})?|\.\.-?\d{1,4})$/
const truth = ['true', 'false'] as const

export const filterParameters = {
  year: {
    kind: 'filter',
    description: 'Year of publication, or a range of years with `..`, open at either end',
    example: '2020..2024',
    pattern: yearPattern,
    expected: 'a year such as 2023 or a range such as 2020..2024, 2020.. or ..2019',
  },
  venue: {
    kind: 'filter',
    description: 'Venue by short or full name, without regard to case and marks',
    example: 'NSDI',
    holdsCommas: true,
  },
  type: { kind: 'filter', description: 'CSL type', example: 'paper-conference', allowed: cslTypes },
  tag: { kind: 'filter', description: 'Tag', example: 'scheduling', holdsCommas: true },
  status: { kind: 'filter', description: 'Publication status', example: 'published', allowed: statuses },
  language: {
    kind: 'filter',
    description: 'BCP 47 tag',
    example: 'en',
    pattern: /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/,
    expected: 'a language tag such as en or zh-CN',
  },
  person: { kind: 'filter', description: 'Slug of a person of this store, or `owner`', example: 'owner' },
  group: {
    kind: 'filter',
    description: 'Slug of a group: its publications, and those its members wrote while they were in it',
    example: 'neec',
  },
  author: {
    kind: 'filter',
    description: 'Contributor by family name, full name or ORCID iD',
    example: 'Qinghao Hu',
    holdsCommas: true,
  },
  doi: {
    kind: 'filter',
    description: 'DOI, with or without resolver',
    example: '10.1145/3638757',
    holdsCommas: true,
  },
  key: { kind: 'filter', description: 'Citation key', example: 'hu2023hydro' },
  has: {
    kind: 'filter',
    description: 'It has a link of this kind, or an abstract, a DOI or an award',
    example: 'pdf',
    allowed: [...linkKinds, 'abstract', 'award'],
  },
  featured: { kind: 'one', description: 'Featured or not', example: 'true', allowed: truth },
} as const satisfies Record<string, Parameter>
export type FilterName = keyof typeof filterParameters

export const queryParameters = {
  ...filterParameters,
  q: {
    kind: 'one',
    description:
      'Full text over title, abstract, contributors, venue and tags: words, "phrases", prefix*, -not',
    example: 'deep learning -survey',
  },
  sort: {
    kind: 'one',
    description:
      '`-` means descending; `relevance` goes with q and is then the default. Ties are settled, so pages are stable',
    example: '-issued',
    allowed: sorts,
  },
  versions: {
    kind: 'one',
    description:
      'A preprint and its published form are one work, shown once (`preferred`, the default); or all, or only either',
    example: 'all',
    allowed: versionChoices,
  },
} as const satisfies Record<string, Parameter>

export const pageParameters = {
  limit: {
    kind: 'one',
    description: `Items on a page: ${defaultLimit} by default in JSON and HTML, at most ${maxLimit}; citation formats give all unless it is set`,
    example: '20',
    pattern: /^\d{1,9}$/,
    expected: `a whole number from 1 to ${maxLimit}`,
  },
  cursor: { kind: 'one', description: 'Where to go on; taken from the Link header', example: 'eyJ…' },
} as const satisfies Record<string, Parameter>

/** How an answer looks; a format says which of these it takes. */
export const renderingParameters = {
  facets: {
    kind: 'list',
    description: 'Counts by value under the present filter',
    example: 'year,venue',
    allowed: facetNames,
  },
  fields: { kind: 'list', description: 'Only these fields of each item', example: 'title,year,venue.short' },
  include: {
    kind: 'list',
    description:
      'Renderings beside the data of each item: `bib` (formatted entry as HTML), `citation` (in the text), `bibtex`, `csl`',
    example: 'bib,bibtex',
    allowed: inclusions,
  },
  highlight: {
    kind: 'one',
    description: '`owner` or a slug: marks that contributor where names are shown, never in exported names',
    example: 'owner',
  },
  maxAuthors: {
    kind: 'one',
    description: 'How many authors are shown; the one to highlight, or the owner, stays in sight',
    example: '5',
    pattern: /^[1-9]\d{0,3}$/,
    expected: 'a whole number from 1',
  },
  groupBy: { kind: 'one', description: 'Headings between the items', example: 'year', allowed: groupings },
  style: { kind: 'one', description: 'CSL style by name', example: 'ieee' },
  locale: {
    kind: 'one',
    description: 'Language of the words a style adds',
    example: 'en-US',
    pattern: /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/,
    expected: 'a language tag such as en-US or de',
  },
  profile: {
    kind: 'one',
    description: 'BibTeX as UTF-8, as ASCII with TeX commands, or as it was imported',
    example: 'latex',
    allowed: ['utf8', 'latex', 'verbatim'],
  },
  venueName: {
    kind: 'one',
    description: 'Full or short venue names',
    example: 'short',
    allowed: ['long', 'short'],
  },
  accent: {
    kind: 'one',
    description: 'Colour of the links in a frame: the name of a CSS colour, or its hexadecimal form',
    example: '#0b57a4',
    pattern: /^(?:#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})|[a-z]{3,30})$/,
    expected: 'a colour such as #0b57a4 or teal',
  },
  scheme: {
    kind: 'one',
    description: 'A frame in light or dark; `auto`, as the reader has it, is the default',
    example: 'dark',
    allowed: schemes,
  },
  compact: {
    kind: 'one',
    description: 'Entries of a frame close together, and without abstracts',
    example: 'true',
    allowed: truth,
  },
} as const satisfies Record<string, Parameter>
export type RenderingParameter = keyof typeof renderingParameters

export const generalParameters = {
  format: {
    kind: 'one',
    description: 'Representation by name; goes before the Accept header',
    example: 'bibtex',
  },
  download: {
    kind: 'one',
    description: 'Sends the answer as a file to save',
    example: 'true',
    allowed: truth,
  },
} as const satisfies Record<string, Parameter>

export type RawParameters = Record<string, string | string[] | undefined>
export interface Values {
  any: string[]
  none: string[]
}
export type Parsed = Partial<Record<string, Values>>

/**
 * Reads raw parameters against a table of those that are known here. A parameter given without a value counts as not
 * given, because that is what an HTML form sends for an empty field.
 * @throws Problem unknown-parameter or invalid-parameter
 */
export function parseParameters(raw: RawParameters, known: Record<string, Parameter>): Parsed {
  const parsed: Parsed = {}
  for (const [name, given] of Object.entries(raw)) {
    const parameter = Object.hasOwn(known, name) ? known[name]! : undefined
    if (!parameter) throw unknownParameter(name, Object.keys(known))
    const values = parseValues(name, parameter, given)
    if (values.any.length + values.none.length > 0) parsed[name] = values
  }
  return parsed
}

export function unknownParameter(
  name: string,
  allowed: string[],
  why = `There is no parameter "${name}" here.`,
): Problem {
  const near = nearest(name, allowed)
  const hint = near.length ? ` Did you mean ${choices(near)}?` : ''
  return new Problem('unknown-parameter', why + hint, { parameter: name, nearest: near, allowed })
}

/** A value that is not in a list, with the nearest that are. */
export function unknownValue(
  parameter: string,
  value: string,
  allowed: readonly string[],
  members: Record<string, unknown> = { allowed },
): Problem {
  const near = nearest(value, allowed)
  const hint = near.length ? `Did you mean ${choices(near)}?` : ''
  const detail = `"${value}" is not a value of ${parameter}. ${hint}`.trimEnd()
  return new Problem('invalid-parameter', detail, { parameter, value, nearest: near, ...members })
}

function parseValues(name: string, parameter: Parameter, given: string | string[] | undefined): Values {
  let texts = (Array.isArray(given) ? given : [given ?? '']).map((text) => text.trim())
  if (parameter.kind !== 'one' && !parameter.holdsCommas) {
    texts = texts.flatMap((text) => text.split(',').map((part) => part.trim()))
  }
  texts = [...new Set(texts.filter((text) => text !== ''))]
  if (parameter.kind === 'one' && texts.length > 1) {
    throw new Problem('invalid-parameter', `${name} takes one value, and ${texts.length} were given.`, {
      parameter: name,
      value: texts,
    })
  }
  const values: Values = { any: [], none: [] }
  for (const text of texts) {
    const negated = parameter.kind === 'filter' && text.startsWith('!')
    const value = negated ? text.slice(1).trim() : text
    if (value.length > 1000) throw invalidValue(name, `${value.slice(0, 40)}…`, 'at most 1000 characters')
    if (parameter.allowed && !parameter.allowed.includes(value))
      throw unknownValue(name, value, parameter.allowed)
    if (value === '' || (parameter.pattern && !parameter.pattern.test(value))) {
      throw invalidValue(name, value, parameter.expected ?? 'a value')
    }
    values[negated ? 'none' : 'any'].push(value)
  }
  return values
}

export function invalidValue(parameter: string, value: string, expected: string): Problem {
  return new Problem(
    'invalid-parameter',
    `"${value}" is not a value of ${parameter}: it takes ${expected}.`,
    {
      parameter,
      value,
      expected,
    },
  )
}
