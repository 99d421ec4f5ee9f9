/**
 * Contributors recognised as people of the store: by ORCID, then by a name or alias that one person alone has. What is not
 * clear is told, and nobody is linked.
 */
import { isLatin, sortText, words } from '../../model/fold.ts'
import { displayName, type Name } from '../../model/name.ts'
import type { Person, PersonInput } from '../../model/person.ts'
import type { PublicationInput } from '../../model/publication.ts'

export class PeopleIndex {
  readonly #orcids = new Map<string, string>()
  readonly #names = new Map<string, Set<string>>()
  /** By slug. */
  readonly #orcidOf = new Map<string, string>()
  /** Of all names, by slug. */
  readonly #words = new Map<string, Set<string>>()

  constructor(people: Iterable<Person>) {
    for (const person of people) this.add(person)
  }

  add(person: PersonInput): void {
    const { orcid } = person.identifiers ?? {}
    if (orcid) {
      this.#orcids.set(orcid, person.slug)
      this.#orcidOf.set(person.slug, orcid)
    }
    for (const name of [person, ...(person.aliases ?? [])]) {
      const folded = nameOf(name)
      this.#names.set(folded, (this.#names.get(folded) ?? new Set()).add(person.slug))
      const known = this.#words.get(person.slug) ?? new Set()
      this.#words.set(
        person.slug,
        words(displayName(name)).reduce((all, word) => all.add(word), known),
      )
    }
  }

  /** @returns the slugs of the people that a person may be: one by ORCID, all by name */
  find(person: PersonInput): string[] {
    const { orcid } = person.identifiers ?? {}
    const slug = orcid && this.#orcids.get(orcid)
    return slug ? [slug] : this.#named(person, orcid)
  }

  /** Who has the name, but for those whose ORCID iD is another one. */
  #named(name: Name, orcid: string | undefined): string[] {
    const slugs = [...(this.#names.get(nameOf(name)) ?? [])]
    return orcid === undefined ? slugs : slugs.filter((slug) => !this.#orcidOf.has(slug))
  }

  /** Whether a name has a word of the person's names; what is written in two scripts cannot be compared. */
  #fits(name: Name, slug: string): boolean {
    const [own, known] = [words(displayName(name)), this.#words.get(slug)!]
    return own.some((word) => known.has(word)) || own.some(isLatin) !== [...known].some(isLatin)
  }

  /** @returns the publication with its people linked, and why others were not who might have been */
  link(publication: PublicationInput): { publication: PublicationInput; unclear: string[] } {
    const unclear: string[] = []
    if (this.#names.size === 0 || !publication.contributors) return { publication, unclear }
    const contributors = publication.contributors.map((one) => {
      if (one.person || one.literal) return one
      const slug = one.orcid && this.#orcids.get(one.orcid)
      if (slug && this.#fits(one, slug)) return { ...one, person: slug }
      const named = `"${displayName(one)}"`
      if (slug) unclear.push(`${named} has the ORCID iD of ${slug}, but none of the names`)
      const slugs = slug ? [] : this.#named(one, one.orcid)
      if (slugs.length > 1) unclear.push(`${named} is the name of ${slugs.join(' and ')}`)
      return slugs.length === 1 ? { ...one, person: slugs[0]! } : one
    })
    return { publication: { ...publication, contributors }, unclear }
  }
}

const nameOf = (name: Name) => sortText(displayName(name))
