/** Standard numbers in a text where several may stand, with words around them. */
import { normalizeIsbn } from '../model/identifier.ts'

/** @returns ISBNs whose check digit is right, and what looks like an ISSN outside of them */
export function numbersIn(text: string): { isbn: string[]; issn: string[] } {
  const isbn: string[] = []
  const rest = text.replace(/(?<![\d-])\d[\dXx -]{8,15}[\dXx](?![\d-])/g, (found) => {
    const good = normalizeIsbn(found)
    if (good) isbn.push(good)
    return good ? ' ' : found
  })
  const issn = [...rest.matchAll(/(?<![\d-])(\d{4})-?(\d{3}[\dXx])(?![\d-])/g)].map(
    ([, first, last]) => `${first}-${last!.toUpperCase()}`,
  )
  return { isbn: [...new Set(isbn)], issn: [...new Set(issn)] }
}
