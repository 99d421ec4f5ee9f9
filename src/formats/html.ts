/**
 * Plain HTML (the HTML Living Standard) of the list, of one publication and of the owner's page: readable with scripts
 * off, without any request to another host.
 */
import { displayName } from '../model/name.ts'
import type { Affiliation, Person } from '../model/person.ts'
import { type Contributor, contributorsOf, type Publication, publicUrl } from '../model/publication.ts'
import type { PublicationRecord } from '../model/store.ts'
import { plainTitle } from '../model/title.ts'
import { defineFormat, type ListContext, type RenderContext } from '../rendering/format.ts'
import { type Html, html, safeUrl, titleHtml } from '../rendering/html.ts'
import { page } from '../rendering/page.ts'

const linkLabels: Record<string, string> = { pdf: 'PDF', html: 'Page', doi: 'DOI' }
const labelOf = (kind: string) => linkLabels[kind] ?? kind[0]!.toUpperCase() + kind.slice(1)
const exports = [
  ['bib', 'BibTeX'],
  ['ris', 'RIS'],
  ['csl.json', 'CSL-JSON'],
] as const

function name(contributor: Contributor, highlight: string | undefined): Html {
  const marks = `${contributor.equal ? '*'.repeat(contributor.equal) : ''}${contributor.corresponding ? '†' : ''}`
  const shown = html`${displayName(contributor)}${marks && html`<sup>${marks}</sup>`}`
  return highlight && contributor.person === highlight ? html`<strong class="self">${shown}</strong>` : shown
}

function names(publication: Publication, highlight: string | undefined): Html[] {
  const authors = contributorsOf(publication)
  const shown = authors.length ? authors : (publication.contributors ?? [])
  return shown.map((contributor, i) => html`${i > 0 && ', '}${name(contributor, highlight)}`)
}

function venueLine({ venue, volume, issue, pages, issued }: Publication): string {
  const place = venue?.name ?? venue?.short
  const number = volume && (issue ? `${volume}(${issue})` : volume)
  return [place, number, pages?.replace(/-+/g, '–'), issued].filter(Boolean).join(', ')
}

function links(publication: Publication): Html[] {
  const doi = publication.identifiers?.doi
  const given = publication.links ?? []
  const all =
    doi && !given.some(({ kind }) => kind === 'doi')
      ? [...given, { kind: 'doi', url: publicUrl(publication)! }]
      : given
  return all.map(({ url, kind, ...more }) => {
    const label = 'label' in more && more.label ? more.label : labelOf(kind)
    const target = safeUrl(url)
    return target ? html`<a href="${target}">${label}</a>` : html``
  })
}

function cite(key: string, baseUrl: string): Html[] {
  return exports.map(
    ([extension, label]) => html`<a href="${baseUrl}/publications/${key}.${extension}">${label}</a>`,
  )
}

function entry({ publication, key }: PublicationRecord, { baseUrl, highlight }: RenderContext): Html {
  return html`<li>
<div class="title"><a href="${baseUrl}/publications/${key}.html">${titleHtml(publication.title)}</a></div>
<div>${names(publication, highlight)}</div>
<div class="venue">${venueLine(publication)}${publication.awards?.map((award) => html` · <strong>${award}</strong>`)}</div>
<div class="links">${links(publication)}${cite(key, baseUrl)}</div>
</li>
`
}

const groupName: Record<string, (publication: Publication) => string> = {
  year: ({ year }) => (year === undefined ? 'No date' : String(year)),
  type: ({ type }) => type,
  venue: ({ venue }) => venue?.short ?? venue?.name ?? 'No venue',
  tag: ({ tags }) => tags?.[0] ?? 'No tag',
}

/** Entries under headings; equal headings are brought together in the order in which they first appear. */
function grouped(records: PublicationRecord[], context: RenderContext): Html {
  const nameOf = context.groupBy && groupName[context.groupBy]
  if (!nameOf) return html`<ol>${records.map((record) => entry(record, context))}</ol>`
  const groups = new Map<string, PublicationRecord[]>()
  for (const record of records) {
    const name = nameOf(record.publication)
    groups.set(name, [...(groups.get(name) ?? []), record])
  }
  return html`${[...groups].map(
    ([name, members]) => html`<h2>${name}</h2><ol>${members.map((record) => entry(record, context))}</ol>`,
  )}`
}

function list(records: PublicationRecord[], context: ListContext): string {
  const { baseUrl, links: urls, parameters, total, title } = context
  const q = parameters.q?.[0] ?? ''
  const hidden = Object.entries(parameters).filter(
    ([name]) => !['q', 'cursor', 'limit', 'download'].includes(name),
  )
  const action = urls.first.split('?')[0]!
  const query = urls.first.includes('?') ? urls.first.slice(urls.first.indexOf('?')) : ''
  const file = (extension: string) =>
    `${action.replace(/\.html$/, '')}.${extension}${withoutPresentation(query)}`
  return page(
    title,
    html`<nav><a href="${baseUrl}/">Home</a></nav>
<h1>${title}</h1>
<form action="${action}" role="search">
<input type="search" name="q" value="${q}" aria-label="Search publications" placeholder="Search">
${hidden.flatMap(([name, values]) => values.map((value) => html`<input type="hidden" name="${name}" value="${value}">`))}
<button>Search</button>
</form>
<p class="meta">${total} ${total === 1 ? 'publication' : 'publications'} · Export: <span class="links">${exports.map(
      ([extension, label]) => html`<a href="${file(extension)}">${label}</a>`,
    )}</span></p>
${grouped(records, context)}
<nav>${urls.prev && html`<a rel="prev" href="${urls.prev}">Newer</a>`}${urls.next && html`<a rel="next" href="${urls.next}">Older</a>`}</nav>`,
  )
}

/** What says how a page looks has no meaning for a file of citations. */
function withoutPresentation(query: string): string {
  const rest = new URLSearchParams(query)
  for (const name of ['format', 'groupBy', 'highlight', 'limit', 'download']) rest.delete(name)
  return rest.size ? `?${rest}` : ''
}

function item({ publication, key }: PublicationRecord, context: RenderContext): string {
  const { baseUrl, highlight } = context
  const { abstract, identifiers, publisher, tags, awards } = publication
  const facts: [string, string | undefined][] = [
    ['Type', publication.type],
    ['Published', venueLine(publication)],
    ['Publisher', publisher],
    ['DOI', identifiers?.doi],
    ['arXiv', identifiers?.arxiv],
    ['Awards', awards?.join(', ')],
    ['Tags', tags?.join(', ')],
    ['Key', key],
  ]
  return page(
    plainTitle(publication.title),
    html`<nav><a href="${baseUrl}/">Home</a><a href="${baseUrl}/publications.html">Publications</a></nav>
<h1>${titleHtml(publication.title)}</h1>
<p>${names(publication, highlight)}</p>
<p class="links">${links(publication)}</p>
${abstract && html`<h2>Abstract</h2><p>${titleHtml(abstract)}</p>`}
<h2>Details</h2>
<dl>${facts.map(([term, value]) => value && html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>
<h2>Cite</h2>
<p class="links">${cite(key, baseUrl)}<a href="${baseUrl}/publications/${key}.txt">Formatted</a></p>`,
    html`<link rel="canonical" href="${baseUrl}/publications/${key}">
`,
  )
}

function affiliationEntry({
  organization,
  role,
  area,
  department,
  start,
  end,
  current,
  place,
  highlights,
  awards,
}: Affiliation): Html {
  const dates = [start, end ?? (current ? 'present' : undefined)].filter(Boolean).join(' – ')
  return html`<li><div class="title">${[role, area].filter(Boolean).join(', ')}</div>
<div>${[department, organization?.name].filter(Boolean).join(', ')}</div>
<div class="soft">${[dates, place].filter(Boolean).join(' · ')}</div>
${(highlights || awards) && html`<ul>${[...(highlights ?? []), ...(awards ?? [])].map((line) => html`<li>${line}</li>`)}</ul>`}</li>
`
}

const sections: [Affiliation['kind'], string][] = [
  ['education', 'Education'],
  ['experience', 'Experience'],
  ['membership', 'Memberships'],
  ['award', 'Awards'],
]

function profile(person: Person): Html {
  const paragraphs = person.biography?.split(/\n\s*\n/) ?? []
  return html`<h1>${displayName(person)}</h1>
${person.role && html`<p class="soft">${person.role}</p>`}
${paragraphs.map((text) => html`<p>${text}</p>`)}
${person.interests && html`<h2>Interests</h2><ul>${person.interests.map((interest) => html`<li>${interest}</li>`)}</ul>`}
<p class="links">${person.links?.map(({ url, label, kind }) => safeUrl(url) && html`<a href="${url}">${label ?? kind ?? url}</a>`)}</p>`
}

export default defineFormat({
  name: 'html',
  title: 'HTML',
  specification: 'https://html.spec.whatwg.org/',
  mediaTypes: ['text/html'],
  extensions: ['html'],
  parameters: ['groupBy', 'highlight'],
  paged: true,
  list: (context) => ({ batch: (records) => list(records, context) }),
  item,
  resources: {
    home: ({ owner, affiliations, publications, total }, context) =>
      page(
        owner ? displayName(owner) : 'Offprint',
        html`${owner ? profile(owner) : html`<h1>Offprint</h1><p>This store has no owner yet.</p>`}
${sections.map(([kind, heading]) => {
  const members = affiliations.filter((affiliation) => affiliation.kind === kind)
  return (
    members.length > 0 && html`<h2>${heading}</h2><ul class="plain">${members.map(affiliationEntry)}</ul>`
  )
})}
<h2>Publications</h2>
${grouped(publications, { ...context, ...(owner ? { highlight: owner.slug } : {}) })}
<nav><a href="${context.baseUrl}/publications.html">All publications${total > publications.length && html` (${total})`}</a><a href="${context.baseUrl}/publications.bib">BibTeX</a><a href="${context.baseUrl}/docs">API</a></nav>`,
      ),
  },
})
