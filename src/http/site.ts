/** What the pages of this server lead to. */
import type { Store } from '../model/store.ts'
import type { Site } from '../rendering/format.ts'

/** @returns asks the store once for each of its states */
export function siteOf(store: Store): () => Promise<Site> {
  let asked: { generation: number; site: Promise<Site> } | undefined
  return () => {
    const generation = store.generation()
    if (asked?.generation !== generation) asked = { generation, site: read(store) }
    return asked.site
  }
}

async function read(store: Store): Promise<Site> {
  const [owner, people, groups] = await Promise.all([
    store.owner(),
    store.people({ limit: 1 }),
    store.groups({ limit: 1 }),
  ])
  return { owner: owner !== undefined, people: people.total, groups: groups.total }
}
