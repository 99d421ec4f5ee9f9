/** Citation keys: `hu2024characterization`, made once and never changed. */

import { words } from './fold.ts'
import { familyName } from './name.ts'
import type { PublicationInput } from './publication.ts'
import { publicationYear } from './publication.ts'
import { plainTitle } from './title.ts'

/** Words too common to name a work by. */
const insignificant = new Set(
  'a an and as at by for from in into is it its of on or the to toward towards via with der die das ein eine und le la les un une des du de el los las y'.split(
    ' ',
  ),
)
const ascii = (text: string) => text.normalize('NFKD').replace(/[^a-z0-9]/g, '')

/**
 * The key a publication would have if nothing had it yet: first author's family name folded to ASCII, year, first
 * significant word of the title. A part that folds to nothing (a name in another script) is left out.
 */
export function makeKey(publication: PublicationInput): string {
  const first = publication.contributors?.find((c) => c.role === 'author') ?? publication.contributors?.[0]
  const family = first ? ascii(words(familyName(first)).join('')) : ''
  const year = publicationYear(publication)
  const titleWords = words(plainTitle(publication.title)).map(ascii).filter(Boolean)
  const word = titleWords.find((candidate) => !insignificant.has(candidate)) ?? titleWords[0] ?? ''
  return family.slice(0, 60) + (year === undefined ? '' : Math.abs(year)) + word.slice(0, 60) || 'publication'
}

/** `a`, …, `z`, `aa`, …: what tells the newer of two equal keys from the older. */
export function keySuffix(n: number): string {
  let suffix = ''
  for (let rest = n; rest >= 0; rest = Math.floor(rest / 26) - 1)
    suffix = String.fromCharCode(97 + (rest % 26)) + suffix
  return suffix
}
