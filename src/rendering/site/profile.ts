/** A person's page: who they are, where they were, what they wrote, with whom and where. The home page is the owner's. */
import { displayName } from '../../model/name.ts'
import type { Affiliation, Person } from '../../model/person.ts'
import type { ProfilePage, RenderContext } from '../format.ts'
import { type Html, html, safeUrl } from '../html.ts'
import { affiliationDates, affiliationHeadings } from '../labels.ts'
import { page } from '../page.ts'
import { profilesOf } from '../profiles.ts'
import { schemaPerson } from '../schema-org.ts'
import { jsonLd, openGraph, services } from './head.ts'
import { askedQuery, chips, filterUrl, worksSection } from './works.ts'

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => [...word][0])
    .slice(0, 2)
    .join('')
    .toUpperCase()

/** The picture of a person, or the initials; the name stands beside it. */
function portrait(person: Person): Html {
  const image = person.image && safeUrl(person.image)
  return image
    ? html`<img class="portrait" src="${image}" alt="" width="120" height="120">`
    : html`<div class="monogram" aria-hidden="true">${initials(displayName(person))}</div>`
}

/** A person in a list of people. @param line what stands below the name, if anything */
export function personCard(person: Person, line: string | undefined, baseUrl: string): Html {
  return html`<li class="card">${portrait(person)}<div><a href="${baseUrl}/people/${person.slug}.html">${displayName(person)}</a>${line && html`<div class="soft">${line}</div>`}</div></li>
`
}

function side(person: Person): Html {
  const { role, headline, location, email, pronouns, alternateName } = person
  const name = displayName(person)
  return html`<div class="side">
${portrait(person)}
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

/** @param self address of the page, which its own filters are put to */
export async function profilePage(data: ProfilePage, self: string, context: RenderContext): Promise<string> {
  const { person, affiliations, facets = {} } = data
  const { baseUrl } = context
  const name = displayName(person)
  const all = `${baseUrl}/people/${person.slug}/publications`
  const names = new Set([name, ...(person.aliases ?? []).map(displayName)])
  const coAuthors = facets.author?.filter(({ value }) => !names.has(String(value)))
  return page(
    name,
    html`<div class="home">
${side(person)}
<div class="body">
${paragraphs(person.biography, 'Biography')}
${await worksSection(data, { self, all }, { ...context, highlight: person.slug })}
${timelines(affiliations)}
${chips('Co-authors', coAuthors, (value) => `${baseUrl}/publications.html?author=${encodeURIComponent(value)}`)}
${chips('Venues', facets.venue, filterUrl(self, 'venue'))}
${chips('Topics', facets.tag, filterUrl(self, 'tag'))}
</div>
</div>`,
    context,
    html`${services(self, baseUrl, self + askedQuery(data))}${openGraph({ title: name, type: 'profile', url: self, description: person.biography, image: person.image })}<link rel="alternate" type="application/atom+xml" title="Publications of ${name}" href="${all}.atom">
${jsonLd({ '@type': 'ProfilePage', url: self, mainEntity: schemaPerson(person, baseUrl) })}`,
  )
}

/** @param heading for those who do not see that it is the text about somebody */
export function paragraphs(text: string | undefined, heading: string): Html | undefined {
  if (!text) return undefined
  return html`<section class="biography"><h2 class="vh">${heading}</h2>${text.split(/\n\s*\n/).map((part) => html`<p>${part}</p>`)}</section>`
}
