/** Which BibTeX entry type a publication has, and what stands in `howpublished` and `note`. */
import type { CslType } from '../model/csl-variables.ts'
import { type DateValue, parseDate } from '../model/date.ts'
import { type Contributor, isPreprint, type Publication } from '../model/publication.ts'
import { shaped } from '../model/shape.ts'
import type { Eprint } from './bibtex-entry.ts'
import {
  containerName,
  degreeOf,
  isUnpublished,
  kindText,
  patentText,
  placedState,
  remark,
  repositoryName,
  stateText,
} from './publication-text.ts'
import type { TexProfile } from './tex.ts'

/** A publication with what its entry asks of it more than once. */
export interface View {
  p: Publication
  profile: TexProfile
  entry: string
  authors: Contributor[]
  editors: Contributor[]
  translators: Contributor[]
  container: string | undefined
  eprint: Eprint | undefined
  issued: DateValue | undefined
}

export function viewOf(
  publication: Publication,
  profile: TexProfile,
  short: boolean,
  eprint: Eprint | undefined,
): View {
  const p = shaped(publication)
  const view: View = {
    p,
    profile,
    entry: 'misc',
    authors: [],
    editors: [],
    translators: [],
    container: isPreprint(p) ? undefined : containerName(p, short),
    eprint,
    issued: p.issued === undefined ? undefined : parseDate(p.issued),
  }
  for (const person of p.contributors ?? []) {
    if (person.role === 'author') view.authors.push(person)
    else if (person.role === 'editor') view.editors.push(person)
    else if (person.role === 'translator') view.translators.push(person)
  }
  return view
}

type Need = 'author' | 'creator' | 'container' | 'publisher' | 'year'
const has: Record<Need, (view: View) => boolean> = {
  author: ({ authors }) => authors.length > 0,
  creator: ({ authors, editors }) => authors.length > 0 || editors.length > 0,
  container: ({ container }) => container !== undefined,
  publisher: ({ p }) => p.publisher !== undefined,
  year: ({ issued }) => issued !== undefined,
}

type Candidate = [entry: string, ...needs: Need[]]
const article: Candidate[] = [['article', 'author', 'container', 'year']]
const inCollection: Candidate[] = [['incollection', 'author', 'container', 'publisher', 'year']]
const book: Candidate[] = [['book', 'creator', 'publisher', 'year'], ['booklet']]

/** CSL type → entry types with the fields they require; the first whose fields are known. `@misc` requires none. */
const candidates: Partial<Record<CslType, Candidate[]>> = {
  'article-journal': article,
  'article-magazine': article,
  'article-newspaper': article,
  review: article,
  'review-book': article,
  'paper-conference': [['inproceedings', 'author', 'container', 'year']],
  chapter: inCollection,
  entry: inCollection,
  'entry-dictionary': inCollection,
  'entry-encyclopedia': inCollection,
  book,
  classic: book,
  collection: [['proceedings', 'year'], ...book],
  pamphlet: [['booklet']],
  report: [['techreport', 'author', 'publisher', 'year']],
  manuscript: [['unpublished', 'author']],
}

export function bibtexType(view: View): string {
  const { p } = view
  if (isUnpublished(p) || isLoosePreprint(view)) return view.authors.length ? 'unpublished' : 'misc'
  if (isPreprint(p)) return 'misc'
  for (const [entry, ...needs] of candidatesOf(view)) {
    if (needs.every((need) => has[need](view))) return entry
  }
  return 'misc'
}

function candidatesOf({ p, authors }: View): Candidate[] {
  if (p.type === 'thesis') {
    const entry = degreeOf(p) === 'phd' ? 'phdthesis' : 'mastersthesis'
    return [[entry, 'author', 'publisher', 'year']]
  }
  if (p.type === 'book' && authors.length === 0 && (p.eventTitle || /^proceedings\b/i.test(p.title)))
    return [['proceedings', 'year'], ...book]
  return candidates[p.type] ?? []
}

/** A preprint that no server and no identifier leads to. */
function isLoosePreprint({ p, eprint }: View): boolean {
  return isPreprint(p) && !eprint && !p.identifiers?.doi && !p.url && !repositoryName(p)
}

const listed = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(', ') || undefined
const version = ({ softwareVersion }: Publication) =>
  softwareVersion && `version ${softwareVersion.replace(/^v(?=\d)/i, '')}`
const numbered = (p: Publication) => [kindText(p), p.number].filter(Boolean).join(' ')

/** What `@misc` says of works that have no entry type of their own. */
const published: Partial<Record<CslType, (view: View) => string | undefined>> = {
  article: ({ p, eprint }) => preprintText(p, eprint),
  software: ({ p }) => listed(kindText(p), version(p), p.publisher ?? p.venue?.name),
  dataset: ({ p }) => listed(kindText(p), version(p), p.publisher ?? p.venue?.name),
  patent: ({ p }) => patentText(p),
  speech: ({ p }) => listed(kindText(p), p.eventTitle ?? p.venue?.name, p.eventPlace),
  thesis: ({ p }) => listed(p.genre ?? 'PhD thesis', p.publisher),
  report: ({ p }) => listed(numbered(p), p.publisher),
  standard: ({ p }) => listed(numbered(p), p.publisher ?? p.authority),
  chapter: ({ p, container }) => listed(container && `In ${container}`, p.publisher),
  'paper-conference': ({ container }) => container && `In ${container}`,
}

function preprintText(p: Publication, eprint: Eprint | undefined): string | undefined {
  const server = repositoryName(p)
  const kind = p.genre ?? 'preprint'
  if (eprint?.archive === 'arXiv') return `arXiv ${kind.toLowerCase()} arXiv:${eprint.id}`
  return server ? `${server} ${kind.toLowerCase()}` : kindText(p)
}

export function howPublished(view: View): string | undefined {
  const { p, entry, container } = view
  if (entry === 'booklet') return listed(p.genre, p.publisher)
  if (entry !== 'misc' || isUnpublished(p)) return undefined
  if (isPreprint(p)) return published.article!(view)
  const own = published[p.type]
  return own ? own(view) : listed(p.genre, container, p.publisher)
}

const onTheWeb = new Set<CslType>(['webpage', 'post', 'post-weblog'])

const saysState = /^(?:submitted|to appear|forthcoming|accepted|under revi\w+|in review)\b/i

/** The state of the work, a remark of the record, when a web page was looked at. Nothing where all is as usual. */
export function bibtexNote(view: View): string | undefined {
  const { p, entry } = view
  const said = remark(p)
  const state = said && saysState.test(said) ? undefined : (placedState(p, view.container) ?? stateText(p))
  const accessed = onTheWeb.has(p.type) && p.accessed ? `Accessed ${p.accessed}` : undefined
  if (state || said || accessed) return [state, said, accessed].filter(Boolean).join('. ')
  return entry === 'unpublished' ? (kindText(p) ?? 'Unpublished') : undefined
}
