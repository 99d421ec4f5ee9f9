/** Groups, their people and their publications. */
import type { FastifyInstance } from 'fastify'
import { pageParameters } from '../../model/parameters.ts'
import { readRoute } from '../read.ts'
import type { Services } from '../services.ts'
import { publicationList, sendPublications } from './publications.ts'
import { missing, narrow, recordValidator, sendPage, sendResource, slugName } from './resources.ts'
import { dailyState, readMembers, readShown, shownParameters } from './shown.ts'

export function groupRoutes(app: FastifyInstance, services: Services): void {
  const { store } = services
  const requireGroup = async (slug: string) => {
    const group = await store.group(slug)
    if (group) return group
    throw missing('group', slug, await store.nearestGroups(slug))
  }

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
    parameters: shownParameters,
    example: '/groups/neec',
    read: async (exchange, { slug = '' }) => {
      const group = await requireGroup(slug)
      if (exchange.format.resources?.groupProfile) {
        if (exchange.notModified(await dailyState(exchange))) return
        const members = await readMembers(exchange, group)
        const page = { group, members, ...(await readShown(exchange, { group: slug })) }
        return sendResource(exchange, 'groupProfile', page, group.slug)
      }
      if (exchange.notModified(recordValidator(group))) return
      return sendResource(exchange, 'group', group, group.slug)
    },
  })
  readRoute(app, services, {
    url: '/groups/:slug/people',
    operationId: 'listPeopleOfGroup',
    summary: 'The people of a group by name, those who have left it too',
    tag: 'People',
    shown: 'people',
    parameters: pageParameters,
    names: slugName('group', 'neec'),
    schema: 'PersonList',
    example: '/groups/neec/people',
    read: async (exchange, { slug = '' }) => {
      await requireGroup(slug)
      return sendPage(exchange, 'people', (page) => store.people(page, slug))
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
