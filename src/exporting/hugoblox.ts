/**
 * A store as the content of a HugoBlox site (https://docs.hugoblox.com/reference/content-types/): `index.md` and `cite.bib`
 * for each publication, `_index.md` for each person. What a site had that has no place here was kept with the publication or
 * person (`extra.hugoblox`) and is written again.
 */
import { displayName } from '../model/name.ts'
import type { Link, PublicationInput } from '../model/publication.ts'
import type { Store } from '../model/store.ts'
import { personMatter } from './hugoblox-person.ts'
import { fileName, type Tree } from './tree.ts'
import { type Keyed, wholePeople, wholePublications, withoutVerbatim } from './whole.ts'
import { yamlText } from './yaml-text.ts'

/** @param bibtex an entry with all that stands in `extra.bibtex` */
export async function writeHugoblox(
  store: Store,
  tree: Tree,
  bibtex: (publication: Keyed) => Promise<string>,
): Promise<void> {
  /** What the site calls its people. */
  const names = new Map<string, string>()
  for await (const whole of wholePeople(store)) {
    const { person } = whole
    const slug = String(person.extra?.hugoblox?.slug ?? person.slug)
    if (slug !== person.slug) names.set(person.slug, slug)
    await tree.put(`content/authors/${fileName(slug)}/_index.md`, page(personMatter(whole), person.biography))
  }
  for await (const { publication } of wholePublications(store)) {
    if (publication.visibility === 'hidden') continue
    const {
      slug = publication.key,
      body,
      ...kept
    } = (publication.extra?.hugoblox ?? {}) as Record<string, unknown>
    const folder = `content/publication/${fileName(String(slug))}`
    await tree.put(`${folder}/index.md`, page({ ...matter(publication, names), ...kept }, body))
    // A page that had none beside it says more than BibTeX can, such as the day.
    const isCited = publication.extra?.bibtex !== undefined || publication.extra?.hugoblox === undefined
    if (isCited) await tree.put(`${folder}/cite.bib`, await bibtex(withoutVerbatim(publication)))
  }
}

const page = (matter: object, body: unknown) =>
  `---\n${yamlText(matter, true)}---\n${typeof body === 'string' && body !== '' ? `\n${body}\n` : ''}`

const defined = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  )

/** @param names of people on the site, where they are not their slugs */
function matter(publication: PublicationInput, names: ReadonlyMap<string, string>): Record<string, unknown> {
  const {
    title,
    type,
    contributors = [],
    issued,
    abstract,
    venue,
    tags,
    featured,
    identifiers,
    links = [],
    url,
  } = publication
  const authors = contributors.filter(({ role }) => role === 'author')
  return defined({
    title,
    authors: authors.map((author) =>
      author.person === undefined ? displayName(author) : (names.get(author.person) ?? author.person),
    ),
    author_notes: authors.some(({ equal }) => equal)
      ? authors.map(({ equal }) => (equal ? 'Equal contribution' : ''))
      : undefined,
    date: day(issued),
    publication_types: [type],
    publication: venue?.name && `*${venue.name}*`,
    publication_short: venue?.short && `*${venue.short}*`,
    abstract,
    tags,
    featured: featured ?? false,
    doi: identifiers?.doi,
    external_link: url,
    ...buttons(links),
  })
}

/** A day, as a site sorts by: the first where the date is less exact. */
function day(issued: string | undefined): string | undefined {
  const [, year, month = '01', date = '01'] =
    /^(\d{4})(?:-(0\d|1[0-2]))?(?:-(\d\d))?/.exec(issued ?? '') ?? []
  return year && `${year}-${month}-${date}T00:00:00Z`
}

/** Kinds that the front matter has a name for. */
const named = new Set([
  'pdf',
  'preprint',
  'code',
  'dataset',
  'poster',
  'project',
  'slides',
  'source',
  'video',
])

/** The first link of a named kind has its own name, the others are listed. */
function buttons(links: readonly Link[]): Record<string, unknown> {
  const own: Record<string, string> = {}
  const others: { name: string; url: string }[] = []
  for (const { kind, url, label } of links) {
    const name = `url_${kind}`
    if (named.has(kind) && !label && !(name in own)) own[name] = url
    else others.push({ name: label ?? kind, url })
  }
  return { ...own, ...(others.length ? { links: others } : {}) }
}
