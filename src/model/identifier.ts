/**
 * Identifiers of works, people and organizations: how each is written, recognised and brought to one form. The
 * schemes of works are this table; filters, lookups and formats read it.
 */

interface Scheme {
  /** Prefix in a reference such as `doi:10.1000/182`. */
  prefix: string
  /** The canonical form, or undefined where the text is no such identifier. */
  normalize: (text: string) => string | undefined
  url?: (id: string) => string
}

const httpPrefix = (host: string) => new RegExp(`^(?:https?://)?(?:www\\.)?${host}/`, 'i')
const doiResolver = httpPrefix('(?:dx\\.)?doi\\.org')
const arxivSite = httpPrefix('(?:export\\.)?arxiv\\.org')
const orcidSite = httpPrefix('orcid\\.org')

/** Identifiers that differ in case only name the same thing: what stores and lookups compare. */
export const foldIdentifier = (id: string) => id.toLowerCase()

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What Crossref registers at most; a pattern goes through a megabyte of anything else, and gives up by an error. */
const longestDoi = 2048

/** DOI (ISO 26324) without resolver, in the case it was given; DOIs are compared without regard to case. */
export function normalizeDoi(text: string): string | undefined {
  let value = text.trim()
  const fromUrl = value.replace(doiResolver, '')
  if (fromUrl !== value) value = decoded(fromUrl)
  value = value.replace(/^(?:doi|info:doi\/)\s*:?\s*/i, '')
  // No registrant has a percent sign, so this is a DOI as it stands in a URL.
  if (/^10\.[\d.]+%2f/i.test(value)) value = decoded(value)
  if (value.length > longestDoi || !/^10\.\d{4,9}(?:\.\d+)*\/[^\s\p{Cc}]+$/u.test(value)) return undefined
  return value
}

/** arXiv identifier, old (`hep-th/9901001`) or new (`2403.07648`), without version. */
export function normalizeArxiv(text: string): string | undefined {
  const value = text
    .trim()
    .replace(arxivSite, '')
    .replace(/^(?:abs|pdf|html)\//i, '')
    .replace(/^arxiv\s*:\s*/i, '')
    .replace(/\.pdf$/i, '')
    .replace(/v\d+$/i, '')
  return /^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})$/i.test(value) ? value.toLowerCase() : undefined
}

const digits = (pattern: RegExp, host: string, path = '') => {
  const site = httpPrefix(host)
  return (text: string) => {
    const value = text
      .trim()
      .replace(site, '')
      .replace(path, '')
      .replace(/^pmc?id\s*:?\s*/i, '')
      .replace(/\/$/, '')
    return pattern.test(value) ? value : undefined
  }
}
const normalizePmcid = digits(/^PMC\d{1,9}$/, '(?:pmc\\.)?ncbi\\.nlm\\.nih\\.gov', 'articles/')

/** ISBN-10 or -13 with its check digit; hyphens as given are kept out. */
export function normalizeIsbn(text: string): string | undefined {
  const value = text
    .replace(/^isbn(?:-1[03])?\s*:?\s*/i, '')
    .replace(/[-\s]/g, '')
    .toUpperCase()
  if (/^\d{9}[\dX]$/.test(value)) {
    const sum = [...value].reduce((total, c, i) => total + (10 - i) * (c === 'X' ? 10 : Number(c)), 0)
    return sum % 11 === 0 ? value : undefined
  }
  if (!/^\d{13}$/.test(value)) return undefined
  const sum = [...value].reduce((total, c, i) => total + (i % 2 ? 3 : 1) * Number(c), 0)
  return sum % 10 === 0 ? value : undefined
}

/** An ISBN in thirteen digits; what is none stays as it is. */
export function isbn13(text: string): string {
  const isbn = normalizeIsbn(text)
  if (isbn?.length !== 10) return isbn ?? text
  const start = `978${isbn.slice(0, 9)}`
  const sum = [...start].reduce((total, c, i) => total + (i % 2 ? 3 : 1) * Number(c), 0)
  return start + ((10 - (sum % 10)) % 10)
}

/** An ISBN in both of its lengths, where it has both. */
export function isbnForms(text: string): string[] {
  const long = isbn13(text)
  if (!/^978\d{10}$/.test(long)) return [long]
  const start = long.slice(3, 12)
  const sum = [...start].reduce((total, c, i) => total + (10 - i) * Number(c), 0)
  const check = (11 - (sum % 11)) % 11
  return [long, start + (check === 10 ? 'X' : check)]
}

/** Schemes of one value each; ISBN, of which a work may have several, stands beside them. */
export const schemes = {
  doi: { prefix: 'doi', normalize: normalizeDoi, url: (id) => `https://doi.org/${encodePath(id)}` },
  arxiv: { prefix: 'arxiv', normalize: normalizeArxiv, url: (id) => `https://arxiv.org/abs/${id}` },
  pmid: {
    prefix: 'pmid',
    normalize: digits(/^\d{1,9}$/, 'pubmed\\.ncbi\\.nlm\\.nih\\.gov'),
    url: (id) => `https://pubmed.ncbi.nlm.nih.gov/${id}/`,
  },
  pmcid: {
    prefix: 'pmcid',
    normalize: (text) => normalizePmcid(text.trim().toUpperCase()),
    url: (id) => `https://pmc.ncbi.nlm.nih.gov/articles/${id}/`,
  },
  openreview: {
    prefix: 'openreview',
    normalize: trimmed,
    url: (id) => `https://openreview.net/forum?id=${id}`,
  },
  acl: { prefix: 'acl', normalize: trimmed, url: (id) => `https://aclanthology.org/${id}/` },
  dblp: { prefix: 'dblp', normalize: trimmed, url: (id) => `https://dblp.org/rec/${id}` },
  hal: { prefix: 'hal', normalize: trimmed, url: (id) => `https://hal.science/${id}` },
  openalex: { prefix: 'openalex', normalize: trimmed, url: (id) => `https://openalex.org/${id}` },
  inspire: { prefix: 'inspire', normalize: trimmed },
  bibcode: { prefix: 'bibcode', normalize: trimmed },
  ssrn: { prefix: 'ssrn', normalize: trimmed },
} as const satisfies Record<string, Scheme>
export type SchemeName = keyof typeof schemes

function trimmed(text: string): string | undefined {
  return /^[^\s\p{Cc}]+$/u.test(text.trim()) ? text.trim() : undefined
}

/** Percent-encodes what may not stand in a path (RFC 3986, section 3.3), slashes left alone. */
export function encodePath(text: string): string {
  return text.split('/').map(encodeURIComponent).join('/')
}

/**
 * Reads a reference to a work: `doi:10.…`, `arxiv:…`, `isbn:…`, a resolver's URL, or a bare DOI.
 * @returns scheme and canonical identifier, or undefined where the text is none of these (it may then be a key).
 */
export function parseReference(text: string): { scheme: SchemeName | 'isbn'; id: string } | undefined {
  const isbn = /^isbn:/i.test(text) && normalizeIsbn(text)
  if (isbn) return { scheme: 'isbn', id: isbn }
  for (const [name, scheme] of Object.entries(schemes) as [SchemeName, Scheme][]) {
    const prefixed = text.toLowerCase().startsWith(`${scheme.prefix}:`)
    if (!prefixed && !(scheme.normalize !== trimmed && /^(?:https?:\/\/|10\.)/i.test(text))) continue
    const id = scheme.normalize(prefixed ? text.slice(scheme.prefix.length + 1) : text)
    if (id) return { scheme: name, id }
  }
  return undefined
}

/** The URL pattern of an ORCID iD's value; the check digit (ISO 7064 mod 11-2) is verified by `normalizeOrcid`. */
export const orcidPattern = '^\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]$'
const orcidForm = new RegExp(orcidPattern)

/** ORCID iD as `0000-0002-1825-0097`, or undefined. */
export function normalizeOrcid(text: string): string | undefined {
  const value = text.trim().replace(orcidSite, '').toUpperCase()
  if (!orcidForm.test(value)) return undefined
  const all = value.replaceAll('-', '')
  const total = [...all.slice(0, 15)].reduce((sum, c) => (sum + Number(c)) * 2, 0)
  const check = (12 - (total % 11)) % 11
  return all.at(-1) === (check === 10 ? 'X' : String(check)) ? value : undefined
}

/** ROR identifier without its URL: `02v51f717`. */
export const rorPattern = '^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$'
/** ISSN (ISO 3297) with its hyphen. */
export const issnPattern = '^\\d{4}-\\d{3}[\\dX]$'

/** ISSN with its hyphen and its check digit, or undefined. */
export function normalizeIssn(text: string): string | undefined {
  const found = /^(?:issn\s*:?\s*)?(\d{4})-?(\d{3}[\dX])$/i.exec(text.trim())
  if (!found) return undefined
  const value = `${found[1]}-${found[2]!.toUpperCase()}`
  const sum = [...value.replace('-', '')].reduce(
    (total, c, i) => total + (8 - i) * (c === 'X' ? 10 : Number(c)),
    0,
  )
  return sum % 11 === 0 ? value : undefined
}
