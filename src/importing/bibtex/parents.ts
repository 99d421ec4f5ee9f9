/**
 * Entries that others refer to (`crossref`, `xdata`), in whatever order they stand: an entry waits until all that it
 * inherits from is there and has inherited itself. In a ring, or where an entry is missing, it takes what there is at the
 * end of the file.
 */
import { NumbersByName } from '../compact/numbers-by-name.ts'
import { Texts } from '../compact/texts.ts'
import { fillIn, inherited, isGranular, keysIn, type Parent } from './crossref.ts'
import type { RawEntry } from './cut.ts'
import type { Field, ParsedEntry } from './fields.ts'

export interface Parsed extends ParsedEntry {
  raw: RawEntry
}

/** An entry with all that it inherits. */
export interface Complete {
  parsed: Parsed
  fields: Field[]
  /** What it refers to in vain: the field, and what there is not. */
  troubles: { field: string; message: string }[]
}

/** Fields of volumes of the files before, by key in small letters. */
export type SharedParents = Map<string, Parent>

/** Entries that are kept for those after them; of others only what was referred to before. */
const canInherit =
  /^(?:(?:mv)?(?:book|collection|proceedings|reference)|periodical|xdata|misc|article|online)$/

class Node {
  readonly parsed: Parsed
  readonly key: string
  /** Keys of those whose fields it takes, and of those of which it takes some. */
  readonly parents: string[] = []
  readonly sources: string[] = []
  /** How many of them it waits for. */
  missing = 0
  isSettled = false
  /** Its own. */
  readonly fields: Field[]

  constructor(parsed: Parsed) {
    this.parsed = parsed
    this.key = parsed.key.toLowerCase()
    this.fields = parsed.fields
    for (const { name, value } of parsed.fields) {
      if (name === 'crossref') this.#add(this.parents, value)
      else if (!value.includes('xdata') && name !== 'xdata') continue
      else if (isGranular.test(value)) for (const key of keysIn(value)) this.#add(this.sources, key)
      else if (name === 'xdata') for (const key of value.split(',')) this.#add(this.parents, key)
    }
  }

  #add(keys: string[], text: string): void {
    const key = text.trim().toLowerCase()
    if (key !== this.key && key !== '') keys.push(key)
  }
}

/** What volumes of other entries are: files of one call share these, and nothing else of their entries. */
const isVolume = /^(?:(?:mv)?(?:collection|proceedings)|xdata)$/

export class Parents {
  readonly #shared: SharedParents
  /** Keys of the file's own volumes. */
  readonly #volumes: string[] = []
  /** Of the entries that others may refer to and that are not settled, by key. */
  readonly #open = new Map<string, Node>()
  /**
   * Those that are settled, by number: any file may have a hundred thousand of them, to a few of which something refers, so
   * they are kept as JSON.
   */
  readonly #settled = new NumbersByName()
  readonly #places: number[] = []
  readonly #texts = new Texts()
  /** Those to which something did refer. */
  readonly #used = new Map<string, Parent>()
  /** Who waits for an entry, by its key. */
  readonly #waiting = new Map<string, Node[]>()
  /** In the order of the file. */
  readonly #unsettled = new Set<Node>()

  /** @param shared what the file itself does not have is looked for here; its volumes are added */
  constructor(shared: SharedParents = new Map()) {
    this.#shared = shared
  }

  /** @returns the entries that have all they inherit now, in the order of the file where none had to wait */
  add(parsed: Parsed): Complete[] {
    const node = new Node(parsed)
    if (canInherit.test(parsed.raw.type) || this.#waiting.has(node.key)) {
      if (node.key && !this.#has(node.key)) this.#open.set(node.key, node)
    } else if (node.parents.length + node.sources.length === 0)
      return [{ parsed, fields: parsed.fields, troubles: [] }]
    for (const parent of new Set([...node.parents, ...node.sources])) {
      if (this.#settled.get(parent) !== undefined) continue
      node.missing++
      const others = this.#waiting.get(parent)
      if (others) others.push(node)
      else this.#waiting.set(parent, [node])
    }
    if (node.missing === 0) return this.#settle([node])
    this.#unsettled.add(node)
    return []
  }

  /** @returns what still waits at the end of the file */
  rest(): Complete[] {
    const given: Complete[] = []
    for (const key of this.#waiting.keys())
      if (!this.#has(key)) for (const one of this.#settle(this.#released(key))) given.push(one)
    // What is left refers to itself in a ring.
    for (const node of this.#unsettled) for (const one of this.#settle([node])) given.push(one)
    for (const key of this.#volumes) if (!this.#shared.has(key)) this.#shared.set(key, this.#parent(key)!)
    return given
  }

  /** @returns those that waited for this only */
  #released(key: string): Node[] {
    const children = this.#waiting.get(key) ?? []
    this.#waiting.delete(key)
    return children.filter((child) => --child.missing === 0)
  }

  #settle(nodes: Node[]): Complete[] {
    const given: Complete[] = []
    const queue = [...nodes]
    for (const node of queue) {
      if (node.isSettled) continue
      const complete = this.#complete(node)
      given.push(complete)
      node.isSettled = true
      this.#unsettled.delete(node)
      if (this.#open.get(node.key) !== node) continue
      this.#keep(node.key, { type: node.parsed.raw.type, fields: complete.fields })
      for (const child of this.#released(node.key)) queue.push(child)
    }
    return given
  }

  #has = (key: string) => this.#open.has(key) || this.#settled.get(key) !== undefined

  #keep(key: string, parent: Parent): void {
    this.#open.delete(key)
    this.#settled.set(key, this.#places.push(this.#texts.add(JSON.stringify(parent))) - 1)
    if (this.#waiting.has(key)) this.#used.set(key, parent)
    if (isVolume.test(parent.type)) this.#volumes.push(key)
  }

  #parent(key: string): Parent | undefined {
    const open = this.#open.get(key)
    // In a ring one has to begin, with what it says itself.
    if (open) return { type: open.parsed.raw.type, fields: open.fields }
    const used = this.#used.get(key)
    if (used) return used
    const number = this.#settled.get(key)
    if (number === undefined) return this.#shared.get(key)
    const parent = JSON.parse(this.#texts.get(this.#places[number]!)) as Parent
    this.#used.set(key, parent)
    return parent
  }

  #complete({ parsed, parents, sources, fields: own }: Node): Complete {
    const troubles: Complete['troubles'] = []
    const found = parents.flatMap((key) => {
      const parent = this.#parent(key)
      if (!parent)
        troubles.push({ field: 'crossref', message: `there is no entry ${key} to take fields from` })
      return parent ?? []
    })
    const fields = inherited(parsed.raw.type, own, found)
    if (sources.length === 0) return { parsed, fields, troubles }
    const whole = fillIn(fields, (key) => this.#parent(key.toLowerCase())?.fields)
    for (const { name, value } of whole.lost)
      troubles.push({ field: name, message: `"${value}" refers to nothing` })
    return { parsed, fields: whole.fields, troubles }
  }
}
