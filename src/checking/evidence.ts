/** What rules know of the rest of the store: gathered once for venues, and for names as each batch is looked at. */
import { LRUCache } from 'lru-cache'
import { sortText } from '../model/fold.ts'
import { displayName, type Name } from '../model/name.ts'
import type { Contributor, Publication } from '../model/publication.ts'
import type { PublicationQuery } from '../model/query.ts'
import type { NameSpelling, Store } from '../model/store.ts'
import type { Evidence, Spelling } from './rule.ts'
import { type UsualName, usualNames } from './venue-names.ts'

/** All that is public. */
const everything: PublicationQuery = { filters: {}, sort: 'created', versions: 'all' }

/** Names whose other order was looked for and is not in the store. */
const rememberedNames = 100_000
/** Publications looked at for people whom two spellings have in common. */
const lookedAt = 50

export class StoreEvidence implements Evidence {
  readonly year: number
  readonly #store: Store
  #usual = new Map<string, UsualName>()
  #shorts = new Set<string>()
  #counts = new Map<string, number>()
  readonly #speakers = new Map<string, string>()
  readonly #absent = new LRUCache<string, true>({ max: rememberedNames })
  #exchanged = new Map<string, Spelling>()

  /** @param year the present one */
  constructor(store: Store, year: number) {
    this.#store = store
    this.year = year
  }

  /** Reads the names of all venues. */
  async gatherVenues(): Promise<void> {
    const venues = await this.#store.venues(everything)
    this.#usual = usualNames(venues)
    this.#counts = new Map(venues.map(({ name, count }) => [sortText(name), count]))
    this.#shorts = new Set(
      venues.flatMap(({ name, short }) => (short && short !== name ? [sortText(short)] : [])),
    )
  }

  /** Looks for the names of these publications in the other order. */
  async gatherNames(publications: readonly Publication[]): Promise<void> {
    this.#exchanged = new Map()
    const asked = new Set<string>()
    for (const one of publications.flatMap(({ contributors = [] }) => contributors)) {
      const name = otherOrder(one)
      if (name && !this.#absent.has(name)) asked.add(name)
    }
    if (asked.size === 0) return
    const found = await this.#store.spellings([...asked])
    for (const name of asked) if (!found.has(name)) this.#absent.set(name, true)
    if (found.size === 0) return
    for (const publication of publications) {
      for (const [i, contributor] of (publication.contributors ?? []).entries()) {
        const known = found.get(otherOrder(contributor) ?? '')?.filter((one) => isExchanged(one, contributor))
        if (!known?.length) continue
        const spelling = await this.#compare(publication, i, known)
        if (spelling) this.#exchanged.set(`${publication.key}/${i}`, spelling)
      }
    }
  }

  /** Other publications write it the other way round more often, and have other people in common with this one. */
  async #compare(
    { key, contributors = [] }: Publication,
    position: number,
    known: readonly NameSpelling[],
  ): Promise<Spelling | undefined> {
    const contributor = contributors[position]!
    const own = sortText(displayName(contributor))
    const ours = (await this.#store.spellings([own])).get(own) ?? []
    const times = ours
      .filter((one) => sortText(one.family) === sortText(contributor.family!))
      .reduce((sum, { count }) => sum + count, 0)
    const [best] = [...known].sort((a, b) => b.count - a.count)
    if (!best || best.count <= times) return undefined
    const query = { ...everything, filters: { author: { any: [displayName(best)], none: [] } } }
    const { items } = await this.#store.list(query, { limit: lookedAt })
    const beside = new Set(contributors.filter((_, i) => i !== position).map(eitherOrder))
    const isSame = items.some(({ publication: other }) => {
      const same = other.contributors?.find((one) => isExchanged(one, contributor))
      if (other.key === key || !same) return false
      if (same.orcid !== undefined && contributor.orcid !== undefined) return same.orcid === contributor.orcid
      if (same.person !== undefined && same.person === contributor.person) return true
      // Both orders are names of different people often enough, and one of the others may have a namesake.
      const shared = other.contributors!.filter((one) => one !== same && beside.has(eitherOrder(one))).length
      return shared > 1 || (shared === 1 && beside.size === 1)
    })
    return isSame ? best : undefined
  }

  exchanged({ key }: Publication, position: number): Spelling | undefined {
    return this.#exchanged.get(`${key}/${position}`)
  }

  usualVenue(name: string): UsualName | undefined {
    return this.#usual.get(sortText(name))
  }

  isKnownShort(name: string): boolean {
    return this.#shorts.has(sortText(name))
  }

  uses(name: string): number {
    return this.#counts.get(sortText(name)) ?? 1
  }

  speaksFor(name: string, key: string): boolean {
    const folded = sortText(name)
    const speaker = this.#speakers.get(folded) ?? key
    this.#speakers.set(folded, speaker)
    return speaker === key
  }
}

/** Nothing is known beside the publication. */
export const noEvidence = (year: number): Evidence => ({
  year,
  exchanged: () => undefined,
  usualVenue: () => undefined,
  isKnownShort: () => false,
  uses: () => 1,
  speaksFor: () => true,
})

/** The folded name with its parts the other way round; nothing for a name that has only one. */
function otherOrder({ given, family, literal, particle, suffix }: Name): string | undefined {
  if (!given || !family || literal !== undefined || particle !== undefined || suffix !== undefined)
    return undefined
  const [first, last] = [sortText(given), sortText(family)]
  // Initials alone are many people's.
  if (first === last || first.length < 2 || last.length < 2) return undefined
  return `${last} ${first}`
}

const isExchanged = (one: Name, other: Contributor) =>
  sortText(one.given ?? '') === sortText(other.family ?? '') &&
  sortText(one.family ?? '') === sortText(other.given ?? '')

/** One text for both orders of a name. */
const eitherOrder = (name: Name) => sortText(displayName(name)).split(' ').sort().join(' ')
