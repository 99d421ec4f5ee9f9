/** What a reader of JSON could not place: kept by the format's own names, with a warning for each value. */
import { readType } from '../model/csl/values.ts'
import type { CslType } from '../model/csl-variables.ts'
import type { Note } from './entry.ts'
import { isMap, type Json, list, text } from './json-reader.ts'
import { decodeEntities, proseFrom } from './markup.ts'
import { readParts } from './w3c-date.ts'

interface Leaf {
  path: string
  /** The members above it, its own last. */
  members: string[]
  text: string
}

/** Nested deeper than any service does, a value is kept without a look into it. */
const deepest = 20

function* leaves(value: unknown, path: string, members: string[] = []): Generator<Leaf> {
  const found = text(value)
  if (found !== undefined) yield { path, members, text: found }
  else if (members.length < deepest) {
    if (Array.isArray(value))
      for (const [i, one] of value.entries()) yield* leaves(one, `${path}[${i}]`, members)
    else if (isMap(value))
      for (const [name, one] of Object.entries(value))
        yield* leaves(one, `${path}.${name}`, [...members, name])
  }
}

const resolver =
  /^(?:https?:\/\/)?(?:(?:dx\.)?(?:doi|orcid|ror)\.org|credit\.niso\.org\/contributor-roles)\//i

/** Words and numbers, whatever stands between them; markup and entities are read as the readers do. */
function* tokens(value: string): Generator<string> {
  const bare = /[<&]/.test(value) ? decodeEntities(proseFrom(value) ?? '') : value.replace(resolver, '')
  for (const [word] of bare.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu))
    yield /^\d+$/.test(word) ? word.replace(/^0+(?=\d)/, '') : word
}

const shown = (value: unknown) => {
  const written = JSON.stringify(value)
  return written.length > 100 ? `${written.slice(0, 99)}…` : written
}

/** There is a text or a number in it, at any depth. */
export const hasAnything = (value: unknown) => !leaves(value, '').next().done

export class Left {
  readonly #kept = new Map<string, unknown>()
  readonly #note: Note

  constructor(note: Note) {
    this.#note = note
  }

  get kept(): Json {
    return Object.fromEntries(this.#kept)
  }

  /** @param what says why it could not be placed, as in "is no DOI"; without it nothing is said */
  keep(field: string, value: unknown, what?: string): void {
    this.#kept.set(field, value)
    if (what) this.tell(field, value, what)
  }

  /** A warning alone, of a value that is kept with others. */
  tell(field: string, value: unknown, what: string): void {
    this.#note('warning', `${shown(value)} ${what}; it is kept as it is`, field)
  }

  /** What a text is read as; one that cannot be read is kept. */
  read<T>(field: string, value: unknown, as: (text: string) => T | undefined, what: string): T | undefined {
    const given = text(value)
    const found = given === undefined ? undefined : as(given)
    if (found === undefined && hasAnything(value)) this.keep(field, value, what)
    return found
  }

  /** The same of each of a list; those that cannot be read are kept together. */
  readEach<T>(field: string, value: unknown, as: (text: string) => T[], what: string): T[] {
    const bad: unknown[] = []
    const found = list(value).flatMap((one) => {
      const read = as(text(one) ?? '')
      if (read.length === 0 && hasAnything(one)) bad.push(one)
      return read
    })
    if (bad.length) this.keep(field, bad, what)
    return [...new Set(found)]
  }

  /** @param given year, month and day of `value`, as far as they are there */
  date(field: string, value: unknown, given: unknown[]): string | undefined {
    const parts = given.filter((one) => hasAnything(one))
    const found = readParts(...(parts as [unknown]))
    const isWhole = found !== undefined && found.split('-').length === parts.length
    if (!isWhole && hasAnything(value))
      this.keep(field, value, found ? `is no date but for ${found}` : 'is no date')
    return found
  }

  /** @param own types that no other vocabulary has */
  type(field: string, value: unknown, own: Record<string, CslType>): CslType {
    const kind = text(value)?.toLowerCase().replaceAll('_', '-') ?? ''
    if (Object.hasOwn(own, kind)) return own[kind]!
    const type = readType(kind) as CslType
    const isKnown = type !== 'document' || /^(?:document|other|undefined)?$/.test(kind)
    if (!isKnown || (kind === '' && hasAnything(value))) this.keep(field, value, 'is no type of CSL')
    return type
  }

  /**
   * Keeps whatever of these fields shows nowhere in the record: the member of a list in which it stands, else the field.
   * @param silent members that say nothing of the work, such as the place in an order
   * @param quiet members or fields that are known to have no place, and are kept without a word
   */
  sweep(
    work: Json,
    fields: Iterable<string>,
    record: object,
    silent: Iterable<string>,
    quiet: Iterable<string>,
  ) {
    const words = new Set<string>()
    for (const leaf of leaves(record, '')) for (const token of tokens(leaf.text)) words.add(token)
    const [ignored, unsaid] = [new Set(silent), new Set(quiet)]
    const missing = (value: unknown, path: string, field: string) =>
      [...leaves(value, path, [field])].filter(
        ({ members, text }) =>
          !members.some((one) => ignored.has(one)) && ![...tokens(text)].every((one) => words.has(one)),
      )
    for (const field of fields) {
      if (this.#kept.has(field)) continue
      const value = work[field]
      const parts = Array.isArray(value)
        ? value.map((one, i) => ({ one, lost: missing(one, `${field}[${i}]`, field) }))
        : [{ one: value, lost: missing(value, field, field) }]
      const lost = parts.filter((part) => part.lost.length)
      if (lost.length === 0) continue
      this.#kept.set(field, Array.isArray(value) ? lost.map(({ one }) => one) : value)
      for (const { path, members, text } of lost.flatMap((part) => part.lost))
        if (!members.some((one) => unsaid.has(one))) this.tell(path, text, 'has no place here')
    }
  }
}
