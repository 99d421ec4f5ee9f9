/** The entrance: the owner's page for people, a service document for programs; and the list of formats. */
import type { FastifyInstance } from 'fastify'
import { displayName } from '../../model/name.ts'
import type { Group } from '../../model/person.ts'
import type { Store } from '../../model/store.ts'
import { readRoute } from '../read.ts'
import type { Services } from '../services.ts'
import { sendResource } from './resources.ts'
import { dailyState, readMembers, readShown, shownParameters } from './shown.ts'

const resources = {
  profile: '/profile',
  affiliations: '/affiliations',
  publications: '/publications',
  people: '/people',
  cv: '/cv',
  groups: '/groups',
  venues: '/venues',
  tags: '/tags',
  years: '/years',
  types: '/types',
  works: '/works/{identifier}',
  formats: '/formats',
  styles: '/styles',
  locales: '/locales',
  openapi: '/openapi.json',
  documentation: '/docs',
  embed: '/embed',
  embedScript: '/embed.js',
  oembed: '/oembed',
}

export function homeRoutes(app: FastifyInstance, services: Services): void {
  const { store, formats, styles, baseUrl, release } = services
  const formatItems = formats.all.map(
    ({ name, title, mediaTypes, extensions, specification, parameters }) => ({
      name,
      title,
      mediaTypes,
      extensions,
      specification,
      parameters,
    }),
  )
  /** These change with the release only. */
  const validator = { version: release, modified: Date.UTC(2026, 0, 1) }

  readRoute(app, services, {
    url: '/',
    operationId: 'getService',
    summary: "The owner's page as HTML; as JSON, every resource and format of this server",
    tag: 'Service',
    shown: 'home',
    schema: 'Service',
    parameters: shownParameters,
    read: async (exchange) => {
      if (exchange.notModified(await dailyState(exchange))) return
      const owner = await store.owner()
      const lab = owner ? undefined : await topGroup(store)
      const shown = await readShown(exchange, owner ? { person: owner.slug } : lab ? { group: lab.slug } : {})
      const service = {
        name: 'Offprint',
        version: release,
        ...(owner ? { owner: displayName(owner) } : {}),
        resources: Object.fromEntries(
          Object.entries(resources).map(([name, path]) => [name, baseUrl + path]),
        ),
        formats: Object.fromEntries(formats.all.map(({ name, mediaTypes }) => [name, mediaTypes[0]])),
      }
      const page = {
        service,
        affiliations: owner ? await store.affiliations(owner.slug, {}) : [],
        ...(owner ? { owner } : {}),
        ...(lab ? { lab: { group: lab, members: await readMembers(exchange, lab) } } : {}),
        ...shown,
      }
      return sendResource(exchange, 'home', page, 'index')
    },
  })

  readRoute(app, services, {
    url: '/formats',
    operationId: 'listFormats',
    summary: 'Every format: its name, media types and extensions',
    tag: 'Service',
    shown: 'document',
    schema: 'FormatList',
    read: async (exchange) => {
      if (exchange.notModified(validator)) return
      return sendResource(exchange, 'document', { items: formatItems, total: formatItems.length }, 'formats')
    },
  })

  readRoute(app, services, {
    url: '/styles',
    operationId: 'listStyles',
    summary: 'Citation styles by name or title',
    tag: 'Service',
    shown: 'document',
    parameters: {
      q: { kind: 'one', description: 'Part of a name or title', example: 'ieee' },
      limit: {
        kind: 'one',
        description: 'How many at most; 50 by default',
        example: '10',
        pattern: /^(?:[1-9]\d{0,2}|1000)$/,
        expected: 'a whole number from 1 to 1000',
      },
    },
    schema: 'StyleList',
    example: '/styles?q=computing%20surveys&limit=2',
    read: async (exchange) => {
      if (exchange.notModified(validator)) return
      const { q, limit } = exchange.parsed
      const found = styles.search(q?.any[0] ?? '', Number(limit?.any[0] ?? 50))
      return sendResource(exchange, 'document', found, 'styles')
    },
  })

  readRoute(app, services, {
    url: '/locales',
    operationId: 'listLocales',
    summary: 'Locales of bibliographies',
    tag: 'Service',
    shown: 'document',
    schema: 'LocaleList',
    read: async (exchange) => {
      if (exchange.notModified(validator)) return
      const items = styles.locales()
      return sendResource(exchange, 'document', { items, total: items.length }, 'locales')
    },
  })
}

/** The group that is no part of another, where there is one such. */
async function topGroup(store: Store): Promise<Group | undefined> {
  const { items } = await store.groups({ limit: 1000 })
  const top = items.filter(({ parent }) => parent === undefined)
  return top.length === 1 ? top[0] : undefined
}
