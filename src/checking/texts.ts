/** The texts of a publication that somebody reads, each with its place and what kind of text it is. */
import { textVariables } from '../model/csl-variables.ts'
import type { Publication } from '../model/publication.ts'
import type { Path } from './rule.ts'

/** `title` may hold markup and math; `prose` has paragraphs; `name` is part of a person's or an organization's name. */
export type TextKind = 'title' | 'prose' | 'name' | 'plain'

export interface Text {
  path: Path
  text: string
  kind: TextKind
}

const prose = new Set(['abstract', 'annote', 'note', 'references'])
const titles = new Set([
  'title',
  'shortTitle',
  'originalTitle',
  'volumeTitle',
  'partTitle',
  'collectionTitle',
])
/** Codes and addresses, which nobody reads as words. */
const apart = new Set(['url', 'language', 'citationLabel', 'callNumber', 'yearSuffix'])
const variables = Object.keys(textVariables).filter((name) => !apart.has(name))
const nameParts = ['given', 'family', 'particle', 'droppingParticle', 'suffix', 'literal'] as const

export function textsOf(publication: Publication): Text[] {
  const found: Text[] = []
  const add = (text: string | undefined, kind: TextKind, ...path: (string | number)[]) => {
    if (text !== undefined) found.push({ path, text, kind })
  }
  for (const name of variables) {
    const text = publication[name as keyof typeof textVariables]
    if (text !== undefined) add(text, prose.has(name) ? 'prose' : titles.has(name) ? 'title' : 'plain', name)
  }
  add(publication.venue?.name, 'plain', 'venue', 'name')
  add(publication.venue?.short, 'plain', 'venue', 'short')
  publication.contributors?.forEach((contributor, i) => {
    for (const part of nameParts) add(contributor[part], 'name', 'contributors', i, part)
    contributor.affiliations?.forEach(({ name }, j) => {
      add(name, 'plain', 'contributors', i, 'affiliations', j, 'name')
    })
  })
  publication.funding?.forEach(({ funder }, i) => {
    add(funder, 'plain', 'funding', i, 'funder')
  })
  publication.awards?.forEach((award, i) => {
    add(award, 'plain', 'awards', i)
  })
  publication.tags?.forEach((tag, i) => {
    add(tag, 'plain', 'tags', i)
  })
  return found
}

/** The beginning of a text, for messages. */
export const shown = (text: string): string => `"${text.length > 70 ? `${text.slice(0, 69)}…` : text}"`
