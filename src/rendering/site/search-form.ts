/** The search above a list: a plain form, so that it works without scripts. */
import type { FacetCount, Facets } from '../../model/store.ts'
import { type Html, html } from '../html.ts'
import { typeLabel } from '../labels.ts'

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
