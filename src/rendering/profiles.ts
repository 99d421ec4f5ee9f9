/** Where else a person is found on the web: the identifiers of a person as addresses, beside their links. */
import type { Person } from '../model/person.ts'
import { webUri } from './uri.ts'

export interface Profile {
  network: string
  username?: string
  url: string
}

type Identifier = keyof NonNullable<Person['identifiers']>

/** Identifier → name of the network and where its profiles are. */
const networks: Record<Identifier, [network: string, url: (id: string) => string]> = {
  orcid: ['ORCID', (id) => `https://orcid.org/${id}`],
  googleScholar: ['Google Scholar', (id) => `https://scholar.google.com/citations?user=${id}`],
  dblp: ['DBLP', (id) => `https://dblp.org/pid/${id}`],
  openalex: ['OpenAlex', (id) => `https://openalex.org/${id}`],
  semanticScholar: ['Semantic Scholar', (id) => `https://www.semanticscholar.org/author/${id}`],
  openreview: ['OpenReview', (id) => `https://openreview.net/profile?id=${id}`],
  inspire: ['INSPIRE', (id) => `https://inspirehep.net/authors?q=${id}`],
  hal: ['HAL', (id) => `https://cv.hal.science/${id}`],
  acl: ['ACL Anthology', (id) => `https://aclanthology.org/people/${id}/`],
  github: ['GitHub', (id) => `https://github.com/${id}`],
  wikidata: ['Wikidata', (id) => `https://www.wikidata.org/wiki/${id}`],
}

/** An identifier may hold slashes (DBLP) but nothing that ends a path or a query. */
const encode = (id: string) =>
  id
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/')

/** Every address once: identifiers first, then links. */
export function profilesOf({ identifiers, links }: Person): Profile[] {
  const named = (Object.keys(networks) as Identifier[]).flatMap((name): Profile[] => {
    const id = identifiers?.[name]
    if (id === undefined) return []
    const [network, url] = networks[name]
    return [{ network, username: id, url: url(encode(id)) }]
  })
  const linked = (links ?? []).flatMap(({ url, kind, label }): Profile[] => {
    const uri = webUri(url)
    return uri === undefined ? [] : [{ network: label ?? kind ?? new URL(uri).hostname, url: uri }]
  })
  return [...new Map([...linked, ...named].map((profile) => [profile.url, profile])).values()].sort(
    (a, b) => Number(a.username === undefined) - Number(b.username === undefined),
  )
}
