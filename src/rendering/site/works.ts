/** The publications on the page of a person or a group: the chart, the search, the list, and the values to go on with. */
import type { FacetCount } from '../../model/store.ts'
import { makerUrl } from '../embedding/address.ts'
import type { RenderContext, ShownWorks } from '../format.ts'
import { type Html, html } from '../html.ts'
import { yearChart } from './chart.ts'
import { publicationList } from './entry.ts'
import { searchForm } from './search-form.ts'

/** Values with their counts, each a link that chooses it. */
export function chips(
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

/** The filters in force as a query string, or nothing. */
export function askedQuery({ parameters = {} }: ShownWorks): string {
  const filters = Object.entries(parameters).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  )
  return filters.length ? `?${new URLSearchParams(filters)}` : ''
}

/** @returns where a value of a filter leads on the page at `self` */
export const filterUrl = (self: string, parameter: string) => (value: string | number) =>
  `${self}?${parameter}=${encodeURIComponent(value)}#publications`

/**
 * @param self address of the page, which its own filters are put to
 * @param all address of the whole list, without extension
 */
export async function worksSection(
  shown: ShownWorks,
  { self, all }: { self: string; all: string },
  context: RenderContext,
): Promise<Html> {
  const { publications, total, facets = {}, parameters = {} } = shown
  const isFiltered = ['q', 'year', 'type', 'venue', 'tag'].some((parameter) => parameters[parameter]?.length)
  const list = await publicationList(
    publications,
    { ...context, groupBy: 'year' },
    { heading: 3, harvest: true },
  )
  return html`<section id="publications"><h2 class="part">Publications</h2>
${yearChart(facets.year ?? [], parameters.year?.[0], filterUrl(self, 'year'))}
${searchForm({ action: `${self}#publications`, parameters, facets })}
<p class="meta">${total} ${total === 1 ? 'publication' : 'publications'}${isFiltered && html` · <a href="${self}#publications">show all</a>`} · <a href="${all}.bib">BibTeX</a> · <a href="${all}.ris">RIS</a> · <a href="${makerUrl(self + askedQuery(shown), context.baseUrl)}">Embed</a></p>
${list}
${total > publications.length && html`<p><a href="${all}.html">All ${total} publications</a></p>`}</section>`
}
