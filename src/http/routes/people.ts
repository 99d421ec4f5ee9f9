/** The owner, people, their affiliations and their publications. */
import type { FastifyInstance } from 'fastify'
import { displayName } from '../../model/name.ts'
import { type Parameter, pageParameters } from '../../model/parameters.ts'
import type { Person } from '../../model/person.ts'
import { Problem } from '../../model/problem.ts'
import { one } from '../../model/query.ts'
import { affiliationKinds } from '../../model/vocabulary.ts'
import type { Exchange } from '../exchange.ts'
import { readRoute } from '../read.ts'
import type { Services } from '../services.ts'
import { publicationList, sendPublications } from './publications.ts'
import { missing, narrow, recordValidator, sendPage, sendResource, slugName } from './resources.ts'
import { dailyState, readShown, shownParameters } from './shown.ts'

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

export function peopleRoutes(app: FastifyInstance, services: Services): void {
  const { store } = services

  const requireOwner = async (): Promise<Person> => {
    const owner = await store.owner()
    if (owner) return owner
    throw new Problem('not-found', 'The store has no owner yet. Seed it, or add a person with owner: true.')
  }
  const requirePerson = async (slug: string) => {
    const person = await store.person(slug)
    if (person) return person
    throw missing('person', slug, await store.nearestPeople(slug))
  }
  const readProfile = async (exchange: Exchange, person: Person, limit?: number) => ({
    person,
    affiliations: await store.affiliations(person.slug, {}),
    ...(await readShown(exchange, { person: person.slug }, limit)),
  })
  const sendPerson = async (exchange: Exchange, person: Person) => {
    if (exchange.format.resources?.profile) {
      if (exchange.notModified(await dailyState(exchange))) return
      const page = await readProfile(exchange, person)
      return sendResource(exchange, 'profile', page, person.slug)
    }
    if (exchange.notModified(recordValidator(person))) return
    return sendResource(exchange, 'person', person, person.slug)
  }
  const sendCv = async (exchange: Exchange, person: Person) => {
    if (exchange.notModified(await dailyState(exchange))) return
    const page = await readProfile(exchange, person, 1000)
    return sendResource(exchange, 'cv', page, `${person.slug}-cv`)
  }
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
}
