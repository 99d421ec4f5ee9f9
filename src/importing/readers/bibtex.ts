/**
 * BibTeX and BibLaTeX (btxdoc; the biblatex manual, section 2), in the ways people and programs write them: `@string`,
 * `@preamble`, `@comment`, `crossref` and `xdata`, any nesting, LaTeX's accents and commands, and every kind of damage
 * that costs only the entry it is in.
 */

import { fillIn, inherited, isGranular } from '../bibtex/crossref.ts'
import { cutEntries, type RawEntry } from '../bibtex/cut.ts'
import { type Field, monthMacros, type ParsedEntry, parseFields } from '../bibtex/fields.ts'
import { toPublication } from '../bibtex/publication.ts'
import { noPublication } from '../bibtex/types.ts'
import type { Entry, Finding, Reader, Source } from '../reader.ts'
import { decode, LineCounter } from '../text.ts'

/** Of one entry, nobody reads more of them. */
const mostTroubles = 20

interface Parsed extends ParsedEntry {
  raw: RawEntry
}

async function* read(source: Source): AsyncGenerator<Entry> {
  const macros = new Map(monthMacros)
  const parents = new Map<string, Parsed>()
  /** Entries that wait for what they inherit from, by its key. */
  const waiting = new Map<string, Parsed[]>()
  const seen = new Map<string, number>()
  let encoding: string | undefined
  async function* chunks() {
    for await (const chunk of decode(source)) {
      encoding ??= chunk.changed
      yield chunk
    }
  }
  for await (const raw of cutEntries(chunks())) {
    if (encoding) {
      const message = 'the file is not UTF-8; it is read as Windows-1252'
      yield {
        file: source.name,
        line: raw.line,
        column: raw.column,
        findings: [{ file: source.name, line: raw.line, column: raw.column, severity: 'warning', message }],
      }
      encoding = undefined
    }
    if (raw.type === 'comment' || raw.type === 'preamble') continue
    if (raw.type === 'string') {
      for (const { name, value } of parseFields({ ...raw, body: `@,${raw.body}` }, macros).fields)
        macros.set(name, value)
      continue
    }
    const parsed: Parsed = { raw, ...parseFields(raw, macros) }
    const key = parsed.key.toLowerCase()
    if (key && canInherit(raw.type) && !parents.has(key)) parents.set(key, parsed)
    if (raw.type !== 'xdata') {
      const missing = parentKeys(parsed).find((parent) => !parents.has(parent))
      if (missing === undefined) yield entry(parsed)
      else waiting.set(missing, [...(waiting.get(missing) ?? []), parsed])
    }
    const children = waiting.get(key)
    if (children) {
      waiting.delete(key)
      for (const child of children) yield entry(child)
    }
  }
  for (const children of waiting.values()) for (const child of children) yield entry(child)

  function entry(parsed: Parsed): Entry {
    const { raw, key, troubles } = parsed
    const place = { file: source.name, line: raw.line, column: raw.column }
    const findings: Finding[] = []
    const note = (severity: Finding['severity'], message: string, field?: string, at = 0) => {
      findings.push({
        ...position(raw, at),
        severity,
        message,
        ...(key ? { entry: key } : {}),
        ...(field ? { field } : {}),
      })
    }
    if (raw.open) note('warning', 'the entry is not closed; it ends before the next one')
    if (raw.lost)
      note('warning', 'between this entry and the one before stand fields that a brace too many cut off')
    const before = key ? seen.get(key) : undefined
    if (before !== undefined)
      note('warning', `the key stands in line ${before} already; this entry gets a new one`)
    else if (key) seen.set(key, raw.line)
    if (noPublication.has(raw.type)) return { ...place, ...(key ? { key } : {}), findings }
    const fields = withParents(parsed, note)
    if (fields.length === 0) {
      for (const { at, message } of troubles.slice(0, 1)) note('warning', message, undefined, at)
      note('error', 'the entry has no fields')
      return { ...place, ...(key ? { key } : {}), findings }
    }
    for (const { at, message, field } of troubles.slice(0, mostTroubles)) note('warning', message, field, at)
    if (troubles.length > mostTroubles) note('warning', `and ${troubles.length - mostTroubles} faults more`)
    const { publication, repairs } = toPublication(
      raw.type,
      before === undefined ? key : '',
      fields,
      raw.source,
    )
    const places = new Map(parsed.fields.map(({ name, at }) => [name, at]))
    for (const { field, message } of repairs) note('warning', message, field, places.get(field ?? ''))
    return { ...place, ...(key ? { key } : {}), publication, findings }
  }

  function position(raw: RawEntry, at: number) {
    const counter = new LineCounter()
    counter.advance(raw.source.slice(0, at))
    const { line, column } = counter.position
    return {
      file: source.name,
      line: raw.line + line - 1,
      column: line === 1 ? raw.column + column - 1 : column,
    }
  }

  function withParents(
    parsed: Parsed,
    note: (severity: Finding['severity'], message: string, field?: string) => void,
  ): Field[] {
    let fields = parsed.fields
    for (const parent of parentKeys(parsed)) {
      const found = parents.get(parent)
      if (!found) note('warning', `there is no entry ${parent} to take fields from`, 'crossref')
      else if (found !== parsed) fields = inherited(parsed.raw.type, fields, found.raw.type, found.fields)
    }
    return fields.flatMap((field) => {
      if (!isGranular.test(field.value)) return [field]
      const value = fillIn(
        field.value,
        (key, name) =>
          parents.get(key.toLowerCase())?.fields.find((one) => one.name === name.toLowerCase())?.value,
      )
      if (value === undefined) note('warning', `"${field.value}" refers to nothing`, field.name)
      return value === undefined ? [] : [{ ...field, value }]
    })
  }
}

/** Entries that others may refer to; of the others nothing needs to be remembered. */
const canInherit = (type: string) =>
  /^(?:mv)?(?:book|collection|proceedings|reference)$|^(?:periodical|xdata|misc|article|online)$/.test(type)

function parentKeys({ fields }: ParsedEntry): string[] {
  return fields.flatMap(({ name, value }) =>
    name === 'crossref'
      ? [value.trim().toLowerCase()]
      : isGranular.test(value)
        ? [...value.matchAll(/xdata\s*=\s*([^\s,{}-]+)-/g)].map(([, key]) => key!.toLowerCase())
        : name === 'xdata'
          ? value
              .toLowerCase()
              .split(',')
              .map((key) => key.trim())
          : [],
  )
}

export const reader: Reader = {
  name: 'bibtex',
  title: 'BibTeX and BibLaTeX',
  extensions: ['bib', 'bibtex', 'biblatex'],
  recognise: (head) =>
    /^\s*@[A-Za-z]+\s*[{(]/m.test(head)
      ? /^\s*@(?:article|book|in\w+|misc|string|comment|\w*thesis)\s*[{(]/im.test(head)
        ? 0.95
        : 0.6
      : 0,
  read,
}
