/** A group's page: what it is, who is in it, what they wrote. The home page of a store without an owner, too. */
import type { Group } from '../../model/person.ts'
import type { GroupMember, GroupPage, HomePage, RenderContext } from '../format.ts'
import { type Html, html, safeUrl } from '../html.ts'
import { page } from '../page.ts'
import { rorUri, schemaContributor } from '../schema-org.ts'
import { jsonLd, openGraph, services } from './head.ts'
import { paragraphs, personCard } from './profile.ts'
import { askedQuery, chips, filterUrl, worksSection } from './works.ts'

function team(heading: string, members: GroupMember[], baseUrl: string): Html | undefined {
  if (!members.length) return undefined
  const cards = members.map(({ person, role, lead }) =>
    personCard(person, role ?? person.role ?? (lead ? 'Head' : undefined), baseUrl),
  )
  return html`<section><h2 class="part">${heading}</h2><ul class="cards">${cards}</ul></section>`
}

/** Those who lead it first. */
const leadFirst = (members: GroupMember[]) =>
  [...members].sort((a, b) => Number(b.lead ?? false) - Number(a.lead ?? false))

const schemaGroup = (group: Group, members: GroupMember[], baseUrl: string) => ({
  '@type': 'ResearchOrganization',
  '@id': rorUri(group.ror) ?? `${baseUrl}/groups/${group.slug}`,
  name: group.name,
  ...(group.short ? { alternateName: group.short } : {}),
  url: group.url ?? `${baseUrl}/groups/${group.slug}`,
  ...(group.description ? { description: group.description } : {}),
  member: members
    .filter(({ current }) => current)
    .map(({ person }) => schemaContributor({ ...person, role: 'author', person: person.slug }, baseUrl)),
})

/** @param self address of the page, which its own filters are put to */
export async function groupPage(data: GroupPage, self: string, context: RenderContext): Promise<string> {
  const { group, members, facets = {} } = data
  const { baseUrl } = context
  const all = `${baseUrl}/groups/${group.slug}/publications`
  const site = group.url && safeUrl(group.url)
  return page(
    group.name,
    html`<h1>${group.name}</h1>
<p class="soft">${[group.short, group.kind].filter(Boolean).join(' · ')}${site && html`${(group.short ?? group.kind) && ' · '}<a href="${site}">Website</a>`}</p>
${paragraphs(group.description, 'About')}
${team('People', leadFirst(members.filter(({ current }) => current)), baseUrl)}
${await worksSection(data, { self, all }, context)}
${chips('Venues', facets.venue, filterUrl(self, 'venue'))}
${chips('Topics', facets.tag, filterUrl(self, 'tag'))}
${team(
  'Alumni',
  members.filter(({ current }) => !current),
  baseUrl,
)}`,
    context,
    html`${services(self, baseUrl, self + askedQuery(data))}${openGraph({ title: group.name, type: 'website', url: self, description: group.description ?? `The people and publications of ${group.name}` })}<link rel="alternate" type="application/atom+xml" title="Publications of ${group.name}" href="${all}.atom">
${jsonLd(schemaGroup(group, members, baseUrl))}`,
  )
}

/** The page of a store that belongs to nobody: everything there is. */
export async function everythingPage(data: HomePage, context: RenderContext): Promise<string> {
  const { facets = {} } = data
  const { baseUrl } = context
  const self = `${baseUrl}/`
  const description = 'Publications with search, filters and citations in BibTeX, RIS and any CSL style'
  return page(
    'Publications',
    html`<h1 class="vh">Publications</h1>
${await worksSection(data, { self, all: `${baseUrl}/publications` }, context)}
${chips('Venues', facets.venue, filterUrl(self, 'venue'))}
${chips('Topics', facets.tag, filterUrl(self, 'tag'))}`,
    context,
    html`${services(self, baseUrl, self + askedQuery(data))}${openGraph({ title: 'Publications', type: 'website', url: self, description })}`,
  )
}
