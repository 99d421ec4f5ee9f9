/**
 * What the service asks of its store. Every method is asynchronous and whole (one call, one consistent answer or one
 * atomic change), so that a store over a network can stand where the SQLite one stands.
 */
import type { FacetName } from './parameters.ts'
import type { Affiliation, AffiliationInput, Group, GroupInput, Person, PersonInput } from './person.ts'
import type { Given, Provenance, SourceEntry } from './provenance.ts'
import type { Publication, PublicationInput } from './publication.ts'
import type { PublicationQuery } from './query.ts'
import type { AccessToken } from './token.ts'

/** A publication as the store keeps it: its JSON ready to send, and its fields for those who need to look inside. */
export interface PublicationRecord {
  readonly key: string
  readonly version: number
  /** Milliseconds since 1970. */
  readonly updated: number
  /** An object in UTF-8, ready to send: lists of it are put together without a text being made. */
  readonly json: Uint8Array
  readonly publication: Publication
  /**
   * Stands for all that the record holds, in every process and for good: another number as soon as anything in it
   * changes. Absent in lists as long as a large store is reading all stamps into memory.
   */
  readonly stamp?: number | undefined
}

/** Thrown by a record that was left out of what was read, where it has been hidden since it was found. */
export class LostRecord extends Error {}

/** What of the records of a list need not be read. It is read by itself where somebody looks after all. */
export interface Reading {
  /** Tells by its stamp of which record nobody will want anything, because what it would be made into is at hand. */
  isKnown?(stamp: number): boolean
  /** Of all records nobody will want the document. */
  withoutDocuments?: true
}

/** Some records of a list, one after the other. */
export interface Piece {
  /** Stands for what is in the records: another one as soon as anything in them is, in every process and for good. */
  stamp: string
  /** How many records there are. */
  size: number
  /** Those from one number to before another, as they are now; without what has been hidden meanwhile. */
  records(from: number, to: number): Promise<PublicationRecord[]>
  /** Whether the records are still those that the stamp stands for. */
  isCurrent(): Promise<boolean>
}

export interface PageRequest extends Reading {
  limit: number
  cursor?: string
}
export interface Page<T> {
  items: T[]
  total: number
  /** Cursors of the pages beside this one. */
  next?: string
  prev?: string
}

/** What a reference to a publication leads to. */
export type Found =
  | { kind: 'publication'; record: PublicationRecord }
  /** The key is an old one, or differs from the key in case. */
  | { kind: 'moved'; key: string }
  | { kind: 'gone' }

export interface FacetCount {
  /** What the filter of the same name takes. */
  value: string | number
  /** What to show, where it is not the value. */
  label?: string
  count: number
}
export type Facets = Partial<Record<FacetName, FacetCount[]>>

export interface VenueEntry {
  /** What the filter `venue` takes: the short name where there is one. */
  value: string
  name: string
  short?: string
  kind?: string
  issn?: string[]
  url?: string
  count: number
}

export interface AffiliationFilter {
  kinds?: string[]
  current?: boolean
}

/** A publication that was shown to everybody under a key and is not any more. */
export interface Withdrawn {
  key: string
  type: string
  year?: number
  /** Milliseconds since 1970. */
  time: number
}
/** Those withdrawn at `from` or later and before `before`, in the order of time and key. */
export interface WithdrawnRequest {
  key?: string
  from?: number
  before?: number
  type?: string
  year?: number
  /** Goes on after this one. */
  after?: { time: number; key: string }
  limit: number
}

/** Changes with every acknowledged write, on every replica alike. */
export interface StoreState {
  version: number
  /** Time of the last write, milliseconds since 1970. */
  modified: number
}

/** An entry taken for a publication; without `publication` it said what the publication is now. */
export type GivenInput = Omit<Given, 'publication' | 'time'> & { key: string; publication?: PublicationInput }
export interface Locks {
  key: string
  lock?: string[]
  unlock?: string[]
}
/** A publication that is deleted; its keys lead to another one. */
export interface Replaced {
  key: string
  by: string
}
/** An entry that is not taken for a publication any more, and the old keys that are free with it. */
export type Parted = SourceEntry & { key: string; released?: string[] }

/** How many contributors of public publications have a name written so. */
export interface NameSpelling {
  given: string
  family: string
  count: number
}

/** A publication as it has to be still; without a version, a key that nobody may have. */
export interface Expected {
  key: string
  version?: number | undefined
}
/** A person as they have to be still, with their affiliations in any order; without a version, a slug that nobody may have. */
export interface ExpectedPerson {
  slug: string
  version?: number | undefined
  affiliations: AffiliationInput[]
}
/** Somebody else has changed a publication or a person meanwhile; nothing was written. */
export class Conflict extends Error {
  readonly key: string
  constructor(key: string) {
    super(`${key} was changed by somebody else meanwhile, and nothing was written.`)
    this.key = key
  }
}

/** Of the publications of a batch, in their order. */
export interface Saved {
  keys: string[]
  versions: number[]
}

/** What a store writes of a publication, made ahead by `prepare`; nobody else looks into it. */
export interface Prepared {
  readonly key: string
  readonly content: string
}

/** Done in this order. */
export interface Batch {
  expected?: Expected[]
  expectedPeople?: ExpectedPerson[]
  people?: PersonInput[]
  groups?: GroupInput[]
  affiliations?: { person: string; affiliations: AffiliationInput[] }[]
  replaced?: Replaced[]
  parted?: Parted[]
  publications?: PublicationInput[]
  /** More of them, made ahead. */
  prepared?: Prepared[]
  given?: GivenInput[]
  locks?: Locks[]
}

export interface Store {
  /** As far as it is known here: writes of this process show at once, those of others within 10 milliseconds. */
  state(): Promise<StoreState>
  /** The version of the state, without waiting: cheap enough to ask for each request. */
  generation(): number
  isEmpty(): Promise<boolean>

  /**
   * @param reference a key, an old key, or an identifier as `parseReference` reads it
   * @param hidden finds those that are hidden from everybody, too
   */
  find(reference: string, hidden?: boolean): Promise<Found | undefined>
  nearestKeys(reference: string): Promise<string[]>
  /** @throws Problem invalid-parameter for a venue, tag, person or group that the store does not know; invalid-cursor */
  list(query: PublicationQuery, page: PageRequest): Promise<Page<PublicationRecord>>
  /** All that match, in batches and in order; changes made meanwhile may or may not show. */
  stream(query: PublicationQuery, reading?: Reading): AsyncIterable<PublicationRecord[]>
  /** The same in pieces of some hundred, for those who keep what they made of a piece. */
  pieces(query: PublicationQuery): AsyncIterable<Piece>
  /** Every publication, those hidden from everybody too, in batches and in the order in which they were added. */
  all(): AsyncIterable<PublicationRecord[]>
  count(query: PublicationQuery): Promise<number>
  facets(query: PublicationQuery, names: readonly FacetName[]): Promise<Facets>
  venues(query: PublicationQuery): Promise<VenueEntry[]>

  /** Of the publication with a key. */
  provenance(key: string): Promise<Provenance>
  /** The keys of the publications for which the entries of a source were taken, by entry. */
  taken(source: string): Promise<ReadonlyMap<string, readonly string[]>>
  /** How contributors are written whose name in reading order, folded by `sortText`, is one of these. */
  spellings(folded: readonly string[]): Promise<Map<string, NameSpelling[]>>
  withdrawn(request: WithdrawnRequest): Promise<Withdrawn[]>

  owner(): Promise<Person | undefined>
  person(slug: string): Promise<Person | undefined>
  /** @param group slug of the group whose people are wanted, those who have left it too */
  people(page: PageRequest, group?: string): Promise<Page<Person>>
  nearestPeople(slug: string): Promise<string[]>
  /** Newest first: what lasts, then by end and start. */
  affiliations(person: string, filter: AffiliationFilter): Promise<Affiliation[]>
  group(slug: string): Promise<Group | undefined>
  groups(page: PageRequest): Promise<Page<Group>>
  nearestGroups(slug: string): Promise<string[]>

  /** Makes of a publication what a batch writes of it, while another batch is being written. */
  prepare(publication: PublicationInput & { key: string }): Prepared
  /**
   * Adds or replaces, all or nothing. A publication with a key replaces the one that has it; one without gets a key. The
   * affiliations of a person are replaced as a whole.
   * @throws Conflict where one is not as expected
   * @throws Problem invalid-parameter for a reference to a person, group or publication that does not exist
   */
  save(batch: Batch): Promise<Saved>
  tokens(): Promise<AccessToken[]>
  /**
   * @returns the token, which is kept nowhere
   * @throws Problem invalid-parameter for a name that another one has
   */
  createToken(token: Pick<AccessToken, 'name' | 'scopes' | 'expires'>): Promise<string>
  /** @returns whether there was one of the name */
  revokeToken(name: string): Promise<boolean>
  /** @returns undefined for what is no token, or none any more */
  useToken(token: string): Promise<AccessToken | undefined>

  /** Reads into memory what queries need, before the first one asks: a large store takes a second or two. */
  warm(): Promise<void>
  close(): Promise<void>
}
