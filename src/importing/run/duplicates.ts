/** Publications of a store that may be one: by what an import knows them again by, and by title and author alone. */
import { sortText } from '../../model/fold.ts'
import { familyName } from '../../model/name.ts'
import { isPreprint, type Publication } from '../../model/publication.ts'
import type { Store } from '../../model/store.ts'
import { plainTitle } from '../../model/title.ts'
import { IdentityIndex, type Match } from './identity.ts'

/** What two of a group have in common. `author` is title and first author, in another year. */
export type Sameness = Match['by'] | 'author'

export interface Duplicates {
  /** In the order in which they were added. */
  publications: Publication[]
  by: Sameness[]
}

/** A shorter title, such as "Editorial", is many people's. */
const shortestTitle = 20

/** @returns groups of two and more; a preprint and its published form are no duplicates */
export async function findDuplicates(store: Store): Promise<Duplicates[]> {
  const index = new IdentityIndex()
  const groups = new Map<string, Duplicates>()
  const byAuthor = new Map<string, string>()
  for await (const records of store.all()) {
    for (const { publication } of records) {
      const { key } = publication
      let group: Duplicates = { publications: [publication], by: [] }
      const joinTo = (other: string, by: Sameness) => {
        const there = groups.get(other)!
        if (there !== group) {
          there.publications.push(...group.publications)
          there.by.push(...group.by)
          for (const one of group.publications) groups.set(one.key, there)
          group = there
        }
        if (!group.by.includes(by)) group.by.push(by)
      }
      const { match } = index.find(publication)
      if (match) joinTo(match.key, match.by)
      const print = authorPrint(publication)
      const known = print && byAuthor.get(print)
      if (known && groups.get(known) !== group) joinTo(known, 'author')
      if (print && !known) byAuthor.set(print, key)
      groups.set(key, group)
      index.add(publication)
    }
  }
  return [...new Set(groups.values())].filter(({ publications }) => publications.length > 1)
}

function authorPrint(publication: Publication): string | undefined {
  const title = sortText(plainTitle(publication.title))
  const first = publication.contributors?.find(({ role }) => role === 'author')
  if (title.length < shortestTitle || !first) return undefined
  // Parts of one work have its title, and say which they are.
  const part = [publication.volume, publication.number, publication.edition, publication.part].join('|')
  return [title, sortText(familyName(first)), isPreprint(publication), publication.type, part].join('|')
}
