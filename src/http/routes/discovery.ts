/**
 * How crawlers and reference managers find their way: robots.txt (RFC 9309), sitemaps (https://www.sitemaps.org/),
 * /llms.txt (https://llmstxt.org/) and unAPI (http://unapi.info/specs/).
 */
import type { FastifyInstance, FastifyReply, FastifySchema } from 'fastify'
import { displayName } from '../../model/name.ts'
import { Problem } from '../../model/problem.ts'
import { toQuery } from '../../model/query.ts'
import { renderContext } from '../../rendering/context.ts'
import { renderItem } from '../../rendering/format.ts'
import { element, xmlDeclaration } from '../../rendering/xml.ts'
import { refuseOtherMethods } from '../read.ts'
import type { Services } from '../services.ts'

const hidden = { hide: true } as FastifySchema
/** A sitemap may have no more addresses. */
const perSitemap = 50_000
const namespace = { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' }
/** What reference managers take, the richest first. */
const unapiFormats = ['mods', 'ris', 'bibtex', 'csl']

export function discoveryRoutes(app: FastifyInstance, services: Services): void {
  const { store, formats, baseUrl, config } = services
  const send = (reply: FastifyReply, type: string, text: string) =>
    reply
      .header('cache-control', `public, max-age=${config.CACHE_MAX_AGE}`)
      .type(`${type}; charset=utf-8`)
      .send(text)
  const xml = (reply: FastifyReply, text: string) =>
    send(reply, 'application/xml', `${xmlDeclaration}${text}\n`)
  const every = { ...toQuery({}), versions: 'all' as const, sort: 'created' as const }

  app.get('/robots.txt', { schema: hidden }, (_, reply) =>
    send(reply, 'text/plain', `User-agent: *\nAllow: /\n\nSitemap: ${baseUrl}/sitemap.xml\n`),
  )

  app.get<{ Querystring: { part?: string } }>('/sitemap.xml', { schema: hidden }, async (request, reply) => {
    const total = await store.count(every)
    const { modified } = await store.state()
    const parts = Math.max(1, Math.ceil((total + 2) / perSitemap))
    const { part } = request.query
    if (part === undefined && parts > 1) {
      const maps = Array.from({ length: parts }, (_, i) =>
        element('sitemap', {}, element('loc', {}, `${baseUrl}/sitemap.xml?part=${i + 1}`)),
      )
      return xml(reply, element('sitemapindex', namespace, maps).text)
    }
    const wanted = Number(part ?? 1)
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > parts) {
      throw new Problem('not-found', `There is no part ${String(part).slice(0, 40)}: there are ${parts}.`)
    }
    const url = (path: string, time: number) =>
      element(
        'url',
        {},
        element('loc', {}, baseUrl + path),
        element('lastmod', {}, new Date(time).toISOString()),
      ).text
    const urls = [url('/', modified), url('/publications', modified)]
    const from = (wanted - 1) * perSitemap
    let place = urls.length
    const shown: string[] = wanted === 1 ? urls : []
    for await (const batch of store.stream(every, { withoutDocuments: true })) {
      for (const { key, updated } of batch) {
        if (place >= from && place < from + perSitemap) {
          shown.push(url(`/publications/${encodeURIComponent(key)}`, updated))
        }
        place++
      }
      if (place >= from + perSitemap) break
    }
    return xml(reply, `<urlset xmlns="${namespace.xmlns}">${shown.join('\n')}</urlset>`)
  })

  app.get('/llms.txt', { schema: hidden }, async (_, reply) => {
    const owner = await store.owner()
    const name = owner ? displayName(owner) : 'Offprint'
    const about = owner?.headline ?? (owner ? `Publications of ${name}` : 'Publications')
    const lines = [
      `# ${name.replace(/\s+/g, ' ')}`,
      `> ${about.replace(/\s+/g, ' ')}`,
      `## Pages\n\n- [Profile](${baseUrl}/?format=markdown): who this is, with publications\n- [Publications](${baseUrl}/publications.md): all of them, as Markdown\n- [Curriculum vitae](${baseUrl}/cv.md)`,
      `## Data\n\n- [Publications](${baseUrl}/publications.json): JSON with filters, search and facets\n- [BibTeX](${baseUrl}/publications.bib)\n- [OpenAPI](${baseUrl}/openapi.json): every resource and parameter\n- [OAI-PMH](${baseUrl}/oai?verb=Identify): for harvesters`,
    ]
    return send(reply, 'text/plain', `${lines.join('\n\n')}\n`)
  })

  app.get<{ Querystring: { id?: string; format?: string } }>(
    '/unapi',
    { schema: hidden },
    async (request, reply) => {
      const { id, format: name } = request.query
      const found = id === undefined ? undefined : await store.find(id)
      if (id !== undefined && found?.kind !== 'publication') {
        throw new Problem('not-found', `There is no publication ${id.slice(0, 200)}.`)
      }
      const offered = unapiFormats.flatMap((one) => formats.byName.get(one) ?? [])
      if (name === undefined || found?.kind !== 'publication') {
        const list = offered.map(({ name, mediaTypes, specification }) =>
          element('format', { name, type: mediaTypes[0], docs: specification }),
        )
        if (id !== undefined) reply.code(300)
        return xml(reply, element('formats', { id }, list).text)
      }
      const format = offered.find((one) => one.name === name)
      if (!format) throw new Problem('not-acceptable', `unAPI gives ${unapiFormats.join(', ')} here.`)
      const defaults = { style: config.STYLE, locale: config.LOCALE }
      const context = await renderContext({}, format, { ...services, defaults })
      return send(reply, format.mediaTypes[0], await renderItem(format, found.record, context))
    },
  )
  for (const url of ['/robots.txt', '/sitemap.xml', '/llms.txt', '/unapi']) refuseOtherMethods(app, url)
}
