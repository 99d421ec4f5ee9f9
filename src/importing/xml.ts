/**
 * Records of an XML file (XML 1.0), one after the other, each as a small tree; the rest of the file is not kept. Entities
 * are those of XML and those that a reader names: nothing is fetched, and none is defined by the file, so none can grow.
 */
import { type SaxesAttributePlain, SaxesParser } from 'saxes'
import { EntryMaker } from './entry.ts'
import type { Entry, Finding, Source } from './reader.ts'
import { decode } from './text.ts'

export interface Element {
  /** Without its prefix. */
  name: string
  attributes: Record<string, string>
  children: (Element | string)[]
}

interface XmlRecord {
  root: Element
  line: number
  column: number
  faults: { severity: Finding['severity']; message: string; line: number }[]
}

/** No format nests deeper, and a tree that does would exhaust the stack of who walks it. */
const deepest = 100
/** So many elements left open make each further end a long search. */
const hopeless = 2000
const mostFaults = 20
/** Faults after which nobody knows what belongs to what. */
const isFatal = /unclosed|unmatched|unexpected close|unexpected end|malformed/i

interface Options {
  /** Names of the elements that are records; they hold no other record. */
  records: ReadonlySet<string>
  /** What a name stands for, beside the five of XML. */
  entities?: Record<string, string>
}

async function* xmlRecords(source: Source, options: Options): AsyncGenerator<XmlRecord> {
  const parser = new SaxesParser({ fileName: source.name })
  Object.assign(parser.ENTITIES, options.entities)
  const done: XmlRecord[] = []
  let record: XmlRecord | undefined
  let stack: Element[] = []
  let start = { line: 1, column: 1 }
  let depth = 0
  let isGivenUp = false
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  const fault = (severity: Finding['severity'], message: string) => {
    if (record && record.faults.length < mostFaults)
      record.faults.push({ severity, message, line: parser.line })
  }
  const finish = () => {
    if (record) done.push(record)
    record = undefined
    stack = []
  }
  parser.on('error', ({ message }) => {
    const text = message.replace(/^.*?:\d+:\d+: /, '')
    fault(isFatal.test(text) ? 'error' : 'warning', text)
  })
  parser.on('opentagstart', ({ name }) => {
    start = { line: parser.line, column: Math.max(1, parser.columnIndex - name.length) }
  })
  parser.on('opentag', (tag) => {
    if (++depth > hopeless && !isGivenUp) {
      isGivenUp = true
      fault('error', `elements are nested deeper than ${hopeless}; the rest of the file is not read`)
      finish()
    }
    if (isGivenUp) return
    const name = local(tag.name)
    const isRecord = options.records.has(name)
    if (isRecord && record) {
      fault('error', `the element ${record.root.name} is not closed before the next one begins`)
      finish()
    }
    if (!isRecord && !record) return
    const element: Element = { name, attributes: plain(tag.attributes), children: [] }
    if (!record) record = { root: element, ...start, faults: [] }
    else if (stack.length < deepest) stack.at(-1)!.children.push(element)
    else if (stack.length === deepest) fault('warning', 'elements this deep are left out')
    stack.push(element)
  })
  parser.on('closetag', (tag) => {
    depth--
    if (!record) return
    const name = local(tag.name)
    if (stack.at(-1)?.name === name) stack.pop()
    if (stack.length === 0) finish()
  })
  const addText = (text: string) => {
    if (record && stack.length <= deepest) stack.at(-1)?.children.push(text)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  let isFirst = true
  for await (const { text, changed } of decode(source)) {
    if (changed) fault('warning', 'the file is not UTF-8; it is read as Windows-1252')
    parser.write(isFirst ? text.trimStart() : text)
    if (text.trim()) isFirst = false
    yield* done.splice(0)
    if (isGivenUp) return
  }
  parser.close()
  if (record) {
    fault('error', `the file ends inside of the element ${(record as XmlRecord).root.name}`)
    finish()
  }
  yield* done
}

const plain = (attributes: Record<string, SaxesAttributePlain | string>) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name.slice(name.indexOf(':') + 1),
      typeof value === 'string' ? value : value.value,
    ]),
  )

/** Entries of an XML file by what makes an entry of one record. */
export function xmlReader(
  options: Options,
  convert: (root: Element, maker: EntryMaker) => Entry | undefined,
) {
  return async function* read(source: Source): AsyncGenerator<Entry> {
    let number = 0
    for await (const { root, line, column, faults } of xmlRecords(source, options)) {
      number++
      const maker = new EntryMaker({ file: source.name, line, column }, `record ${number}`)
      for (const one of faults) maker.note(one.severity, one.message, undefined, one.line)
      if (faults.some(({ severity }) => severity === 'error')) yield maker.entry()
      else {
        const entry = convert(root, maker)
        if (entry) yield entry
      }
    }
    if (number > 0) return
    const maker = new EntryMaker({ file: source.name, line: 1, column: 1 }, 'file')
    yield maker.refuse(`the file has no element ${[...options.records].slice(0, 3).join(' or ')}`)
  }
}

const isElement = (child: Element | string): child is Element => typeof child !== 'string'

export const childrenOf = (element: Element | undefined, name?: string): Element[] =>
  (element?.children ?? []).filter(isElement).filter((child) => name === undefined || child.name === name)

export const childOf = (element: Element | undefined, ...path: string[]): Element | undefined => {
  let at = element
  for (const name of path) at = childrenOf(at, name)[0]
  return at
}

/** All text inside, blanks made one; undefined where there is none. */
export function textIn(element: Element | undefined): string | undefined {
  if (!element) return undefined
  const text = (one: Element): string =>
    one.children.map((child) => (typeof child === 'string' ? child : text(child))).join('')
  return text(element).replace(/\s+/g, ' ').trim() || undefined
}

export const textAt = (element: Element | undefined, ...path: string[]) => textIn(childOf(element, ...path))

export const textsAt = (element: Element | undefined, name: string): string[] =>
  childrenOf(element, name)
    .map(textIn)
    .filter((text) => text !== undefined)

/** An element as JSON that says the same: what is kept of it where it has no place. */
export function asJson(element: Element): unknown {
  const elements = childrenOf(element)
  const attributes = Object.entries(element.attributes).map(([name, value]) => [`@${name}`, value])
  if (elements.length === 0) {
    const text = textIn(element) ?? ''
    return attributes.length ? Object.fromEntries([...attributes, ['#text', text]]) : text
  }
  const byName = new Map<string, unknown[]>()
  for (const child of elements) {
    const same = byName.get(child.name)
    if (same) same.push(asJson(child))
    else byName.set(child.name, [asJson(child)])
  }
  const members = Array.from(byName, ([name, same]) => [name, same.length > 1 ? same : same[0]])
  return Object.fromEntries([...attributes, ...members])
}

/** The children that have no place, by name. */
export function leftIn(element: Element, taken: ReadonlySet<string>): Record<string, unknown> {
  const left = childrenOf(element).filter(({ name }) => !taken.has(name))
  return asJson({ ...element, attributes: {}, children: left }) as Record<string, unknown>
}
