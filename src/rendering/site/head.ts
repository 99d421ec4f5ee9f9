/**
 * What the head of a publication's page tells programs: Highwire's citation_* tags as Google Scholar asks for them
 * (https://scholar.google.com/intl/en/scholar/inclusion.html), Open Graph (https://ogp.me/), JSON-LD, unAPI and the other
 * representations. A tag without a value is left out.
 */
import type { Role } from '../../model/csl-variables.ts'
import { displayName } from '../../model/name.ts'
import { contributorsOf, type Publication } from '../../model/publication.ts'
import type { PublicationRecord } from '../../model/store.ts'
import { plainTitle } from '../../model/title.ts'
import type { DataMap } from '../compact.ts'
import type { RenderContext } from '../format.ts'
import { Html, html } from '../html.ts'
import { isoDate } from '../iso-date.ts'
import { pageRanges } from '../pages.ts'
import { containerName } from '../publication-text.ts'
import { orcidUri, schemaContext } from '../schema-org.ts'
import { schemaWork } from '../schema-org-work.ts'
import { selfOf } from '../self.ts'
import { webUri } from '../uri.ts'

type Pair = [name: string, content: string | undefined]

/** Who counts as author where nobody has that role. */
const authorRoles: Role[] = ['author', 'editor', 'director', 'composer']

function authors(p: Publication): Pair[] {
  const role = authorRoles.find((one) => contributorsOf(p, one).length)
  return (role ? contributorsOf(p, role) : (p.contributors ?? [])).flatMap((contributor): Pair[] => [
    ['citation_author', displayName(contributor)],
    ...(contributor.affiliations ?? []).map(({ name }): Pair => ['citation_author_institution', name]),
    ['citation_author_orcid', orcidUri(contributor.orcid)],
  ])
}

/** The tag that says what the work came out in; Zotero takes the type of the work from it. */
function container(p: Publication): Pair[] {
  const name = containerName(p, false)
  switch (p.type) {
    case 'thesis':
      return [['citation_dissertation_institution', p.publisher]]
    case 'report':
      return [
        ['citation_technical_report_institution', p.publisher],
        ['citation_technical_report_number', p.number],
      ]
    case 'paper-conference':
      return [['citation_conference_title', name]]
    case 'chapter':
    case 'entry-encyclopedia':
    case 'entry-dictionary':
      return [['citation_inbook_title', name]]
    default:
      return [
        ['citation_journal_title', name],
        ['citation_journal_abbrev', p.venue?.short],
      ]
  }
}

const pdfOf = ({ links }: Publication) => webUri(links?.find(({ kind }) => kind === 'pdf')?.url)

export function highwire(p: Publication, self: string): Pair[] {
  const [range] = pageRanges(p.pages ?? '')
  const date = isoDate(p.issued)?.replaceAll('-', '/')
  return [
    ['citation_title', plainTitle(p.title)],
    ...authors(p),
    ['citation_publication_date', date],
    ['citation_online_date', isoDate(p.publishedOnline)?.replaceAll('-', '/')],
    ...container(p),
    ['citation_publisher', p.type === 'thesis' || p.type === 'report' ? undefined : p.publisher],
    ['citation_volume', p.volume],
    ['citation_issue', p.issue],
    ['citation_firstpage', range?.first],
    ['citation_lastpage', range?.last],
    ['citation_doi', p.identifiers?.doi],
    ['citation_arxiv_id', p.identifiers?.arxiv],
    ['citation_pmid', p.identifiers?.pmid],
    ...(p.venue?.issn ?? []).map((issn): Pair => ['citation_issn', issn]),
    ...(p.identifiers?.isbn ?? []).map((isbn): Pair => ['citation_isbn', isbn]),
    ...(p.tags ?? []).map((tag): Pair => ['citation_keywords', tag]),
    ['citation_language', p.language],
    ['citation_pdf_url', pdfOf(p)],
    ['citation_abstract_html_url', p.abstract && self],
    ['citation_public_url', self],
  ]
}

const named = (pairs: Pair[]) =>
  pairs.map(
    ([name, content]) =>
      content &&
      html`<meta name="${name}" content="${content}">
`,
  )

/** No text of the JSON can end the element that it stands in. */
export const jsonLd = (node: DataMap) =>
  html`<script type="application/ld+json">${new Html(JSON.stringify({ '@context': schemaContext, ...node }).replaceAll('<', '\\u003c'))}</script>
`

export interface Card {
  title: string
  type: 'website' | 'article' | 'profile'
  url: string
  description?: string | undefined
  image?: string | undefined
}

/** What a link to this page looks like elsewhere. */
export function openGraph({ title, type, url, description, image }: Card): Html {
  const short = description?.replace(/\s+/g, ' ').trim().slice(0, 300)
  const pairs: Pair[] = [
    ['og:title', title],
    ['og:type', type],
    ['og:url', url],
    ['og:description', short],
    ['og:image', webUri(image)],
  ]
  return html`${
    short &&
    html`<meta name="description" content="${short}">
`
  }${pairs.map(
    ([property, content]) =>
      content &&
      html`<meta property="${property}" content="${content}">
`,
  )}<meta name="twitter:card" content="summary">
`
}

const oembedTypes = [
  ['json', 'application/json+oembed'],
  ['xml', 'text/xml+oembed'],
] as const

/** Where oEmbed (https://oembed.com/, section 4) finds what is shown at an address. */
export function oembedLinks(url: string, baseUrl: string): { href: string; type: string }[] {
  const address = `${baseUrl}/oembed?${new URLSearchParams({ url })}`
  return oembedTypes.map(([format, type]) => ({ href: `${address}&format=${format}`, type }))
}

/**
 * Where programs find what this page shows: oEmbed, and unAPI (http://unapi.info/specs/).
 * @param shown the address with what was asked for, where that is more than the page's own
 */
export function services(url: string, baseUrl: string, shown = url): Html {
  return html`<link rel="canonical" href="${url}">
${oembedLinks(shown, baseUrl).map(
  ({ href, type }) => html`<link rel="alternate" type="${type}" href="${href}" title="oEmbed">
`,
)}<link rel="unapi-server" type="application/xml" title="unAPI" href="${baseUrl}/unapi">
`
}

/** Who wrote it, where it came out and when: for a page that has no abstract to be found by. */
function inShort(p: Publication): string {
  const names = contributorsOf(p).map(displayName)
  const shown =
    names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} others` : names.join(', ')
  return (
    [shown, containerName(p, false), p.issued?.slice(0, 4)].filter(Boolean).join('. ') || plainTitle(p.title)
  )
}

export function publicationHead({ publication, key }: PublicationRecord, context: RenderContext): Html {
  const { baseUrl } = context
  const self = selfOf(key, context.baseUrl)
  const files: [string, string][] = [
    ['application/x-bibtex', 'bib'],
    ['application/x-research-info-systems', 'ris'],
    ['application/vnd.citationstyles.csl+json', 'csl.json'],
    ['application/ld+json', 'jsonld'],
  ]
  return html`${services(self, baseUrl)}${files.map(
    ([type, extension]) => html`<link rel="alternate" type="${type}" href="${self}.${extension}">
`,
  )}${named(highwire(publication, self))}${openGraph({ title: plainTitle(publication.title), type: 'article', url: self, description: plainTitle(publication.abstract ?? '') || inShort(publication) })}${jsonLd(schemaWork(publication, baseUrl))}`
}
