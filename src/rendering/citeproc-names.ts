/**
 * What citeproc is not asked to do with names: to mark one person, and to cut a list without losing that person. The
 * name is marked by private-use characters before citeproc sees it, and what a style made around it is settled after.
 */
import { closing, marks } from './csl-markup.ts'
import { type NamesShown, placeOf } from './names-shown.ts'

/** What is to be done with the authors of one item. Plain data, so that it can be sent to a worker. */
export interface NameOptions {
  /** Index of the author to mark. */
  self?: number
  /** Only these of the authors. */
  shown?: NamesShown
}
/** The words of a style in its locale. */
export interface NameTerms {
  and: string
  etAl: string
  locale: string
}

type Name = Record<string, unknown>

/** Stand in the text until `settleNames` has read them. */
const open = '\uF8F0'
const close = '\uF8F1'
/** In place of the names that were left out. */
const rest = '\uF8F2'

/** @returns the authors for citeproc, some left out, one marked */
export function markNames(authors: readonly Name[], { self, shown }: NameOptions): Name[] {
  const wrapped = shown?.kept ?? self
  const names = authors.map((name, i) => {
    if (i !== wrapped) return name
    const part = ['literal', 'family', 'given'].find(
      (field) => typeof name[field] === 'string' && name[field],
    )
    return part ? { ...name, [part]: open + name[part] + close } : name
  })
  if (!shown) return names
  const kept = shown.kept === undefined ? [] : [names[shown.kept]!]
  return [...names.slice(0, shown.first), ...kept, { literal: rest }]
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '')

/** The given name as styles print it: in full, or as initials with or without stops, spaces and hyphens. */
function givenPattern(given: string): string {
  const parts = given.split(/[\s.\u00a0-]+/).filter(Boolean)
  return parts.map((part) => `(?:${literally(part)}|${literally([...part][0]!)}\\.?)`).join('[\\s\\u00a0-]*')
}

/** Marks the whole name: the given name is before or after the family name, as the style wants it. */
function markWhole(marked: string, { given, ...name }: Name): string {
  const particle = [text(name['dropping-particle']), text(name['non-dropping-particle'])]
    .filter(Boolean)
    .map(literally)
    .join('\\s+')
  const own = `${particle && `(?:${particle}[\\s\\u00a0]*)?`}${open}([^${close}]*)${close}`
  const before = text(given) && `(?<![\\p{L}\\p{N}])${givenPattern(text(given))}[\\s\\u00a0]+`
  const after = text(given) && `,?[\\s\\u00a0]+${givenPattern(text(given))}(?![\\p{L}\\p{N}])`
  const pattern = before ? `${before}${own}|${own}(?:${after})?` : own
  return marked.replace(new RegExp(pattern, 'gu'), (found) => {
    return marks.self + found.replace(open, '').replace(close, '') + closing
  })
}

/**
 * @param marked what citeproc gave for one entry
 * @param authors of the item, as given
 */
export function settleNames(
  marked: string,
  authors: readonly Name[],
  { self, shown }: NameOptions,
  { and, etAl, locale }: NameTerms,
): string {
  if (self === undefined && !shown) return marked
  const index = shown?.kept ?? self
  const name = index === undefined ? undefined : authors[index]
  let settled = name ? markWhole(marked, name) : marked
  if (shown) {
    const joined = `(?:[,;、]?[\\s\\u00a0]*(?:${literally(and)}|&)?[\\s\\u00a0]*)${rest}`
    if (shown.kept !== undefined) {
      const place = placeOf(shown.kept, authors.length, locale)
      settled = settled
        .replace(new RegExp(`(${closing})${joined}\\.?`, 'u'), `$1 (${place}) …`)
        .replace(marks.self, `… ${marks.self}`)
    }
    settled = settled.replace(new RegExp(joined + (etAl.endsWith('.') ? '\\.?' : ''), 'gu'), ` ${etAl}`)
  }
  if (self === undefined)
    settled = settled.replace(new RegExp(`${marks.self}([^${closing}]*)${closing}`, 'gu'), '$1')
  return settled.replace(new RegExp(`[${open}${close}${rest}]`, 'gu'), '')
}
