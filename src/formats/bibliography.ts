/**
 * Bibliography as plain text in any CSL style, as DOI content negotiation gives it
 * (https://citation.doi.org/docs.html): one entry a line, without blank lines, so that a line is an entry.
 */
import { toCsl } from '../model/csl/write.ts'
import type { PublicationRecord } from '../model/store.ts'
import { bibliographer } from '../rendering/bibliography.ts'
import { defineFormat, type RenderContext } from '../rendering/format.ts'

async function write(records: PublicationRecord[], offset: number, context: RenderContext): Promise<string> {
  const { entries } = await bibliographer().render(
    records.map((record) => toCsl(record.publication)),
    { style: context.style, locale: context.locale, output: 'text', start: offset + 1 },
  )
  return entries.map((entry) => `${entry}\n`).join('')
}

export default defineFormat({
  name: 'bibliography',
  title: 'Formatted bibliography',
  specification: 'https://citation.doi.org/docs.html',
  mediaTypes: ['text/x-bibliography'],
  extensions: ['txt'],
  parameters: ['style', 'locale'],
  mediaTypeParameters: ['style', 'locale'],
  list: (context) => ({ batch: (records, offset) => write(records, offset, context) }),
})
