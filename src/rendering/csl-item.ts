/**
 * Makes a CSL item ready for citeproc: titles keep their markup and math, and nothing that citeproc would
 * misread is left in the text. Texts that must come out as they are stand in the item as private-use
 * characters.
 */
import { parseTitle, type TitlePart } from '../model/title.ts'
import { firstLiteral, lastLiteral, reserved } from './csl-markup.ts'

/** CSL JSON, as far as this module needs to know it; all its other variables are looked at too. */
export interface CslItemLike {
  id?: string | number
  type: string
}
type Variables = Record<string, unknown>

export interface PreparedItem {
  item: Variables & { id: string }
  /** What the private-use characters stand for. */
  literals: string[]
}

/** Variables that hold codes, not prose. */
const codes = new Set([
  'id',
  'type',
  'DOI',
  'URL',
  'ISBN',
  'ISSN',
  'PMID',
  'PMCID',
  'language',
  'citation-key',
])
const smallCaps = '<span style="font-variant:small-caps;">'

/** @param id a name for the item that citeproc has not seen before, because it keeps what it has seen */
export function prepareItem(given: CslItemLike, id: string): PreparedItem {
  const literals: string[] = []
  const keep = (text: string): string => {
    if (firstLiteral + literals.length > lastLiteral) return text
    literals.push(text)
    return String.fromCharCode(firstLiteral + literals.length - 1)
  }
  const clean = (text: string) => text.replace(reserved, '')
  /** Text without markup: citeproc drops backslashes and reads tags. */
  const plain = (text: string) => text.replace(/[<\\]/g, keep)
  const rich = (parts: TitlePart[]): string =>
    parts
      .map((part) => {
        if (part.kind === 'text') return plain(part.text)
        if (part.kind === 'math') return keep(`$${part.tex}$`)
        const inner = rich(part.children)
        if (part.markup === 'sc') return `${smallCaps}${inner}</span>`
        if (part.markup === 'nocase') return `<span class="nocase">${inner}</span>`
        return `<${part.markup}>${inner}</${part.markup}>`
      })
      .join('')

  const item: Variables & { id: string } = { ...withoutRepetition(given), id }
  for (const [variable, value] of Object.entries(item)) {
    if (variable === 'id' || variable === 'type') continue
    if (typeof value === 'string') {
      item[variable] = codes.has(variable) ? clean(value).trim() : rich(parseTitle(clean(value)))
    } else item[variable] = mapTexts(value, (text) => plain(clean(text)))
  }
  return { item, literals }
}

/** Names and dates: the texts inside, at any depth. */
function mapTexts(value: unknown, write: (text: string) => string): unknown {
  if (typeof value === 'string') return write(value)
  if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, write))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapTexts(part, write)]))
}

/**
 * A repository is often named several times, as the container, the publisher and the archive, and before the
 * number (`arXiv:2403.01234`); styles then print it twice. A preprint has a publisher and no container (as in
 * Zotero); elsewhere the container is what readers look for.
 */
function withoutRepetition(item: CslItemLike): Variables {
  const kept: Variables = { ...item }
  const lower = (variable: string) => {
    const value = kept[variable]
    return typeof value === 'string' && value.trim() !== '' ? value.trim().toLowerCase() : undefined
  }
  const [container, publisher, archive] = ['container-title', 'publisher', 'archive'].map(lower)
  if (container && container === publisher) {
    delete kept[item.type === 'article' ? 'container-title' : 'publisher']
  }
  if (archive && (archive === container || archive === publisher)) delete kept.archive
  const number = kept.number
  if (publisher && typeof number === 'string' && lower('number')?.startsWith(`${publisher}:`)) {
    kept.number = number.trim().slice(publisher.length + 1)
  }
  return kept
}
