/** Pages that list what is not a publication: people, groups, venues, and the values of a filter. */
import type { Group, Person } from '../../model/person.ts'
import type { RenderContext, Resources } from '../format.ts'
import { type Html, html } from '../html.ts'
import { typeLabel } from '../labels.ts'
import { page, pageLinks } from '../page.ts'
import { openGraph, services } from './head.ts'
import { personCard } from './profile.ts'

function listing(title: string, path: string, body: Html, context: RenderContext): string {
  const url = `${context.baseUrl}${path}`
  return page(
    title,
    html`<h1>${title}</h1>
${body}`,
    context,
    html`${services(url, context.baseUrl)}${openGraph({ title, type: 'website', url, description: `${title}, with their publications` })}`,
  )
}

const kinds: [Person['kind'] | 'other', heading: string][] = [
  ['other', 'People'],
  ['member', 'Members'],
  ['collaborator', 'Collaborators'],
  ['alumnus', 'Alumni'],
]

export function peoplePage(data: Resources['people'], context: RenderContext): string {
  const { items, total } = data
  const card = (person: Person) => personCard(person, person.role ?? person.headline, context.baseUrl)
  const parts = kinds.flatMap(([kind, heading]) => {
    const some = items.filter((person) => (person.kind ?? 'other') === kind)
    if (!some.length) return []
    const list = html`<ul class="cards">${some.map(card)}</ul>`
    return some.length === items.length
      ? [list]
      : [html`<section><h2 class="part">${heading}</h2>${list}</section>`]
  })
  const body = html`<p class="meta">${counted(total, 'person', 'people')}</p>${parts}
${besideLinks(data)}`
  return listing('People', '/people', body, context)
}

export function groupsPage(data: Resources['groups'], context: RenderContext): string {
  const one = (group: Group) =>
    html`<li><div class="what"><a href="${context.baseUrl}/groups/${group.slug}.html">${group.name}</a></div>
<div class="soft">${[group.short, group.kind].filter(Boolean).join(' · ')}</div>${group.description && html`<p>${group.description}</p>`}</li>
`
  const body = html`<ul class="plain rows">${data.items.map(one)}</ul>
${besideLinks(data)}`
  return listing('Groups', '/groups', body, context)
}

export function venuesPage({ items }: Resources['venues'], context: RenderContext): string {
  const one = ({ name, short, count }: Resources['venues']['items'][number]) =>
    html`<li><div class="what"><a href="${listUrl('venue', short ?? name, context)}">${name}</a></div>
<div class="soft">${[short, counted(count, 'publication', 'publications')].filter(Boolean).join(' · ')}</div></li>
`
  return listing('Venues', '/venues', html`<ul class="plain rows">${items.map(one)}</ul>`, context)
}

const headings = { tag: 'Tags', year: 'Years', type: 'Types' } as const

export function valuesPage({ name, items }: Resources['values'], context: RenderContext): string {
  const one = ({ value, label, count }: Resources['values']['items'][number]) =>
    html`<li><a href="${listUrl(name, value, context)}">${name === 'type' ? typeLabel(String(value)) : (label ?? value)}<span class="n">${count}</span></a></li>`
  return listing(headings[name], `/${name}s`, html`<ul class="chips">${items.map(one)}</ul>`, context)
}

const besideLinks = (data: Resources['people' | 'groups']) => (data.prev || data.next) && pageLinks(data)
const counted = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`
const listUrl = (name: string, value: string | number, { baseUrl }: RenderContext) =>
  `${baseUrl}/publications.html?${name}=${encodeURIComponent(value)}`
