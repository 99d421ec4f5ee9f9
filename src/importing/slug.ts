/** The slug of a person whose source has none: the name, folded, as in URLs here. */
import { words } from '../model/fold.ts'
import { displayName, type Name } from '../model/name.ts'

/** @param otherwise where the name folds to nothing, as one in another script does */
export function slugOf(name: Name, otherwise: string): string {
  const ascii = (text: string) =>
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
  const slug = words(displayName(name)).map(ascii).filter(Boolean).join('-').slice(0, 100)
  return slug.replace(/-+$/, '') || otherwise
}
