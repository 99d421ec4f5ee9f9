/** The owner, people, their affiliations, groups; and the publications of each. */
import type { FastifyInstance } from 'fastify'
import { displayName } from '../../model/name.ts'
import { defaultLimit, invalidValue, type Parameter, pageParameters } from '../../model/parameters.ts'
import type { Person } from '../../model/person.ts'
import { choices, Problem } from '../../model/problem.ts'
import { one, type PublicationQuery, parseLimit } from '../../model/query.ts'
import type { Page, PageRequest } from '../../model/store.ts'
import { affiliationKinds } from '../../model/vocabulary.ts'
import type { ResourceName, Resources } from '../../rendering/format.ts'
import type { Exchange } from '../exchange.ts'
import { readRoute } from '../read.ts'
import type { Services } from '../services.ts'
import { publicationList, sendPublications } from './publications.ts'
import { readShown, shownParameters } from './shown.ts'

const affiliationParameters = {
  kind: {
    kind: 'list',
    description: 'Only affiliations of these kinds',
    example: 'education,experience',
    allowed: affiliationKinds,
  },
  current: {
    kind: 'one',
    description: 'Only those that last, or only those that are over',
    example: 'true',
    allowed: ['true', 'false'],
  },
} as const satisfies Record<string, Parameter>

/** Sends a resource other than publications through the format that was chosen. */
export async function sendResource<Name extends ResourceName>(
  exchange: Exchange,
  name: Name,
  data: Resources[Name],
  fileName: string,
) {
  const write = exchange.format.resources![name]!
  return exchange.send(await write(data, await exchange.context()), fileName)
}

async function sendPage<T>(
  exchange: Exchange,
  name: 'people' | 'groups',
  load: (page: PageRequest) => Promise<Page<T>>,
) {
  const { parsed, services } = exchange
  const limit = parseLimit(parsed, defaultLimit)
  const cursor = one(parsed, 'cursor')
  if (exchange.notModified(await services.store.state())) return
  const { items, total, next, prev } = await load({ limit, ...(cursor ? { cursor } : {}) })
  exchange.reply.header('x-total-count', total)
  exchange.addLink(exchange.pageUrl(undefined), 'first')
  if (prev) exchange.addLink(exchange.pageUrl(prev), 'prev')
  if (next) exchange.addLink(exchange.pageUrl(next), 'next')
  return sendResource(exchange, name, { items, total } as unknown as Resources[typeof name], name)
}

async function sendAffiliations(exchange: Exchange, person: string) {
  const { parsed, services } = exchange
  const current = one(parsed, 'current')
  if (exchange.notModified(await dailyState(exchange))) return
  const items = await services.store.affiliations(person, {
    ...(parsed.kind ? { kinds: parsed.kind.any } : {}),
    ...(current ? { current: current === 'true' } : {}),
  })
  exchange.reply.header('x-total-count', items.length)
  return sendResource(exchange, 'affiliations', { items, total: items.length }, 'affiliations')
}

/** What is current changes with the day, though nothing in the store does. */
async function dailyState({ services }: Exchange) {
  const state = await services.store.state()
  const day = new Date().toISOString().slice(0, 10)
  return { version: `${state.version} ${day}`, modified: Math.max(state.modified, Date.parse(day)) }
}

function recordValidator(record: { slug: string; version: number; updated: string }) {
  return { version: `${record.slug}/${record.version}`, modified: Date.parse(record.updated) }
}

/** Adds a filter that the path gives to those of the query. */
function narrow(name: 'person' | 'group', slug: string) {
  return (query: PublicationQuery): PublicationQuery => {
    const given = query.filters[name]
    if (given?.any.length) {
      throw invalidValue(name, given.any[0]!, `no value here: the path names ${slug} already`)
    }
    return { ...query, filters: { ...query.filters, [name]: { any: [slug], none: given?.none ?? [] } } }
  }
}

export function peopleRoutes(app: FastifyInstance, services: Services): void {
  const { store } = services

  const requireOwner = async (): Promise<Person> => {
    const owner = await store.owner()
    if (owner) return owner
    throw new Problem('not-found', 'The store has no owner yet. Seed it, or add a person with owner: true.')
  }
  const missing = async (what: string, slug: string, near: string[]) => {
    const hint = near.length ? ` Did you mean ${choices(near)}?` : ''
    return new Problem('not-found', `There is no ${what} ${slug.slice(0, 200)}.${hint}`, { nearest: near })
  }
  const requirePerson = async (slug: string) => {
    const person = await store.person(slug)
    if (person) return person
    throw await missing('person', slug, await store.nearestPeople(slug))
  }
  const requireGroup = async (slug: string) => {
    const group = await store.group(slug)
    if (group) return group
    throw await missing('group', slug, await store.nearestGroups(slug))
  }
  const sendPerson = async (exchange: Exchange, person: Person) => {
    if (exchange.format.resources?.profile) {
      if (exchange.notModified(await dailyState(exchange))) return
      const page = { person, ...(await readShown(exchange, person)) }
      return sendResource(exchange, 'profile', page, person.slug)
    }
    if (exchange.notModified(recordValidator(person))) return
    return sendResource(exchange, 'person', person, person.slug)
  }
  const sendCv = async (exchange: Exchange, person: Person) => {
    if (exchange.notModified(await dailyState(exchange))) return
    const page = { person, ...(await readShown(exchange, person, 1000)) }
    return sendResource(exchange, 'cv', page, `${person.slug}-cv`)
  }
  const slugName = (what: string, example: string) => ({
    slug: { description: `Slug of the ${what}`, example },
  })

  readRoute(app, services, {
    url: '/profile',
    operationId: 'getProfile',
    summary: 'The owner of this server',
    tag: 'People',
    shown: 'person',
    parameters: shownParameters,
    schema: 'PersonResource',
    problems: ['not-found'],
    read: async (exchange) => sendPerson(exchange, await requireOwner()),
  })
  readRoute(app, services, {
    url: '/cv',
    operationId: 'getCv',
    summary: "The owner's curriculum vitae, made for print",
    tag: 'People',
    shown: 'cv',
    schema: 'PersonResource',
    problems: ['not-found'],
    read: async (exchange) => sendCv(exchange, await requireOwner()),
  })
  readRoute(app, services, {
    url: '/people/:slug/cv',
    operationId: 'getCvOfPerson',
    summary: "A person's curriculum vitae",
    tag: 'People',
    shown: 'cv',
    names: slugName('person', 'zhisheng-ye'),
    schema: 'PersonResource',
    example: '/people/zhisheng-ye/cv',
    read: async (exchange, { slug = '' }) => sendCv(exchange, await requirePerson(slug)),
  })
  readRoute(app, services, {
    url: '/affiliations',
    operationId: 'listAffiliations',
    summary: "The owner's education, experience, memberships and awards, newest first",
    tag: 'People',
    shown: 'affiliations',
    parameters: affiliationParameters,
    schema: 'AffiliationList',
    example: '/affiliations?kind=education',
    problems: ['not-found'],
    read: async (exchange) => sendAffiliations(exchange, (await requireOwner()).slug),
  })
  readRoute(app, services, {
    url: '/people',
    operationId: 'listPeople',
    summary: 'Every person the store knows, by name',
    tag: 'People',
    shown: 'people',
    parameters: pageParameters,
    schema: 'PersonList',
    read: (exchange) => sendPage(exchange, 'people', (page) => store.people(page)),
  })
  readRoute(app, services, {
    url: '/people/:slug',
    operationId: 'getPerson',
    summary: 'One person',
    tag: 'People',
    shown: 'person',
    parameters: shownParameters,
    names: slugName('person', 'zhisheng-ye'),
    schema: 'PersonResource',
    example: '/people/zhisheng-ye',
    read: async (exchange, { slug = '' }) => sendPerson(exchange, await requirePerson(slug)),
  })
  readRoute(app, services, {
    url: '/people/:slug/affiliations',
    operationId: 'listAffiliationsOfPerson',
    summary: "A person's affiliations, newest first",
    tag: 'People',
    shown: 'affiliations',
    parameters: affiliationParameters,
    names: slugName('person', 'zhisheng-ye'),
    schema: 'AffiliationList',
    example: '/people/zhisheng-ye/affiliations?current=false&kind=membership',
    read: async (exchange, { slug = '' }) => sendAffiliations(exchange, (await requirePerson(slug)).slug),
  })
  readRoute(app, services, {
    ...publicationList,
    url: '/people/:slug/publications',
    operationId: 'listPublicationsOfPerson',
    summary: "A person's publications",
    names: slugName('person', 'zhisheng-ye'),
    example: '/people/zhisheng-ye/publications?limit=1',
    read: async (exchange, { slug = '' }) => {
      const person = await requirePerson(slug)
      return sendPublications(exchange, `Publications of ${displayName(person)}`, narrow('person', slug))
    },
  })
  readRoute(app, services, {
    url: '/groups',
    operationId: 'listGroups',
    summary: 'Labs and projects, by name',
    tag: 'People',
    shown: 'groups',
    parameters: pageParameters,
    schema: 'GroupList',
    read: (exchange) => sendPage(exchange, 'groups', (page) => store.groups(page)),
  })
  readRoute(app, services, {
    url: '/groups/:slug',
    operationId: 'getGroup',
    summary: 'One group with its members',
    tag: 'People',
    shown: 'group',
    names: slugName('group', 'neec'),
    schema: 'GroupResource',
    example: '/groups/neec',
    read: async (exchange, { slug = '' }) => {
      const group = await requireGroup(slug)
      if (exchange.notModified(recordValidator(group))) return
      return sendResource(exchange, 'group', group, group.slug)
    },
  })
  readRoute(app, services, {
    ...publicationList,
    url: '/groups/:slug/publications',
    operationId: 'listPublicationsOfGroup',
    summary: "A group's publications, and those its members wrote while they were in it",
    names: slugName('group', 'neec'),
    example: '/groups/neec/publications?limit=1',
    read: async (exchange, { slug = '' }) => {
      const group = await requireGroup(slug)
      return sendPublications(exchange, `Publications of ${group.name}`, narrow('group', slug))
    },
  })
}
