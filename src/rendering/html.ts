/**
 * HTML that cannot be broken out of: a template tag that escapes every value unless it is HTML itself, and the titles
 * of the model as HTML.
 */
import { parseTitle, type TitlePart } from '../model/title.ts'

/** Text that is HTML already. Only `html` and `titleHtml` make it. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => entities[c]!) : text
}

type Insertable = Html | string | number | false | undefined | Insertable[]

function insert(value: Insertable): string {
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(insert).join('')
  return value === undefined || value === false ? '' : escapeHtml(String(value))
}

/** `html\`<p>${text}</p>\``: text is escaped, HTML and lists of it are put in, false and undefined are nothing. */
export function html(strings: TemplateStringsArray, ...values: Insertable[]): Html {
  let text = strings[0]!
  for (const [i, value] of values.entries()) text += insert(value) + strings[i + 1]!
  return new Html(text)
}

const tags = { i: 'i', b: 'b', sub: 'sub', sup: 'sup' } as const

/** A title: its own markup as HTML, everything else escaped, math left as TeX between dollars. */
export function titleHtml(title: string): Html {
  const write = (parts: TitlePart[]): string =>
    parts
      .map((part) => {
        if (part.kind === 'text') return escapeHtml(part.text)
        if (part.kind === 'math') return `<span class="math">$${escapeHtml(part.tex)}$</span>`
        if (part.markup === 'nocase') return write(part.children)
        if (part.markup === 'sc')
          return `<span style="font-variant:small-caps">${write(part.children)}</span>`
        const tag = tags[part.markup]
        return `<${tag}>${write(part.children)}</${tag}>`
      })
      .join('')
  return new Html(write(parseTitle(title)))
}

/** Only what a browser may follow: `javascript:` and its like are not links. */
export function safeUrl(url: string): string | undefined {
  return /^(?:https?:|mailto:)/i.test(url) ? url : undefined
}
