/**
 * Which publication of the store an entry is: by identifier first, then by its folded title, year and first author. A
 * preprint and its published form are two works that know of each other, not one.
 */
import { hash } from 'node:crypto'
import { sortText } from '../../model/fold.ts'
import { foldIdentifier, isbn13 } from '../../model/identifier.ts'
import { familyName } from '../../model/name.ts'
import { type PublicationInput, publicationYear } from '../../model/publication.ts'
import { NumbersByName } from '../compact/numbers-by-name.ts'
import { Texts } from '../compact/texts.ts'
import {
  alike,
  arxivOf,
  doiOf,
  foldedTitle,
  isBook,
  isLikeTitle,
  isOfPreprint,
  type Match,
} from './same-work.ts'

export interface Candidates {
  matches: Match[]
  related: Match[]
}

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
    this.#title ??= foldedTitle(this.#publication)
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
    this.#preprints[id] = isOfPreprint(publication)
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

  /** @returns the publications that this may be, the likeliest first, and those that may be other forms of the work */
  find(publication: PublicationInput, prints = new Prints(publication)): Candidates {
    for (const source of prints.sources) {
      const id = this.#bySource.get(source)
      if (id !== undefined) return { matches: [{ key: this.#keyOf(id), by: 'source' }], related: [] }
    }
    const preprint = isOfPreprint(publication)
    const matches = new Map<number, Match['by']>()
    const related = new Map<number, Match['by']>()
    const consider = (ids: readonly number[], by: Match['by']) => {
      for (const id of ids) {
        const found = this.#preprints[id] === preprint ? matches : related
        if (!found.has(id)) found.set(id, by)
      }
    }
    const own = publication.key ? this.#byKey.get(publication.key.toLowerCase()) : undefined
    // A key alone says little: "smith2020" is many people's.
    if (
      own !== undefined &&
      this.#preprints[own] === preprint &&
      alike(this.#texts.get(this.#titles[own]!), prints.title)
    )
      matches.set(own, 'key')
    for (const { name, by } of prints.identifiers) consider(this.#byIdentifier.get(name), by)
    for (const print of prints.fingerprints.asked) {
      const ids = this.#byPrint.get(print)
      if (ids.length)
        consider(
          ids.filter((id) => this.#isOneVolume(id, publication)),
          'title',
        )
    }
    if (matches.size === 0) {
      const same = this.#byContent.get(prints.content)
      if (same !== undefined) return { matches: [{ key: this.#keyOf(same), by: 'content' }], related: [] }
    }
    const named = ([id, by]: [number, Match['by']]): Match => ({ key: this.#keyOf(id), by })
    return { matches: Array.from(matches, named), related: Array.from(related, named) }
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

/** Whether an entry is of the work of which it was before: sources use a name again, too. */
export function isSameWork(before: PublicationInput, now: PublicationInput): boolean {
  const names = new Set(identifiersOf(before).map(({ name }) => name))
  if (identifiersOf(now).some(({ name }) => names.has(name))) return true
  return isLikeTitle(foldedTitle(before), foldedTitle(now))
}

function identifiersOf(publication: PublicationInput): { name: string; by: Match['by'] }[] {
  const { pmid, pmcid, isbn } = publication.identifiers ?? {}
  const found: { name: string; by: Match['by'] }[] = []
  const ids = { doi: doiOf(publication), arxiv: arxivOf(publication), pmid, pmcid }
  for (const [scheme, id] of Object.entries(ids) as [keyof typeof ids, string | undefined][])
    if (id) found.push({ name: `${scheme}:${foldIdentifier(id)}`, by: scheme })
  if (isBook(publication.type))
    for (const one of isbn ?? []) found.push({ name: `isbn:${isbn13(one)}`, by: 'isbn' })
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
