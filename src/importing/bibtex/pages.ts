/** Page ranges of an entry: one hyphen for any dash, lists kept. */

import { dash, withBlanks } from '../../model/patterns.ts'

const dashes = withBlanks(dash, 'g')

export function readPages(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (/^\d+[-–]\d+$/.test(text)) return text.replace('–', '-')
  const pages = text
    .replace(/^\s*pp?\.\s*/i, '')
    .replace(dashes, '–')
    .replace(/(\d)\s+-\s+(?=\d)/g, '$1–')
    // A hyphen between two plain numbers is the dash of a range.
    .replace(/(?<![\w-])(\d+)-(\d+)(?![\w-])/g, '$1–$2')
    .trim()
  return pages.replaceAll('–', '-').replace(/-\+$|\+$/, '') || undefined
}
