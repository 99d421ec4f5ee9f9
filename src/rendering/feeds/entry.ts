/**
 * What Atom, RSS and JSON Feed say of a publication. An entry is dated by the work, not by its arrival here: its first
 * day as far as the date is known, so that a feed reader sorts a list of ten years the way a person would.
 */
import { displayName } from '../../model/name.ts'
import { contributorsOf, type Publication, publicUrl } from '../../model/publication.ts'
import type { PublicationRecord } from '../../model/store.ts'
import { plainTitle } from '../../model/title.ts'
import { type Html, html, safeUrl, titleHtml } from '../html.ts'
import { startOf } from '../iso-date.ts'
import { containerName, stateText } from '../publication-text.ts'
import { selfOf } from '../self.ts'
import { webUri } from '../uri.ts'

export interface FeedEntry {
  /** The address of the publication here: it never changes. */
  id: string
  url: string
  /** The address of the work elsewhere. */
  external?: string
  title: string
  titleHtml: string
  content: string
  /** RFC 3339. */
  published?: string
  updated: string
  authors: { name: string; url?: string }[]
  tags: string[]
  language?: string
  pdf?: string
}

export function feedEntry({ publication: p, updated }: PublicationRecord, baseUrl: string): FeedEntry {
  const id = selfOf(p.key, baseUrl)
  const external = webUri(publicUrl(p))
  const published = publishedAt(p)
  const pdf = webUri(p.links?.find(({ kind }) => kind === 'pdf')?.url)
  const authors = contributorsOf(p).map((author) => ({
    name: displayName(author),
    ...(author.orcid
      ? { url: `https://orcid.org/${author.orcid}` }
      : author.person
        ? { url: `${baseUrl}/people/${author.person}` }
        : {}),
  }))
  return {
    id,
    url: `${id}.html`,
    ...(external ? { external } : {}),
    title: plainTitle(p.title),
    titleHtml: titleHtml(p.title).text,
    content: content(p, authors).text,
    ...(published ? { published } : {}),
    updated: new Date(updated).toISOString(),
    authors,
    tags: p.tags ?? [],
    ...(p.language ? { language: p.language } : {}),
    ...(pdf ? { pdf } : {}),
  }
}

function publishedAt({ issued, publishedOnline }: Publication): string | undefined {
  const start = startOf(publishedOnline ?? issued)
  if (!start || start.year < 0) return undefined
  const month = start.month ?? (start.season ? start.season * 3 : 1)
  const date = new Date(0)
  date.setUTCFullYear(start.year, month - 1, start.day ?? 1)
  return date.toISOString()
}

function content(p: Publication, authors: FeedEntry['authors']): Html {
  const where = [
    containerName(p, false),
    p.volume && (p.issue ? `${p.volume}(${p.issue})` : p.volume),
    p.pages,
  ]
    .filter(Boolean)
    .join(', ')
  const links = (p.links ?? []).filter(({ url }) => safeUrl(url))
  const paragraphs = [
    authors.map(({ name }) => name).join(', '),
    html`${where && html`<em>${where}</em>. `}${p.issued ?? ''}${stateText(p) && html` ${stateText(p)}.`}${p.awards?.map((award) => html` <strong>${award}</strong>.`)}`,
    p.abstract && titleHtml(p.abstract),
    links.map(({ kind, label, url }, i) => html`${i > 0 && ' · '}<a href="${url}">${label ?? kind}</a>`),
  ]
  return html`${paragraphs.map((one) => html`${one}`.text.trim() && html`<p>${one}</p>`)}`
}

/** When anything in the feed changed last; of an empty feed, the beginning of time, which never changes. */
export const feedUpdated = (records: readonly PublicationRecord[]): Date =>
  new Date(records.reduce((latest, { updated }) => Math.max(latest, updated), 0))
