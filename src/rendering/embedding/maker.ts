/**
 * The page that makes embeds: a form beside the list itself and the lines to copy. It is a plain form whose answer is
 * the same page, and everything works so without scripts; with them, embed-maker.js asks for that answer as the form
 * changes.
 */
import type { FacetCount, Facets } from '../../model/store.ts'
import type { RenderContext } from '../format.ts'
import { Html, html } from '../html.ts'
import { page } from '../page.ts'
import { openGraph, services } from '../site/head.ts'
import { defaultAccent, lookProperties } from '../site/look.ts'
import { countedOptions } from '../site/search-form.ts'
import { attributesOf, type Choice, queryOf } from './choice.ts'
import { makerStyle } from './maker-style.ts'
import { type Snippet, snippets } from './snippets.ts'

export interface Maker {
  /** What the form was sent with, right or wrong. */
  given: Record<string, string[]>
  /** What it means, where it means something. */
  choice?: Choice
  /** What is wrong with it. */
  trouble?: string
  total: number
  /** Counts over everything there is. */
  facets: Facets
  /** Hash of the script. */
  integrity: string
  /** What a page with a frame runs. */
  listener: string
}

/** A select box with more could not be used, and would be most of the page. */
const most = 300
/** Styles to begin with; any other can be typed. */
const commonStyles =
  'apa ieee acm mla chicago harvard vancouver nature science acs ama gb7714 lncs elsevier'.split(' ')

export function makerPage(maker: Maker, context: Pick<RenderContext, 'baseUrl' | 'theme' | 'site'>): string {
  const { choice, trouble, total } = maker
  const result = choice && { choice, total }
  const self = `${context.baseUrl}/embed`
  return page(
    'Embed publications',
    html`<h1>Show publications on your own pages</h1>
<p>Choose what to show and how. Then copy the lines for your kind of site: the list stays up to date by itself.</p>
<p class="trouble" role="alert">${trouble}</p>
<div class="maker">
${form(maker)}
${result && preview(result)}
</div>
${choice && html`<section><h2 class="part">Lines to copy</h2>${snippets(choice, { ...maker, baseUrl: context.baseUrl }).map(shownSnippet)}</section>`}`,
    context,
    html`${services(self, context.baseUrl, choice && self + queryOf(choice, choice.look))}${openGraph({ title: 'Embed publications', type: 'website', url: self, description: 'Choose which publications to show on your own pages and how, see them, and copy the lines for your kind of site.' })}<style>${new Html(makerStyle)}</style>
<script type="module" src="embed.js"></script><script type="module" src="embed-maker.js"></script>
`,
  )
}

function preview({ choice, total }: { choice: Choice; total: number }): Html {
  const { look } = choice
  const style = lookProperties(look).map(([name, value]) => `${name}:${value}`)
  const scheme = look.scheme === 'light' || look.scheme === 'dark' ? look.scheme : 'light dark'
  const attributes = attributesOf(choice).map(([name, value]) => html` ${new Html(name)}="${value}"`)
  const shown = `${total} ${total === 1 ? 'publication' : 'publications'}`
  return html`<div class="shown"><h2 class="vh">As it will look</h2>
<p class="meta" id="count" role="status">${shown}</p>
<div class="preview" id="look" tabindex="0" role="group" aria-label="The list" style="color-scheme:${scheme};${style.join(';')}">
<publication-list id="list" src="."${attributes}><noscript><iframe src="publications.frame.html${queryOf(choice, look)}" title="The list"></iframe></noscript></publication-list>
</div></div>`
}

const shownSnippet = ({ id, title, how, files }: Snippet, i: number) =>
  html`<details class="snippet" name="snippet"${i === 0 && html` open`}><summary>${title}</summary>
<p>${how}</p>
${files.map(
  ({ name, text }, place) =>
    html`<figure><figcaption><span>${name}</span></figcaption><pre tabindex="0" role="group" aria-label="${title}: ${name}"><code id="${id}-${place}">${text}</code></pre></figure>
`,
)}</details>
`

/** What the form has a field of its own for. */
const onForm = new Set(
  'person type venue tag q style groupBy highlight maxAuthors limit accent scheme compact from to filters pin'.split(
    ' ',
  ),
)

function form({ given, facets }: Maker): Html {
  const value = (name: string) => given[name]?.[0] ?? ''
  const option = (name: string, own: string, text: string) =>
    html`<option value="${own}"${value(name) === own && html` selected`}>${text}</option>`
  const select = (name: string, label: string, options: (Html | Html[])[], isWide = false) =>
    html`<label${isWide && html` class="wide"`}>${label}<select name="${name}">${options}</select></label>`
  const choose = (name: string, label: string, texts: Record<string, string>) =>
    select(
      name,
      label,
      Object.entries(texts).map(([own, text]) => option(name, own, text)),
    )
  const counted = (name: string, label: string, all: FacetCount[] = [], none = 'All') => {
    const counts = all.slice(0, most)
    const isKnown = counts.some((one) => String(one.value) === value(name))
    const own = value(name) && !isKnown ? [option(name, value(name), value(name))] : []
    return select(name, label, [option(name, '', none), own, countedOptions(name, counts, value(name))], true)
  }
  const year = (name: string, label: string) => {
    const known = new Set([value(name), ...(facets.year ?? []).map((one) => String(one.value))])
    known.delete('')
    return select(name, label, [
      option(name, '', 'Any year'),
      [...known].map((own) => option(name, own, own)),
    ])
  }
  const number = (name: string, label: string) =>
    html`<label>${label}<input name="${name}" type="number" min="1" max="1000" value="${value(name)}"></label>`
  // A field shows one value; more of them came with the address, and stay as they are.
  const kept = Object.entries(given).flatMap(([name, values]) =>
    (onForm.has(name) ? values.slice(1) : values).map(
      (own) => html`<input type="hidden" name="${name}" value="${own}">`,
    ),
  )
  return html`<form method="get" id="maker">
<fieldset><legend>Which publications</legend>
${counted('person', 'Person', facets.person, 'Everybody')}
${year('from', 'From')}${year('to', 'To')}
${counted('type', 'Type', facets.type)}${counted('venue', 'Venue', facets.venue)}${counted('tag', 'Tag', facets.tag)}
<label class="wide">Words in title, abstract or names<input type="search" name="q" value="${value('q')}"></label>
${number('limit', 'At most')}
</fieldset>
<fieldset><legend>How they are written</legend>
<label class="wide">Citation style<input name="style" list="styles" value="${value('style')}" placeholder="None: title, names and links" autocomplete="off" spellcheck="false"></label><datalist id="styles">${commonStyles.map((style) => html`<option value="${style}">`)}</datalist>
${choose('groupBy', 'Headings', { '': 'None', year: 'Years', type: 'Types', venue: 'Venues', tag: 'Tags' })}${number('maxAuthors', 'Authors shown')}
${counted('highlight', 'Name to mark', facets.person, 'None')}
</fieldset>
<fieldset><legend>How they look</legend>
<label>Colour<input type="color" name="accent" value="${value('accent') || defaultAccent}" data-none="${defaultAccent}"></label>
${choose('scheme', 'Light or dark', { '': 'As the page', auto: 'As the reader has it', light: 'Light', dark: 'Dark' })}
${choose('compact', 'Room', { '': 'With abstracts', true: 'Compact' })}
${choose('filters', 'Search box', { '': 'Shown', none: 'Not shown' })}
<label class="tick wide"><input type="checkbox" name="pin" value="true"${value('pin') && html` checked`}>Let only this version of the script run (Subresource Integrity)</label>
</fieldset>
${kept}<button class="go">Show</button>
</form>`
}
