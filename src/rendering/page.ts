/** The frame of every HTML page: head, style sheet, navigation. No inline script, nothing from elsewhere. */
import type { RenderContext } from './format.ts'
import { Html, html } from './html.ts'
import { listStyle } from './site/list-style.ts'
import { pageStyle } from './site/page-style.ts'

const sheet = new Html(`${listStyle}${pageStyle}`)
type PageContext = Pick<RenderContext, 'baseUrl' | 'theme' | 'site'>

/** A page without the navigation of this server. */
export function barePage(
  title: string,
  body: Html,
  { baseUrl, theme }: PageContext,
  head: Html | false = false,
): string {
  const accent = theme?.accent && new Html(`:root{--offprint-accent:${theme.accent}}`)
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}<style>${sheet}${accent}</style>
${
  theme?.hasSheet &&
  html`<link rel="stylesheet" href="${baseUrl}/theme.css">
`
}</head>
<body>
${body}
</body>
</html>
`.text
}

/** Links to the pages beside one of a list; absolute URLs. */
export function pageLinks({ prev, next }: { prev?: string; next?: string }): Html {
  return html`<nav class="pages" aria-label="Pages">${prev ? html`<a rel="prev" href="${prev}">Previous page</a>` : html`<span></span>`}${next && html`<a rel="next" href="${next}">Next page</a>`}</nav>`
}

/** A page of this server. */
export function page(title: string, body: Html, context: PageContext, head: Html | false = false): string {
  const { baseUrl, site } = context
  const framed = html`<a class="skip" href="#main">Skip to content</a>
<header class="site"><nav aria-label="Site"><a href="${baseUrl}/">Home</a><a href="${baseUrl}/publications.html">Publications</a>${site && site.people > 1 && html`<a href="${baseUrl}/people.html">People</a>`}${site && site.groups > 1 && html`<a href="${baseUrl}/groups.html">Groups</a>`}${site?.owner && html`<a href="${baseUrl}/cv.html">CV</a>`}</nav></header>
<main id="main" class="op">
${body}
</main>
<footer class="site"><nav aria-label="For programs"><a href="${baseUrl}/publications.atom">Feed</a><a href="${baseUrl}/embed">Embed</a><a href="${baseUrl}/docs">API</a></nav></footer>`
  return barePage(title, framed, context, head)
}
