/** Renderings beside the data (`include=bib,citation,bibtex,csl`): one request for a frontend that shows a list. */
import { toCsl } from '../model/csl/write.ts'
import type { PublicationRecord } from '../model/store.ts'
import { type RenderContext, renderItem } from './format.ts'
import { formatted } from './formatted.ts'
import type { FormatRegistry } from './registry.ts'

/** @returns by key of the publication, what was asked for */
export async function renderInclusions(
  names: readonly string[],
  records: PublicationRecord[],
  context: RenderContext,
  formats: FormatRegistry,
): Promise<Map<string, Record<string, unknown>>> {
  const rendered = new Map(records.map((record) => [record.key, {} as Record<string, unknown>]))
  const put = (name: string, values: unknown[]) => {
    for (const [i, record] of records.entries()) rendered.get(record.key)![name] = values[i]
  }
  if (names.includes('bib')) put('bib', (await formatted(records, context, 'html')).entries)
  if (names.includes('citation')) {
    // In a text the style alone says how many names stand.
    const { highlight, maxAuthors, keptPerson, ...plain } = context
    put('citation', (await formatted(records, plain, 'html')).citations)
  }
  const bibtex = formats.byName.get('bibtex')
  if (names.includes('bibtex') && bibtex) {
    put('bibtex', await Promise.all(records.map((record) => renderItem(bibtex, record, context))))
  }
  if (names.includes('csl'))
    put(
      'csl',
      records.map((record) => toCsl(record.publication)),
    )
  return rendered
}
