/**
 * BibTeX and BibLaTeX (btxdoc; the biblatex manual, section 2), in the ways people and programs write them: `@string`,
 * `@preamble`, `@comment`, `crossref` and `xdata`, any nesting, LaTeX's accents and commands, and every kind of damage
 * that costs only the entry it is in.
 */

import { cutEntries, type RawEntry } from '../bibtex/cut.ts'
import { parseFields } from '../bibtex/fields.ts'
import { Macros } from '../bibtex/macros.ts'
import { type Complete, Parents } from '../bibtex/parents.ts'
import { toPublication } from '../bibtex/publication.ts'
import { noPublication } from '../bibtex/types.ts'
import { NumbersByName } from '../compact/numbers-by-name.ts'
import type { Entry, Finding, Reader, Source } from '../reader.ts'
import { decode, LineCounter } from '../text.ts'

/** In characters; an entry that was not closed may go on to the end of its file. */
const longest = 1 << 25
/** Of one entry, nobody reads more of them. */
const mostTroubles = 20

async function* read(source: Source): AsyncGenerator<Entry> {
  const macros = new Macros(source.definitions)
  const parents = new Parents(source.parents)
  /** The line of each key. */
  const seen = new NumbersByName()
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
    macros.read(raw.source.length)
    if (raw.type === 'string') {
      const { fields } = parseFields({ ...raw, body: `@,${raw.body}` }, macros)
      for (const { name, value } of fields) macros.define(name, value)
      continue
    }
    if (raw.source.length > longest) {
      const { type, line, column } = raw
      const message = `the @${type} that begins here is ${Math.round(raw.source.length / 1e6)} million characters long${raw.open ? ' and not closed' : ''}`
      const place = { file: source.name, line, column }
      yield { ...place, findings: [{ ...place, severity: 'error', message }] }
      continue
    }
    for (const complete of parents.add({ raw, ...parseFields(raw, macros) }))
      if (complete.parsed.raw.type !== 'xdata') yield entry(complete)
  }
  for (const complete of parents.rest()) if (complete.parsed.raw.type !== 'xdata') yield entry(complete)

  function entry({ parsed, fields, troubles: vain }: Complete): Entry {
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
    for (const { field, message } of vain.slice(0, mostTroubles)) note('warning', message, field)
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
    for (const { field, message } of repairs.slice(0, mostTroubles))
      note('warning', message, field, parsed.fields.findLast(({ name }) => name === field)?.at)
    if (repairs.length > mostTroubles) note('warning', `and ${repairs.length - mostTroubles} repairs more`)
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
