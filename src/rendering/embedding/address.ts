/** From the address of a page of this server to the list that it shows, in the words of an embed. */
import type { RawParameters } from '../../model/parameters.ts'
import { embedParameters } from './choice.ts'

const taken = new Set<string>([...embedParameters, 'accent', 'scheme', 'compact', 'from', 'to'])

/** A person's page has headings, and marks that person. */
const pageOf = (person: string): RawParameters => ({ person, highlight: person, groupBy: 'year' })

const places: [pattern: RegExp, list: (name: string) => RawParameters][] = [
  [/^\/(?:profile|cv)?$/, () => pageOf('owner')],
  [/^\/people\/([a-z0-9-]+)(?:\/cv)?$/, pageOf],
  [/^\/people\/([a-z0-9-]+)\/publications$/, (person) => ({ person })],
  [/^\/groups\/([a-z0-9-]+)(?:\/publications)?$/, (group) => ({ group })],
  [/^\/(?:publications|embed)$/, () => ({})],
]

/**
 * @param path below the public address, without extension
 * @returns parameters of an embed; those of the address that an embed does not take are left out, such as what
 * campaigns add. Undefined where the page shows no list.
 */
export function listAt(path: string, query: URLSearchParams): RawParameters | undefined {
  for (const [pattern, list] of places) {
    const found = pattern.exec(path)
    if (!found) continue
    const own = list(found[1] ?? '')
    const asked: Record<string, string[]> = {}
    for (const [name, value] of query) {
      if (taken.has(name) && value) asked[name] = [...(asked[name] ?? []), value]
    }
    // What the path says cannot be asked for otherwise.
    const { person, group } = own
    return { ...own, ...asked, ...(person ? { person } : {}), ...(group ? { group } : {}) }
  }
  return undefined
}

/** Where the list of a page becomes an embed. @param url of the page, at the public address */
export function makerUrl(url: string, baseUrl: string): string {
  const { searchParams } = new URL(url)
  const path = url.slice(baseUrl.length).replace(/(?:\.html)?(?:\?.*)?$/s, '')
  const query = new URLSearchParams()
  for (const [name, values] of Object.entries(listAt(path, searchParams) ?? {})) {
    for (const value of [values ?? []].flat()) query.append(name, value)
  }
  return `${baseUrl}/embed${query.size ? `?${query}` : ''}`
}
