/** What every reader does with what it found: notes, empty fields, and the check by the schema before it goes on. */
import type { PublicationInput } from '../model/publication.ts'
import { PublicationInput as schema } from '../model/schemas/publication.ts'
import { urlPattern } from '../model/vocabulary.ts'
import type { Entry, Finding, Position } from './reader.ts'
import { validate } from './validate.ts'
import { formatPath } from './yaml-file.ts'

export type Draft = { [name in keyof PublicationInput]?: PublicationInput[name] | undefined }

export type Note = (severity: Finding['severity'], message: string, field?: string, line?: number) => void

/** An entry in the making. */
export class EntryMaker {
  readonly findings: Finding[] = []
  readonly #place: Position
  #name: string

  constructor(place: Position, name: string) {
    this.#place = { file: place.file, line: place.line, column: place.column }
    this.#name = name
  }

  /** Another entry at the same place, of an item that holds several. */
  at(name: string): EntryMaker {
    return new EntryMaker(this.#place, name)
  }

  /** The entry's own name, once it is known. */
  set name(name: string) {
    this.#name = name
    for (const finding of this.findings) finding.entry = name
  }

  note: Note = (severity, message, field, line) => {
    this.findings.push({
      ...this.#place,
      ...(line === undefined ? {} : { line, column: 1 }),
      severity,
      entry: this.#name,
      ...(field ? { field } : {}),
      message,
    })
  }

  entry(more: Partial<Entry> = {}): Entry {
    return { ...this.#place, key: this.#name, ...more, findings: this.findings }
  }

  refuse(message: string, field?: string): Entry {
    this.note('error', message, field)
    return this.entry()
  }

  /**
   * The entry with its publication. What the schema does not allow is taken out and kept in `extra` under the format: the
   * field, whole, as it was.
   * @param kept what had no place, by the format's own names
   */
  publication(draft: Draft, format: string, kept?: Record<string, unknown>): Entry {
    return this.given(dense(draft), format, kept)
  }

  /** The same of a draft that may be right as it is, empty maps in it included. */
  given(draft: Draft, format: string, kept?: Record<string, unknown>): Entry {
    const publication = { title: '[untitled]', type: 'document', ...draft } as PublicationInput
    const removed: Record<string, unknown> = {}
    let before: Record<string, unknown> | undefined
    for (let round = 0; round < 100; round++) {
      const faults = validate(schema, publication)
      if (faults.length === 0) break
      // The innermost step that may go; after some rounds the whole field, which always may.
      const { path, message } = faults[0]!
      const field = String(path[0])
      before ??= structuredClone<Record<string, unknown>>(publication)
      if (before[field] !== undefined) removed[field] = before[field]
      if (round >= 50 || path.length === 1) {
        delete publication[field as keyof PublicationInput]
        if (field === 'type') publication.type = 'document'
        if (field === 'title') publication.title = '[untitled]'
      } else remove(publication, path)
      this.note('warning', `${message}; it is left out`, formatPath(path))
    }
    const left = { ...removed, ...(kept && dense(kept)) }
    if (Object.keys(left).length)
      publication.extra = { ...publication.extra, [format]: { ...publication.extra?.[format], ...left } }
    return this.entry({ publication, ...(publication.key ? { key: publication.key } : {}) })
  }
}

/** Without fields that hold nothing: undefined, null, empty text, empty lists and maps. */
export function dense(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)))
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function remove(root: object, path: (string | number)[]): void {
  const parents: Record<string, unknown>[] = []
  let node = root as Record<string, unknown>
  for (const step of path.slice(0, -1)) {
    parents.push(node)
    node = node[step] as Record<string, unknown>
  }
  const last = path.at(-1)!
  if (Array.isArray(node)) node.splice(Number(last), 1)
  else if (Object.hasOwn(node, last)) delete node[last]
  else {
    // What is missing makes its owner worthless: a link without a URL.
    remove(root, path.slice(0, -1))
    return
  }
  if (Object.keys(node).length === 0 && path.length > 1) remove(root, path.slice(0, -1))
}

const webUrl = new RegExp(urlPattern)

/** The text where it is a URL that a record may hold. */
export const asUrl = (text: unknown): string | undefined =>
  typeof text === 'string' && webUrl.test(text.trim()) ? text.trim() : undefined
