/** DOI, eprint, ISBN and URL of an entry. */
import { normalizeArxiv, normalizeDoi, normalizeIsbn, schemes } from '../../model/identifier.ts'
import type { Identifiers } from '../../model/publication.ts'
import { urlPattern } from '../../model/vocabulary.ts'
import { type EntryFields, rawText } from './entry-fields.ts'

const webUrl = new RegExp(urlPattern)
/** No DOI is longer, and each "10." in a text is looked at for where it ends. */
const longestDoi = 2000
const doiInside = /10\.\d{4,9}(?:\.\d+)*\/\S+/

export function readIdentifiers(fields: EntryFields): Identifiers | undefined {
  const ids: Record<string, unknown> = {}
  const doiText = fields.raw('doi')
  if (doiText) {
    const doi = normalizeDoi(doiText) ?? normalizeDoi(doiInside.exec(doiText.slice(0, longestDoi))?.[0] ?? '')
    if (doi) ids.doi = doi
    else fields.refuse('doi', `"${doiText}" is no DOI`)
  }
  eprint(ids, fields)
  const arxiv = fields.raw('arxiv', 'arxivid')
  if (arxiv) {
    const id = normalizeArxiv(arxiv)
    if (id) ids.arxiv ??= id
    else fields.refuse('arxiv', `"${arxiv}" is no arXiv identifier`)
  }
  for (const [scheme, ...names] of [
    ['pmid', 'pmid'],
    ['pmcid', 'pmcid', 'pmc'],
  ] as const) {
    const text = fields.raw(...names)
    if (!text) continue
    const value = schemes[scheme].normalize(scheme === 'pmcid' && /^\d/.test(text) ? `PMC${text}` : text)
    if (value) ids[scheme] ??= value
    else fields.refuse(names[0]!, `"${text}" is no ${scheme.toUpperCase()}`)
  }
  isbn(ids, fields)
  return Object.keys(ids).length ? (ids as Identifiers) : undefined
}

function eprint(ids: Record<string, unknown>, fields: EntryFields): void {
  const archive = fields.peek('archiveprefix', 'eprinttype')?.toLowerCase()
  const text = fields.raw('eprint')
  if (!text) return
  const scheme = archive === 'hal' ? 'hal' : archive === 'pubmed' ? 'pmid' : 'arxiv'
  const known = archive === undefined || archive === 'arxiv' || scheme !== 'arxiv'
  const id = known ? (scheme === 'hal' ? text : schemes[scheme].normalize(text)) : undefined
  if (!id) {
    fields.refuse('eprint', `"${text}" is no identifier of ${archive ?? 'arXiv'}`)
    return
  }
  ids[scheme] = id
  fields.take('archiveprefix', 'eprinttype')
  const subject = fields.raw('primaryclass', 'eprintclass')
  if (subject) ids.arxivClass = subject
}

function isbn(ids: Record<string, unknown>, fields: EntryFields): void {
  const text = fields.text('isbn')
  if (!text) return
  const parts = text.match(/\d[\dXx –-]{8,16}[\dXx]/g) ?? []
  const good = parts
    .map((part) => normalizeIsbn(part.replaceAll('–', '-')))
    .filter((part) => part !== undefined)
  if (good.length) ids.isbn = [...new Set(good)]
  if (good.length < Math.max(parts.length, 1)) {
    fields.refuse('isbn', `"${text}": the check digit of an ISBN is wrong, so it is kept as it is`)
  }
}

/** @param how TeX source of `howpublished`, which often holds nothing but an address */
export function readUrl(fields: EntryFields, how: string | undefined): string | undefined {
  const inHow = how === undefined ? null : /\\url\s*\{([^{}]*)\}|^\s*\{?(https?:\/\/\S+?)\}?\s*$/.exec(how)
  const given = fields.raw('url')
  const address = given ?? (inHow ? rawText(inHow[1] ?? inHow[2]!) : undefined)
  if (!address) return undefined
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(address)
    ? address
    : /^\/\//.test(address)
      ? `https:${address}`
      : /^[\w-]+(?:\.[\w-]+)+(?:\/|$)/.test(address)
        ? `http://${address}`
        : address
  const encoded = absolute.replace(/[\s<>"{}|\\^`]/g, (c) => encodeURIComponent(c))
  if (webUrl.test(encoded)) return encoded
  fields.refuse('url', `"${address}" is no URL`)
  return undefined
}
