/**
 * The citation styles and locales there are, by name. The map is made once, from the names alone; a style is
 * only ever looked up in it, so no text of a request becomes part of a path.
 */
import { fold, words } from '../model/fold.ts'
import { nearest } from '../model/nearest.ts'
import { unknownValue } from '../model/parameters.ts'
import { choices, Problem } from '../model/problem.ts'
import { aliases } from './style-aliases.ts'
import {
  bundledSource,
  type CslSource,
  folderSource,
  type Location,
  packedSource,
  readHead,
  readSource,
  type Source,
  type StyleHead,
} from './style-sources.ts'

export interface StyleInfo {
  /** Name in the CSL repository, or of a lab's own file, without `.csl`. */
  id: string
  title: string
  /** The style that a dependent one stands for. */
  parent?: string
}

export interface StyleLibrary {
  /**
   * @param name an id, an old id, a short name such as `mla`, a title without regard to case and marks, or the
   * URL of a style in the Zotero style repository
   * @throws Problem invalid-parameter with the nearest names
   */
  resolve(name: string): StyleInfo
  /** Styles whose id, short name or title has all words of `q`, best first; without words, all by id. */
  search(q: string, limit?: number): { items: StyleInfo[]; total: number }
  /**
   * Where the text of a style is: that of its parent for a dependent one. @throws Problem invalid-parameter
   */
  locate(name: string): Location
  /** The style as citeproc takes it. @throws Problem invalid-parameter */
  load(name: string): CslSource
  /** The language the style asks for; a dependent style's own goes before its parent's. */
  defaultLocale(name: string): string | undefined

  /**
   * `de` → `de-DE`, `zh-Hant` → `zh-TW`, `de-LI` → `de-DE`: the locale itself, or the main one of its
   * language.
   * @throws Problem invalid-parameter with the nearest tags
   */
  resolveLocale(tag: string): string
  /** Tags of all locales, sorted. */
  locales(): string[]
  locateLocale(tag: string): Location | undefined
}

/** Main locales that are not what Unicode's likely subtags give. */
const mainLocales: Record<string, string> = { pt: 'pt-PT', no: 'nb-NO' }

/**
 * @param options.stylesDir a folder of CSL files that go before all others
 * @returns a library that reads the names at its first use, or at once where there is a folder that could be
 * missing
 * @throws Error if the folder cannot be read
 */
export function createStyleLibrary(options: { stylesDir?: string | undefined } = {}): StyleLibrary {
  let made: ReturnType<typeof makeMap> | undefined
  const map = () => {
    made ??= makeMap(options.stylesDir)
    return made
  }
  if (options.stylesDir) map()

  function findId(name: string): string | undefined {
    const { styles, renamed } = map()
    const wanted = name
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\/(?:www\.)?zotero\.org\/styles\//, '')
      .replace(/\.csl$/, '')
    for (const id of [wanted, renamed.get(wanted)?.trim(), ...(ownProperty(aliases, wanted) ?? [])]) {
      if (id && styles.has(id)) return id
    }
    if (!/^\P{Cc}{1,300}$/u.test(wanted)) return undefined
    const title = words(wanted).join(' ')
    // Most ids are titles with hyphens, and then no title has to be read.
    const id = title.replaceAll(' ', '-')
    return styles.has(id) ? id : byTitle(map()).get(title)
  }

  function idOf(name: string): string {
    const id = findId(name)
    if (id === undefined) throw unknownStyle(name, map().styles.keys())
    return id
  }

  function head(id: string): StyleHead {
    const { heads, styles } = map()
    let found = heads.get(id)
    if (!found) {
      found = readHead(styles.get(id)!)
      heads.set(id, found)
    }
    return found
  }

  function info(id: string): StyleInfo {
    const { styles } = map()
    // Packed styles are independent and have lost their titles, so there is no use in opening one.
    const known: StyleHead = styles.get(id)!.kind === 'packed' ? {} : head(id)
    const title = known.title ?? titlesOf(map()).get(id) ?? titleFromId(id)
    return { id, title, ...(known.parent ? { parent: known.parent } : {}) }
  }

  /** The style itself and those it stands for, the last of which has the text. */
  function chain(name: string): string[] {
    const ids = [idOf(name)]
    for (let parent = info(ids[0]!).parent; parent; parent = info(ids.at(-1)!).parent) {
      const id = findId(parent)
      if (id === undefined || ids.includes(id)) {
        const detail = `The style ${ids[0]} stands for ${parent}, which is not here.`
        throw new Problem('invalid-parameter', detail, { parameter: 'style', value: name })
      }
      ids.push(id)
    }
    return ids
  }

  const locate = (name: string) => map().styles.get(chain(name).at(-1)!)!
  return {
    resolve: remembered((name) => info(chain(name)[0]!)),
    search(q, limit = 20) {
      const wanted = fold(q).split(/\s+/).filter(Boolean)
      const scored = searchable(map())
        .map((entry) => ({ id: entry.id, score: score(wanted, entry) }))
        .filter((entry) => entry.score > 0)
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      return { items: scored.slice(0, limit).map((entry) => info(entry.id)), total: scored.length }
    },
    locate,
    load: (name) => readSource(locate(name)),
    defaultLocale: remembered((name) => chain(name).flatMap((id) => head(id).defaultLocale ?? [])[0]),
    resolveLocale: remembered((tag) => {
      const { locales } = map()
      const wanted = tag.trim().replaceAll('_', '-')
      const exact = [...locales.keys()].find((name) => name.toLowerCase() === wanted.toLowerCase())
      const found = exact ?? mainLocale(wanted, locales)
      if (!found) throw unknownValue('locale', tag, [...locales.keys()].sort())
      return found
    }),
    locales: () => [...map().locales.keys()].sort(),
    locateLocale: (tag) => map().locales.get(tag),
  }
}

/** Every request names a style and a locale, mostly the same ones. What is refused is not remembered. */
function remembered<T>(find: (name: string) => T): (name: string) => T {
  const found = new Map<string, T>()
  return (name) => {
    if (found.has(name)) return found.get(name)!
    const value = find(name)
    if (found.size < 1000) found.set(name, value)
    return value
  }
}

interface Searchable {
  id: string
  /** Id, short names and title, folded. */
  text: string
  names: string[]
}

function makeMap(stylesDir: string | undefined) {
  const sources = [stylesDir ? folderSource(stylesDir) : undefined, packedSource(), bundledSource()].filter(
    (source): source is Source => source !== undefined,
  )
  // Of two entries with one key the later wins, so the source that goes first is put in last.
  const joined = <T>(pick: (source: Source) => Map<string, T> | undefined) =>
    new Map(sources.toReversed().flatMap((source) => [...(pick(source) ?? [])]))
  return {
    sources,
    styles: joined((source) => source.styles),
    locales: joined((source) => source.locales),
    renamed: joined((source) => source.renamed),
    heads: new Map<string, StyleHead>(),
    titles: undefined as Map<string, string> | undefined,
    byTitle: undefined as Map<string, string> | undefined,
    searchable: undefined as Searchable[] | undefined,
  }
}
type StyleMap = ReturnType<typeof makeMap>

function titlesOf(map: StyleMap): Map<string, string> {
  map.titles ??= new Map(map.sources.toReversed().flatMap(({ titles }) => [...(titles?.() ?? [])]))
  return map.titles
}

/** Styles by the words of their titles; of several with one title the first by id. */
function byTitle(map: StyleMap): Map<string, string> {
  if (!map.byTitle) {
    const titles = [...titlesOf(map)].sort(([a], [b]) => (a > b ? -1 : 1))
    map.byTitle = new Map(titles.map(([id, title]) => [words(title).join(' '), id]))
  }
  return map.byTitle
}

function searchable(map: StyleMap): Searchable[] {
  map.searchable ??= [...map.styles.keys()].map((id) => {
    const short = Object.keys(aliases).filter(
      (alias) => aliases[alias]!.find((to) => map.styles.has(to)) === id,
    )
    return { id, names: [id, ...short], text: fold([id, ...short, titlesOf(map).get(id) ?? ''].join(' ')) }
  })
  return map.searchable
}

function score(words: string[], entry: Searchable): number {
  if (!words.every((word) => entry.text.includes(word))) return 0
  const whole = words.join('-')
  if (entry.names.includes(whole)) return 3
  return entry.id.startsWith(whole) && whole !== '' ? 2 : 1
}

function mainLocale(tag: string, locales: Map<string, Location>): string | undefined {
  const language = /^[a-z]{2,3}(?=-|$)/i.exec(tag)?.[0]?.toLowerCase()
  if (!language) return undefined
  const candidates = [likely(tag), ownProperty(mainLocales, language), likely(language), language]
  return (
    candidates.find((candidate) => candidate && locales.has(candidate)) ??
    [...locales.keys()].sort().find((name) => name.startsWith(`${language}-`))
  )
}

/** Language and region that Unicode's likely subtags give: `zh-Hant` → `zh-TW`. */
function likely(tag: string): string | undefined {
  try {
    const { language, region } = new Intl.Locale(tag).maximize()
    // A bare language is for the table of main locales to settle first.
    return tag.includes('-') || !Object.hasOwn(mainLocales, tag) ? `${language}-${region}` : undefined
  } catch {
    return undefined
  }
}

function unknownStyle(name: string, ids: Iterable<string>): Problem {
  const value = name.length > 100 ? `${name.slice(0, 100)}…` : name
  const wanted = fold(name.slice(0, 100))
  const reach = Math.max(2, Math.floor(wanted.length / 3))
  // Comparing with thousands of names takes a while, and most are out of reach by their length alone.
  const candidates = [...ids, ...Object.keys(aliases)].filter(
    (id) => id.includes(wanted) || Math.abs(id.length - wanted.length) <= reach,
  )
  const near = nearest(wanted, candidates)
  const hint = near.length ? `Did you mean ${choices(near)}? ` : ''
  const detail = `"${value}" is not a value of style. ${hint}GET /styles?q= lists them.`
  return new Problem('invalid-parameter', detail, { parameter: 'style', value, nearest: near })
}

function titleFromId(id: string): string {
  const words = id.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function ownProperty<T>(table: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
