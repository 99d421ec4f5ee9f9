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

/** What is known of each publication, so that no entry needs to ask the store. */
export class IdentityIndex {
  readonly #keys = new Map<
    string,
    { key: string; title: string; preprint: boolean; volume: string | undefined }
  >()
  readonly #identifiers = new Map<string, string[]>()
  readonly #titles = new Map<string, string[]>()
  readonly #sources = new Map<string, string>()
  readonly #contents = new Map<string, string>()

  /** @param prints of the publication, where somebody has asked for them already */
  add(publication: PublicationInput & { key: string }, prints = new Prints(publication)): void {
    const { key } = publication
    const known = {
      key,
      title: prints.title,
      preprint: isPreprint(publication),
      volume: publication.volume,
    }
    for (const one of [key, ...(publication.aliases ?? [])]) this.#keys.set(one.toLowerCase(), known)
    for (const { name } of prints.identifiers) push(this.#identifiers, name, key)
    for (const source of prints.sources) if (!this.#sources.has(source)) this.#sources.set(source, key)
    for (const print of prints.fingerprints.known) push(this.#titles, print, key)
    if (!this.#contents.has(prints.content)) this.#contents.set(prints.content, key)
  }

  has(key: string): boolean {
    return this.#keys.has(key.toLowerCase())
  }

  /** An editorial has the same title in every volume. */
  #isOneVolume(key: string, { volume }: PublicationInput): boolean {
    const known = this.#keys.get(key.toLowerCase())?.volume
    return known === undefined || volume === undefined || known === volume
  }

  /** @returns the publication that this is, and those that are other forms of the same work */
  find(
    publication: PublicationInput,
    prints = new Prints(publication),
  ): { match?: Match; related: string[] } {
    const preprint = isPreprint(publication)
    const related = new Set<string>()
    const consider = (keys: readonly string[] | undefined): string | undefined => {
      for (const key of keys ?? []) {
        if (this.#keys.get(key.toLowerCase())?.preprint === preprint) return key
        related.add(key)
      }
      return undefined
    }
    let match: Match | undefined
    for (const source of prints.sources) {
      const key = this.#sources.get(source)
      if (key) return { match: { key, by: 'source' }, related: [] }
    }
    const own = publication.key && this.#keys.get(publication.key.toLowerCase())
    // A key alone says little: "smith2020" is many people's.
    if (own && own.preprint === preprint && alike(own.title, prints.title))
      match = { key: own.key, by: 'key' }
    for (const { name, by } of prints.identifiers) {
      const key = consider(this.#identifiers.get(name))
      if (key && !match) match = { key, by }
    }
    for (const print of prints.fingerprints.asked) {
      const keys = this.#titles.get(print)?.filter((key) => this.#isOneVolume(key, publication))
      const key = consider(keys)
      if (key && !match) match = { key, by: 'title' }
    }
    if (!match) {
      const same = this.#contents.get(prints.content)
      if (same) match = { key: same, by: 'content' }
    }
    return { ...(match ? { match } : {}), related: match?.by === 'content' ? [] : [...related] }
  }
}

function push(map: Map<string, string[]>, name: string, key: string): void {
  const keys = map.get(name)
  if (!keys) map.set(name, [key])
  else if (!keys.includes(key)) keys.push(key)
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
