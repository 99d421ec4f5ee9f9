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
import { formatted } from '../rendering/formatted.ts'
import { Html, html, safeUrl, titleHtml } from '../rendering/html.ts'
import { indexOfPerson, namesShown, placeOf } from '../rendering/names-shown.ts'
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

function names(publication: Publication, { highlight, maxAuthors, keptPerson }: RenderContext): Html[] {
  const authors = contributorsOf(publication)
  const all = authors.length ? authors : (publication.contributors ?? [])
  const shown = namesShown(all.length, maxAuthors, indexOfPerson(all, keptPerson))
  const write = (contributor: Contributor, i: number) => html`${i > 0 && ', '}${name(contributor, highlight)}`
  if (!shown) return all.map(write)
  const first = all.slice(0, shown.first).map(write)
  if (shown.kept === undefined) return [...first, html` et al.`]
  const kept = name(all[shown.kept]!, highlight)
  return [...first, html`${first.length > 0 && ', '}… ${kept} (${placeOf(shown.kept, all.length)}) …`]
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

type Entry = (record: PublicationRecord) => Html

function entry({ publication, key }: PublicationRecord, context: RenderContext): Html {
  const { baseUrl } = context
  return html`<li>
<div class="title"><a href="${baseUrl}/publications/${key}.html">${titleHtml(publication.title)}</a></div>
<div>${names(publication, context)}</div>
<div class="venue">${venueLine(publication)}${publication.awards?.map((award) => html` · <strong>${award}</strong>`)}</div>
<div class="links">${links(publication)}${cite(key, baseUrl)}</div>
</li>
`
}

/** How entries are written: our own way, or in the style that was asked for. */
async function entries(records: readonly PublicationRecord[], context: RenderContext): Promise<Entry> {
  if (!context.formatted) return (record) => entry(record, context)
  const bibliography = (await formatted(records, context, 'html')).entries
  const texts = new Map(records.map(({ key }, i) => [key, new Html(bibliography[i]!)]))
  return ({ publication, key }) => html`<li>
<div class="csl-entry">${texts.get(key)}</div>
<div class="links"><a href="${context.baseUrl}/publications/${key}.html">Details</a>${links(publication)}${cite(key, context.baseUrl)}</div>
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
async function grouped(records: PublicationRecord[], context: RenderContext): Promise<Html> {
  const write = await entries(records, context)
  const nameOf = context.groupBy && groupName[context.groupBy]
  if (!nameOf) return html`<ol>${records.map(write)}</ol>`
  const groups = new Map<string, PublicationRecord[]>()
  for (const record of records) {
    const name = nameOf(record.publication)
    groups.set(name, [...(groups.get(name) ?? []), record])
  }
  return html`${[...groups].map(([name, members]) => html`<h2>${name}</h2><ol>${members.map(write)}</ol>`)}`
}

async function list(records: PublicationRecord[], context: ListContext): Promise<string> {
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
${await grouped(records, context)}
<nav>${urls.prev && html`<a rel="prev" href="${urls.prev}">Newer</a>`}${urls.next && html`<a rel="next" href="${urls.next}">Older</a>`}</nav>`,
  )
}

const presentation = ['format', 'groupBy', 'highlight', 'style', 'locale', 'maxAuthors', 'limit', 'download']

/** What says how a page looks has no meaning for a file of citations. */
function withoutPresentation(query: string): string {
  const rest = new URLSearchParams(query)
  for (const name of presentation) rest.delete(name)
  return rest.size ? `?${rest}` : ''
}

async function item(record: PublicationRecord, context: RenderContext): Promise<string> {
  const { publication, key } = record
  const { baseUrl } = context
  const { abstract, identifiers, publisher, tags, awards } = publication
  const reference = context.formatted && (await formatted([record], context, 'html')).entries[0]
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
<p>${names(publication, context)}</p>
<p class="links">${links(publication)}</p>
${abstract && html`<h2>Abstract</h2><p>${titleHtml(abstract)}</p>`}
<h2>Details</h2>
<dl>${facts.map(([term, value]) => value && html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>
<h2>Cite</h2>
${reference && html`<p class="csl-entry">${new Html(reference)}</p>`}
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
  parameters: ['groupBy', 'highlight', 'style', 'locale', 'maxAuthors'],
  paged: true,
  list: (context) => ({ batch: (records) => list(records, context) }),
  item,
  resources: {
    home: async ({ owner, affiliations, publications, total }, context) =>
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
${await grouped(publications, { ...context, ...(owner ? { highlight: owner.slug } : {}) })}
<nav><a href="${context.baseUrl}/publications.html">All publications${total > publications.length && html` (${total})`}</a><a href="${context.baseUrl}/publications.bib">BibTeX</a><a href="${context.baseUrl}/docs">API</a></nav>`,
      ),
  },
})
