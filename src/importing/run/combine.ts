/**
 * Two publications of the store made one by hand, and what was put into a publication taken out again, whether by hand or
 * by an import: what came with it goes, what anybody changed since stays.
 */
import { isDeepStrictEqual } from 'node:util'
import { keySuffix, makeKey } from '../../model/key.ts'
import { choices, Problem } from '../../model/problem.ts'
import type { Change, Given, Provenance, SourceEntry } from '../../model/provenance.ts'
import type { PublicationInput } from '../../model/publication.ts'
import type { Store } from '../../model/store.ts'
import { heldOf, type Keyed, unlessFaster } from './held.ts'
import { type Contradiction, merge } from './merge.ts'

/** The source of what was put together by hand. */
export const byHand = 'merged by hand'

export interface Combined {
  /** The one that there is now. */
  key: string
  changes: Change[]
  contradictions: Contradiction[]
}

/**
 * Puts a publication into another one: what that lacks is filled in, and the keys lead there.
 * @throws Problem not-found for a key that there is not; invalid-parameter where both are one
 */
export const combine = (
  store: Store,
  keep: string,
  other: string,
  { dryRun = false } = {},
): Promise<Combined> => unlessFaster(() => combineOnce(store, keep, other, dryRun))

async function combineOnce(store: Store, keep: string, other: string, dryRun: boolean): Promise<Combined> {
  const [held, part] = [await heldOf(store, keep), await heldOf(store, other)]
  const [into, from] = [held.publication, part.publication]
  if (into.key === from.key)
    throw new Problem('invalid-parameter', `${keep} and ${other} are one publication already.`)
  const provenance = await store.provenance(into.key)
  const { given: carried, locked } = await store.provenance(from.key)
  const merged = merge(into, from, { provenance })
  const aliases = [...new Set([...(into.aliases ?? []), from.key, ...(from.aliases ?? [])])]
  const names = new Set([into.key, ...aliases])
  // They are no relations of each other any more.
  const relations = merged.publication.relations?.filter(({ identifier }) => !names.has(identifier))
  const publication: Keyed = { ...merged.publication, key: into.key, aliases }
  if (relations?.length) publication.relations = relations
  else delete publication.relations
  const changes = differences(into, publication)
  if (!dryRun) {
    await store.save({
      expected: [held.expected, part.expected],
      replaced: [{ key: from.key, by: into.key }],
      publications: [publication],
      given: [
        {
          key: into.key,
          source: byHand,
          entry: from.key,
          publication: from,
          changes,
          carried,
          ...(locked.length ? { locked } : {}),
        },
        ...carried.map((one) => ({ ...one, key: into.key, changes: one.changes ?? [] })),
      ],
    })
  }
  return { key: into.key, changes, contradictions: merged.contradictions }
}

/** What was put into a publication, and can be taken out. */
export const joinedTo = ({ given }: Provenance): Given[] => {
  const carried = new Set(given.flatMap((one) => (one.carried ?? []).map(nameOf)))
  return given.filter((one) => one.changes && !carried.has(nameOf(one)))
}

export interface Separated {
  /** The one it was in, and the one that it is now. */
  key: string
  separated: string
  changes: Change[]
  /** Fields that were changed since, and stay as they are. */
  kept: string[]
}

/**
 * Takes out of a publication what was put into it.
 * @param entry which, where there are several: its key, or its name in its source
 * @throws Problem not-found for a key that there is not; invalid-parameter where nothing, or more than one, is meant
 */
export const separate = (
  store: Store,
  reference: string,
  entry?: string,
  { dryRun = false } = {},
): Promise<Separated> => unlessFaster(() => separateOnce(store, reference, entry, dryRun))

async function separateOnce(
  store: Store,
  reference: string,
  entry: string | undefined,
  dryRun: boolean,
): Promise<Separated> {
  const { publication: current, expected } = await heldOf(store, reference)
  const provenance = await store.provenance(current.key)
  const joined = joinedTo(provenance)
  if (joined.length === 0)
    throw new Problem(
      'invalid-parameter',
      `Nothing was put into ${current.key}: there is nothing to take out.`,
    )
  // A publication is also found by the key that it had.
  const wanted = entry ?? (reference === current.key ? undefined : reference)
  const fitting = joined.filter((one) => wanted === undefined || one.entry === wanted)
  if (fitting.length !== 1) {
    const names = joined.map((one) => `${one.entry} (${one.source})`)
    throw new Problem('invalid-parameter', `Say which to take out of ${current.key}: ${choices(names)}.`, {
      ...(wanted === undefined ? {} : { value: wanted }),
    })
  }
  const part = fitting[0]!
  const came = new Set((part.carried ?? []).map(nameOf))
  const own = provenance.given.filter((one) => one === part || came.has(nameOf(one)))
  const { publication, kept } = undone(current, own)
  const keys = keysBrought(part, current)
  const aliases = current.aliases?.filter((alias) => !keys.includes(alias))
  if (aliases?.length) publication.aliases = aliases
  else delete publication.aliases
  const { key: _, aliases: __, ...content } = part.publication
  const [key = await freeKey(store, part.publication), ...otherKeys] = keys
  const other: Keyed = { ...content, key, ...(otherKeys.length ? { aliases: otherKeys } : {}) }
  const changes = differences(current, publication)
  if (!dryRun) {
    const { changes: _, locked = [], ...made } = part
    await store.save({
      expected: [expected, { key }],
      parted: own.map(({ source, entry }) => ({ key: current.key, source, entry, released: keys })),
      publications: [publication, other],
      given: (part.carried ?? [made]).map((one) => ({ ...one, key })),
      locks: [{ key, lock: locked }],
    })
  }
  return { key: current.key, separated: key, changes, kept }
}

const nameOf = ({ source, entry }: SourceEntry) => `${source}\n${entry}`

/** The keys that lead here because of an entry, its own first. */
function keysBrought({ source, publication, changes }: Given, { aliases = [] }: Keyed): string[] {
  const isBrought = source === byHand || changes?.some(({ field }) => field === 'aliases')
  const keys = [publication.key ?? [], source === byHand ? (publication.aliases ?? []) : []].flat()
  return isBrought ? keys.filter((key) => aliases.includes(key)) : []
}

async function freeKey(store: Store, publication: PublicationInput): Promise<string> {
  const base = makeKey(publication)
  if (!(await store.find(base, true))) return base
  for (let n = 0; ; n++) {
    const key = base + keySuffix(n)
    if (!(await store.find(key, true))) return key
  }
}

/** Takes back what entries changed, the last first, where it still stands as they left it. */
function undone(current: Keyed, given: Given[]): { publication: Keyed; kept: string[] } {
  const publication: Record<string, unknown> = { ...current }
  const kept = new Set<string>()
  for (const { field, before, after } of given.toReversed().flatMap(({ changes }) => changes ?? [])) {
    if (field === 'aliases') continue
    if (!isDeepStrictEqual(publication[field], after)) kept.add(field)
    else if (before === undefined) delete publication[field]
    else publication[field] = before
  }
  return { publication: publication as Keyed, kept: [...kept] }
}

function differences(before: PublicationInput, after: PublicationInput): Change[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof PublicationInput>
  return [...fields].flatMap((field) => {
    const [own, value] = [before[field], after[field]]
    if (isDeepStrictEqual(own, value)) return []
    return [
      {
        field,
        ...(own === undefined ? {} : { before: own }),
        ...(value === undefined ? {} : { after: value }),
      },
    ]
  })
}
