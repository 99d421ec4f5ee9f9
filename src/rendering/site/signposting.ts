/**
 * Signposting the scholarly web (https://signposting.org/FAIR/): typed links in the header of a publication's page. The
 * representations of the record are linked there already, as alternates.
 */
import { schemes } from '../../model/identifier.ts'
import { contributorsOf, type Publication } from '../../model/publication.ts'
import { orcidUri, schemaContext, schemaTypes } from '../schema-org.ts'
import { licenseUri, webUri } from '../uri.ts'

export interface Signpost {
  url: string
  rel: 'type' | 'cite-as' | 'license' | 'author' | 'item'
  /** Media type of what is there. */
  type?: string
}

/** More links than these of one kind would not fit through the header buffers of common proxies. */
const most = 5

/** Those that have room in a header. The others are in the link set, see `linkset.ts`. */
export function signposts(publication: Publication): Signpost[] {
  const counts = new Map<string, number>()
  return allSignposts(publication).filter(({ rel }) => {
    const count = (counts.get(rel) ?? 0) + 1
    counts.set(rel, count)
    return count <= most
  })
}

export function allSignposts(p: Publication): Signpost[] {
  const doi = p.identifiers?.doi
  const cited = webUri(doi && schemes.doi.url(doi))
  const license = licenseUri(p.license)
  const authors = contributorsOf(p).flatMap(({ orcid }) => orcidUri(orcid) ?? [])
  const pdfs = (p.links ?? []).flatMap(({ kind, url }) => (kind === 'pdf' ? (webUri(url) ?? []) : []))
  return [
    { url: `${schemaContext}/${schemaTypes[p.type] ?? 'CreativeWork'}`, rel: 'type' },
    { url: `${schemaContext}/AboutPage`, rel: 'type' },
    ...(cited ? [{ url: cited, rel: 'cite-as' as const }] : []),
    ...(license ? [{ url: license, rel: 'license' as const }] : []),
    ...authors.map((url) => ({ url, rel: 'author' as const })),
    ...pdfs.map((url) => ({ url, rel: 'item' as const, type: 'application/pdf' })),
  ]
}
