/** The obvious build's server: drizzle queries, joins in code, JSON by Fastify, citations by citation-js each time. */
import { Cite, plugins } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-csl'
import Database from 'better-sqlite3'
import {
  and,
  between,
  count,
  desc,
  eq,
  exists,
  getTableColumns,
  gte,
  inArray,
  lte,
  or,
  sql,
} from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import Fastify from 'fastify'
import { author, authorship, link, publication, tag, venue } from './schema.mjs'

const [file, port] = process.argv.slice(2)
const connection = new Database(file)
connection.pragma('journal_mode = WAL')
const db = drizzle(connection)

const within = (table, condition) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(table)
      .where(and(eq(table.publicationId, publication.id), condition)),
  )

function where({ year, venue: name, type, tag: label, author: who, q }) {
  const conditions = []
  if (year) {
    const [low, high] = year.includes('..') ? year.split('..') : [year, year]
    if (low && high) conditions.push(between(publication.year, Number(low), Number(high)))
    else conditions.push(low ? gte(publication.year, Number(low)) : lte(publication.year, Number(high)))
  }
  if (name) {
    const found = db
      .select({ id: venue.id })
      .from(venue)
      .where(or(eq(venue.short, name), eq(venue.name, name)))
    conditions.push(inArray(publication.venueId, found))
  }
  if (type) conditions.push(eq(publication.type, type))
  if (label) conditions.push(within(tag, eq(tag.tag, label)))
  if (who) {
    const found = db
      .select({ id: author.id })
      .from(author)
      .where(or(eq(author.name, who), eq(author.family, who)))
    conditions.push(within(authorship, inArray(authorship.authorId, found)))
  }
  if (q) {
    const words = q.split(/\s+/).map((word) => `"${word.replaceAll('"', '')}"`)
    conditions.push(
      sql`${publication.id} IN (SELECT rowid FROM search WHERE search MATCH ${words.join(' ')})`,
    )
  }
  return and(...conditions)
}

function find(query) {
  const condition = where(query)
  const limit = Number(query.limit ?? 50)
  const rows = db
    .select({ ...getTableColumns(publication), venue: getTableColumns(venue) })
    .from(publication)
    .leftJoin(venue, eq(venue.id, publication.venueId))
    .where(condition)
    .orderBy(desc(publication.issued), desc(publication.id))
    .limit(limit)
    .offset((Number(query.page ?? 1) - 1) * limit)
    .all()
  const ids = rows.map(({ id }) => id)
  const of = (table) => db.select().from(table).where(inArray(table.publicationId, ids)).all()
  const contributors = db
    .select()
    .from(authorship)
    .innerJoin(author, eq(author.id, authorship.authorId))
    .where(inArray(authorship.publicationId, ids))
    .orderBy(authorship.publicationId, authorship.position)
    .all()
  const [tags, links] = [of(tag), of(link)]
  const items = rows.map((row) => ({
    ...row,
    contributors: contributors
      .filter((one) => one.authorship.publicationId === row.id)
      .map((one) => ({ role: one.authorship.role, ...one.author })),
    tags: tags.filter((one) => one.publicationId === row.id).map((one) => one.tag),
    links: links.filter((one) => one.publicationId === row.id),
  }))
  const [{ total }] = db.select({ total: count() }).from(publication).where(condition).all()
  return { items, total }
}

const toCsl = (item) => ({
  id: item.key,
  type: item.type,
  title: item.title,
  'container-title': item.venue?.name,
  volume: item.volume ?? undefined,
  issue: item.issue ?? undefined,
  page: item.pages ?? undefined,
  publisher: item.publisher ?? undefined,
  DOI: item.doi ?? undefined,
  issued: item.issued ? { 'date-parts': [item.issued.split('-').map(Number)] } : undefined,
  author: item.contributors.map(({ given, family, name }) =>
    family ? { given, family } : { literal: name },
  ),
})
plugins.config.get('@bibtex').format.useIdAsLabel = true

const formats = {
  bibtex: ['application/x-bibtex', (cite) => cite.format('bibtex')],
  csl: ['application/vnd.citationstyles.csl+json', (cite) => cite.format('data')],
  bibliography: ['text/x-bibliography', (cite) => cite.format('bibliography', { template: 'apa' })],
}

const app = Fastify()
app.get('/publications', async ({ query }, reply) => {
  const found = find(query)
  if (!query.format || query.format === 'json') return found
  const [type, write] = formats[query.format]
  return reply.type(`${type}; charset=utf-8`).send(write(new Cite(found.items.map(toCsl))))
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
