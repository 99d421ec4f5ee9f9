/**
 * A person that a file tells of: recognised by slug, ORCID or name, and completed. What the store knows stays; nobody is
 * made the owner of a store that has one.
 */
import { isDeepStrictEqual } from 'node:util'
import type { AffiliationInput, PersonInput } from '../../model/person.ts'
import type { Change } from '../../model/provenance.ts'
import type { Store } from '../../model/store.ts'
import type { Entry } from '../reader.ts'
import type { Outcome } from './outcome.ts'
import type { PeopleIndex } from './people.ts'
import type { Profile, Writing } from './writing.ts'

export class Profiles {
  readonly #people: PeopleIndex
  readonly #store: Store
  readonly #writing: Writing

  constructor(people: PeopleIndex, store: Store, writing: Writing) {
    this.#people = people
    this.#store = store
    this.#writing = writing
  }

  async place(entry: Entry, incoming: PersonInput): Promise<Outcome> {
    const findings = [...entry.findings]
    const slugs = (await this.#writing.profile(incoming.slug)) ? [incoming.slug] : this.#people.find(incoming)
    if (slugs.length > 1) {
      const message = `this may be ${slugs.join(' or ')}; give one of them the ORCID iD to tell`
      const { file, line, column } = entry
      findings.push({ file, line, column, severity: 'error', field: 'person', message })
      return { entry, result: 'refused', changes: [], findings }
    }
    const existing = slugs[0] === undefined ? undefined : await this.#writing.profile(slugs[0])
    const { owner: _, ...rest } = incoming
    const before = existing?.person ?? { slug: incoming.slug }
    const person = completed(before as PersonInput, rest as PersonInput)
    if (!existing && incoming.owner && !(await this.#store.owner())) person.owner = true
    const affiliations = joined(existing?.affiliations ?? [], entry.affiliations ?? [])
    const changes = existing ? changesOf(existing, { person, affiliations }) : []
    if (!existing || changes.length) {
      this.#people.add(person)
      this.#writing.setProfile({ person, affiliations })
    }
    const result = !existing ? 'added' : changes.length ? 'updated' : 'unchanged'
    return { entry, result, key: person.slug, changes, findings }
  }
}

/** Fields that are missing are filled in, lists put together. */
function completed(before: PersonInput, incoming: PersonInput): PersonInput {
  const person: Record<string, unknown> = { ...incoming, ...before }
  for (const [field, value] of Object.entries(incoming)) {
    const own = before[field as keyof PersonInput]
    if (Array.isArray(own) && Array.isArray(value))
      person[field] = [...own, ...value.filter((one) => !own.some((other) => isDeepStrictEqual(one, other)))]
    else if (field === 'identifiers' || field === 'extra')
      person[field] = { ...(value as object), ...(own as object | undefined) }
  }
  return person as PersonInput
}

/** One stay is known again by its kind, its place and when it began. */
const stayOf = ({ kind, organization, role, start }: AffiliationInput) =>
  JSON.stringify([kind, organization?.name ?? role, start?.slice(0, 4)])

function joined(before: AffiliationInput[], incoming: AffiliationInput[]): AffiliationInput[] {
  const more = new Map(incoming.map((one) => [stayOf(one), one]))
  const known = before.map((one) => ({ ...more.get(stayOf(one)), ...one }))
  const have = new Set(before.map(stayOf))
  return [...known, ...incoming.filter((one) => !have.has(stayOf(one)))]
}

function changesOf(before: Profile, after: Profile): Change[] {
  const changes: Change[] = Object.entries(after.person).flatMap(([field, value]) => {
    const own = before.person[field as keyof PersonInput]
    return isDeepStrictEqual(own, value)
      ? []
      : [{ field, ...(own === undefined ? {} : { before: own }), after: value }]
  })
  if (!isDeepStrictEqual(before.affiliations, after.affiliations))
    changes.push({ field: 'affiliations', before: before.affiliations, after: after.affiliations })
  return changes
}
