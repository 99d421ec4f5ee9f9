/** Rules over a store, batch by batch, so that memory does not grow with it; repairs are written batch by batch too. */
import type { Publication, PublicationInput } from '../model/publication.ts'
import type { Store } from '../model/store.ts'
import { check, type Repair, repair } from './check.ts'
import { StoreEvidence } from './evidence.ts'
import type { Finding, Rule } from './rule.ts'

export interface CheckOptions {
  rules: readonly Rule[]
  /** Keys of the only publications to look at. */
  keys?: readonly string[]
  /** Repair what can be repaired without losing or guessing anything … */
  fix: boolean
  /** … and write it. */
  write: boolean
  /** The present year. */
  year: number
}

export interface Checked {
  key: string
  /** What was found; where it is repaired, what is left afterwards. */
  findings: Finding[]
  repairs: Repair[]
  /** It was changed by somebody else meanwhile, and so not repaired. */
  isSkipped?: true
}

export async function* checkStore(store: Store, options: CheckOptions): AsyncGenerator<Checked> {
  const { rules, fix, write, year } = options
  const evidence = new StoreEvidence(store, year)
  await evidence.gatherVenues()
  for await (const publications of batches(store, options.keys)) {
    await evidence.gatherNames(publications)
    const changed = new Map<string, { version: number; publication: Publication }>()
    const results = publications.map((publication): Checked => {
      const { key, version } = publication
      if (!fix) return { key, findings: check(publication, rules, evidence), repairs: [] }
      const { publication: repaired, repairs } = repair(publication, rules, evidence)
      if (repairs.length) changed.set(key, { version, publication: repaired })
      return { key, findings: check(repaired, rules, evidence), repairs }
    })
    const skipped = write ? await save(changed, store) : new Set<string>()
    for (const result of results)
      yield skipped.has(result.key) ? { ...result, repairs: [], isSkipped: true } : result
  }
}

async function* batches(store: Store, keys?: readonly string[]): AsyncGenerator<Publication[]> {
  if (!keys) {
    for await (const records of store.all()) yield records.map(({ publication }) => publication)
    return
  }
  const found: Publication[] = []
  for (const key of keys) {
    const one = await store.find(key, true)
    const moved = one?.kind === 'moved' ? await store.find(one.key, true) : one
    if (moved?.kind !== 'publication') throw new Error(`There is no publication "${key}".`)
    found.push(moved.record.publication)
  }
  yield found
}

/** @returns the keys of those that are not any more as they were read */
async function save(
  changed: ReadonlyMap<string, { version: number; publication: Publication }>,
  store: Store,
): Promise<Set<string>> {
  const skipped = new Set<string>()
  const publications: PublicationInput[] = []
  for (const [key, { version, publication }] of changed) {
    const now = await store.find(key, true)
    if (now?.kind !== 'publication' || now.record.version !== version) {
      skipped.add(key)
      continue
    }
    const { created: _, updated: __, version: ___, year: ____, ...input } = publication
    publications.push(input)
  }
  if (publications.length) await store.save({ publications })
  return skipped
}
