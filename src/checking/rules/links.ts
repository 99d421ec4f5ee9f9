/** Addresses that cannot work, by how they are written (RFC 3986), and what servers answered where they were asked. */
import { normalizeDoi } from '../../model/identifier.ts'
import { atEnd } from '../../model/patterns.ts'
import type { Publication } from '../../model/publication.ts'
import type { Fault, Path, Rule } from '../rule.ts'
import { shown } from '../texts.ts'

interface Address {
  path: Path
  url: string
}

export function addressesOf({ url, links, venue }: Publication): Address[] {
  return [
    ...(url === undefined ? [] : [{ path: ['url'], url }]),
    ...(links ?? []).map((link, i) => ({ path: ['links', i, 'url'], url: link.url })),
    ...(venue?.url === undefined ? [] : [{ path: ['venue', 'url'], url: venue.url }]),
  ]
}

const isWeb = (url: string) => /^https?:/i.test(url)
/** Reserved for examples and tests (RFC 2606, RFC 6761), or of one's own network. */
const nowhere =
  /(?:^|\.)(?:localhost|local|test|invalid|example|internal|lan|example\.(?:com|org|net|edu))$|^(?:127|10|0)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^\[(?:::1?\]|f[cd]|fe80)/i

function whyNot(url: string): string | undefined {
  if (!isWeb(url)) return undefined
  if (/\s/.test(url)) return 'has a space in it'
  const host = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(url)?.[1]
  if (!host) return 'names no host'
  if (nowhere.test(host)) return `leads to ${host}, where nobody else gets`
  if (!URL.canParse(url)) return 'is no URL'
  if (!/^\[|\.[\p{L}\d-]{2,}\.?$/u.test(host))
    return `has the host "${host}", which is no name on the internet`
  return undefined
}

const checkWritten = (publication: Publication): Fault[] =>
  addressesOf(publication).flatMap(({ path, url }) => {
    const why = whyNot(url)
    return why
      ? [{ path, message: `${shown(url)} ${why}`, expected: 'an address that everybody can open' }]
      : []
  })

/** Services that were closed, by the end of their host's name and the beginning of the path; where to look now. */
const closed: readonly [host: string, path: string, now: string][] = [
  ['code.google.com', '/p/', 'https://code.google.com/archive/, or where the project went'],
  ['googlecode.com', '/', 'https://code.google.com/archive/, or where the project went'],
  ['citeseer.ist.psu.edu', '/', 'the DOI or a copy elsewhere'],
  ['citeseer.nj.nec.com', '/', 'the DOI or a copy elsewhere'],
  ['citeseer.csail.mit.edu', '/', 'the DOI or a copy elsewhere'],
  ['academic.research.microsoft.com', '/', 'the DOI, or https://openalex.org/'],
  ['academic.microsoft.com', '/', 'the DOI, or https://openalex.org/'],
  ['geocities.com', '/', 'a copy at https://web.archive.org/'],
  ['codeplex.com', '/', 'where the project went'],
  ['gitorious.org', '/', 'where the project went'],
  ['plus.google.com', '/', 'a copy at https://web.archive.org/'],
  ['goo.gl', '/', 'the address it was short for'],
  ['berlios.de', '/', 'where the project went'],
  ['scholar.archive.org', '/fatcat/', 'the DOI or a copy elsewhere'],
  ['webcitation.org', '/', 'the address itself, or a copy at https://web.archive.org/'],
]

const checkClosed = (publication: Publication): Fault[] =>
  addressesOf(publication).flatMap(({ path, url }) => {
    if (!isWeb(url) || !URL.canParse(url)) return []
    const { hostname, pathname } = new URL(url)
    const service = closed.find(
      ([host, start]) => (hostname === host || hostname.endsWith(`.${host}`)) && pathname.startsWith(start),
    )
    return service ? [{ path, message: `${hostname} was closed: ${shown(url)}`, expected: service[2] }] : []
  })

const isProxy = (label: string) => /^(?:ez|lib)-?proxy[a-z\d-]*$|^webvpn$/i.test(label)

/** Where the name of a library's proxy begins in the labels of a host, or -1. */
function proxyIn(labels: readonly string[]): number {
  if (/\.idm\.oclc\.org$/i.test(labels.join('.'))) return labels.length - 4
  // "proxy" alone is a proxy of another site only behind its name.
  return labels.findIndex(
    (label, i) =>
      isProxy(label) ||
      (/proxy/i.test(label) && /(?:^|-)(?:com|org|net|edu|gov)$/i.test(labels[i - 1] ?? '')),
  )
}

/** What a library's proxy leads to: the address that it was given, or the host whose name is before its own. */
function behindProxy({ hostname, pathname, search, searchParams }: URL): string | undefined {
  const labels = hostname.split('.')
  const at = proxyIn(labels)
  if (at === -1) return undefined
  const given = searchParams.get('url') ?? searchParams.get('qurl')
  if (given && URL.canParse(given)) return given
  const [first = '', ...others] = labels.slice(0, at)
  // EZproxy writes the dots of a host as hyphens, and hyphens twice.
  const host = others.length
    ? [first, ...others].join('.')
    : first.replace(/--?/g, (dashes) => (dashes === '-' ? '.' : '-'))
  return host.includes('.') ? `https://${host}${pathname}${search}` : 'the address without the proxy'
}

const checkProxied = (publication: Publication): Fault[] =>
  addressesOf(publication).flatMap(({ path, url }) => {
    const expected = isWeb(url) && URL.canParse(url) ? behindProxy(new URL(url)) : undefined
    if (expected === undefined) return []
    return [
      { path, message: `${shown(url)} leads through the proxy of a library, to its members only`, expected },
    ]
  })

const stops = atEnd(',;>"”’')

/** What a sentence had around an address: no server needs it there. A bracket that was opened belongs to it. */
function trimmedAddress(url: string): string {
  const bare = url.replace(stops, '')
  const opened = bare.split('(').length - bare.split(')').length
  return opened < 0 ? bare.replace(/\)[.,;]?$/, '') : bare
}

const checkEnd = (publication: Publication): Fault[] =>
  addressesOf(publication).flatMap(({ path, url }) => {
    const value = trimmedAddress(url)
    if (!isWeb(url) || value === url || !URL.canParse(value)) return []
    const message = `${shown(url)} ends with what the sentence around it had`
    return [{ path, message, expected: value, edits: [{ path, value }] }]
  })

const resolver = /^https?:\/\/(?:dx\.|www\.)?doi\.org\//i

/** The DOI to which an address is only the way. */
const resolvedDoi = (url: string) => (resolver.test(url) ? normalizeDoi(url) : undefined)

function checkOtherDoi(publication: Publication): Fault[] {
  const doi = publication.identifiers?.doi
  if (doi === undefined || normalizeDoi(doi) === undefined) return []
  const known = new Set(
    [doi, ...(publication.relations ?? []).map(({ identifier }) => identifier)].map(folded),
  )
  return addressesOf(publication).flatMap(({ path, url }) => {
    const other = path[0] === 'venue' ? undefined : resolvedDoi(url)
    if (other === undefined || known.has(folded(other))) return []
    // A link may lead to a data set or a preprint of its own; the address of the work may not.
    const kind = path[0] === 'links' ? publication.links![path[1] as number]!.kind : 'doi'
    if (kind !== 'doi') return []
    return [
      {
        path,
        message: `${shown(url)} leads to another DOI than the record's, ${doi}`,
        expected: `https://doi.org/${doi}`,
      },
    ]
  })
}

const folded = (identifier: string) => (normalizeDoi(identifier) ?? identifier).toLowerCase()

function checkOnlyDoi({ url, identifiers }: Publication): Fault[] {
  const found = url === undefined ? undefined : resolvedDoi(url)
  if (found === undefined) return []
  const { doi } = identifiers ?? {}
  const fault = { path: ['url'], message: `${shown(url!)} is only the resolver of the DOI` }
  if (doi === undefined) {
    const edits = [{ path: ['identifiers', 'doi'], value: found }, { path: ['url'] }]
    return [{ ...fault, expected: `identifiers.doi: ${found}`, edits }]
  }
  if (folded(doi) !== folded(found)) return []
  return [{ ...fault, expected: 'no url: readers are sent to the DOI', edits: [{ path: ['url'] }] }]
}

export const linkRules: Rule[] = [
  {
    name: 'link-broken',
    severity: 'error',
    summary: 'An address that leads nowhere: no host, a name for examples, the own network, a space',
    example: { url: 'http://localhost:8080/paper.pdf' },
    check: checkWritten,
  },
  {
    name: 'link-closed',
    severity: 'warning',
    summary: 'An address at a service that was closed',
    example: { url: 'https://code.google.com/p/word2vec/' },
    check: checkClosed,
  },
  {
    name: 'link-proxied',
    severity: 'warning',
    summary: 'An address through the proxy of a library, which only its members can open',
    example: { url: 'https://ieeexplore-ieee-org.ezproxy.uni-streets.edu/document/1' },
    check: checkProxied,
  },
  {
    name: 'link-end',
    severity: 'warning',
    summary: 'An address with the comma, bracket or quotation mark of the sentence around it at its end',
    fix: 'Takes it off the end',
    example: { url: 'https://streets.edu/paper.pdf).' },
    check: checkEnd,
  },
  {
    name: 'link-other-doi',
    severity: 'warning',
    summary: 'The address resolves another DOI than the record has',
    example: { url: 'http://dx.doi.org/10.1145/1111111', identifiers: { doi: '10.1145/3638757' } },
    check: checkOtherDoi,
  },
  {
    name: 'link-only-doi',
    severity: 'info',
    summary: 'The URL is only the resolver of the DOI',
    fix: 'Takes the URL away, and keeps its DOI where the record has none',
    example: { url: 'http://dx.doi.org/10.1145/3638757', identifiers: { doi: '10.1145/3638757' } },
    check: checkOnlyDoi,
  },
]
