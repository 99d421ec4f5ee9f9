/**
 * Every answer that has a path of its own as a file of that path, so that a plain file host serves the read API. Answers
 * are asked of the server itself, so the files are what it would send; what a query string asks for is not among them.
 */
import type { FastifyInstance } from 'fastify'
import { fileName, type Tree } from '../exporting/tree.ts'
import { wholeGroups, wholePeople } from '../exporting/whole.ts'
import { toQuery } from '../model/query.ts'
import type { Store } from '../model/store.ts'
import type { FormatRegistry } from '../rendering/registry.ts'

/** They answer to parameters, and nothing without. */
const asked = new Set(['/oai', '/oembed', '/unapi', '/embed', '/import', '/docs'])
/** As many entries of a list as are given at once. */
const longest = 1000

export interface StaticSite {
  app: FastifyInstance
  /** Of its GET routes, as they were registered. */
  urls: readonly string[]
  store: Store
  formats: FormatRegistry
}

/**
 * @param progress is told of each path
 * @returns paths of lists of which only the first thousand entries are there, because they come in pages
 */
export async function writeSite(
  { app, urls, store, formats }: StaticSite,
  tree: Tree,
  progress: (path: string) => void = () => {},
): Promise<string[]> {
  const extensions = formats.all.flatMap(({ extensions }) => extensions)
  const cut: string[] = []

  async function ask(url: string, accept = '*/*') {
    const answer = await app.inject({ url, headers: { accept } })
    if (answer.statusCode >= 500) throw new Error(`${url} answers ${answer.statusCode}: ${answer.body}`)
    return answer.statusCode === 200 ? answer : undefined
  }

  /** What stands at a URL, all of it where it would come in pages. */
  async function whole(url: string, accept?: string) {
    const answer = await ask(url, accept)
    const isPaged = answer && /rel="next"/.test(String(answer.headers.link ?? ''))
    if (!isPaged) return answer
    const longer = await ask(`${url}?limit=${longest}`, accept)
    if (/rel="next"/.test(String(longer?.headers.link ?? ''))) cut.push(url)
    return longer ?? answer
  }

  async function take(url: string): Promise<void> {
    progress(url)
    const path = url.slice(1)
    const page = await whole(url, 'text/html')
    if (page && /^text\/html/.test(String(page.headers['content-type'])))
      await tree.put(path ? `${path}/index.html` : 'index.html', page.rawPayload)
    else if (/\.\w+$/.test(path)) {
      const file = await ask(url)
      if (file) await tree.put(path, file.rawPayload)
    }
    if (path === '' || /\.\w+$/.test(path)) return
    for (const extension of extensions) {
      const file = await whole(`${url}.${extension}`)
      if (file) await tree.put(`${path}.${extension}`, file.rawPayload)
    }
  }

  for (const url of urls) if (!/[:*]/.test(url) && !asked.has(url)) await take(url)
  for await (const { person } of wholePeople(store)) {
    const url = `/people/${fileName(person.slug)}`
    for (const below of ['', '/affiliations', '/publications', '/cv']) await take(url + below)
  }
  for await (const { slug } of wholeGroups(store)) {
    for (const below of ['', '/people', '/publications']) await take(`/groups/${fileName(slug)}${below}`)
  }
  for await (const records of store.stream({ ...toQuery({}), versions: 'all' }))
    for (const { key } of records) await take(`/publications/${fileName(key)}`)
  return cut
}
