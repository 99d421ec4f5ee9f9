/** Whether two records are of one work, by what they say beside that by which one was found to be like the other. */
import { isLatin, sortText } from '../../model/fold.ts'
import { foldIdentifier, normalizeArxiv, normalizeDoi } from '../../model/identifier.ts'
import { familyName } from '../../model/name.ts'
import { isPreprint, type PublicationInput } from '../../model/publication.ts'
import { plainTitle } from '../../model/title.ts'

export interface Match {
  key: string
  by: 'source' | 'content' | 'key' | 'doi' | 'arxiv' | 'pmid' | 'pmcid' | 'isbn' | 'title'
}

type Type = PublicationInput['type']

/** Types that sources use for one and the same work; a type that stands in none is a kind of its own. */
const kinds: readonly (readonly Type[])[] = [
  [
    ...(['article-journal', 'article-magazine', 'article-newspaper', 'paper-conference'] as const),
    ...(['chapter', 'entry', 'entry-dictionary', 'entry-encyclopedia', 'review', 'review-book'] as const),
  ],
  ['book', 'collection', 'classic'],
  ['post', 'post-weblog', 'webpage'],
]
const kindOf = new Map(kinds.flatMap((types) => types.map((type) => [type, types] as const)))
/** What sources call anything that they have no better name for. */
const anything = new Set<Type>(['document', 'manuscript', 'pamphlet', 'webpage', 'article'])
const parts = new Set<Type>(['chapter', 'entry', 'entry-dictionary', 'entry-encyclopedia'])

/** A chapter and its book have one ISBN. */
export const isBook = (type: Type) => type === 'book' || type === 'collection' || type === 'classic'

export const isOtherKind = (one: Type, other: Type) =>
  one !== other &&
  !anything.has(one) &&
  !anything.has(other) &&
  (kindOf.get(one) ?? one) !== (kindOf.get(other) ?? other)

/** DOIs of arXiv, which hold its identifier. */
const arxivDoi = /^10\.48550\/arxiv\./i
const arxivUrl = /^https?:\/\/(?:\w+\.)?arxiv\.org\//i
/** What bibliographies call a journal where a preprint is meant: `arXiv preprint arXiv:2101.00001`, `CoRR`. */
const preprintVenue = /^(?:arxiv\b|(?:bio|med|chem)rxiv\b|corr$)/i

/** Whether a record is of a preprint, though its type may say that it is an article. */
export function isOfPreprint({ type, venue, identifiers, url }: PublicationInput): boolean {
  return (
    isPreprint({ type, ...(venue ? { venue } : {}) }) ||
    preprintVenue.test(venue?.name ?? '') ||
    (venue === undefined && arxivDoi.test(identifiers?.doi ?? '')) ||
    (venue === undefined && anything.has(type) && arxivUrl.test(url ?? ''))
  )
}

/** The identifier at arXiv, wherever a record has it. */
export function arxivOf({ identifiers, url, venue, volume }: PublicationInput): string | undefined {
  const { arxiv, doi } = identifiers ?? {}
  if (arxiv) return arxiv
  if (doi && arxivDoi.test(doi)) return normalizeArxiv(doi.replace(arxivDoi, ''))
  if (url && arxivUrl.test(url)) return normalizeArxiv(url)
  if (!venue?.name || !preprintVenue.test(venue.name)) return undefined
  const name = /arxiv\s*:\s*(\S+)/i.exec(venue.name)?.[1]
  return normalizeArxiv(name ?? volume?.replace(/^abs\//i, '') ?? '')
}

/** The DOI, also where only the address has it. */
export function doiOf({ identifiers, url }: PublicationInput): string | undefined {
  const doi = identifiers?.doi
  // Readers give it without resolver, and this is asked of every entry.
  if (doi) return doi.startsWith('10.') && !doi.includes('%') ? doi : (normalizeDoi(doi) ?? doi)
  return url && /^https?:\/\/(?:dx\.|www\.)?doi\.org\//i.test(url) ? normalizeDoi(url) : undefined
}

export const foldedTitle = ({ title }: PublicationInput) => sortText(plainTitle(title))

export const alike = (one: string, other: string) =>
  one === other ||
  (Math.min(one.length, other.length) > 15 && (one.startsWith(other) || other.startsWith(one)))

export function isLikeTitle(one: string, other: string): boolean {
  return alike(one, other) || overlap(one, other) >= 0.5
}

/** Of the words of two titles, the part that both have. */
function overlap(one: string, other: string): number {
  const [words, others] = [new Set(one.split(' ')), new Set(other.split(' '))]
  const both = [...words].filter((word) => others.has(word)).length
  return both / (words.size + others.size - both)
}

/**
 * Of two records with one identifier: whether they are of two works all the same. Bibliographies give chapters the DOI of
 * their book, volumes the ISBN of all, and a paper the DOI of the one that was copied to begin with.
 */
export function isOtherWorkOfIdentifier(known: PublicationInput, other: PublicationInput): boolean {
  if (isBook(known.type) && isBook(other.type) && differ(known.volume, other.volume)) return true
  const titles = [foldedTitle(known), foldedTitle(other)] as const
  // What is written in two scripts cannot be compared.
  if (isLikeTitle(...titles) || isLatin(titles[0]) !== isLatin(titles[1])) return false
  const types = [known.type, other.type]
  if (types.some(isBook) && types.some((type) => parts.has(type) || type === 'paper-conference')) return true
  const [families, others] = [familiesOf(known), familiesOf(other)]
  if (families.size && others.size && ![...families].some((family) => others.has(family))) return true
  return types.every((type) => parts.has(type)) || differ(firstPage(known), firstPage(other))
}

/** Of two records with one title, year and first author: whether they are of two works all the same. */
function isOtherWorkOfTitle(known: PublicationInput, other: PublicationInput): boolean {
  return (
    isOtherKind(known.type, other.type) ||
    differ(folded(doiOf(known)), folded(doiOf(other))) ||
    differ(folded(arxivOf(known)), folded(arxivOf(other))) ||
    differ(known.identifiers?.pmid, other.identifiers?.pmid)
  )
}

/** Whether what was found by one likeness is the same work in what else it says. */
export function isSame({ by }: Pick<Match, 'by'>, known: PublicationInput, other: PublicationInput): boolean {
  if (by === 'source' || by === 'key') return true
  const isOther = by === 'title' || by === 'content' ? isOtherWorkOfTitle : isOtherWorkOfIdentifier
  return !isOther(known, other)
}

/** Of a preprint and what is none, with one title, year and first author: whether one may be the other, published. */
export function isOtherForm(known: PublicationInput, other: PublicationInput): boolean {
  const isForm = ({ type }: PublicationInput) => anything.has(type) || kindOf.has(type) || type === 'report'
  return isForm(known) && isForm(other) && !differ(folded(arxivOf(known)), folded(arxivOf(other)))
}

const folded = (identifier: string | undefined) => identifier && foldIdentifier(identifier)
const differ = (one: string | undefined, other: string | undefined) =>
  one !== undefined && other !== undefined && one !== other
const firstPage = ({ pages }: PublicationInput) => pages?.split(/[-–,]/, 1)[0]
const familiesOf = ({ contributors }: PublicationInput) =>
  new Set(contributors?.map((one) => sortText(familyName(one))))
