/**
 * Entries and citations of publications in a CSL style, kept as long as the publication, the style and what is asked of
 * it are the same: of a list in which one publication changed, one is formatted anew.
 */
import { LRUCache } from 'lru-cache'
import { toCsl } from '../model/csl/write.ts'
import { contributorsOf } from '../model/publication.ts'
import type { PublicationRecord } from '../model/store.ts'
import { type Bibliography, bibliographer, withNumber } from './bibliography.ts'
import type { NameOptions } from './citeproc-names.ts'
import type { Output } from './csl-markup.ts'
import type { RenderContext } from './format.ts'
import { indexOfPerson, namesShown } from './names-shown.ts'

interface Rendered {
  /** What it was made from: a version of a key may be another document in another store. */
  json: string
  entry: string
  citation: string
}

/** Bytes that texts may take. */
const capacity = 64 * 1024 * 1024
const kept = new LRUCache<string, Rendered>({
  maxSize: capacity,
  sizeCalculation: ({ json, entry, citation }, name) =>
    2 * (json.length + entry.length + citation.length + name.length) + 200,
})

/**
 * @param start number of the first entry, for styles that number them
 * @throws Problem overloaded or internal-error
 */
export async function formatted(
  records: readonly PublicationRecord[],
  context: RenderContext,
  output: Output,
  start = 1,
): Promise<Bibliography> {
  const { style, locale, highlight, maxAuthors, keptPerson } = context
  const asked = JSON.stringify([style, locale, output, highlight, maxAuthors, keptPerson])
  const names = records.map(({ key }) => asked + key)
  const found = records.map(({ json }, i) => {
    const rendered = kept.get(names[i]!)
    return rendered?.json === json ? rendered : undefined
  })
  const missing = records.filter((_, i) => !found[i])
  if (missing.length) {
    const { entries, citations } = await bibliographer().renderUnnumbered(
      missing.map(({ publication }) => toCsl(publication)),
      {
        style,
        locale,
        output,
        names: missing.map((record) => nameOptions(record, context)),
        allNames: maxAuthors !== undefined,
      },
    )
    let next = 0
    for (const [i, name] of names.entries()) {
      if (found[i]) continue
      const rendered = { json: records[i]!.json, entry: entries[next]!, citation: citations[next]! }
      next++
      found[i] = rendered
      kept.set(name, rendered)
    }
  }
  return {
    entries: found.map((rendered, i) => withNumber(rendered!.entry, start + i)),
    citations: found.map((rendered, i) => withNumber(rendered!.citation, start + i)),
  }
}

function nameOptions({ publication }: PublicationRecord, context: RenderContext): NameOptions {
  const { highlight, maxAuthors, keptPerson } = context
  const authors = contributorsOf(publication)
  const self = indexOfPerson(authors, highlight)
  const shown = namesShown(authors.length, maxAuthors, indexOfPerson(authors, keptPerson))
  return { ...(self < 0 ? {} : { self }), ...(shown ? { shown } : {}) }
}
