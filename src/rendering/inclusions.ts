/** Renderings beside the data (`include=bib,citation,bibtex,csl`): one request for a frontend that shows a list. */
import { toCsl } from '../model/csl/write.ts'
import type { PublicationRecord } from '../model/store.ts'
import { bibliographer } from './bibliography.ts'
import { type RenderContext, renderItem } from './format.ts'
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
  const items = records.map((record) => toCsl(record.publication))
  if (names.includes('bib') || names.includes('citation')) {
    const { style, locale } = context
    const { entries, citations } = await bibliographer().render(items, { style, locale, output: 'html' })
    if (names.includes('bib')) put('bib', entries)
    if (names.includes('citation')) put('citation', citations)
  }
  const bibtex = formats.byName.get('bibtex')
  if (names.includes('bibtex') && bibtex) {
    put('bibtex', await Promise.all(records.map((record) => renderItem(bibtex, record, context))))
  }
  if (names.includes('csl')) put('csl', items)
  return rendered
}
