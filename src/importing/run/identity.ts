/**
 * Which publication of the store an entry is: by identifier first, then by its folded title, year and first author. A
 * preprint and its published form are two works that know of each other, not one.
 */
import { hash } from 'node:crypto'
import { sortText } from '../../model/fold.ts'
import { foldIdentifier } from '../../model/identifier.ts'
import { familyName } from '../../model/name.ts'
import { isPreprint, type PublicationInput, publicationYear } from '../../model/publication.ts'
import { plainTitle } from '../../model/title.ts'
import { NumbersByName } from '../compact/numbers-by-name.ts'
import { Texts } from '../compact/texts.ts'

export interface Match {
  key: string
  by: 'source' | 'content' | 'key' | 'doi' | 'arxiv' | 'pmid' | 'pmcid' | 'isbn' | 'title'
}

const schemes = ['doi', 'arxiv', 'pmid', 'pmcid'] as const
/** A chapter and its book have one ISBN. */
const isBook = (type: string) => type === 'book' || type === 'collection' || type === 'classic'

/** By what a publication is known again; each is made when it is asked for, and once. */
export class Prints {
  readonly #publication: PublicationInput
  #title: string | undefined
  #sources: string[] | undefined
  #identifiers: { name: string; by: Match['by'] }[] | undefined
  #fingerprints: { known: string[]; asked: string[] } | undefined
  #content: string | undefined

  constructor(publication: PublicationInput) {
    this.#publication = publication
  }

  get title(): string {
    this.#title ??= folded(this.#publication)
    return this.#title
  }

  get sources(): string[] {
    this.#sources ??= sourcesOf(this.#publication)
    return this.#sources
  }

  get identifiers(): { name: string; by: Match['by'] }[] {
    this.#identifiers ??= identifiersOf(this.#publication)
    return this.#identifiers
  }

  get fingerprints(): { known: string[]; asked: string[] } {
    this.#fingerprints ??= fingerprints(this.#publication, this.title)
    return this.#fingerprints
  }

  get content(): string {
    this.#content ??= contentOf(this.#publication)
    return this.#content
  }
}

/**
 * What is known of each publication, so that no entry needs to ask the store. All of it is kept while an import goes on, so
 * it is kept small: publications are numbers, names are hashes.
 */
export class IdentityIndex {
  readonly #texts = new Texts()
  /** Of each publication the places of its key, its folded title and its volume. */
  readonly #keys: number[] = []
  readonly #titles: number[] = []
  readonly #volumes: number[] = []
  readonly #preprints: boolean[] = []
  /** Publications by key or alias. */
  readonly #byKey = new NumbersByName()
  readonly #byIdentifier = new PublicationsByName()
  readonly #byPrint = new PublicationsByName()
  readonly #bySource = new NumbersByName()
  readonly #byContent = new NumbersByName()

  /** @param prints of the publication, where somebody has asked for them already */
  add(publication: PublicationInput & { key: string }, prints = new Prints(publication)): void {
    const { key, volume } = publication
    const id = this.#own(key) ?? this.#keys.push(this.#texts.add(key)) - 1
    this.#titles[id] = this.#texts.add(prints.title)
    this.#volumes[id] = volume === undefined ? none : this.#texts.add(volume)
    this.#preprints[id] = isPreprint(publication)
    for (const one of [key, ...(publication.aliases ?? [])]) this.#byKey.set(one.toLowerCase(), id)
    for (const { name } of prints.identifiers) this.#byIdentifier.add(name, id)
    for (const source of prints.sources) this.#bySource.setOnce(source, id)
    for (const print of prints.fingerprints.known) this.#byPrint.add(print, id)
    this.#byContent.setOnce(prints.content, id)
  }

  has(key: string): boolean {
    return this.#byKey.get(key.toLowerCase()) !== undefined
  }

  /** The publication that has the key itself, and not as an alias. */
  #own(key: string): number | undefined {
    const id = this.#byKey.get(key.toLowerCase())
    return id !== undefined && this.#keyOf(id) === key ? id : undefined
  }

  #keyOf = (id: number) => this.#texts.get(this.#keys[id]!)

  /** An editorial has the same title in every volume. */
  #isOneVolume(id: number, { volume }: PublicationInput): boolean {
    const known = this.#volumes[id]!
    return known === none || volume === undefined || this.#texts.get(known) === volume
  }

  /** @returns the publication that this is, and those that are other forms of the same work */
  find(
    publication: PublicationInput,
    prints = new Prints(publication),
  ): { match?: Match; related: string[] } {
    const preprint = isPreprint(publication)
    const related = new Set<number>()
    const consider = (ids: readonly number[]): number | undefined => {
      for (const id of ids) {
        if (this.#preprints[id] === preprint) return id
        related.add(id)
      }
      return undefined
    }
    let match: Match | undefined
    for (const source of prints.sources) {
      const id = this.#bySource.get(source)
      if (id !== undefined) return { match: { key: this.#keyOf(id), by: 'source' }, related: [] }
    }
    const own = publication.key ? this.#byKey.get(publication.key.toLowerCase()) : undefined
    // A key alone says little: "smith2020" is many people's.
    if (
      own !== undefined &&
      this.#preprints[own] === preprint &&
      alike(this.#texts.get(this.#titles[own]!), prints.title)
    )
      match = { key: this.#keyOf(own), by: 'key' }
    for (const { name, by } of prints.identifiers) {
      const id = consider(this.#byIdentifier.get(name))
      if (id !== undefined && !match) match = { key: this.#keyOf(id), by }
    }
    for (const print of prints.fingerprints.asked) {
      const ids = this.#byPrint.get(print).filter((id) => this.#isOneVolume(id, publication))
      const id = consider(ids)
      if (id !== undefined && !match) match = { key: this.#keyOf(id), by: 'title' }
    }
    if (!match) {
      const same = this.#byContent.get(prints.content)
      if (same !== undefined) match = { key: this.#keyOf(same), by: 'content' }
    }
    return {
      ...(match ? { match } : {}),
      related: match?.by === 'content' ? [] : Array.from(related, this.#keyOf),
    }
  }
}

/** The place of no text. */
const none = -1

/** The publications of a name, in the order in which they came: mostly one. */
class PublicationsByName {
  /** One publication, or, below zero, several of the list. */
  readonly #numbers = new NumbersByName()
  readonly #several: number[][] = []

  get(name: string): readonly number[] {
    const number = this.#numbers.get(name)
    if (number === undefined) return []
    return number < 0 ? this.#several[-number - 1]! : [number]
  }

  add(name: string, id: number): void {
    const known = this.get(name)
    if (known.includes(id)) return
    if (known.length === 0) this.#numbers.set(name, id)
    else if (known.length === 1) this.#numbers.set(name, -this.#several.push([...known, id]))
    else this.#several[-this.#numbers.get(name)! - 1]!.push(id)
  }
}

/** What an entry said, word for word: the same again is the same publication, whatever key it has got here. */
function sourcesOf({ extra }: PublicationInput): string[] {
  return Object.entries(extra ?? {}).flatMap(([format, { verbatim }]) =>
    typeof verbatim === 'string' ? [`${format} ${digest(verbatim)}`] : [],
  )
}

const digest = (text: string) => hash('sha1', text, 'base64')
const folded = ({ title }: PublicationInput) => sortText(plainTitle(title))
const alike = (one: string, other: string) =>
  one === other ||
  (Math.min(one.length, other.length) > 15 && (one.startsWith(other) || other.startsWith(one)))

/** Whether an entry is of the work of which it was before: sources use a name again, too. */
export function isSameWork(before: PublicationInput, now: PublicationInput): boolean {
  const names = new Set(identifiersOf(before).map(({ name }) => name))
  if (identifiersOf(now).some(({ name }) => names.has(name))) return true
  const [title, other] = [folded(before), folded(now)]
  return alike(title, other) || overlap(title, other) >= 0.5
}

/** Of the words of two titles, the part that both have. */
function overlap(one: string, other: string): number {
  const [words, others] = [new Set(one.split(' ')), new Set(other.split(' '))]
  const both = [...words].filter((word) => others.has(word)).length
  return both / (words.size + others.size - both)
}

function identifiersOf(publication: PublicationInput): { name: string; by: Match['by'] }[] {
  const ids = publication.identifiers ?? {}
  const found: { name: string; by: Match['by'] }[] = []
  for (const scheme of schemes) {
    const id = ids[scheme]
    if (id) found.push({ name: `${scheme}:${foldIdentifier(id)}`, by: scheme })
  }
  if (isBook(publication.type))
    for (const isbn of ids.isbn ?? []) found.push({ name: `isbn:${isbn}`, by: 'isbn' })
  return found
}

/** For what has no identifier, no year and a short title: the same in everything that a citation says. */
function contentOf(publication: PublicationInput): string {
  const { type, title, issued, venue, volume, issue, number, pages, publisher, url, contributors } =
    publication
  const names = contributors?.map(({ role, literal, family, given }) => [role, literal, family, given])
  const content = [type, title, issued, venue?.name, volume, issue, number, pages, publisher, url, names]
  return digest(JSON.stringify(content))
}

/**
 * By title, year and first author; where one of the two records names nobody, a long title has to do. Too short a title, or
 * one without a year, is no evidence.
 */
function fingerprints(publication: PublicationInput, title: string): { known: string[]; asked: string[] } {
  const year = publicationYear(publication)
  if (title.length < 12 || year === undefined) return { known: [], asked: [] }
  const first =
    publication.contributors?.find(({ role }) => role === 'author') ?? publication.contributors?.[0]
  const print = (author: string) => `${title}|${year}|${author}`
  const isLong = title.length >= 20
  if (!first)
    return isLong ? { known: [print(''), print('*')], asked: [print('*')] } : { known: [], asked: [] }
  const own = print(sortText(familyName(first)))
  return isLong ? { known: [own, print('*')], asked: [own, print('')] } : { known: [own], asked: [own] }
}
