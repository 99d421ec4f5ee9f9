/** DOIs (ISO 26324): what is none, and what stands around one. */
import { normalizeDoi } from '../../model/identifier.ts'
import { atEnd } from '../../model/patterns.ts'
import type { Publication } from '../../model/publication.ts'
import { valueAt } from '../edits.ts'
import type { Fault, Path, Rule } from '../rule.ts'
import { shown } from '../texts.ts'

/** A DOI with other words around it, such as a publisher's resolver. */
const inside = /(?<![\d.])10\.\d{4,9}\/[^\s"<>]+/g

/** The one DOI that a text holds, without what a page's address adds to it. */
export function doiIn(text: string): string | undefined {
  const found = text.match(inside)
  if (found?.length !== 1) return undefined
  return normalizeDoi(trimmedEnd(found[0]))
}

const brackets = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
] as const

const stops = atEnd('.,;:')

/** Full stops and the like at the end are of the sentence the DOI was copied from, so are brackets never opened. */
function trimmedEnd(doi: string): string {
  let text = doi
  for (;;) {
    const before = text
    text = text.replace(stops, '')
    for (const [open, close] of brackets)
      if (text.endsWith(close) && text.split(open).length < text.split(close).length) text = text.slice(0, -1)
    if (text === before) return text
  }
}

/** The addresses of pages go on after the DOI. */
const pageOf = /(?:\/(?:abstract|full|fulltext|pdf|epdf|meta|summary)|\.pdf|\?[^/]*|#[^/()]*)$/i

const place = ['identifiers', 'doi']
/** Where an import keeps what its file had for a DOI and is none. */
const keptPlaces = [
  ['extra', 'bibtex', 'doi'],
  ['extra', 'biblatex', 'doi'],
  ['extra', 'ris', 'DO'],
  ['extra', 'isi', 'DI'],
  ['extra', 'csl', 'DOI'],
]

function checkMalformed(publication: Publication): Fault[] {
  const doi = publication.identifiers?.doi
  if (doi !== undefined) return normalizeDoi(doi) === doi ? [] : [malformed(place, doi)]
  return keptPlaces.flatMap((path) => {
    const kept = [valueAt(publication, path)].flat()
    const texts = kept.filter((text) => typeof text === 'string' && text.trim() !== '')
    return (texts as string[]).slice(0, 1).map((text) => {
      const { edits, ...fault } = malformed(path, text)
      // Of several, a person has to say which is right.
      return edits && kept.length === 1 ? { ...fault, edits: [...edits, { path }] } : fault
    })
  })
}

function malformed(path: Path, text: string): Fault {
  const right = normalizeDoi(text) ?? doiIn(text)
  return {
    path,
    message: `${shown(text)} is no DOI`,
    expected: right ?? '10.…/…, without resolver',
    ...(right ? { edits: [{ path: place, value: right }] } : {}),
  }
}

function checkEnd({ identifiers }: Publication): Fault[] {
  const doi = identifiers?.doi
  if (doi === undefined || normalizeDoi(doi) !== doi) return []
  const path = ['identifiers', 'doi']
  const trimmed = trimmedEnd(doi)
  if (trimmed !== doi && normalizeDoi(trimmed) === trimmed)
    return [
      {
        path,
        message: `${shown(doi)} ends with what the sentence around it had`,
        expected: trimmed,
        edits: [{ path, value: trimmed }],
      },
    ]
  const bare = doi.replace(pageOf, '')
  if (bare === doi || normalizeDoi(bare) !== bare) return []
  return [{ path, message: `${shown(doi)} goes on with the address of a page`, expected: bare }]
}

export const doiRules: Rule[] = [
  {
    name: 'doi-malformed',
    severity: 'error',
    summary: 'The DOI does not parse, or what an import kept in its place does not',
    fix: 'Keeps the one DOI that stands in it, without the resolver or words around it',
    example: { identifiers: { doi: 'https://doi.acm.org/10.1145/3638757' } },
    check: checkMalformed,
  },
  {
    name: 'doi-end',
    severity: 'warning',
    summary: 'The DOI has a full stop, a bracket or part of an address at its end',
    fix: 'Takes punctuation off the end',
    example: { identifiers: { doi: '10.1145/3638757.' } },
    check: checkEnd,
  },
]
