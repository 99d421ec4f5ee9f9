/**
 * An import: entries of files into the store, each added, changed, left as it was, put together with one that was there
 * already, or refused. The store is asked once for what it holds and written to in batches, so that memory grows with
 * the number of publications and not with the size of the files.
 */
import { keySuffix, makeKey } from '../../model/key.ts'
import type { Person } from '../../model/person.ts'
import { isPreprint, type PublicationInput } from '../../model/publication.ts'
import type { Store } from '../../model/store.ts'
import type { Entry, Finding } from '../reader.ts'
import { IdentityIndex, type Match } from './identity.ts'
import { type Change, merge } from './merge.ts'
import { PeopleIndex } from './people.ts'

export type Result = 'added' | 'updated' | 'unchanged' | 'merged' | 'refused'

export interface Outcome {
  entry: Entry
  result: Result
  /** Of the publication in the store; what is new may get one only when it is written. */
  key?: string
  by?: Match['by']
  changes: Change[]
  findings: Finding[]
}

export interface ImportOptions {
  /** `atomic` writes all or nothing. */
  mode: 'atomic' | 'partial'
  dryRun: boolean
  /** Reads what a format keeps of an entry's source, to know what the source gave the last time. */
  readSource?: (format: string, source: string) => Promise<PublicationInput | undefined>
}

export type Summary = { read: number } & Record<Result, number>

const batchSize = 1000

/** @returns outcomes in the order of the entries, as they are known; the last are given once everything is written */
export async function* importEntries(
  entries: AsyncIterable<Entry>,
  store: Store,
  options: ImportOptions,
): AsyncGenerator<Outcome> {
  const index = new IdentityIndex()
  for await (const batch of store.all()) for (const { publication } of batch) index.add(publication)
  const people = new PeopleIndex(await allPeople(store))
  /** What is to be written, by key in small letters; what has no key yet under a number. */
  const pending = new Map<string, PublicationInput>()
  /** Publications that an entry of this import spoke of: another one with the same key is another source of them. */
  const spokenOf = new Set<string>()
  const held: Outcome[] = []
  let refused = false

  const current = async (key: string): Promise<PublicationInput | undefined> => {
    const waiting = pending.get(key.toLowerCase())
    if (waiting) return waiting
    const found = await store.find(key, true)
    if (found?.kind !== 'publication') return undefined
    const { created: _, updated: __, version: ___, year: ____, ...publication } = found.record.publication
    return publication
  }
  const write = async () => {
    if (!options.dryRun && pending.size) await store.save({ publications: [...pending.values()] })
    pending.clear()
  }

  for await (const entry of entries) {
    const outcome = await place(entry)
    if (!outcome) continue
    if (outcome.result === 'refused') refused = true
    if (options.mode === 'atomic') {
      held.push(outcome)
      continue
    }
    // A dry run keeps what it would have written, to know the next entry's fellows.
    if (pending.size >= batchSize && !options.dryRun) await write()
    yield outcome
  }
  if (options.mode === 'atomic' && refused) pending.clear()
  await write()
  yield* held

  async function place(entry: Entry): Promise<Outcome | undefined> {
    const findings = [...entry.findings]
    const isRefused = findings.some(({ severity }) => severity === 'error')
    if (!entry.publication) return isRefused ? { entry, result: 'refused', changes: [], findings } : undefined
    const { publication: linked, ambiguous } = people.link(entry.publication)
    for (const { name, slugs } of ambiguous) {
      findings.push({
        ...at(entry),
        severity: 'warning',
        field: 'contributors',
        message: `"${name}" is the name of ${slugs.join(' and ')}; nobody was linked`,
      })
    }
    const { match, related } = index.find(linked)
    const existing = match && (await current(match.key))
    if (match && existing) return update(entry, linked, existing, match, findings)
    return add(entry, linked, related, findings)
  }

  async function update(
    entry: Entry,
    incoming: PublicationInput,
    existing: PublicationInput,
    match: Match,
    findings: Finding[],
  ): Promise<Outcome> {
    const isSame = incoming.key?.toLowerCase() === match.key.toLowerCase()
    const isFirst = !spokenOf.has(match.key)
    spokenOf.add(match.key)
    const base = isSame && isFirst ? await lastGiven(existing, incoming) : undefined
    const { publication, changes, contradictions } = merge(existing, incoming, base)
    for (const { field, before, after } of contradictions) {
      findings.push({
        ...at(entry),
        severity: 'note',
        field,
        message: `${shown(after)} is not taken: ${match.key} has ${shown(before)}`,
      })
    }
    // Who cites it by the other key still finds it, and so does the next import.
    if (incoming.key && !isSame && !index.has(incoming.key)) {
      const aliases = [...(publication.aliases ?? []), incoming.key]
      changes.push({
        field: 'aliases',
        ...(publication.aliases ? { before: publication.aliases } : {}),
        after: aliases,
      })
      publication.aliases = aliases
    }
    if (changes.length) {
      pending.set(match.key.toLowerCase(), publication)
      index.add({ ...publication, key: match.key })
    }
    const result: Result = changes.length === 0 ? 'unchanged' : isSame ? 'updated' : 'merged'
    return { entry, result, key: match.key, by: match.by, changes, findings }
  }

  /** What the entry said when it was imported before; nothing where its source was not kept, or is another's. */
  async function lastGiven(
    existing: PublicationInput,
    incoming: PublicationInput,
  ): Promise<PublicationInput | undefined> {
    for (const [format, kept] of Object.entries(incoming.extra ?? {})) {
      const before = existing.extra?.[format]?.verbatim
      if (typeof before !== 'string' || typeof kept.verbatim !== 'string') continue
      if (before === kept.verbatim) return incoming
      return options.readSource?.(format, before)
    }
    return undefined
  }

  function add(entry: Entry, incoming: PublicationInput, related: string[], findings: Finding[]): Outcome {
    const publication: PublicationInput = { ...incoming }
    if (publication.key && index.has(publication.key)) {
      findings.push({
        ...at(entry),
        severity: 'warning',
        message: `another work has the key ${publication.key} already; this one gets a new key`,
      })
      delete publication.key
    }
    publication.key ??= freeKey(publication)
    if (related.length) {
      const kind = isPreprint(publication) ? 'published' : 'preprint'
      const known = new Set(publication.relations?.map(({ identifier }) => identifier))
      const added = related
        .filter((key) => !known.has(key))
        .map((identifier) => ({ kind, identifier }) as const)
      publication.relations = [...(publication.relations ?? []), ...added]
    }
    pending.set(publication.key.toLowerCase(), publication)
    spokenOf.add(publication.key)
    index.add({ ...publication, key: publication.key })
    return { entry, result: 'added', key: publication.key, changes: [], findings }
  }

  function freeKey(publication: PublicationInput): string {
    const base = makeKey(publication)
    if (!index.has(base)) return base
    for (let n = 0; ; n++) if (!index.has(base + keySuffix(n))) return base + keySuffix(n)
  }
}

const at = ({ file, line, column, key }: Entry) => ({ file, line, column, ...(key ? { entry: key } : {}) })

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

async function allPeople(store: Store): Promise<Person[]> {
  const people: Person[] = []
  let cursor: string | undefined
  do {
    const page = await store.people({ limit: 500, ...(cursor ? { cursor } : {}) })
    people.push(...page.items)
    cursor = page.next
  } while (cursor)
  return people
}
