/**
 * Signposting the scholarly web (https://signposting.org/FAIR/): typed links in the header of a publication's page. The
 * representations of the record are linked there already, as alternates.
 */
import { schemes } from '../../model/identifier.ts'
import { contributorsOf, type Publication } from '../../model/publication.ts'
import { orcidUri, schemaContext, schemaTypes } from '../schema-org.ts'
import { licenseUri, webUri } from '../uri.ts'

type Signpost = [url: string, rel: string, more?: string]

/** More links than these would not fit through the header buffers of common proxies. */
const most = 5

export function signposts(p: Publication): Signpost[] {
  const doi = p.identifiers?.doi
  const cited = webUri(doi && schemes.doi.url(doi))
  const license = licenseUri(p.license)
  const authors = contributorsOf(p).flatMap(({ orcid }) => orcidUri(orcid) ?? [])
  const pdfs = (p.links ?? []).flatMap(({ kind, url }) => (kind === 'pdf' ? (webUri(url) ?? []) : []))
  const links: Signpost[] = [
    [`${schemaContext}/${schemaTypes[p.type] ?? 'CreativeWork'}`, 'type'],
    [`${schemaContext}/AboutPage`, 'type'],
  ]
  if (cited) links.push([cited, 'cite-as'])
  if (license) links.push([license, 'license'])
  for (const url of authors.slice(0, most)) links.push([url, 'author'])
  for (const url of pdfs.slice(0, most)) links.push([url, 'item', '; type="application/pdf"'])
  return links
}
