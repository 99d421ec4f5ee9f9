/**
 * The tables, as drizzle sees them; drizzle-kit makes the migrations from this file. A record's `document` is its JSON
 * as it is served; the columns and side tables beside it are what filters, sorting, facets and links need, written in
 * the same transaction from the same value (`write-publication.ts`). The full-text index, which drizzle cannot model,
 * is in a migration of its own.
 */
import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

const recordColumns = {
  id: integer().primaryKey(),
  document: text().notNull(),
  version: integer().notNull(),
  created: integer().notNull(),
  updated: integer().notNull(),
}

/** One row: the version of the whole store and the time of its last write. */
export const storeState = sqliteTable(
  'store_state',
  {
    id: integer().primaryKey(),
    version: integer().notNull(),
    modified: integer().notNull(),
  },
  (table) => [check('one_row', sql`${table.id} = 1`)],
)

export const person = sqliteTable(
  'person',
  {
    ...recordColumns,
    slug: text().notNull().unique(),
    owner: integer({ mode: 'boolean' }).notNull(),
    name: text().notNull(),
    sortName: text('sort_name').notNull(),
    orcid: text(),
  },
  (table) => [
    uniqueIndex('person_owner').on(table.owner).where(sql`${table.owner} = 1`),
    index('person_sort').on(table.sortName, table.id),
  ],
)

export const affiliation = sqliteTable(
  'affiliation',
  {
    personId: integer('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    kind: text().notNull(),
    organization: text(),
    ror: text(),
    role: text(),
    place: text(),
    start: text(),
    end: text(),
    document: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.position] })],
)

/** Called `grouping` because GROUP is a word of SQL. */
export const group = sqliteTable(
  'grouping',
  {
    ...recordColumns,
    slug: text().notNull().unique(),
    name: text().notNull(),
    sortName: text('sort_name').notNull(),
  },
  (table) => [index('grouping_sort').on(table.sortName, table.id)],
)

export const membership = sqliteTable(
  'membership',
  {
    groupId: integer('group_id')
      .notNull()
      .references(() => group.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    role: text(),
    start: text(),
    end: text(),
    lead: integer({ mode: 'boolean' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.position] }),
    index('membership_person').on(table.personId),
  ],
)

export const venue = sqliteTable('venue', {
  id: integer().primaryKey(),
  name: text().notNull(),
  short: text(),
  kind: text(),
  url: text(),
  issn: text({ mode: 'json' }).$type<string[]>(),
})

/** Every name, short name and ISSN by which a venue has been called, folded. */
export const venueName = sqliteTable(
  'venue_name',
  {
    folded: text().primaryKey(),
    venueId: integer('venue_id')
      .notNull()
      .references(() => venue.id, { onDelete: 'cascade' }),
  },
  (table) => [index('venue_name_venue').on(table.venueId)],
)

/** A preprint and its published form are publications of one work. */
export const work = sqliteTable('work', { id: integer().primaryKey() })

export const publication = sqliteTable(
  'publication',
  {
    ...recordColumns,
    workId: integer('work_id')
      .notNull()
      .references(() => work.id),
    key: text().notNull().unique(),
    type: text().notNull(),
    status: text().notNull(),
    /** Shown to everybody. */
    public: integer({ mode: 'boolean' }).notNull(),
    /** The version of its work that stands for it in lists. */
    preferred: integer({ mode: 'boolean' }).notNull(),
    preprint: integer({ mode: 'boolean' }).notNull(),
    year: integer(),
    language: text(),
    featured: integer({ mode: 'boolean' }).notNull(),
    abstract: integer({ mode: 'boolean' }).notNull(),
    venueId: integer('venue_id').references(() => venue.id),
    issuedSort: text('issued_sort').notNull(),
    titleSort: text('title_sort').notNull(),
    venueSort: text('venue_sort').notNull(),
    authorSort: text('author_sort').notNull(),
  },
  (table) => [
    index('publication_work').on(table.workId),
    index('publication_issued').on(table.issuedSort, table.id),
    index('publication_title').on(table.titleSort, table.id),
    index('publication_venue_sort').on(table.venueSort, table.issuedSort, table.id),
    index('publication_author').on(table.authorSort, table.issuedSort, table.id),
    index('publication_created').on(table.created, table.id),
    index('publication_updated').on(table.updated, table.id),
    // All that the sets in memory are made of, so that they are read without the documents (`sets/columns.ts`).
    index('publication_columns').on(
      table.id,
      table.year,
      table.type,
      table.status,
      table.language,
      table.venueId,
      table.public,
      table.preferred,
      table.preprint,
      table.featured,
      table.abstract,
    ),
  ],
)

/**
 * Which publications were written, in order, so that every process can follow (`sets/changes.ts`). Triggers fill it,
 * whoever writes, and keep the last 100,000.
 */
export const publicationChange = sqliteTable('publication_change', {
  seq: integer().primaryKey(),
  publicationId: integer('publication_id').notNull(),
})

/**
 * Stands for what a publication holds: a number drawn anew (53 bits) whenever that changes, so whatever was made of it is
 * still right where the number is the same. No count or time would do, which come again in a store that was put back to
 * an earlier state. Triggers keep it, whoever writes.
 */
export const publicationStamp = sqliteTable('publication_stamp', {
  publicationId: integer('publication_id').primaryKey(),
  stamp: integer().notNull(),
})

/**
 * Keys under which something was hidden, deleted, or moved to another key after it had been shown to everybody. Triggers
 * keep it, whoever writes, so that harvesters are told. Some of them may be shown again.
 */
export const withdrawn = sqliteTable(
  'withdrawn',
  {
    key: text().primaryKey(),
    type: text().notNull(),
    year: integer(),
    /** Milliseconds since 1970. */
    time: integer().notNull(),
  },
  (table) => [index('withdrawn_time').on(table.time, table.key)],
)

/** Every key ever given, folded, so that no two differ in case only. `publicationId` is null once it was deleted. */
export const publicationKey = sqliteTable(
  'publication_key',
  {
    folded: text().primaryKey(),
    key: text().notNull(),
    publicationId: integer('publication_id').references(() => publication.id, { onDelete: 'set null' }),
  },
  (table) => [index('publication_key_publication').on(table.publicationId)],
)

const ofPublication = () =>
  integer('publication_id')
    .notNull()
    .references(() => publication.id, { onDelete: 'cascade' })

/**
 * What publications have many of: only what filters and facets are made from, the rest is in the document. The migration
 * makes these tables WITHOUT ROWID, so that each is one tree in the order in which publications are written.
 */
export const contributor = sqliteTable(
  'contributor',
  {
    publicationId: ofPublication(),
    position: integer().notNull(),
    role: text().notNull(),
    personId: integer('person_id').references(() => person.id),
    /** The name as printed, in reading order. */
    name: text().notNull(),
    folded: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.position] }),
    index('contributor_person').on(table.personId, table.publicationId),
  ],
)

/** What the filter `author` is compared with: family name, full name and ORCID iD of each contributor, folded. */
export const authorName = sqliteTable(
  'author_name',
  { publicationId: ofPublication(), folded: text().notNull() },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.folded] }),
    index('author_name_folded').on(table.folded, table.publicationId),
  ],
)

export const identifier = sqliteTable(
  'identifier',
  { publicationId: ofPublication(), scheme: text().notNull(), value: text().notNull() },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.scheme, table.value] }),
    index('identifier_value').on(table.scheme, table.value, table.publicationId),
  ],
)

export const link = sqliteTable(
  'link',
  {
    publicationId: ofPublication(),
    position: integer().notNull(),
    kind: text().notNull(),
    url: text().notNull(),
    label: text(),
  },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.position] }),
    index('link_kind').on(table.kind, table.publicationId),
  ],
)

export const tag = sqliteTable(
  'tag',
  {
    publicationId: ofPublication(),
    position: integer().notNull(),
    tag: text().notNull(),
    folded: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.position] }),
    index('tag_folded').on(table.folded, table.publicationId),
  ],
)

export const award = sqliteTable(
  'award',
  { publicationId: ofPublication(), position: integer().notNull(), name: text().notNull() },
  (table) => [primaryKey({ columns: [table.publicationId, table.position] })],
)

/** `scheme` and `value` are the identifier taken apart where it could be; `key` is set where it names a publication. */
export const relation = sqliteTable(
  'relation',
  {
    publicationId: ofPublication(),
    position: integer().notNull(),
    kind: text().notNull(),
    identifier: text().notNull(),
    scheme: text().notNull(),
    value: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.position] }),
    index('relation_target').on(table.scheme, table.value),
  ],
)

export const publicationGroup = sqliteTable(
  'publication_group',
  {
    publicationId: ofPublication(),
    groupId: integer('group_id')
      .notNull()
      .references(() => group.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.groupId] }),
    index('publication_group_group').on(table.groupId),
  ],
)

/**
 * The entries of sources that were taken for a publication (`model/provenance.ts`). `given` is what one said the last
 * time; NULL as long as the publication stands as it was made from it: a trigger puts the document there when it changes.
 */
export const publicationSource = sqliteTable(
  'publication_source',
  {
    publicationId: ofPublication(),
    source: text().notNull(),
    entry: text().notNull(),
    given: text(),
    /** A JSON list; NULL for the entry that the publication was made from. */
    changes: text(),
    carried: text(),
    /** A JSON list. */
    locked: text(),
    /** Milliseconds since 1970. */
    time: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.source, table.entry] }),
    index('publication_source_entry').on(table.source, table.entry),
  ],
)

/** Fields that no import changes. */
export const publicationLock = sqliteTable(
  'publication_lock',
  { publicationId: ofPublication(), field: text().notNull() },
  (table) => [primaryKey({ columns: [table.publicationId, table.field] })],
)

/** Who may write over HTTP. The token itself is nowhere: only its hash, and what it was given for. */
export const accessToken = sqliteTable('access_token', {
  name: text().primaryKey(),
  hash: text().notNull().unique(),
  scopes: text({ mode: 'json' }).$type<string[]>().notNull(),
  /** Milliseconds since 1970. */
  created: integer().notNull(),
  expires: integer(),
  used: integer(),
})
