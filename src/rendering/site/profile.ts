/** A person's page: who they are, where they were, what they wrote, with whom and where. The home page is the owner's. */
import { displayName } from '../../model/name.ts'
import type { Affiliation, Person } from '../../model/person.ts'
import type { FacetCount, Facets } from '../../model/store.ts'
import { makerUrl } from '../embedding/address.ts'
import type { ProfilePage, RenderContext } from '../format.ts'
import { type Html, html, safeUrl } from '../html.ts'
import { affiliationDates, affiliationHeadings, typeLabel } from '../labels.ts'
import { page } from '../page.ts'
import { profilesOf } from '../profiles.ts'
import { schemaPerson } from '../schema-org.ts'
import { yearChart } from './chart.ts'
import { publicationList } from './entry.ts'
import { jsonLd, openGraph, services } from './head.ts'

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => [...word][0])
    .slice(0, 2)
    .join('')
    .toUpperCase()

function side(person: Person): Html {
  const { role, headline, location, email, image, pronouns, alternateName } = person
  const name = displayName(person)
  const portrait = image && safeUrl(image)
  return html`<div class="side">
${portrait ? html`<img class="portrait" src="${portrait}" alt="" width="120" height="120">` : html`<div class="monogram" aria-hidden="true">${initials(name)}</div>`}
<h1>${name}</h1>
${alternateName && html`<p class="soft">${alternateName}</p>`}
${role && html`<p class="role">${role}</p>`}
${headline && html`<p>${headline}</p>`}
<p class="soft">${[pronouns, location].filter(Boolean).join(' · ')}</p>
<ul class="plain profiles">${email && html`<li><a href="mailto:${email}">${email}</a></li>`}${profilesOf(
    person,
  ).map(({ network, url }) => safeUrl(url) && html`<li><a rel="me" href="${url}">${network}</a></li>`)}</ul>
${person.interests && html`<h2 class="vh">Interests</h2><ul class="chips">${person.interests.map((interest) => html`<li><span>${interest}</span></li>`)}</ul>`}
</div>`
}

export function timelineEntry(one: Affiliation): Html {
  const { organization, role, area, department, place, highlights, awards, advisors, current } = one
  const lines = [...(highlights ?? []), ...(awards ?? [])]
  const body = organization?.url && safeUrl(organization.url)
  const where =
    organization && (body ? html`<a href="${body}">${organization.name}</a>` : html`${organization.name}`)
  return html`<li${current && html` class="current"`}><div class="what">${[role, area].filter(Boolean).join(', ')}</div>
<div>${department}${department && where && ', '}${where}</div>
<div class="soft">${[affiliationDates(one), place, advisors && `with ${advisors.join(', ')}`].filter(Boolean).join(' · ')}</div>
${lines.length > 0 && html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}</li>
`
}

export function timelines(affiliations: readonly Affiliation[]): Html[] {
  return affiliationHeadings.flatMap(([kind, heading]) => {
    const members = affiliations.filter((affiliation) => affiliation.kind === kind)
    return members.length
      ? [
          html`<section><h2 class="part">${heading}</h2><ul class="timeline">${members.map(timelineEntry)}</ul></section>`,
        ]
      : []
  })
}

/** Values with their counts, each a link that chooses it. */
function chips(
  heading: string,
  counts: readonly FacetCount[] | undefined,
  urlOf: (value: string) => string,
): Html | false {
  if (!counts?.length) return false
  return html`<section><h2 class="part">${heading}</h2><ul class="chips">${counts
    .slice(0, 24)
    .map(
      ({ value, count }) =>
        html`<li><a href="${urlOf(String(value))}">${value}<span class="n">${count}</span></a></li>`,
    )}</ul></section>`
}

/** A choice that is a form of its own, so that it works without scripts. */
function choice(
  name: string,
  label: string,
  counts: readonly FacetCount[] | undefined,
  chosen: string | undefined,
): Html | false {
  if (!counts?.length) return false
  return html`<label><span class="vh">${label}</span><select name="${name}" aria-label="${label}"><option value="">${label}: all</option>${countedOptions(name, counts, chosen)}</select></label>`
}

/** The values of a filter with their counts, to choose from. */
export function countedOptions(name: string, counts: readonly FacetCount[], chosen: string | undefined) {
  const text = ({ value, label }: FacetCount) =>
    name === 'type' ? typeLabel(String(value)) : name === 'person' ? (label ?? value) : value
  return counts.map(
    (one) =>
      html`<option value="${one.value}"${String(one.value) === chosen && html` selected`}>${text(one)} (${one.count})</option>`,
  )
}

export interface Search {
  action: string
  parameters: Record<string, string[]>
  facets: Facets
  /** Parameters that are to stay as they are. */
  hidden?: [name: string, value: string][]
}

export function searchForm({ action, parameters, facets, hidden = [] }: Search): Html {
  const chosen = (name: string) => parameters[name]?.[0]
  return html`<form class="search" action="${action}" role="search">
<input type="search" name="q" value="${chosen('q') ?? ''}" aria-label="Search publications" placeholder="Search publications">
${choice('year', 'Year', facets.year, chosen('year'))}${choice('type', 'Type', facets.type, chosen('type'))}${choice('venue', 'Venue', facets.venue, chosen('venue'))}${choice('tag', 'Tag', facets.tag, chosen('tag'))}
${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button>Search</button>
</form>`
}

/** @param self address of the page, which its own filters are put to */
export async function profilePage(data: ProfilePage, self: string, context: RenderContext): Promise<string> {
  const { person, affiliations, publications, total, facets = {}, parameters = {} } = data
  const { baseUrl } = context
  const name = displayName(person)
  const marked = { ...context, highlight: person.slug }
  const all = `${baseUrl}/people/${person.slug}/publications`
  const to = (parameter: string) => (value: string | number) =>
    `${self}?${parameter}=${encodeURIComponent(value)}#publications`
  const names = new Set([name, ...(person.aliases ?? []).map(displayName)])
  const coAuthors = facets.author?.filter(({ value }) => !names.has(String(value)))
  const isFiltered = ['q', 'year', 'type', 'venue', 'tag'].some((parameter) => parameters[parameter]?.length)
  const paragraphs = person.biography?.split(/\n\s*\n/) ?? []
  const list = await publicationList(
    publications,
    { ...marked, groupBy: 'year' },
    { heading: 3, harvest: true },
  )
  const grouped = timelines(affiliations)
  const filters = Object.entries(parameters).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  )
  const asked = filters.length ? `?${new URLSearchParams(filters)}` : ''
  return page(
    name,
    html`<div class="home">
${side(person)}
<div class="body">
${paragraphs.length > 0 && html`<section class="biography"><h2 class="vh">Biography</h2>${paragraphs.map((text) => html`<p>${text}</p>`)}</section>`}
<section id="publications"><h2 class="part">Publications</h2>
${yearChart(facets.year ?? [], parameters.year?.[0], to('year'))}
${searchForm({ action: `${self}#publications`, parameters, facets })}
<p class="meta">${total} ${total === 1 ? 'publication' : 'publications'}${isFiltered && html` · <a href="${self}#publications">show all</a>`} · <a href="${all}.bib">BibTeX</a> · <a href="${all}.ris">RIS</a> · <a href="${makerUrl(self + asked, baseUrl)}">Embed</a></p>
${list}
${total > publications.length && html`<p><a href="${all}.html">All ${total} publications</a></p>`}</section>
${grouped}
${chips('Co-authors', coAuthors, (value) => `${baseUrl}/publications.html?author=${encodeURIComponent(value)}`)}
${chips('Venues', facets.venue, to('venue'))}
${chips('Topics', facets.tag, to('tag'))}
</div>
</div>`,
    context,
    html`${services(self, baseUrl, self + asked)}${openGraph({ title: name, type: 'profile', url: self, description: person.biography, image: person.image })}<link rel="alternate" type="application/atom+xml" title="Publications of ${name}" href="${all}.atom">
${jsonLd({ '@type': 'ProfilePage', url: self, mainEntity: schemaPerson(person, baseUrl) })}`,
  )
}
