/**
 * The lines that put a list on somebody's page, for each kind of site. They hold the choices as they were made, escaped
 * as each language wants it, and nothing that a strict Content-Security-Policy forbids.
 */
import { escapeHtml } from '../html.ts'
import { lookCss, lookProperties } from '../site/look.ts'
import { attributesOf, attributesOfElement, type Choice, queryOf } from './choice.ts'

export interface Snippet {
  id: string
  title: string
  /** What to do with it, in a sentence or two. */
  how: string
  files: { name: string; text: string }[]
}

export interface Site {
  baseUrl: string
  /** Hash of the script as it is now. */
  integrity: string
  /** What a page with a frame runs. */
  listener: string
}

const attribute = ([name, value]: [string, string]) => ` ${name}="${escapeHtml(value)}"`
/** Jekyll ends a tag at the first `%}`, and some of Hugo's escapes are not those of HTML. */
const guarded = (value: string) => escapeHtml(value).replace(/[%{}\\]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const parameter = ([name, value]: [string, string]) => ` ${name}="${guarded(value)}"`

export function scriptTag(baseUrl: string, integrity?: string): string {
  const hash = integrity ? ` integrity="${integrity}" crossorigin="anonymous"` : ''
  return `<script type="module" src="${escapeHtml(baseUrl)}/embed.js"${hash}></script>`
}

export function elementText(choice: Choice, baseUrl: string): string {
  const attributes = attributesOf(choice).map(attribute).join('')
  const href = escapeHtml(`${baseUrl}/publications.html${queryOf(choice)}`)
  return `<publication-list src="${escapeHtml(baseUrl)}"${attributes}>
  <a href="${href}">Publications</a>
</publication-list>`
}

export function snippets(choice: Choice, { baseUrl, integrity, listener }: Site): Snippet[] {
  const css = lookCss('publication-list', choice.look)
  const style = css && `<style>\n${css}\n</style>\n`
  const script = scriptTag(baseUrl, choice.integrity)
  const element = elementText(choice, baseUrl)
  const markup = `${style}${script}\n${element}`
  const parameters = attributesOf(choice).map(parameter).join('')
  const root = escapeHtml(baseUrl)
  const fallback = `<a href="${root}/publications.html">Publications</a>`
  const query = queryOf(choice)
  const frame = `${baseUrl}/publications.frame.html${queryOf(choice, choice.look)}`
  const fragment = `${baseUrl}/publications.fragment.html${query}`
  const { origin } = new URL(baseUrl)
  return [
    {
      id: 'html',
      title: 'HTML',
      how: 'Put this where the list is to be. The link is what readers without scripts see, and search engines.',
      files: [{ name: 'page.html', text: markup }],
    },
    {
      id: 'csp',
      title: 'HTML under a strict policy',
      how: 'For a page with a Content-Security-Policy: two sources, nothing inline. The hash lets no other version of the script run, so copy it anew when this server has been updated.',
      files: [
        {
          name: 'Content-Security-Policy',
          text: `script-src 'self' ${origin}; connect-src 'self' ${origin}`,
        },
        { name: 'page.html', text: `${scriptTag(baseUrl, integrity)}\n${element}` },
        { name: 'style.css', text: css || '/* The look is the default one. */' },
      ],
    },
    {
      id: 'wordpress',
      title: 'WordPress',
      how: 'Add a block "Custom HTML" and paste this. Where your account may not use scripts, paste the address on a line of its own instead: WordPress makes a frame of it by oEmbed.',
      files: [
        { name: 'Custom HTML', text: markup },
        { name: 'Address', text: `${baseUrl}/publications${query}` },
      ],
    },
    {
      id: 'hugo',
      title: 'Hugo',
      how: 'The first file is a shortcode, which goes into the folder of your site; the line is for any page of it.',
      files: [
        {
          name: 'layouts/shortcodes/publications.html',
          text: `${style}${script}
<publication-list src="${root}"{{ range $name, $value := .Params }} {{ printf "%s=\\"%s\\"" $name $value | safeHTMLAttr }}{{ end }}>
  ${fallback}
</publication-list>`,
        },
        { name: 'content/publications.md', text: `{{< publications${parameters} >}}` },
      ],
    },
    {
      id: 'jekyll',
      title: 'Jekyll, al-folio',
      how: 'The first file is an include, which goes into the folder of your site; the line is for any page of it.',
      files: [
        {
          name: '_includes/publications.html',
          text: `${style}${script}
<publication-list src="${root}"{% for pair in include %} {{ pair[0] }}="{{ pair[1] }}"{% endfor %}>
  ${fallback}
</publication-list>`,
        },
        { name: 'publications.md', text: `{% include publications.html${parameters} %}` },
      ],
    },
    {
      id: 'react',
      title: 'React',
      how: 'A component, for any bundler or none. The declaration tells TypeScript of the element.',
      files: [
        { name: 'Publications.jsx', text: component(choice, baseUrl) },
        { name: 'publication-list.d.ts', text: declaration },
      ],
    },
    {
      id: 'include',
      title: 'Included by the server',
      how: 'The list becomes part of the page before it is sent: no script, and search engines read it as yours. nginx asks anew every minute, and keeps the last answer for when this server is away.',
      files: [
        { name: 'nginx.conf', text: nginx(fragment) },
        {
          name: 'page.html',
          text: `<link rel="stylesheet" href="${root}/embed.css">\n${css ? `<style>\n${lookCss('.op', choice.look)}\n</style>\n` : ''}<!--# include virtual="/offprint-list" -->`,
        },
        { name: 'page.php', text: `<?= file_get_contents(${phpString(fragment)}) ?>` },
      ],
    },
    {
      id: 'frame',
      title: 'Frame',
      how: 'Where scripts of others are not allowed, or pages are to be kept apart. The script gives the frame the height of the list; you may put it into a file of your own.',
      files: [
        {
          name: 'page.html',
          text: `<iframe data-offprint src="${escapeHtml(frame)}" title="Publications" width="100%" height="600" loading="lazy" frameborder="0"></iframe>
<script type="module" src="${root}/embed-frame.js"></script>`,
        },
        { name: 'embed-frame.js', text: listener.trim() },
      ],
    },
  ]
}

/** React hands strings on to attributes as they are. */
function component(choice: Choice, baseUrl: string): string {
  const properties = attributesOf(choice).map(([name, value]) =>
    /["&\\{}\n]/.test(value) ? ` ${name}={${JSON.stringify(value)}}` : ` ${name}="${value}"`,
  )
  const look = lookProperties(choice.look).map(([name, value]) => `'${name}': '${value}'`)
  if (look.length) properties.push(` style={{ ${look.join(', ')} }}`)
  const script = JSON.stringify(`${baseUrl}/embed.js`)
  return `'use client'

import { useEffect } from 'react'

const script = ${script}

export function Publications() {
  useEffect(() => {
    import(/* @vite-ignore */ /* webpackIgnore: true */ script)
  }, [])
  return (
    <publication-list src=${JSON.stringify(baseUrl)}${properties.join('')}>
      <a href=${JSON.stringify(`${baseUrl}/publications.html${queryOf(choice)}`)}>Publications</a>
    </publication-list>
  )
}`
}

const declaration = `import type { DetailedHTMLProps, HTMLAttributes } from 'react'

type Attribute =
${['src', ...attributesOfElement]
  .filter((name) => name !== 'style')
  .map((name) => `  | '${name}'`)
  .join('\n')}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'publication-list': DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & {
        [name in Attribute]?: string
      }
    }
  }
}`

/** In quotes, where nginx takes `$` for a variable; no URL holds one that is not encoded. */
const nginx = (fragment: string) =>
  `proxy_cache_path /var/cache/nginx/offprint keys_zone=offprint:1m max_size=50m;

server {
  location / {
    ssi on;
  }
  location = /offprint-list {
    internal;
    proxy_pass "${fragment.replaceAll('$', '%24')}";
    proxy_set_header Accept-Encoding "";
    proxy_pass_request_headers off;
    proxy_cache offprint;
    proxy_cache_valid 200 1m;
    proxy_cache_use_stale error timeout updating http_500 http_502 http_503 http_504;
    proxy_cache_background_update on;
  }
}`

const phpString = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`
