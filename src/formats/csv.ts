/**
 * CSV (RFC 4180) for spreadsheets: a header row, one publication a row, values of one cell joined by semicolons. Cells
 * that a spreadsheet would run as a formula begin with an apostrophe (OWASP, "CSV Injection").
 */
import { indexName } from '../model/name.ts'
import {
  type Contributor,
  contributorsOf,
  type Link,
  type Publication,
  publicUrl,
} from '../model/publication.ts'
import { plainTitle } from '../model/title.ts'
import { defineFormat, type RenderContext, writeEach } from '../rendering/format.ts'
import { selfOf } from '../rendering/self.ts'

type Value = string | number | undefined | readonly string[]

const names = (p: Publication, role: Contributor['role']) => contributorsOf(p, role).map(indexName)
const linked = (p: Publication, kind: Link['kind']) =>
  p.links?.filter((link) => link.kind === kind).map(({ url }) => url)

/** Column → its value. New columns go to the end: people address columns by their place. */
const columns: [name: string, value: (p: Publication, context: RenderContext) => Value][] = [
  ['key', (p) => p.key],
  ['type', (p) => p.type],
  ['status', (p) => p.status ?? 'published'],
  ['title', (p) => plainTitle(p.title)],
  ['authors', (p) => names(p, 'author')],
  ['editors', (p) => names(p, 'editor')],
  ['year', (p) => p.year],
  ['issued', (p) => p.issued],
  ['venue', (p) => p.venue?.name],
  ['venue_short', (p) => p.venue?.short],
  ['volume', (p) => p.volume],
  ['issue', (p) => p.issue],
  ['number', (p) => p.number],
  ['pages', (p) => p.pages],
  ['publisher', (p) => p.publisher],
  ['place', (p) => p.place],
  ['doi', (p) => p.identifiers?.doi],
  ['arxiv', (p) => p.identifiers?.arxiv],
  ['pmid', (p) => p.identifiers?.pmid],
  ['pmcid', (p) => p.identifiers?.pmcid],
  ['isbn', (p) => p.identifiers?.isbn],
  ['issn', (p) => p.venue?.issn],
  ['url', publicUrl],
  ['pdf', (p) => linked(p, 'pdf')],
  ['code', (p) => linked(p, 'code')],
  ['language', (p) => p.language],
  ['license', (p) => p.license],
  ['tags', (p) => p.tags],
  ['awards', (p) => p.awards],
  ['abstract', (p) => p.abstract && plainTitle(p.abstract)],
  ['self', (p, { baseUrl }) => selfOf(p.key, baseUrl)],
  ...(['openreview', 'acl', 'dblp', 'hal', 'openalex', 'inspire', 'bibcode', 'ssrn'] as const).map(
    (scheme): [string, (p: Publication) => Value] => [scheme, (p) => p.identifiers?.[scheme]],
  ),
]

function cell(value: Value): string {
  const joined = Array.isArray(value) ? value.join('; ') : String(value ?? '')
  // A year before the common era is a number of ours, not a text that could be a formula.
  const text =
    typeof value === 'string' || Array.isArray(value) ? joined.replace(/^(?=[=+\-@\t\r])/, "'") : joined
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const row = (cells: string[]) => `${cells.join(',')}\r\n`

export default defineFormat({
  name: 'csv',
  title: 'CSV',
  specification: 'https://www.rfc-editor.org/rfc/rfc4180',
  mediaTypes: ['text/csv'],
  extensions: ['csv'],
  parameters: [],
  list: (context) =>
    writeEach(({ publication }) => row(columns.map(([, value]) => cell(value(publication, context)))), {
      head: row(columns.map(([name]) => name)),
    }),
})
