/**
 * Publications as the bibliography of an al-folio site (https://github.com/alshedivat/al-folio): `_bibliography/papers.bib`
 * with the fields that its pages show. Those that a site had were kept with the publication (`extra.al-folio`).
 */
import type { Link, PublicationInput } from '../model/publication.ts'
import type { Store } from '../model/store.ts'
import { texRaw, texText, texTitle } from '../rendering/tex.ts'
import type { Tree } from './tree.ts'
import { type Keyed, wholePublications, withoutVerbatim } from './whole.ts'

/** @param bibtex an entry with all that stands in `extra.bibtex` */
export async function writeAlFolio(
  store: Store,
  tree: Tree,
  bibtex: (publication: Keyed) => Promise<string>,
): Promise<void> {
  const entries: { issued: string; key: string; text: string }[] = []
  for await (const { publication } of wholePublications(store)) {
    const { key, issued = '' } = publication
    entries.push({ key, issued, text: await bibtex(withFields(publication)) })
  }
  // The newest first, as its pages show them.
  entries.sort((a, b) => (a.issued === b.issued ? (a.key < b.key ? -1 : 1) : a.issued < b.issued ? 1 : -1))
  // Jekyll leaves files without front matter alone.
  await tree.put('_bibliography/papers.bib', `---\n---\n\n${entries.map(({ text }) => text).join('\n')}`)
}

/** Kinds of links that it has a button for, and the field of each. */
const buttons: Partial<Record<Link['kind'], string>> = {
  html: 'html',
  pdf: 'pdf',
  supplement: 'supp',
  video: 'video',
  press: 'blog',
  code: 'code',
  poster: 'poster',
  slides: 'slides',
  website: 'website',
}

function withFields(publication: Keyed): Keyed {
  const { extra = {}, featured, visibility } = withoutVerbatim(publication)
  const { selected, hidden, ...kept } = (extra['al-folio'] ?? {}) as Record<string, unknown>
  const fields = {
    ...shown(publication),
    ...kept,
    ...(featured ? { selected: selected ?? 'true' } : {}),
    ...(visibility === 'hidden' ? { hidden: hidden ?? 'true' } : {}),
  }
  return { ...publication, extra: { ...extra, bibtex: { ...extra.bibtex, ...fields } } }
}

function shown({
  venue,
  links = [],
  identifiers,
  awards = [],
  abstract,
  annote,
}: PublicationInput): Record<string, string> {
  const fields: Record<string, string> = {}
  if (venue?.short) fields.abbr = texText(venue.short, 'utf8')
  if (abstract) fields.abstract = texTitle(abstract, 'utf8')
  if (annote) fields.annotation = texText(annote, 'utf8')
  if (identifiers?.arxiv) fields.arxiv = identifiers.arxiv
  if (awards[0]) fields.award_name = texText(awards[0], 'utf8')
  for (const { kind, url } of links) {
    const field = buttons[kind]
    if (field) fields[field] ??= texRaw(url)
  }
  return fields
}
