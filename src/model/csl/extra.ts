/**
 * `extra.csl` of a publication: the variables of an imported item that its fields do not write as they came. A variable
 * comes back in its old form as long as that form still says what the publication says.
 */

import type { PublicationInput } from '../publication.ts'
import type { Own } from './custom.ts'
import type { CslItem } from './item.ts'
import { cslValues, formerNames, isSame, normalForm, untitled } from './values.ts'

export type Extra = NonNullable<PublicationInput['extra']>

/** Puts what an import kept into its place, where it may stand there; the rest goes with the other extra fields. */
export function restoreOriginals(extra: Extra, item: CslItem, own: Own): void {
  const originals = Object.entries(extra.csl ?? {})
  const fitting = originals.filter(([variable, original]) => mayStand(variable, original, item))
  if (fitting.length === 0) {
    own.extra = extra
    return
  }
  const { csl: _, ...others } = extra
  const left = originals.filter((entry) => !fitting.includes(entry))
  const rest: Extra = left.length ? { ...others, csl: Object.fromEntries(left) } : others
  if (Object.keys(rest).length) own.extra = rest
  for (const [variable, original] of fitting) {
    if (original === null) delete item[variable]
    else item[variable] = original
  }
}

/** @param original null where the imported item had no such variable */
function mayStand(variable: string, original: unknown, item: CslItem): boolean {
  if (variable === 'citation-key') return typeof original === 'string' && original !== item.id
  if (Object.hasOwn(formerNames, variable)) {
    const current = item[formerNames[variable as keyof typeof formerNames]]
    return typeof original === 'string' && original === current
  }
  const written = item[variable]
  if (original === null) return variable === 'title' && written === untitled
  if (!cslValues.get(variable)?.allows(original) || !isWorthKeeping(variable, original, written)) return false
  return isSame(normalForm(variable, original), written)
}

/** Identifiers have one form that stands for all others: a DOI's resolver and letter case say nothing. */
const canonical = new Set(['DOI', 'PMID', 'PMCID'])

export function isWorthKeeping(variable: string, original: unknown, written: unknown): boolean {
  const essence = cslValues.get(variable)?.essence?.(original) ?? original
  if (isSame(essence, written)) return false
  return !(canonical.has(variable) && written !== undefined && normalForm(variable, original) === written)
}
