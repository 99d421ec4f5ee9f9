/** Publications of a store that may be one: by what an import knows them again by, and by title and author alone. */
import { sortText } from '../../model/fold.ts'
import { normalizeDoi } from '../../model/identifier.ts'
import { familyName } from '../../model/name.ts'
import { isPreprint, type Publication } from '../../model/publication.ts'
import type { Store } from '../../model/store.ts'
import { plainTitle } from '../../model/title.ts'
import { IdentityIndex } from './identity.ts'
import { isOtherKind, isSame, type Match } from './same-work.ts'

/** What two of a group have in common. `author` is title and first author, in another year. */
export type Sameness = Match['by'] | 'author'

export interface Duplicates {
  /** In the order in which they were added. */
  publications: Publication[]
  by: Sameness[]
  /** What else they say speaks against it, of every two of them. */
  isDoubtful: boolean
}

/** A shorter title, such as "Editorial", is many people's. */
const shortestTitle = 20

/**
 * @param onProgress is told how many publications were looked at
 * @returns groups of two and more; a preprint and its published form are no duplicates
 */
export async function findDuplicates(
  store: Store,
  onProgress: (publications: number) => void = () => {},
): Promise<Duplicates[]> {
  const index = new IdentityIndex()
  const groups = new Map<string, Duplicates>()
  const byAuthor = new Map<string, Publication>()
  let count = 0
  for await (const records of store.all()) {
    for (const { publication } of records) {
      onProgress(++count)
      const { key } = publication
      let group: Duplicates = { publications: [publication], by: [], isDoubtful: true }
      const joinTo = (other: string, by: Sameness, isDoubtful = false) => {
        const there = groups.get(other)!
        there.isDoubtful &&= isDoubtful && group.isDoubtful
        if (there !== group) {
          there.publications.push(...group.publications)
          there.by.push(...group.by)
          for (const one of group.publications) groups.set(one.key, there)
          group = there
        }
        if (!group.by.includes(by)) group.by.push(by)
      }
      for (const match of index.find(publication).matches) {
        const [other] = groups.get(match.key)!.publications.filter(({ key }) => key === match.key)
        if (isCandidate(match, other!, publication))
          joinTo(match.key, match.by, !isSame(match, other!, publication))
      }
      const print = authorPrint(publication)
      const known = print && byAuthor.get(print)
      if (known && groups.get(known.key) !== group && !isRelated(known, publication))
        joinTo(known.key, 'author')
      if (print && !known) byAuthor.set(print, publication)
      groups.set(key, group)
      index.add(publication)
    }
  }
  return [...new Set(groups.values())].filter(({ publications }) => publications.length > 1)
}

/** Those that know of each other were looked at by somebody. */
function isRelated(one: Publication, other: Publication): boolean {
  const names = ({ key, identifiers: { doi } = {} }: Publication, { relations }: Publication) =>
    relations?.some(({ identifier }) => identifier === key || (doi && normalizeDoi(identifier) === doi))
  return !!names(one, other) || !!names(other, one)
}

/** What has the title of another and is a thesis or software is none; another DOI may be a wrong one. */
const isCandidate = ({ by }: Match, one: Publication, other: Publication) =>
  !isRelated(one, other) && ((by !== 'title' && by !== 'content') || !isOtherKind(one.type, other.type))

function authorPrint(publication: Publication): string | undefined {
  const title = sortText(plainTitle(publication.title))
  const first = publication.contributors?.find(({ role }) => role === 'author')
  if (title.length < shortestTitle || !first) return undefined
  // Parts of one work have its title, and say which they are.
  const part = [publication.volume, publication.number, publication.edition, publication.part].join('|')
  return [title, sortText(familyName(first)), isPreprint(publication), publication.type, part].join('|')
}
