/** oEmbed 1.0 (https://oembed.com/): the address of a page, pasted elsewhere, becomes a frame of what the page shows. */
import type { FastifyInstance, FastifySchema } from 'fastify'
import { displayName } from '../../model/name.ts'
import type { RawParameters } from '../../model/parameters.ts'
import { Problem } from '../../model/problem.ts'
import { plainTitle } from '../../model/title.ts'
import { listAt } from '../../rendering/embedding/address.ts'
import { queryOf } from '../../rendering/embedding/choice.ts'
import { html } from '../../rendering/html.ts'
import { splitExtension } from '../../rendering/registry.ts'
import { element, xmlDeclaration } from '../../rendering/xml.ts'
import { refuseOtherMethods } from '../read.ts'
import type { Services } from '../services.ts'
import { readChoice } from './embed-choice.ts'

interface Shown {
  /** Of the frame. */
  url: string
  title: string
  isSingle: boolean
  author?: { name: string; url: string }
}

const widest = 800
const mediaTypes: Record<string, string> = { json: 'application/json', xml: 'text/xml' }

export function oembedRoute(app: FastifyInstance, services: Services): void {
  const { baseUrl, config } = services
  app.get<{ Querystring: Record<string, string | undefined> }>(
    '/oembed',
    { schema: { hide: true } as FastifySchema },
    async (request, reply) => {
      const { url = '', format = 'json', maxwidth, maxheight } = request.query
      const mediaType = mediaTypes[format]
      if (!mediaType) throw new Problem('bad-request', `"${format}" is no format of oEmbed: json or xml.`)
      const shown = await shownAt(url, services)
      if (!shown) throw new Problem('not-found', `There is nothing to embed at ${url.slice(0, 200)}.`)
      const width = Math.min(sizeOf(maxwidth) ?? widest, widest)
      const height = Math.min(sizeOf(maxheight) ?? 4000, shown.isSingle ? 240 : 600)
      const frame = html`<iframe data-offprint src="${shown.url}" title="${shown.title}" width="${width}" height="${height}" style="border:0;max-width:100%" loading="lazy"></iframe>`
      const answer = {
        version: '1.0',
        type: 'rich',
        provider_name: 'Offprint',
        provider_url: `${baseUrl}/`,
        title: shown.title,
        ...(shown.author ? { author_name: shown.author.name, author_url: shown.author.url } : {}),
        width,
        height,
        cache_age: config.CACHE_MAX_AGE,
        html: frame.text,
      }
      const members = Object.entries(answer).map(([name, value]) => element(name, {}, value))
      const body =
        format === 'xml' ? xmlDeclaration + element('oembed', {}, members).text : JSON.stringify(answer)
      return reply
        .header('cache-control', `public, max-age=${config.CACHE_MAX_AGE}`)
        .type(`${mediaType}; charset=utf-8`)
        .send(body)
    },
  )
  refuseOtherMethods(app, '/oembed')
}

const sizeOf = (text: string | undefined) => (/^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : undefined)

/** @returns undefined where there is nothing to embed @throws Problem for parameters that the page would refuse */
async function shownAt(text: string, services: Services): Promise<Shown | undefined> {
  const { baseUrl } = services
  const address = URL.canParse(text) ? new URL(text) : undefined
  const root = new URL(`${baseUrl}/`)
  if (address?.origin !== root.origin || !address.pathname.startsWith(root.pathname)) return undefined
  const path = decoded(address.pathname.slice(root.pathname.length - 1))
  const single = /^\/(?:publications|works)\/(.+)$/.exec(path)?.[1]
  if (single) return singleAt(single, services)
  const { stem } = splitExtension(path.replace(/(?<=.)\/$/, ''), services.formats)
  const raw = listAt(stem, address.searchParams)
  return raw && listOf(raw, services)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

async function singleAt(name: string, { store, formats, baseUrl }: Services): Promise<Shown | undefined> {
  let found = (await store.find(name)) ?? (await store.find(splitExtension(name, formats).stem))
  if (found?.kind === 'moved') found = await store.find(found.key)
  if (found?.kind !== 'publication') return undefined
  const { key, publication } = found.record
  const url = `${baseUrl}/publications.frame.html?key=${encodeURIComponent(key)}&versions=all`
  return { url, title: plainTitle(publication.title), isSingle: true }
}

async function listOf(given: RawParameters, services: Services): Promise<Shown | undefined> {
  const { store, baseUrl } = services
  const raw = given.person === 'owner' ? await ofOwner(given, services) : given
  const person = typeof raw.person === 'string' ? await store.person(raw.person) : undefined
  const group = typeof raw.group === 'string' ? await store.group(raw.group) : undefined
  if ((typeof raw.person === 'string' && !person) || (typeof raw.group === 'string' && !group))
    return undefined
  const { choice } = await readChoice(raw, services)
  const name = person ? displayName(person) : group?.name
  return {
    url: `${baseUrl}/publications.frame.html${queryOf(choice, choice.look)}`,
    title: name ? `Publications of ${name}` : 'Publications',
    isSingle: false,
    ...(person ? { author: { name: displayName(person), url: `${baseUrl}/people/${person.slug}` } } : {}),
  }
}

/** The page of an owner that is not there yet shows nobody's name, and no list but that of all. */
async function ofOwner(raw: RawParameters, { store }: Services): Promise<RawParameters> {
  const owner = await store.owner()
  const { person: _, highlight, ...rest } = raw
  return owner
    ? { ...rest, person: owner.slug, highlight: highlight === 'owner' ? owner.slug : highlight }
    : rest
}
