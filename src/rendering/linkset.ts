/**
 * The links of a publication's page as a set (RFC 9264), as Signposting asks for them (https://signposting.org/FAIR/, level
 * 2): all of them, where a header has room for some, and from the other ends as well.
 */
import type { Publication } from '../model/publication.ts'
import type { RenderContext } from './format.ts'
import { selfOf } from './self.ts'
import { allSignposts } from './site/signposting.ts'

export interface LinkTarget {
  href: string
  type?: string
}
/** Links that begin at one place, by relation. */
export interface LinkContext {
  anchor: string
  links: Record<string, LinkTarget[]>
}

export function linkset(
  publication: Publication,
  { baseUrl, representations = [] }: RenderContext,
): LinkContext[] {
  const page = selfOf(publication.key, baseUrl)
  const landing: LinkTarget = { href: page, type: 'text/html' }
  const links: LinkContext['links'] = {}
  const add = (rel: string, target: LinkTarget) => {
    links[rel] = [...(links[rel] ?? []), target]
  }
  for (const { url, rel, type } of allSignposts(publication))
    add(rel, { href: url, ...(type ? { type } : {}) })
  const records = representations
    .filter(({ mediaType }) => !mediaType.startsWith('text/html'))
    .map(({ extension, mediaType }): LinkTarget => ({ href: `${page}.${extension}`, type: mediaType }))
  for (const record of records) add('describedby', record)
  return [
    { anchor: page, links },
    ...records.map(({ href }) => ({ anchor: href, links: { describes: [landing] } })),
    ...(links.item ?? []).map(({ href }) => ({ anchor: href, links: { collection: [landing] } })),
  ]
}
