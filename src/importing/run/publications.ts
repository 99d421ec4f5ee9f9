/** One entry of a publication into the store: which publication it is, and what it changes there. */

import { keySuffix, makeKey } from '../../model/key.ts'
import {
  type Given,
  joinedChanges,
  type Provenance,
  type SourceEntry,
  saysSame,
} from '../../model/provenance.ts'
import type { PublicationInput } from '../../model/publication.ts'
import type { Entry, Finding } from '../reader.ts'
import type { EntryNames } from './entry-names.ts'
import { type Candidates, type IdentityIndex, isSameWork, Prints } from './identity.ts'
import { merge } from './merge.ts'
import type { Outcome, Result } from './outcome.ts'
import type { PeopleIndex } from './people.ts'
import { isOfPreprint, isOtherForm, isOtherWorkOfIdentifier, isSame, type Match } from './same-work.ts'
import type { Writing } from './writing.ts'

export class Publications {
  readonly #index: IdentityIndex
  readonly #people: PeopleIndex
  readonly #writing: Writing
  readonly #names: EntryNames

  constructor(index: IdentityIndex, people: PeopleIndex, writing: Writing, names: EntryNames) {
    this.#index = index
    this.#people = people
    this.#writing = writing
    this.#names = names
  }

  async place(entry: Entry, given: PublicationInput): Promise<Outcome> {
    const findings = [...entry.findings]
    if (isTooLong(given)) {
      const message = `the entry has more than ${mostCharacters / 1e6} million characters, and no list could be read with it`
      findings.push({ ...at(entry), severity: 'error', message })
      return { entry, result: 'refused', changes: [], findings }
    }
    const { publication: incoming, unclear } = this.#people.link(given)
    for (const why of unclear) {
      const message = `${why}; nobody was linked`
      findings.push({ ...at(entry), severity: 'warning', field: 'contributors', message })
    }
    const name = this.#names.of(entry, incoming)
    const taken = await this.#taken(name, incoming)
    const prints = new Prints(incoming)
    const candidates: Candidates =
      taken === undefined
        ? this.#index.find(incoming, prints)
        : { matches: [{ key: taken, by: 'source' }], related: [] }
    const others: Found[] = []
    for (const match of candidates.matches) {
      const existing = await this.#writing.publication(match.key)
      if (!existing) continue
      if (isSame(match, existing, incoming))
        return this.#update(entry, name, incoming, existing, match, findings)
      if (schemeNames[match.by]) others.push({ match, existing })
    }
    for (const { match, existing } of others.slice(0, 1)) {
      const message = `${existing.key} has the same ${schemeNames[match.by]}, but is another work by its title: ${shown(existing.title)}; this one is added beside it`
      findings.push({ ...at(entry), severity: 'warning', field: 'identifiers', message })
    }
    const related = await this.#forms(candidates.related, incoming)
    return this.#add(entry, name, incoming, prints, related, findings)
  }

  /** The keys of those that are other forms of the work. */
  async #forms(candidates: readonly Match[], incoming: PublicationInput): Promise<string[]> {
    const keys: string[] = []
    for (const { key, by } of candidates) {
      const existing = await this.#writing.publication(key)
      if (!existing) continue
      const isForm =
        by === 'title' ? isOtherForm(existing, incoming) : !isOtherWorkOfIdentifier(existing, incoming)
      if (isForm) keys.push(key)
    }
    return keys
  }

  /** The publication for which the entry was taken before, where it still is of the same work. */
  async #taken(name: SourceEntry, incoming: PublicationInput): Promise<string | undefined> {
    for (const key of await this.#writing.taken(name)) {
      const known = givenBy(name, await this.#writing.provenance(key))
      if (known && isSameWork(known.publication, incoming)) return key
    }
    return undefined
  }

  async #update(
    entry: Entry,
    name: SourceEntry,
    incoming: PublicationInput,
    existing: PublicationInput & { key: string },
    match: Match,
    findings: Finding[],
  ): Promise<Outcome> {
    const { key } = existing
    const provenance = await this.#writing.provenance(key)
    const known = givenBy(name, provenance)
    const { publication, changes, contradictions, said } = merge(existing, incoming, {
      base: known?.publication,
      provenance,
    })
    for (const { field, before, after, because } of contradictions) {
      findings.push({
        ...at(entry),
        severity: 'note',
        field,
        message: `${shown(after)} is not taken: ${key} has ${shown(before)}, ${because}`,
      })
    }
    const isSame = incoming.key?.toLowerCase() === key.toLowerCase()
    // Who cites it by the other key still finds it, and so does the next import.
    if (incoming.key && !isSame && !known && !this.#index.has(incoming.key)) {
      const aliases = [...(publication.aliases ?? []), incoming.key]
      changes.push({
        field: 'aliases',
        ...(publication.aliases ? { before: publication.aliases } : {}),
        after: aliases,
      })
      publication.aliases = aliases
    }
    if (changes.length) {
      const changed = { ...publication, key }
      this.#writing.change(existing, changed)
      this.#index.add(changed)
    }
    if (!known || changes.length || !saysSame(known.publication, said)) {
      const before: Given['changes'] = known ? known.changes : []
      const joined = before && joinedChanges(before, changes)
      this.#writing.give({
        ...name,
        key,
        publication: said,
        ...(joined ? { changes: joined } : {}),
        ...(known?.carried ? { carried: known.carried } : {}),
        ...(known?.locked ? { locked: known.locked } : {}),
      })
    }
    const result: Result = changes.length === 0 ? 'unchanged' : isSame || known ? 'updated' : 'merged'
    return {
      entry,
      result,
      key,
      by: match.by,
      changes,
      ...(contradictions.length ? { contradictions } : {}),
      findings,
    }
  }

  #add(
    entry: Entry,
    name: SourceEntry,
    incoming: PublicationInput,
    prints: Prints,
    related: string[],
    findings: Finding[],
  ): Outcome {
    const publication: PublicationInput = { ...incoming }
    if (publication.key && this.#index.has(publication.key)) {
      findings.push({
        ...at(entry),
        severity: 'warning',
        message: `another work has the key ${publication.key} already; this one gets a new key`,
      })
      delete publication.key
    }
    const key = publication.key ?? this.#freeKey(publication)
    if (related.length) {
      const kind = isOfPreprint(publication) ? 'published' : 'preprint'
      const known = new Set(publication.relations?.map(({ identifier }) => identifier))
      const added = related
        .filter((key) => !known.has(key))
        .map((identifier) => ({ kind, identifier }) as const)
      publication.relations = [...(publication.relations ?? []), ...added]
    }
    const added = { ...publication, key }
    this.#writing.add(added)
    // Relations found here are not what the entry said.
    this.#writing.give({ ...name, key, ...(related.length ? { publication: incoming } : {}) })
    // A key and relations are no part of what it is known by.
    this.#index.add(added, prints)
    return { entry, result: 'added', key, changes: [], findings }
  }

  #freeKey(publication: PublicationInput): string {
    const base = makeKey(publication)
    if (!this.#index.has(base)) return base
    for (let n = 0; ; n++) if (!this.#index.has(base + keySuffix(n))) return base + keySuffix(n)
  }
}

interface Found {
  match: Match
  existing: PublicationInput & { key: string }
}

const schemeNames: Partial<Record<Match['by'], string>> = {
  doi: 'DOI',
  arxiv: 'arXiv identifier',
  pmid: 'PMID',
  pmcid: 'PMCID',
  isbn: 'ISBN',
}

/** Five thousand authors with all their affiliations are a fifth of it. */
const mostCharacters = 4_000_000

function isTooLong(publication: PublicationInput): boolean {
  let left = mostCharacters
  const count = (value: unknown): void => {
    if (typeof value === 'string') left -= value.length
    else if (typeof value === 'object' && value !== null)
      for (const member of Object.values(value)) if (left >= 0) count(member)
  }
  count(publication)
  return left < 0
}

const givenBy = ({ source, entry }: SourceEntry, { given }: Provenance) =>
  given.find((one) => one.source === source && one.entry === entry)

const at = ({ file, line, column, key }: Entry) => ({ file, line, column, ...(key ? { entry: key } : {}) })

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? 'nothing')
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
