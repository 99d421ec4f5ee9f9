/**
 * HTML (the HTML Living Standard) of every resource but documents: the list, one publication, people, groups, values of
 * filters, the home page. Readable with scripts off, without any request to another host.
 */
import type { PublicationRecord } from '../model/store.ts'
import { plainTitle } from '../model/title.ts'
import { makerUrl } from '../rendering/embedding/address.ts'
import { defineFormat, type ListContext, type RenderContext } from '../rendering/format.ts'
import { formatted } from '../rendering/formatted.ts'
import { Html, html, titleHtml } from '../rendering/html.ts'
import { typeLabel } from '../rendering/labels.ts'
import { page, pageLinks } from '../rendering/page.ts'
import { selfOf } from '../rendering/self.ts'
import { cvPage } from '../rendering/site/cv.ts'
import { citeFormats, legend, links, names, publicationList, venueLine } from '../rendering/site/entry.ts'
import { everythingPage, groupPage } from '../rendering/site/group.ts'
import { openGraph, publicationHead, services } from '../rendering/site/head.ts'
import { groupsPage, peoplePage, valuesPage, venuesPage } from '../rendering/site/listings.ts'
import { profilePage } from '../rendering/site/profile.ts'
import { searchForm } from '../rendering/site/search-form.ts'

const onForm = ['q', 'year', 'type', 'venue', 'tag']
const ofOnePage = ['cursor', 'limit', 'download', 'facets']

async function list(records: PublicationRecord[], context: ListContext): Promise<string> {
  const { baseUrl, links: urls, parameters, total, title, facets = {} } = context
  const action = urls.first.split('?')[0]!
  const query = urls.first.includes('?') ? urls.first.slice(urls.first.indexOf('?')) : ''
  const file = (extension: string) =>
    `${action.replace(/\.html$/, '')}.${extension}${withoutPresentation(query)}`
  const hidden = Object.entries(parameters)
    .filter(([name]) => !onForm.includes(name) && !ofOnePage.includes(name))
    .flatMap(([name, values]) => values.map((value): [string, string] => [name, value]))
  return page(
    title,
    html`<h1>${title}</h1>
${searchForm({ action, parameters, facets, hidden })}
<p class="meta">${total} ${total === 1 ? 'publication' : 'publications'} · Export: ${citeFormats.map(
      ([extension, label], i) => html`${i > 0 && ', '}<a href="${file(extension)}">${label}</a>`,
    )} · <a href="${makerUrl(urls.first, baseUrl)}">Embed</a></p>
${await publicationList(records, context, { heading: 2, harvest: true })}
${pageLinks(urls)}`,
    context,
    html`${services(urls.self.replace(/\.html(?=\?|$)/, ''), baseUrl)}<link rel="alternate" type="application/atom+xml" title="${title}" href="${file('atom')}">
${openGraph({ title, type: 'website', url: urls.first, description: `${title}: ${total} ${total === 1 ? 'entry' : 'entries'}, with search, filters and citations in BibTeX, RIS and any CSL style` })}`,
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
  const { abstract, identifiers, publisher, tags, awards } = publication
  const reference = context.formatted && (await formatted([record], context, 'html')).entries[0]
  const facts: [string, string | undefined][] = [
    ['Type', typeLabel(publication.type)],
    ['Published', venueLine(publication)],
    ['Publisher', publisher],
    ['DOI', identifiers?.doi],
    ['arXiv', identifiers?.arxiv],
    ['Awards', awards?.join(', ')],
    ['Tags', tags?.join(', ')],
    ['Key', key],
  ]
  const self = selfOf(key, context.baseUrl)
  return page(
    plainTitle(publication.title),
    html`<article class="article">
<h1>${titleHtml(publication.title)}</h1>
<p class="names">${names(publication, context)}</p>
${legend([publication])}
<div class="actions">${links(publication)}</div>
${abstract && html`<section><h2 class="part">Abstract</h2><p class="abstract">${titleHtml(abstract)}</p></section>`}
<h2 class="part">Details</h2>
<dl class="facts">${facts.map(([term, value]) => value && html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>
<h2 class="part">Cite</h2>
${reference && html`<p class="csl-entry">${new Html(reference)}</p>`}
<div class="actions">${citeFormats.map(([extension, label]) => html`<a class="button" href="${self}.${extension}">${label}</a>`)}<a class="button" href="${self}.txt">Text</a></div>
<abbr class="unapi-id" title="${key}"></abbr>
</article>`,
    context,
    publicationHead(record, context),
  )
}

export default defineFormat({
  name: 'html',
  title: 'HTML',
  specification: 'https://html.spec.whatwg.org/',
  mediaTypes: ['text/html'],
  extensions: ['html'],
  common: true,
  parameters: ['groupBy', 'highlight', 'style', 'locale', 'maxAuthors'],
  paged: true,
  navigation: true,
  facets: ['year', 'type', 'venue', 'tag'],
  list: (context) => ({ batch: (records) => list(records, context) }),
  item,
  resources: {
    home: (data, context) => {
      const { owner, lab } = data
      const self = `${context.baseUrl}/`
      if (owner) return profilePage({ ...data, person: owner }, self, context)
      return lab ? groupPage({ ...data, ...lab }, self, context) : everythingPage(data, context)
    },
    groupProfile: (data, context) => groupPage(data, `${context.baseUrl}/groups/${data.group.slug}`, context),
    people: peoplePage,
    groups: groupsPage,
    venues: venuesPage,
    values: valuesPage,
    profile: (data, context) => profilePage(data, `${context.baseUrl}/people/${data.person.slug}`, context),
    cv: cvPage,
  },
})
