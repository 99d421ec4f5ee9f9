/**
 * Which names of a long list are shown: the first ones, and the person the list is about wherever that person stands, so
 * that cutting never hides whose publications these are.
 */
import { type Contributor, contributorsOf, type Publication } from '../model/publication.ts'
import type { RenderContext } from './format.ts'

export interface NamesShown {
  /** How many are shown from the start. */
  first: number
  /** One more, by index, that comes after them. */
  kept?: number
}

/**
 * @param most how many names may be shown; all where left out
 * @param index of the person to keep in sight, or -1
 * @returns undefined where all are shown
 */
export function namesShown(total: number, most: number | undefined, index: number): NamesShown | undefined {
  if (most === undefined || total <= most) return undefined
  return index < most ? { first: most } : { first: most - 1, kept: index }
}

/** Where the person stands among the names, or -1. */
export function indexOfPerson(people: readonly Contributor[], slug: string | undefined): number {
  return slug === undefined ? -1 : people.findIndex(({ person }) => person === slug)
}

const ordinal = new Intl.PluralRules('en', { type: 'ordinal' })
const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }

/** The place of a name that was kept: "7th of 42" in English, "7/42" elsewhere. */
export function placeOf(index: number, total: number, locale = 'en'): string {
  const place = index + 1
  if (!/^en\b/i.test(locale)) return `${place}/${total}`
  return `${place}${endings[ordinal.select(place)] ?? 'th'} of ${total}`
}

/**
 * The names of a publication as one text, those who are left out included.
 * @param write a name @param plain the words between names
 */
export function namesText(
  publication: Publication,
  { maxAuthors, keptPerson }: Pick<RenderContext, 'maxAuthors' | 'keptPerson'>,
  write: (contributor: Contributor) => string,
  plain: (text: string) => string = (text) => text,
): string {
  const authors = contributorsOf(publication)
  const all = authors.length ? authors : (publication.contributors ?? [])
  const shown = namesShown(all.length, maxAuthors, indexOfPerson(all, keptPerson))
  const first = all.slice(0, shown?.first).map(write).filter(Boolean).join(', ')
  if (!shown) return first
  if (shown.kept === undefined) return `${first} ${plain('et al.')}`
  const place = plain(`(${placeOf(shown.kept, all.length)})`)
  const ellipsis = plain('…')
  return `${first}${first && ', '}${ellipsis} ${write(all[shown.kept]!)} ${place} ${ellipsis}`
}
