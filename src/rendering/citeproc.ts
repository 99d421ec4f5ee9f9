/**
 * citeproc-js, set up for one entry at a time. Entries are rendered alone, in an engine that knows no other
 * item: so an entry depends on its item, style and locale only, keeps its place in the request, and can be
 * cached. What this gives up is what CSL does between entries: year suffixes (2024a, 2024b), sorting, and
 * dashes for repeated authors.
 */
import { createRequire } from 'node:module'
import { markNames, type NameOptions, settleNames } from './citeproc-names.ts'
import { type CslItemLike, prepareItem } from './csl-item.ts'
import { markedFormat, numberMark, type Output, writeMarked } from './csl-markup.ts'
import { type CslNode, type CslSource, type Location, readSource } from './style-sources.ts'

interface Engine {
  updateItems(ids: string[]): unknown
  makeBibliography(): [{ bibliography_errors: unknown[] }, string[]] | false
  makeCitationCluster(cites: { id: string }[]): string
  setOutputFormat(name: string): void
  getTerm(name: string): string | undefined
  opt: {
    /** Written in place of the number of an entry. */
    citation_number_slug: string | false
    development_extensions: Record<string, boolean>
  }
}
interface Citeproc {
  Engine: new (
    system: { retrieveItem(id: string): unknown; retrieveLocale(tag: string): unknown },
    style: unknown,
    locale: string,
    force: boolean,
  ) => Engine
  Output: { Formats: Record<string, unknown> }
  [name: `${string}_REGEXP`]: RegExp
}

const citeproc = createRequire(import.meta.url)('citeproc') as Citeproc
citeproc.Output.Formats.marked = markedFormat
knowMoreLetters()

export interface RenderedEntry {
  /** The entry of a bibliography; `numberMark` stands where its number goes. */
  entry: string
  /** The reference to it in a text. */
  citation: string
}
export interface Formatter {
  /** @throws Error if citeproc fails, after which the formatter must not be used again */
  render(item: CslItemLike, output: Output, names?: NameOptions): RenderedEntry
  /** Forgets the items rendered. */
  clear(): void
}

/**
 * Items after which an engine is made anew, because citeproc keeps traces of all it has seen and grows slower
 * by them.
 */
const engineLife = 500

/** What citeproc writes, in place of or inside a result, when a style prints nothing for an item. */
const nothingPrinted = /\[CSL STYLE ERROR: reference with no printed form\.\]|\[NO_PRINTED_FORM\]/

/**
 * Building one takes from some milliseconds to a few hundred, depending on the style.
 * @param locale undefined for the one the style asks for, or else en-US
 * @param allNames whether the style prints every name that it is given
 */
export function createFormatter(
  style: Location,
  locale: string | undefined,
  locales: ReadonlyMap<string, Location>,
  allNames = false,
): Formatter {
  let current: { id: string } | undefined
  const system = {
    retrieveItem: () => current,
    retrieveLocale: (tag: string) => readSource(locales.get(tag) ?? locales.get('en-US')!),
  }
  let engine = createEngine()
  function createEngine(): Engine {
    const sorted = withoutSorting(readSource(style))
    const source = allNames ? withoutEtAl(sorted) : sorted
    const made = new citeproc.Engine(system, source, locale ?? 'en-US', locale !== undefined)
    made.setOutputFormat('marked')
    made.opt.development_extensions.wrap_url_and_doi = true
    // Otherwise lines of a note such as "type: book" would overrule the item.
    made.opt.development_extensions.field_hack = false
    return made
  }

  let count = 0
  return {
    render(given, output, names = {}) {
      count++
      if (count % engineLife === 0) engine = createEngine()
      const { item, literals } = prepareItem(given, `i${count}`)
      const { author: authors = [] } = item as { author?: Record<string, unknown>[] }
      if (authors.length) item.author = markNames(authors, names)
      current = item
      engine.updateItems([item.id])
      engine.opt.citation_number_slug = numberMark
      const bibliography = engine.makeBibliography()
      engine.opt.citation_number_slug = numberMark
      const cited = engine.makeCitationCluster([{ id: item.id }])
      engine.opt.citation_number_slug = false
      // What looks like a tag now is one; the text's own are among the literals.
      const plainTitle = String(item.title ?? '').replace(/<[^>]*>/g, '')
      const write = (marked: string | undefined) => {
        const settled = marked && settleNames(marked, authors, names, terms(engine, locale))
        const written = settled && !nothingPrinted.test(settled) ? writeMarked(settled, literals, output) : ''
        return written || writeMarked(plainTitle, literals, output)
      }
      const citation = write(cited)
      // A style for notes may have no bibliography.
      return { entry: bibliography ? write(bibliography[1][0]) : citation, citation }
    },
    clear() {
      engine.updateItems([])
      current = undefined
    },
  }
}

/** Entries are not sorted here, and the sort keys of a style cost more than the rest of it. */
function withoutSorting(style: CslSource): CslSource {
  if (typeof style === 'string') return style.replace(/<sort(?:\s[^>]*)?>.*?<\/sort>/gs, '')
  const children = style.children.flatMap((child) => {
    if (typeof child === 'string') return child
    return child.name === 'sort' ? [] : (withoutSorting(child) as CslNode)
  })
  return { ...style, children }
}

const terms = (engine: Engine, locale = 'en-US') => ({
  and: engine.getTerm('and') ?? 'and',
  etAl: engine.getTerm('et-al') ?? 'et al.',
  locale,
})

const etAlAttribute = /\s+et-al-[a-z-]+="[^"]*"/g

/** How many names there are is then settled before citeproc sees them. */
function withoutEtAl(style: CslSource): CslSource {
  if (typeof style === 'string') return style.replace(etAlAttribute, '')
  const attrs = Object.entries(style.attrs).filter(([name]) => !name.startsWith('et-al-'))
  const children = style.children.map((child) =>
    typeof child === 'string' ? child : (withoutEtAl(child) as CslNode),
  )
  return { ...style, attrs: Object.fromEntries(attrs), children }
}

/**
 * citeproc tells Latin letters, which it abbreviates in given names, by ranges that end at U+017F. The
 * Romanian ș, the ẓ of transcriptions and Vietnamese letters are beyond it, and names that begin with them
 * were not abbreviated.
 */
function knowMoreLetters() {
  for (const name of Object.keys(citeproc)) {
    if (!/^(?:NAME_INITIAL|(?:STARTSWITH_|ENDSWITH_|ALL_)?ROMANESQUE(?:_NOT)?)_REGEXP$/.test(name)) continue
    const known = citeproc[name as `${string}_REGEXP`]!
    const source = known.source.replaceAll(
      '\\u00c0-\\u017f',
      // The private-use characters are those that mark a name.
      '\\u00c0-\\u024f\\u1e00-\\u1eff\\uf8f0-\\uf8f2',
    )
    citeproc[name as `${string}_REGEXP`] = new RegExp(source, known.flags)
  }
}
