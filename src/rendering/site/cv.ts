/** A curriculum vitae as a page made for print: the browser makes the PDF of it. */
import { displayName } from '../../model/name.ts'
import type { ProfilePage, RenderContext } from '../format.ts'
import { html } from '../html.ts'
import { page } from '../page.ts'
import { profilesOf } from '../profiles.ts'
import { publicationList } from './entry.ts'
import { openGraph, services } from './head.ts'
import { timelines } from './profile.ts'

export async function cvPage(data: ProfilePage, context: RenderContext): Promise<string> {
  const { person, affiliations, publications } = data
  const name = displayName(person)
  const self = `${context.baseUrl}/people/${person.slug}/cv`
  const cited = { ...context, highlight: person.slug }
  const contact = [person.role, person.location, person.email].filter(Boolean).join(' · ')
  return page(
    `${name}: curriculum vitae`,
    html`<div class="article">
<h1>${name}</h1>
<p>${contact}</p>
<p class="soft">${profilesOf(person).map(({ network, url }, i) => html`${i > 0 && ' · '}<a href="${url}">${network}</a>`)}</p>
<p class="soft">${person.interests?.join(' · ')}</p>
${timelines(affiliations)}
<section><h2 class="part">Publications</h2>${await publicationList(publications, { ...cited, groupBy: 'year' }, { heading: 3, harvest: false })}</section>
</div>`,
    context,
    html`${services(self, context.baseUrl)}<link rel="alternate" type="text/markdown" href="${self}.md">
<link rel="alternate" type="application/x-latex" href="${self}.tex">
${openGraph({ title: `${name}: curriculum vitae`, type: 'profile', url: self, description: [`Curriculum vitae of ${name}`, person.headline ?? person.role].filter(Boolean).join('. ') })}`,
  )
}
