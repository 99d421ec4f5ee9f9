/** What an import is going to write: seen by the entries that follow, and written when there is enough of it. */
import type { AffiliationInput, PersonInput } from '../../model/person.ts'
import { type Provenance, type SourceEntry, storeFields } from '../../model/provenance.ts'
import type { PublicationInput } from '../../model/publication.ts'
import type { GivenInput, Store } from '../../model/store.ts'

const manyAtOnce = 1000

type Keyed = PublicationInput & { key: string }

export class Writing {
  readonly #store: Store
  readonly #batchSize: number
  readonly #publications = new Map<string, Keyed>()
  /** By publication, then by entry. */
  readonly #given = new Map<string, Map<string, GivenInput>>()
  readonly #people = new Map<string, PersonInput>()
  readonly #affiliations = new Map<string, AffiliationInput[]>()
  /** Of publications as they were read, so that what somebody else changes meanwhile is not written over. */
  readonly #versions = new Map<string, number>()
  readonly #taken = new Map<string, Map<string, readonly string[]>>()

  /** @param batchSize publications that are written at once */
  constructor(store: Store, batchSize = manyAtOnce) {
    this.#store = store
    this.#batchSize = batchSize
  }

  get isFull(): boolean {
    return this.#publications.size + this.#given.size + this.#people.size >= this.#batchSize
  }

  /** A publication as it will be. */
  async publication(key: string): Promise<Keyed | undefined> {
    const waiting = this.#publications.get(key)
    if (waiting) return waiting
    const found = await this.#store.find(key, true)
    if (found?.kind !== 'publication') return undefined
    this.#versions.set(key, found.record.version)
    const publication: Record<string, unknown> = { ...found.record.publication }
    for (const field of storeFields) delete publication[field]
    return publication as Keyed
  }

  async provenance(key: string): Promise<Provenance> {
    const stored = await this.#store.provenance(key)
    const waiting = this.#given.get(key)
    if (!waiting) return stored
    const current = await this.publication(key)
    const given = new Map(stored.given.map((one) => [nameOf(one), one]))
    for (const [name, one] of waiting) {
      const { key: _, publication = current!, ...rest } = one
      given.set(name, { ...rest, publication, time: Date.now() })
    }
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
    this.#publications.set(publication.key, publication)
  }

  /** Changes a publication: what was made from an entry until now is written down as what that entry gave. */
  change(before: Keyed, publication: Keyed): void {
    for (const one of this.#given.get(before.key)?.values() ?? []) one.publication ??= before
    this.#publications.set(before.key, publication)
  }

  give(given: GivenInput): void {
    const entries = this.#given.get(given.key) ?? new Map<string, GivenInput>()
    this.#given.set(given.key, entries.set(nameOf(given), given))
  }

  person(person: PersonInput, affiliations: AffiliationInput[] | undefined): void {
    this.#people.set(person.slug, person)
    if (affiliations) this.#affiliations.set(person.slug, affiliations)
  }

  async write(): Promise<void> {
    const publications = [...this.#publications.values()]
    const given = [...this.#given.values()].flatMap((entries) => [...entries.values()])
    const people = [...this.#people.values()]
    const expected = publications.map(({ key }) => ({ key, version: this.#versions.get(key) }))
    const affiliations = [...this.#affiliations].map(([person, affiliations]) => ({ person, affiliations }))
    if (publications.length + given.length + people.length > 0)
      await this.#store.save({ expected, people, affiliations, publications, given })
    const all = [this.#publications, this.#given, this.#people, this.#affiliations, this.#versions]
    for (const waiting of all) waiting.clear()
  }
}

const nameOf = ({ source, entry }: SourceEntry) => `${source}\n${entry}`
