/** Contributors recognised as people of the store: by ORCID, then by a name or alias that one person alone has. */
import { sortText } from '../../model/fold.ts'
import { displayName, type Name } from '../../model/name.ts'
import type { Person, PersonInput } from '../../model/person.ts'
import type { PublicationInput } from '../../model/publication.ts'

export class PeopleIndex {
  readonly #orcids = new Map<string, string>()
  readonly #names = new Map<string, Set<string>>()
  /** By slug. */
  readonly #orcidOf = new Map<string, string>()

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

  /** @returns the publication with its people linked, and names that more than one person has */
  link(publication: PublicationInput): {
    publication: PublicationInput
    ambiguous: { name: string; slugs: string[] }[]
  } {
    const ambiguous: { name: string; slugs: string[] }[] = []
    if (this.#names.size === 0 || !publication.contributors) return { publication, ambiguous }
    const contributors = publication.contributors.map((one) => {
      if (one.person || one.literal) return one
      const slug = one.orcid && this.#orcids.get(one.orcid)
      if (slug) return { ...one, person: slug }
      const slugs = this.#named(one, one.orcid)
      if (slugs.length > 1) ambiguous.push({ name: displayName(one), slugs })
      return slugs.length === 1 ? { ...one, person: slugs[0]! } : one
    })
    return { publication: { ...publication, contributors }, ambiguous }
  }
}

const nameOf = (name: Name) => sortText(displayName(name))
