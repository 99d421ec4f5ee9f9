/** Pages as a plain file host may give them: without what only a server answers. */
import { html } from '../rendering/html.ts'

/** Paths that answer to parameters, and with nothing without. */
export const asked: ReadonlySet<string> = new Set(['/oai', '/oembed', '/unapi', '/embed', '/import', '/docs'])

/** A file host takes no notice of a query: the page would be the same, and say something else. */
function needsServer(href: string, baseUrl: string): boolean {
  if (!href.startsWith(baseUrl)) return false
  const path = href.slice(baseUrl.length)
  return path.includes('?') || asked.has(path)
}

/** A link, with the dot before it where it is one of several on a line. */
const anchor = /( · )?<a\b[^<>]*?\bhref="([^"]*)"[^<>]*>([\s\S]*?)<\/a>/g

/** @param page HTML of this service, in which no link is inside of another */
export function withoutServer(page: string, baseUrl: string): string {
  return page
    .replace(/<form class="search"[\s\S]*?<\/form>\n?/g, '')
    .replace(/<link [^<>]*\bhref="([^"]*)"[^<>]*>\n?/g, (link, href: string) =>
      needsServer(href, baseUrl) ? '' : link,
    )
    .replace(/<abbr class="unapi-id"[^<>]*><\/abbr>\n?/g, '')
    .replace(anchor, (link, dot: string | undefined, href: string, content: string) => {
      if (!needsServer(href, baseUrl)) return link
      if (href === `${baseUrl}/docs`) return link.replace('/docs"', '/openapi.yaml"')
      if (href.startsWith(`${baseUrl}/embed`) || /^<a rel="(?:prev|next)"/.test(link)) return ''
      // A bar of the chart is a group in its picture.
      const element = content.startsWith('<title>') ? 'g' : 'span'
      return `${dot ?? ''}<${element}>${content}</${element}>`
    })
}

/** What stands at an old address on a host that cannot redirect. */
export const redirectPage = (url: string) =>
  html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Moved</title>
<link rel="canonical" href="${url}">
<meta http-equiv="refresh" content="0; url=${url}">
<meta name="robots" content="noindex">
</head>
<body>
<p>This is now at <a href="${url}">${url}</a>.</p>
</body>
</html>
`.text
