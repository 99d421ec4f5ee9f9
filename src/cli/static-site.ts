/**
 * Every answer that has a path of its own as a file of that path, so that a plain file host serves the read API. Answers
 * are asked of the server itself, so the files are what it would send; what a query string asks for is not among them, and
 * pages do not lead there. An old key has the files of the new one, and a page that leads to it.
 */
import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { fileName, isNameOnWindows, type Tree } from '../exporting/tree.ts'
import { wholeGroups, wholePeople } from '../exporting/whole.ts'
import { toQuery } from '../model/query.ts'
import type { Store } from '../model/store.ts'
import type { FormatRegistry } from '../rendering/registry.ts'
import { asked, redirectPage, withoutServer } from './static-page.ts'

/** As many entries of a list as are given at once. */
const longest = 1000

export interface StaticSite {
  app: FastifyInstance
  /** Of its GET routes, as they were registered. */
  urls: readonly string[]
  store: Store
  formats: FormatRegistry
  /** Public address without a slash at the end. */
  baseUrl: string
}

export interface Shortcomings {
  /** Paths of lists of which only the first thousand entries are there, because they come in pages. */
  cut: string[]
  /** Keys whose files Windows cannot hold. */
  notOnWindows: string[]
}

/** @param progress is told of each path */
export async function writeSite(
  { app, urls, store, formats, baseUrl }: StaticSite,
  tree: Tree,
  progress: (path: string) => void = () => {},
): Promise<Shortcomings> {
  const extensions = formats.all.flatMap(({ extensions }) => extensions)
  const cut: string[] = []
  const notOnWindows: string[] = []

  async function ask(url: string, accept = '*/*'): Promise<Answer | undefined> {
    const { statusCode, headers, stream } = await app.inject({
      url,
      headers: { accept },
      payloadAsStream: true,
    })
    const body = stream()
    if (statusCode === 200)
      return { type: String(headers['content-type']), link: String(headers.link ?? ''), body }
    if (statusCode >= 500) throw new Error(`${url} answers ${statusCode}: ${await textOf(body)}`)
    body.destroy()
    return undefined
  }

  /** What stands at a URL, all of it where it would come in pages. */
  async function whole(url: string, accept?: string) {
    const answer = await ask(url, accept)
    if (!answer || !/rel="next"/.test(answer.link)) return answer
    answer.body.destroy()
    const longer = await ask(`${url}?limit=${longest}`, accept)
    if (/rel="next"/.test(longer?.link ?? '')) cut.push(url)
    return longer
  }

  async function put(path: string, { type, body }: Answer): Promise<void> {
    if (type.startsWith('text/html')) await tree.put(path, withoutServer(await textOf(body), baseUrl))
    else await tree.put(path, body)
  }

  /** @param also other paths of the same, whose page leads to the first */
  async function take(url: string, also: string[] = []): Promise<void> {
    progress(url)
    const path = url.slice(1)
    const page = await whole(url, 'text/html')
    if (page?.type.startsWith('text/html')) await put(path ? `${path}/index.html` : 'index.html', page)
    else page?.body.destroy()
    if (path === '') return
    for (const extension of extensions) {
      for (const name of [path, ...also]) {
        const file = await whole(`${url}.${extension}`)
        if (!file) break
        if (name !== path && extension === 'html') file.body.destroy()
        else await put(`${name}.${extension}`, file)
      }
    }
    for (const name of also)
      for (const file of [`${name}.html`, `${name}/index.html`])
        await tree.put(file, redirectPage(baseUrl + url))
  }

  async function takeFile(url: string): Promise<void> {
    progress(url)
    const file = await ask(url)
    if (file) await put(url.slice(1), file)
  }

  for (const url of urls) {
    if (/[:*]/.test(url) || asked.has(url)) continue
    await (/\.\w+$/.test(url) ? takeFile(url) : take(url))
  }
  for await (const { person } of wholePeople(store)) {
    const url = `/people/${fileName(person.slug)}`
    for (const below of ['', '/affiliations', '/publications', '/cv']) await take(url + below)
  }
  for await (const { slug } of wholeGroups(store)) {
    for (const below of ['', '/people', '/publications']) await take(`/groups/${fileName(slug)}${below}`)
  }
  const moved: string[] = []
  for await (const records of store.stream({ ...toQuery({}), versions: 'all' })) {
    for (const { key, publication } of records) {
      // A host looks for what the address says once it is decoded, so a colon has to stand in the name of the file.
      const url = `/publications/${key}`
      const aliases = publication.aliases ?? []
      notOnWindows.push(...[key, ...aliases].filter((one) => !isNameOnWindows(one)))
      const old = aliases.map((alias) => `publications/${alias}`)
      await take(url, old)
      moved.push(...old.map((path) => `/${path} ${url} 301\n`))
    }
  }
  // Netlify's and Cloudflare's hosts read it.
  if (moved.length) await tree.put('_redirects', moved.join(''))
  return { cut, notOnWindows }
}

interface Answer {
  type: string
  link: string
  body: Readable
}

async function textOf(body: Readable): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}
