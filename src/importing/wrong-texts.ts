/** What a schema cannot say of what somebody writes by hand: the day exists, the check digit is right. */
import { parseDate } from '../model/date.ts'
import { normalizeArxiv, normalizeDoi, normalizeIsbn, normalizeOrcid } from '../model/identifier.ts'
import type { SchemaFault } from './validate.ts'
import { formatPath } from './yaml-file.ts'

const texts: [field: RegExp, isRight: (text: string) => unknown, message: string][] = [
  [
    /(?:^|\.)(?:issued|accessed|availableDate|eventDate|originalDate|submitted|published\w+|accepted|start|end)$/,
    parseDate,
    'there is no such day',
  ],
  [/(?:^|\.)identifiers\.doi$/, normalizeDoi, 'is not a DOI, such as 10.1145/3638757'],
  [/(?:^|\.)identifiers\.arxiv$/, normalizeArxiv, 'is not an arXiv identifier, such as 2403.07648'],
  [/(?:^|\.)identifiers\.isbn\[\d+\]$/, normalizeIsbn, 'is not an ISBN, or its check digit is wrong'],
  [/(?:^|\.)orcid$/, normalizeOrcid, 'is not an ORCID iD, or its check digit is wrong'],
]

/** @param value a record or a part of one, which its schema has found right */
export function wrongTexts(value: unknown, path: SchemaFault['path'] = []): SchemaFault[] {
  if (typeof value === 'object' && value !== null) {
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
    return entries.flatMap(([step, child]) => wrongTexts(child, [...path, step]))
  }
  if (typeof value !== 'string') return []
  const field = formatPath(path)
  return texts.flatMap(([pattern, isRight, message]) =>
    pattern.test(field) && !isRight(value) ? [{ path, message: `"${value}": ${message}` }] : [],
  )
}
