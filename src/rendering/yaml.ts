/**
 * YAML (1.2.2) that means the same to every reader: each text from a record stands between double quotes, with JSON's
 * escapes, so none is taken for a number, a date, a boolean or structure; mappings are blocks, which can be put one
 * after another, so a file can be written in pieces.
 */
import { compact, type Data, type DataMap } from './compact.ts'

/** Words that some version of YAML reads as something other than text. */
const reserved = /^(?:y|n|yes|no|true|false|on|off|null|nan|inf)$/i
const plainWord = /^[A-Za-z]+(?:-[A-Za-z]+)*$/
/** What YAML lets stand only as an escape and JSON does not escape (YAML 1.2.2, section 5.1); DEL and lines ends of 1.1. */
const unprintable = /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g

/** A text as it can stand anywhere: a plain word as it is, anything else between quotes. */
export function yamlText(text: string): string {
  if (plainWord.test(text) && !reserved.test(text)) return text
  return JSON.stringify(text.toWellFormed()).replace(
    unprintable,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A mapping in block style, with a line break at its end; nothing where it is empty. */
export function yamlMapping(map: DataMap, indent = ''): string {
  return Object.entries(compact(map) ?? {})
    .map(([name, value]) => `${indent}${yamlText(name)}:${node(value, `${indent}  `)}`)
    .join('')
}

/** The items of a sequence in block style. */
export function yamlItems(items: readonly Data[], indent = ''): string {
  const inner = `${indent}  `
  return items
    .map((item) => {
      if (typeof item !== 'object') return `${indent}-${node(item, inner)}`
      const block = Array.isArray(item) ? yamlItems(item, inner) : yamlMapping(item, inner)
      return block ? `${indent}- ${block.slice(inner.length)}` : ''
    })
    .join('')
}

function node(value: Data, indent: string): string {
  if (Array.isArray(value)) return `\n${yamlItems(value, indent)}`
  if (typeof value === 'object') return `\n${yamlMapping(value, indent)}`
  return ` ${typeof value === 'string' ? yamlText(value) : String(value)}\n`
}
