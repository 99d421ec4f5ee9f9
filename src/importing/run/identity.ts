/**
 * Which publication of the store an entry is: by identifier first, then by its folded title, year and first author. A
 * preprint and its published form are two works that know of each other, not one.
 */
import { createHash } from 'node:crypto'
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

  add(publication: PublicationInput & { key: string }): void {
    const { key } = publication
    const known = {
      key,
      title: folded(publication),
      preprint: isPreprint(publication),
      volume: publication.volume,
    }
    for (const one of [key, ...(publication.aliases ?? [])]) this.#keys.set(one.toLowerCase(), known)
    for (const { name } of identifiersOf(publication)) push(this.#identifiers, name, key)
    for (const source of sourcesOf(publication))
      if (!this.#sources.has(source)) this.#sources.set(source, key)
    for (const print of fingerprints(publication).known) push(this.#titles, print, key)
    const content = contentOf(publication)
    if (!this.#contents.has(content)) this.#contents.set(content, key)
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
  find(publication: PublicationInput): { match?: Match; related: string[] } {
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
    for (const source of sourcesOf(publication)) {
      const key = this.#sources.get(source)
      if (key) return { match: { key, by: 'source' }, related: [] }
    }
    const own = publication.key && this.#keys.get(publication.key.toLowerCase())
    // A key alone says little: "smith2020" is many people's.
    if (own && own.preprint === preprint && alike(own.title, folded(publication)))
      match = { key: own.key, by: 'key' }
    for (const { name, by } of identifiersOf(publication)) {
      const key = consider(this.#identifiers.get(name))
      if (key && !match) match = { key, by }
    }
    for (const print of fingerprints(publication).asked) {
      const keys = this.#titles.get(print)?.filter((key) => this.#isOneVolume(key, publication))
      const key = consider(keys)
      if (key && !match) match = { key, by: 'title' }
    }
    if (!match) {
      const same = this.#contents.get(contentOf(publication))
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
    typeof verbatim === 'string' ? [`${format} ${createHash('sha1').update(verbatim).digest('base64')}`] : [],
  )
}

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
  return createHash('sha1').update(JSON.stringify(content)).digest('base64')
}

/**
 * By title, year and first author; where one of the two records names nobody, a long title has to do. Too short a title, or
 * one without a year, is no evidence.
 */
function fingerprints(publication: PublicationInput): { known: string[]; asked: string[] } {
  const title = folded(publication)
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
