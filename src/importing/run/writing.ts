/** What an import is going to write: seen by the entries that follow, and written when there is enough of it. */
import { isDeepStrictEqual } from 'node:util'
import type { Affiliation, AffiliationInput, PersonInput } from '../../model/person.ts'
import { type Provenance, type SourceEntry, storeFields } from '../../model/provenance.ts'
import type { PublicationInput } from '../../model/publication.ts'
import type { Batch, ExpectedPerson, GivenInput, Prepared, Saved, Store } from '../../model/store.ts'

const manyAtOnce = 1000

type Keyed = PublicationInput & { key: string }

export interface Profile {
  person: PersonInput
  affiliations: AffiliationInput[]
}

/** What one write is made of. */
class Waiting {
  readonly publications = new Map<string, Keyed>()
  /** Of these, what was made ahead. */
  readonly prepared = new Map<string, Prepared>()
  /** By publication, then by entry. */
  readonly given = new Map<string, Map<string, GivenInput>>()
  readonly people = new Map<string, Profile>()
  /** People as they were read, or as nobody was found. */
  readonly expectedPeople = new Map<string, ExpectedPerson>()
  /** Of publications as they were read, so that what somebody else changes meanwhile is not written over. */
  readonly versions = new Map<string, number>()
  /** Keys of publications that were read from what is being written. */
  readonly following = new Set<string>()

  get size(): number {
    return this.publications.size + this.given.size + this.people.size
  }

  batch(): Batch {
    return {
      expected: Array.from(this.publications.keys(), (key) => ({ key, version: this.versions.get(key) })),
      expectedPeople: Array.from(this.people.keys(), (slug) => this.expectedPeople.get(slug)!),
      people: Array.from(this.people.values(), ({ person }) => person),
      affiliations: Array.from(this.people, ([person, { affiliations }]) => ({
        person,
        affiliations,
      })).filter(
        ({ person, affiliations }) =>
          !isDeepStrictEqual(affiliations, this.expectedPeople.get(person)!.affiliations),
      ),
      publications: [...this.publications.values()].filter(({ key }) => !this.prepared.has(key)),
      prepared: [...this.prepared.values()],
      given: Array.from(this.given.values(), (entries) => [...entries.values()]).flat(),
    }
  }
}

export class Writing {
  readonly #store: Store
  readonly #batchSize: number
  #waiting = new Waiting()
  /** What is being written while entries are gathered for the next time. */
  #underway: { waiting: Waiting; done: Promise<Saved> } | undefined
  readonly #taken = new Map<string, Map<string, readonly string[]>>()

  /** @param batchSize publications that are written at once */
  constructor(store: Store, batchSize = manyAtOnce) {
    this.#store = store
    this.#batchSize = batchSize
  }

  get isFull(): boolean {
    return this.#waiting.size >= this.#batchSize
  }

  /** A publication as it will be. */
  async publication(key: string): Promise<Keyed | undefined> {
    const waiting = this.#waiting.publications.get(key)
    if (waiting) return waiting
    const underway = this.#underway?.waiting.publications.get(key)
    if (underway) {
      this.#waiting.following.add(key)
      return underway
    }
    const found = await this.#store.find(key, true)
    if (found?.kind !== 'publication') return undefined
    this.#waiting.versions.set(key, found.record.version)
    const publication: Record<string, unknown> = { ...found.record.publication }
    for (const field of storeFields) delete publication[field]
    return publication as Keyed
  }

  async provenance(key: string): Promise<Provenance> {
    const underway = this.#underway?.waiting
    const stored = await this.#store.provenance(key)
    const given = new Map(stored.given.map((one) => [nameOf(one), one]))
    const add = (entries: Iterable<[string, GivenInput]> | undefined, current: Keyed | undefined) => {
      for (const [name, one] of entries ?? []) {
        const { key: _, publication = current!, ...rest } = one
        given.set(name, { ...rest, publication, time: Date.now() })
      }
    }
    add(underway?.given.get(key), underway?.publications.get(key))
    const waiting = this.#waiting.given.get(key)
    if (waiting) add(waiting, await this.publication(key))
    return { ...stored, given: [...given.values()] }
  }

  /** The keys of the publications for which an entry was taken by an earlier import. */
  async taken({ source, entry }: SourceEntry): Promise<readonly string[]> {
    let entries = this.#taken.get(source)
    if (!entries) {
      entries = new Map(await this.#store.taken(source))
      this.#taken.set(source, entries)
    }
    return entries.get(entry) ?? []
  }

  add(publication: Keyed): void {
    this.#waiting.publications.set(publication.key, publication)
  }

  /** Changes a publication: what was made from an entry until now is written down as what that entry gave. */
  change(before: Keyed, publication: Keyed): void {
    for (const one of this.#waiting.given.get(before.key)?.values() ?? []) one.publication ??= before
    this.#waiting.publications.set(before.key, publication)
    this.#waiting.prepared.delete(before.key)
  }

  give(given: GivenInput): void {
    const entries = this.#waiting.given.get(given.key) ?? new Map<string, GivenInput>()
    this.#waiting.given.set(given.key, entries.set(nameOf(given), given))
  }

  /** A person as they will be, once nothing is being written. */
  async profile(slug: string): Promise<Profile | undefined> {
    const waiting = this.#waiting.people.get(slug)
    if (waiting) return waiting
    const found = await this.#store.person(slug)
    const affiliations = found ? (await this.#store.affiliations(slug, {})).map(asGiven) : []
    this.#waiting.expectedPeople.set(slug, { slug, version: found?.version, affiliations })
    if (!found) return undefined
    const { created: _, updated: __, version: ___, ...person } = found
    return { person, affiliations }
  }

  /** @param profile of somebody who was asked for */
  setProfile(profile: Profile): void {
    this.#waiting.people.set(profile.person.slug, profile)
  }

  /** Makes ready what waits, while something else is being written: the writer need not wait for it afterwards. */
  prepare(): void {
    const { publications, prepared } = this.#waiting
    for (const [key, one] of publications) if (!prepared.has(key)) prepared.set(key, this.#store.prepare(one))
  }

  /** Begins to write what waits, where nothing is being written. */
  begin(): void {
    const waiting = this.#waiting
    if (waiting.size === 0) return
    this.#waiting = new Waiting()
    const done = this.#store.save(waiting.batch())
    // Whoever waits for it is told; nobody may be waiting yet.
    done.catch(() => undefined)
    this.#underway = { waiting, done }
  }

  /** Waits until what is being written is there. @throws what it was refused for */
  async finish(): Promise<void> {
    const underway = this.#underway
    if (!underway) return
    const { keys, versions } = await underway.done
    const { following, versions: known } = this.#waiting
    for (const [i, key] of keys.entries()) if (following.has(key)) known.set(key, versions[i]!)
    this.#underway = undefined
  }
}

const asGiven = ({ person: _, current: __, ...affiliation }: Affiliation): AffiliationInput => affiliation

const nameOf = ({ source, entry }: SourceEntry) => `${source}\n${entry}`
