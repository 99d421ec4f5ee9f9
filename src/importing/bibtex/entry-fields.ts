/** The fields of an entry on their way to a publication: what has been placed, what was wrong, and what is left over. */
import { detex } from './detex.ts'
import type { Field } from './fields.ts'

/** What `trim` leaves something of. */
const hasText = /\S/

export interface Repair {
  field?: string
  message: string
}

interface Given {
  value: string
  isTaken: boolean
}

export class EntryFields {
  readonly repairs: Repair[] = []
  readonly #given = new Map<string, Given>()
  /** Names of fields that say something else the second time. */
  readonly #repeated = new Set<string>()

  constructor(fields: readonly Field[]) {
    for (const { name, value } of fields) {
      const first = this.#given.get(name)
      if (first === undefined) this.#given.set(name, { value, isTaken: false })
      else if (first.value !== value) this.#repeated.add(name)
    }
  }

  repair(message: string, field?: string): void {
    this.repairs.push({ message, ...(field ? { field } : {}) })
  }

  /** What was taken has no place after all: it stays with the record as it is. */
  release(field: string): void {
    const given = this.#given.get(field)
    if (given) given.isTaken = false
  }

  /** The same of what is wrong. */
  refuse(field: string, message: string): void {
    this.release(field)
    this.repair(message, field)
  }

  /** The first of the fields that holds something. */
  which(...names: string[]): string | undefined {
    return names.find((name) => hasText.test(this.#given.get(name)?.value ?? ''))
  }

  /** TeX source of the first of the fields that holds something. The others are taken as well only if they say the same. */
  take(...names: string[]): string | undefined {
    let first: string | undefined
    for (const name of names) {
      const given = this.#given.get(name)
      if (given === undefined) continue
      const isEmpty = !hasText.test(given.value)
      if (first === undefined && !isEmpty) first = given.value
      if (isEmpty || given.value === first) given.isTaken = true
    }
    return first
  }

  /** The same as plain text. */
  text(...names: string[]): string | undefined {
    return this.plain(this.take(...names), names[0])
  }

  /** The same with the markup of titles. */
  marked(...names: string[]): string | undefined {
    return this.plain(this.take(...names), names[0], 'markup')
  }

  /** The same for identifiers and URLs, which are written raw or with TeX's escapes. */
  raw(...names: string[]): string | undefined {
    const value = this.take(...names)
    return value === undefined ? undefined : rawText(value) || undefined
  }

  /** Without taking it. */
  peek(...names: string[]): string | undefined {
    for (const name of names) {
      const value = this.#given.get(name)?.value
      if (value !== undefined && hasText.test(value))
        return detex(value).text.replaceAll('\u00A0', ' ') || undefined
    }
    return undefined
  }

  plain(tex: string | undefined, field?: string, as: 'plain' | 'markup' = 'plain'): string | undefined {
    if (tex === undefined) return undefined
    const { text, unknown } = detex(tex, as)
    this.unknown(unknown, field)
    return text.replaceAll('\u00A0', ' ').trim() || undefined
  }

  unknown(commands: readonly string[], field?: string): void {
    if (commands.length) this.repair(`${commands.join(', ')} means nothing outside of TeX`, field)
  }

  /**
   * What has not been taken, as it stands. Fields of a program's own may well stand several times: the source of the entry
   * has them all.
   */
  left(): Record<string, string> {
    for (const name of this.#repeated) {
      if (this.#given.get(name)?.isTaken) this.repair('the field stands twice; the first is taken', name)
    }
    const left: [name: string, value: string][] = []
    for (const [name, { value, isTaken }] of this.#given) if (!isTaken) left.push([name, value])
    return Object.fromEntries(left)
  }
}

export function rawText(tex: string): string {
  if (!/[\\{}$]/.test(tex)) return tex.trim()
  return tex
    .replace(/^\s*\{?\\url\{([^{}]*)\}\}?\s*$/, '$1')
    .replace(/\{?\\(?:textunderscore|_)(?:\{\})?\}?/g, '_')
    .replace(/\{?\\textasciitilde(?:\{\})?\}?|\\~(?:\{\})?|\{\\~\}|\$\\sim\$/g, '~')
    .replace(/\\([%#&$_{}])/g, '$1')
    .replace(/[{}]/g, '')
    .trim()
}
