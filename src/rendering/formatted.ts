/**
 * Entries and citations of publications in a CSL style, kept as long as the publication, the style and what is asked of
 * it are the same: of a list in which one publication changed, one is read and formatted anew.
 */
import { toCsl } from '../model/csl/write.ts'
import { contributorsOf } from '../model/publication.ts'
import { LostRecord, type PublicationRecord } from '../model/store.ts'
import { type Bibliography, bibliographer, withNumber } from './bibliography.ts'
import type { NameOptions } from './citeproc-names.ts'
import type { Output } from './csl-markup.ts'
import type { RenderContext } from './format.ts'
import { KeptByStamp } from './kept-by-stamp.ts'
import { indexOfPerson, namesShown } from './names-shown.ts'

interface Texts {
  entry: string
  citation: string
}

/** Bytes that texts may take. */
const capacity = 64 * 1024 * 1024

const texts = new KeptByStamp<Texts>(capacity, ({ entry, citation }) => 2 * (entry.length + citation.length))

function textsOf(context: RenderContext, output: Output) {
  const { style, locale, highlight, maxAuthors, keptPerson } = context
  return texts.of(JSON.stringify([style, locale, output, highlight, maxAuthors, keptPerson]))
}

/** Tells by its stamp of which record the texts are at hand, so that nobody has to read it. */
export function isFormatted(context: RenderContext, output: Output): (stamp: number) => boolean {
  const kept = textsOf(context, output)
  return (stamp) => kept.get(stamp) !== undefined
}

/**
 * @param start number of the first entry, for styles that number them
 * @returns one entry and one citation for each record; empty ones for a record that was hidden since it was found
 * @throws Problem overloaded or internal-error
 */
export async function formatted(
  records: readonly PublicationRecord[],
  context: RenderContext,
  output: Output,
  start = 1,
): Promise<Bibliography> {
  const { style, locale, maxAuthors } = context
  const kept = textsOf(context, output)
  const found = records.map((record) => kept.get(record.stamp))
  const missing = records.filter((record, i) => !found[i] && isThere(record))
  const made = new Map<PublicationRecord, Texts>()
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
    for (const [i, record] of missing.entries()) {
      const texts = { entry: entries[i]!, citation: citations[i]! }
      made.set(record, texts)
      kept.set(record.stamp, texts)
    }
  }
  const all = records.map((record, i) => found[i] ?? made.get(record))
  return {
    entries: all.map((texts, i) => withNumber(texts?.entry ?? '', start + i)),
    citations: all.map((texts, i) => withNumber(texts?.citation ?? '', start + i)),
  }
}

function isThere(record: PublicationRecord): boolean {
  try {
    return record.publication !== undefined
  } catch (error) {
    if (error instanceof LostRecord) return false
    throw error
  }
}

function nameOptions({ publication }: PublicationRecord, context: RenderContext): NameOptions {
  const { highlight, maxAuthors, keptPerson } = context
  const authors = contributorsOf(publication)
  const self = indexOfPerson(authors, highlight)
  const shown = namesShown(authors.length, maxAuthors, indexOfPerson(authors, keptPerson))
  return { ...(self < 0 ? {} : { self }), ...(shown ? { shown } : {}) }
}
