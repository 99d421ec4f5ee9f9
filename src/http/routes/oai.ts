/**
 * OAI-PMH 2.0 at /oai (https://www.openarchives.org/OAI/openarchivesprotocol.html): all public publications in the order
 * in which they were changed, then those that were withdrawn. The metadata are the formats of this service.
 */
import type { FastifyInstance, FastifyReply, FastifySchema } from 'fastify'
import { encodeCursor } from '../../model/cursor.ts'
import { displayName } from '../../model/name.ts'
import { Problem } from '../../model/problem.ts'
import type { Publication } from '../../model/publication.ts'
import { canonicalQuery, type PublicationQuery } from '../../model/query.ts'
import type { PublicationRecord, Withdrawn } from '../../model/store.ts'
import { renderContext } from '../../rendering/context.ts'
import { renderItem } from '../../rendering/format.ts'
import {
  answer,
  errorElement,
  type Header,
  headerElement,
  identifyElement,
  recordElement,
  tokenElement,
} from '../../rendering/oai/answer.ts'
import { OaiError, type OaiRequest, readRequest, type Verb } from '../../rendering/oai/request.ts'
import { type HarvestState, resumptionToken } from '../../rendering/oai/token.ts'
import { element, type XmlContent } from '../../rendering/xml.ts'
import { refuseOtherMethods } from '../read.ts'
import type { Services } from '../services.ts'

/** Records on a page. */
const pageSize = 100

/** Prefix → format of this service, and the schema that harvesters look for. */
const metadataFormats: Record<string, { format: string; schema: string; namespace: string }> = {
  oai_dc: {
    format: 'dublincore',
    schema: 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    namespace: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
  },
  mods: {
    format: 'mods',
    schema: 'http://www.loc.gov/standards/mods/v3/mods-3-8.xsd',
    namespace: 'http://www.loc.gov/mods/v3',
  },
  datacite: {
    format: 'datacite-xml',
    schema: 'https://schema.datacite.org/meta/kernel-4.6/metadata.xsd',
    namespace: 'http://datacite.org/schema/kernel-4',
  },
}

interface Item {
  header: Header
  record?: PublicationRecord
}

export function oaiRoutes(app: FastifyInstance, services: Services): void {
  const { store, baseUrl, config, formats } = services
  const url = `${baseUrl}/oai`
  const { hostname } = new URL(baseUrl)
  const identifierOf = (key: string) => `oai:${hostname}:${encodeURIComponent(key)}`

  const setsOf = (
    { year, type, groups = [] }: Pick<Publication, 'year' | 'type' | 'groups'>,
    asked?: string,
  ) => [
    ...new Set([
      ...(year === undefined || year < 0 ? [] : [`year:${year}`]),
      `type:${type}`,
      ...groups.map((group) => `group:${group}`),
      ...(asked === undefined ? [] : [asked]),
    ]),
  ]
  const itemOf = (record: PublicationRecord, asked?: string): Item => {
    const { key, publication, updated: time } = record
    return { header: { identifier: identifierOf(key), time, sets: setsOf(publication, asked) }, record }
  }
  const deletedItem = ({ key, time, type, year }: Withdrawn): Item => ({
    header: {
      identifier: identifierOf(key),
      time,
      sets: setsOf({ type: type as Publication['type'], ...(year === undefined ? {} : { year }) }),
      isDeleted: true,
    },
  })

  /** The publications of a set. @throws OaiError noRecordsMatch for a set that there is not */
  function queryOf(set: string | undefined): PublicationQuery {
    const [, name, value] = /^(year|type|group):(.+)$/.exec(set ?? '') ?? []
    if (set !== undefined && name === undefined)
      throw new OaiError('noRecordsMatch', `There is no set "${set}".`)
    const filters = name ? { [name]: { any: [value!], none: [] } } : {}
    return { filters, sort: 'updated', versions: 'all' }
  }

  /** A page of a harvest, and where it goes on. */
  async function harvest(state: HarvestState): Promise<{ items: Item[]; next?: HarvestState }> {
    const query = queryOf(state.set)
    const { from, before = Number.POSITIVE_INFINITY, given } = state
    const items: Item[] = []
    if (!state.after) {
      const start =
        from === undefined
          ? undefined
          : { direction: 'after' as const, values: [from - 1, Number.MAX_SAFE_INTEGER] }
      const cursor = state.cursor ?? (start && encodeCursor(start, canonicalQuery(query)))
      const page = await store.list(query, { limit: pageSize, ...(cursor ? { cursor } : {}) })
      const within = page.items.filter(({ updated }) => updated < before)
      items.push(...within.map((record) => itemOf(record, state.set)))
      if (page.next && within.length === page.items.length)
        return { items, next: { ...state, cursor: page.next, given: given + items.length } }
    }
    const [, name, value] = /^(year|type|group):(.+)$/.exec(state.set ?? '') ?? []
    if (name === 'group') return { items }
    const deleted = await store.withdrawn({
      ...(from === undefined ? {} : { from }),
      ...(state.before === undefined ? {} : { before: state.before }),
      ...(name === 'type' ? { type: value! } : {}),
      ...(name === 'year' ? { year: Number(value) } : {}),
      ...(state.after ? { after: state.after } : {}),
      limit: pageSize + 1,
    })
    const shown = deleted.slice(0, pageSize)
    items.push(...shown.map(deletedItem))
    const last = shown.at(-1)
    if (deleted.length <= pageSize || !last) return { items }
    const { cursor: _, ...rest } = state
    return {
      items,
      next: { ...rest, after: { time: last.time, key: last.key }, given: given + items.length },
    }
  }

  function formatOf(prefix: string | undefined) {
    const known = Object.hasOwn(metadataFormats, prefix ?? '') ? metadataFormats[prefix!] : undefined
    const format = known && formats.byName.get(known.format)
    if (!format) {
      const all = Object.keys(metadataFormats).join(', ')
      throw new OaiError('cannotDisseminateFormat', `There is no metadataPrefix "${prefix}": ${all}.`)
    }
    return format
  }

  async function metadataOf(record: PublicationRecord, prefix: string | undefined): Promise<string> {
    const format = formatOf(prefix)
    const defaults = { style: config.STYLE, locale: config.LOCALE }
    return renderItem(format, record, await renderContext({}, format, { ...services, defaults }))
  }

  /** @throws OaiError idDoesNotExist */
  async function itemNamed(identifier: string): Promise<Item> {
    const prefix = `oai:${hostname}:`
    const key = identifier.startsWith(prefix) ? decoded(identifier.slice(prefix.length)) : undefined
    const found = key === undefined ? undefined : await store.find(key)
    if (found?.kind === 'publication' && found.record.key === key) return itemOf(found.record)
    const [gone] = key === undefined ? [] : await store.withdrawn({ key, limit: 1 })
    if (gone) return deletedItem(gone)
    throw new OaiError('idDoesNotExist', `There is no record "${identifier.slice(0, 300)}".`)
  }

  const list = async (
    { metadataPrefix, harvest: state }: OaiRequest,
    write: (item: Item) => Promise<XmlContent>,
  ) => {
    formatOf(metadataPrefix)
    const { items, next } = await harvest(state!)
    if (items.length === 0 && state!.given === 0)
      throw new OaiError('noRecordsMatch', 'There is no record in this set and between these dates.')
    const token = next && resumptionToken(next)
    return [
      await Promise.all(items.map(write)),
      next || state!.given > 0 ? tokenElement(token, state!.given) : undefined,
    ]
  }

  const verbs: Record<Verb, (request: OaiRequest) => Promise<XmlContent>> = {
    async Identify() {
      const owner = await store.owner()
      const query = queryOf(undefined)
      const { items } = await store.list(query, { limit: 1 })
      const [gone] = await store.withdrawn({ limit: 1 })
      const mail = /^(?:mailto:)?([^\s@]+@[^\s@]+)$/.exec(config.CONTACT)?.[1]
      return identifyElement({
        name: owner ? `Publications of ${displayName(owner)}` : 'Publications',
        baseUrl: url,
        mail: mail ?? `postmaster@${hostname}`,
        earliest: Math.min(items[0]?.updated ?? Date.now(), gone?.time ?? Date.now()),
        host: hostname,
      })
    },
    async ListMetadataFormats({ identifier }) {
      if (identifier !== undefined) await itemNamed(identifier)
      const all = Object.entries(metadataFormats).map(([prefix, { schema, namespace }]) =>
        element(
          'metadataFormat',
          {},
          element('metadataPrefix', {}, prefix),
          element('schema', {}, schema),
          element('metadataNamespace', {}, namespace),
        ),
      )
      return element('ListMetadataFormats', {}, all)
    },
    async ListSets() {
      const facets = await store.facets(queryOf(undefined), ['year', 'type'])
      const { items: groups } = await store.groups({ limit: 1000 })
      const all: [spec: string, name: string][] = [
        ...(facets.year ?? []).flatMap(({ value }): [string, string][] =>
          Number(value) < 0 ? [] : [[`year:${value}`, `Published in ${value}`]],
        ),
        ...(facets.type ?? []).map(({ value }): [string, string] => [`type:${value}`, `Of type ${value}`]),
        ...groups.map(({ slug, name }): [string, string] => [`group:${slug}`, name]),
      ]
      const sets = all.map(([spec, name]) =>
        element('set', {}, element('setSpec', {}, spec), element('setName', {}, name)),
      )
      return element('ListSets', {}, sets)
    },
    async GetRecord({ identifier, metadataPrefix }) {
      const { header, record } = await itemNamed(identifier!)
      formatOf(metadataPrefix)
      const metadata = record && (await metadataOf(record, metadataPrefix))
      return element('GetRecord', {}, recordElement(header, metadata))
    },
    ListIdentifiers: async (request) =>
      element('ListIdentifiers', {}, await list(request, async ({ header }) => headerElement(header))),
    ListRecords: async (request) =>
      element(
        'ListRecords',
        {},
        await list(request, async ({ header, record }) =>
          recordElement(header, record && (await metadataOf(record, request.metadataPrefix))),
        ),
      ),
  }

  async function answerTo(given: URLSearchParams, reply: FastifyReply) {
    let args: Record<string, string> = {}
    let content: XmlContent
    try {
      const request = readRequest(given)
      args = request.args
      content = await verbs[request.verb](request)
    } catch (error) {
      const refused = toOaiError(error)
      if (refused.code === 'badVerb' || refused.code === 'badArgument') args = {}
      content = errorElement(refused.code, refused.message)
    }
    return reply
      .header('cache-control', 'no-cache')
      .type('text/xml; charset=utf-8')
      .send(answer(url, Date.now(), args, content))
  }

  const schema = { hide: true } as FastifySchema
  app.get('/oai', { schema }, (request, reply) =>
    answerTo(new URL(request.url, 'http://localhost').searchParams, reply),
  )
  app.register(async (scope) => {
    // Arguments of a POST are those of a form (section 3.1.1.2).
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 16_384 },
      (_, body, done) => done(null, new URLSearchParams(String(body))),
    )
    scope.post('/oai', { schema }, (request, reply) =>
      answerTo(request.body instanceof URLSearchParams ? request.body : new URLSearchParams(), reply),
    )
  })
  refuseOtherMethods(app, '/oai', ['GET', 'POST'])
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** What the store refuses is a set or a token that there is not. @throws what is no refusal */
function toOaiError(error: unknown): OaiError {
  if (error instanceof OaiError) return error
  if (error instanceof Problem && error.problem === 'invalid-cursor')
    return new OaiError('badResumptionToken', 'The resumptionToken is none of this repository.')
  if (error instanceof Problem && error.problem === 'invalid-parameter')
    return new OaiError('noRecordsMatch', error.message)
  throw error
}
