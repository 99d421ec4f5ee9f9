/**
 * A whole store as a folder that a person can edit and keep in git: a file for each person, group and publication, in the
 * form of a seed, beside them where each publication comes from, and all of them as BibTeX for whoever looks in.
 */
import { wholeMark } from '../importing/whole.ts'
import type { Store } from '../model/store.ts'
import { fileName, type Tree } from './tree.ts'
import { type Keyed, wholeGroups, wholePeople, wholePublications } from './whole.ts'
import { yamlText } from './yaml-text.ts'

/** @param bibtex an entry, with a line break at its end */
export async function writeFolder(
  store: Store,
  tree: Tree,
  bibtex: (publication: Keyed) => Promise<string>,
): Promise<void> {
  await tree.put(wholeMark, yamlText({ whole: true }))
  for await (const { person, affiliations } of wholePeople(store)) {
    const file = { ...person, ...(affiliations.length ? { affiliations } : {}) }
    await tree.put(`people/${fileName(person.slug)}.yaml`, yamlText(file))
  }
  for await (const group of wholeGroups(store))
    await tree.put(`groups/${fileName(group.slug)}.yaml`, yamlText(group))
  const entries = new Map<string, string>()
  for await (const { publication, given, locked } of wholePublications(store)) {
    const { key } = publication
    if (publication.visibility !== 'hidden') entries.set(key, await bibtex(publication))
    await tree.put(`publications/${fileName(key)}.yaml`, yamlText(publication))
    if (given.length + locked.length === 0) continue
    const provenance = { key, ...(given.length ? { given } : {}), ...(locked.length ? { locked } : {}) }
    await tree.put(`provenance/${fileName(key)}.yaml`, yamlText(provenance))
  }
  // By key, because nothing else is the same in a store that was filled from the folder.
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
  await tree.put('publications.bib', sorted.map(([, entry]) => entry).join('\n'))
}
