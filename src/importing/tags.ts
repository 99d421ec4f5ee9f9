/** What formats of tags share: values taken tag by tag until only what has no place is left, and names with commas. */
import { type Name, parseName } from '../model/name.ts'
import type { TaggedRecord } from './tagged.ts'

/** Values by tag; what is taken is gone from what is left. */
export class Tags {
  readonly #values = new Map<string, string[]>()

  constructor({ tags }: Pick<TaggedRecord, 'tags'>) {
    for (const { tag, value } of tags) {
      if (value === '') continue
      const values = this.#values.get(tag)
      if (values) values.push(value)
      else this.#values.set(tag, [value])
    }
  }

  all(...tags: string[]): string[] {
    return tags.flatMap((tag) => {
      const values = this.#values.get(tag) ?? []
      this.#values.delete(tag)
      return values
    })
  }

  /** The first value of the first of these tags; the same value under another of them says nothing more. */
  one(...tags: string[]): string | undefined {
    let first: string | undefined
    for (const tag of tags) {
      const values = this.#values.get(tag)
      if (!values) continue
      first ??= values[0]
      const rest = values.filter((value) => value !== first)
      if (rest.length) this.#values.set(tag, rest)
      else this.#values.delete(tag)
    }
    return first
  }

  /** What was taken has no place after all: it is left as it stands. */
  keep(tag: string, values: string | undefined | readonly string[]): void {
    const kept = [values ?? []].flat()
    if (kept.length) this.#values.set(tag, [...kept, ...(this.#values.get(tag) ?? [])])
  }

  /** The first of these tags that has a value. */
  which(...tags: string[]): string | undefined {
    return tags.find((tag) => this.#values.has(tag))
  }

  peek(tag: string): string | undefined {
    return this.#values.get(tag)?.[0]
  }

  left(): Record<string, string[]> | undefined {
    return this.#values.size ? Object.fromEntries(this.#values) : undefined
  }
}

/** A name that begins with initials, as IEEE Xplore writes it ("A. Smith", "J.-P. van der Berg"). */
const initialsFirst = /^\p{Lu}\.[\p{Lu}.\s-]*\s\p{L}[\p{L}'’-]+(?:\s\p{L}[\p{L}'’-]*){0,3}$/u

/**
 * "Family, Given, Suffix" (the order of RIS); a name without a comma is a body where it has more words than a person,
 * unless initials begin it.
 */
export function commaName(text: string): Name {
  const parts = text.replace(/,\s*$/, '').split(/\s*,\s*/)
  if (parts.length >= 3) {
    const { particle, family } = parseName(`${parts[0]}, x`)
    const suffix = parts.slice(2).join(', ')
    return {
      ...(parts[1] ? { given: parts[1] } : {}),
      ...(particle ? { particle } : {}),
      family: family ?? parts[0]!,
      suffix,
    }
  }
  if (parts.length === 1 && text.length < 100 && initialsFirst.test(text)) return parseName(text)
  if (parts.length === 1)
    return /\s/.test(text) || /,\s*$/.test(text) ? { literal: parts[0]! } : { family: parts[0]! }
  return parseName(text)
}
