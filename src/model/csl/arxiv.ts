/**
 * Preprints at arXiv. CSL has no variable for the identifier, and styles print the number and the publisher; so these
 * are derived from the identifier where a publication leaves them out, and left out again on reading.
 */

import { normalizeArxiv } from '../identifier.ts'
import type { Derivable, Own } from './custom.ts'
import type { CslItem } from './item.ts'

/** As Zotero has it. */
const arxivVariables = (id: string): Record<Derivable, string> => ({
  number: `arXiv:${id}`,
  publisher: 'arXiv',
})

export function deriveFromArxiv(id: string, item: CslItem, own: Own): void {
  const derived: Derivable[] = []
  for (const [variable, value] of Object.entries(arxivVariables(id)) as [Derivable, string][]) {
    if (item[variable] !== undefined) continue
    item[variable] = value
    derived.push(variable)
  }
  if (derived.length) own.derived = derived
}

/** @returns the arXiv identifier, and the variables that only repeat it */
export function readArxiv(item: CslItem, own: Own): { id: string | undefined; derived: Derivable[] } {
  const id = own.identifiers?.arxiv
  const repeats = (variable: Derivable, of: string) => item[variable] === arxivVariables(of)[variable]
  const isEdited = own.derived?.includes('number') && !(id && repeats('number', id))
  if ((own.derived || id) && !isEdited) {
    return { id, derived: (own.derived ?? []).filter((variable) => id && repeats(variable, id)) }
  }
  const inferred = inferArxiv(item)
  if (!inferred || !repeats('number', inferred)) return { id: inferred, derived: [] }
  return { id: inferred, derived: repeats('publisher', inferred) ? ['number', 'publisher'] : ['number'] }
}

/** Where a preprint names its arXiv identifier: the variable, what stands before the identifier, and if it must. */
const sources: [variable: string, prefix: RegExp, required: boolean][] = [
  ['number', /^arxiv:\s*/i, false],
  ['URL', /^https?:\/\/(?:\w+\.)?arxiv\.org\//i, true],
  ['DOI', /^(?:https?:\/\/(?:dx\.)?doi\.org\/)?10\.48550\/arxiv\./i, true],
]

/** The arXiv identifier of a preprint, where its number, URL or DOI has one. */
export function inferArxiv(item: CslItem): string | undefined {
  if (item.type !== 'article') return undefined
  const isAtArxiv = [item.publisher, item.archive].some((at) => typeof at === 'string' && /^arxiv/i.test(at))
  for (const [variable, prefix, required] of sources) {
    const text = item[variable]
    if (typeof text !== 'string' || !(prefix.test(text) || (isAtArxiv && !required))) continue
    const id = normalizeArxiv(text.replace(prefix, ''))
    if (id) return id
  }
  return undefined
}

/** Its class, where an archive has one as the location; the location stays, for styles print it. */
export function inferArxivClass({ archive, archive_location: location }: CslItem): string | undefined {
  const isClass = typeof location === 'string' && /^[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]{2,})?$/.test(location)
  return isClass && typeof archive === 'string' && /^arxiv/i.test(archive) ? location : undefined
}
