/** The obvious build: plain tables with plain indexes, as one draws them on a whiteboard. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const venue = sqliteTable('venue', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  short: text().unique(),
  kind: text(),
})
export const publication = sqliteTable(
  'publication',
  {
    id: integer().primaryKey(),
    key: text().notNull().unique(),
    type: text().notNull(),
    title: text().notNull(),
    abstract: text(),
    language: text(),
    issued: text(),
    year: integer(),
    venueId: integer('venue_id').references(() => venue.id),
    volume: text(),
    issue: text(),
    pages: text(),
    publisher: text(),
    doi: text(),
    url: text(),
  },
  (table) => [
    index('by_issued').on(table.issued),
    index('by_year').on(table.year),
    index('by_venue').on(table.venueId),
    index('by_type').on(table.type),
    index('by_doi').on(table.doi),
  ],
)
export const author = sqliteTable(
  'author',
  { id: integer().primaryKey(), name: text().notNull().unique(), given: text(), family: text() },
  (table) => [index('by_family').on(table.family)],
)
const of = () => integer('publication_id').notNull()
export const authorship = sqliteTable(
  'authorship',
  {
    publicationId: of(),
    authorId: integer('author_id').notNull(),
    position: integer().notNull(),
    role: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.position] }),
    index('by_author').on(table.authorId),
  ],
)
export const tag = sqliteTable('tag', { publicationId: of(), tag: text().notNull() }, (table) => [
  primaryKey({ columns: [table.publicationId, table.tag] }),
  index('by_tag').on(table.tag),
])
export const link = sqliteTable(
  'link',
  { publicationId: of(), kind: text().notNull(), url: text().notNull() },
  (table) => [index('link_publication').on(table.publicationId)],
)
