/**
 * XML 1.0 (fifth edition) that cannot be broken out of: elements are built from text, and text is escaped here and
 * nowhere else. Characters that XML cannot hold, even escaped, are left out (section 2.2).
 */

const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu
const special = /[&<>"\t\n\r]|[^\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader would make a line feed of it (section 2.11).
  '\r': '&#13;',
}

/** The text without what XML cannot hold. */
export const cleanXml = (text: string) => (special.test(text) ? text.replace(forbidden, '') : text)

/** Text between tags, with white space as it is. */
export function escapeXml(text: string): string {
  if (!special.test(text)) return text
  return text.replace(forbidden, '').replace(/[&<>"\r]/g, (c) => entities[c]!)
}

/** A value between double quotes; line ends and tabs are kept through attribute-value normalization (section 3.3.3). */
export function escapeAttribute(text: string): string {
  return escapeXml(text).replace(/[\t\n]/g, (c) => `&#${c.charCodeAt(0)};`)
}

/** XML that is finished. Only the functions of this file make it. */
export class Xml {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type XmlContent = Xml | string | number | false | undefined | XmlContent[]
export type Attributes = Record<string, string | number | undefined | false>

function content(value: XmlContent): string {
  if (value instanceof Xml) return value.text
  if (Array.isArray(value)) return value.map(content).join('')
  return value === undefined || value === false ? '' : escapeXml(String(value))
}

/**
 * `element('title', { lang: 'en' }, 'A & B')` → `<title lang="en">A &amp; B</title>`. Attributes without a value are
 * left out; an element without content is written empty.
 */
export function element(name: string, attributes: Attributes, ...children: XmlContent[]): Xml {
  let start = `<${name}`
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) start += ` ${key}="${escapeAttribute(String(value))}"`
  }
  const inner = content(children)
  return new Xml(inner === '' ? `${start}/>` : `${start}>${inner}</${name}>`)
}

/** An element that is left out where it would say nothing. */
export function optional(name: string, attributes: Attributes, ...children: XmlContent[]): Xml | undefined {
  return content(children).trim() === '' ? undefined : element(name, attributes, ...children)
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
