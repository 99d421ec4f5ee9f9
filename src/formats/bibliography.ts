/**
 * Bibliography as plain text in any CSL style, as DOI content negotiation gives it
 * (https://citation.doi.org/docs.html): one entry a line, without blank lines, so that a line is an entry.
 */
import { defineFormat } from '../rendering/format.ts'
import { formatted, isFormatted } from '../rendering/formatted.ts'

export default defineFormat({
  name: 'bibliography',
  title: 'Formatted bibliography',
  specification: 'https://citation.doi.org/docs.html',
  mediaTypes: ['text/x-bibliography'],
  extensions: ['txt'],
  common: true,
  parameters: ['style', 'locale', 'maxAuthors'],
  mediaTypeParameters: ['style', 'locale'],
  list: (context) => ({
    isAtHand: isFormatted(context, 'text'),
    async batch(records, offset) {
      const { entries } = await formatted(records, context, 'text', offset + 1)
      return entries
        .filter(Boolean)
        .map((entry) => `${entry}\n`)
        .join('')
    },
  }),
})
