/** Text with HTML, JATS or MathML in it, as APIs give titles and abstracts: CSL's tags stay, the rest is taken off. */

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' }

export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name) return Object.hasOwn(named, name.toLowerCase()) ? named[name.toLowerCase()]! : whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : whole
  })
}

const kept: Record<string, string> = {
  i: 'i',
  em: 'i',
  italic: 'i',
  b: 'b',
  strong: 'b',
  bold: 'b',
  sub: 'sub',
  inf: 'sub',
  sup: 'sup',
}

/** A title; entities written twice, as some registries have them, are read twice. */
export function titleFrom(text: string | undefined): string | undefined {
  const bare = text?.replace(/<(\/?)(?:\w+:)?(\w+)\b[^<>]*>/g, (_, slash, name) => {
    const tag = kept[name.toLowerCase()]
    return tag ? `<${slash}${tag}>` : ''
  })
  return bare && (decodeEntities(decodeEntities(bare)).replace(/\s+/g, ' ').trim() || undefined)
}

/** Prose: paragraphs stay apart, a heading that says "Abstract" says nothing. */
export function proseFrom(text: string | undefined): string | undefined {
  const bare = text
    ?.replace(/<(?:\w+:)?title[^<>]*>\s*(?:abstract|summary)\.?\s*<\/(?:\w+:)?title>/gi, '')
    .replace(/<(?:br|\/(?:\w+:)?(?:p|title|sec|li))\b[^<>]*>/gi, '\n\n')
    .replace(/<\/?(?:\w+:)?[a-z][\w-]*(?:\s[^<>]*)?>/gi, '')
  if (!bare) return undefined
  const paragraphs = decodeEntities(bare)
    .split(/\n\s*\n/)
    .map((one) => one.replace(/\s+/g, ' ').trim())
  return paragraphs.filter(Boolean).join('\n\n') || undefined
}
