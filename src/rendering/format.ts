/**
 * What a format is. A file in `formats/` exports one of these as its default, and that is all: negotiation, routes,
 * 406 lists, Link headers, OpenAPI, the command line and the README's table are derived from it. A format gets plain
 * data and gives text; it knows neither HTTP nor the store.
 */
import type { FacetName, RenderingParameter, schemes } from '../model/parameters.ts'
import type { Affiliation, Group, Person } from '../model/person.ts'
import type { Facets, PublicationRecord, VenueEntry } from '../model/store.ts'
import { selfOf } from './self.ts'

/** What a site has its own of. */
export interface Theme {
  /** CSS colour of links and bars. */
  accent?: string
  /** There is a style sheet at /theme.css. */
  hasSheet?: boolean
}

/** What pages lead to, because it is there. */
export interface Site {
  owner: boolean
  /** How many there are. */
  people: number
  groups: number
}

/** What a reader of somebody else's page sees of a list beside its text. */
export interface Look {
  accent?: string
  scheme?: (typeof schemes)[number]
  /** Entries close together, and without abstracts. */
  compact?: boolean
}

export interface RenderContext {
  theme?: Theme
  look?: Look
  /** Where the service is reached, without a slash at the end. */
  baseUrl: string
  /** What the navigation of a page has. */
  site?: Site
  /** CSL style by its registered name, and BCP 47 locale: settled before a format is called. */
  style: string
  locale: string
  /** The style was asked for: what else has an appearance of its own is to look like a bibliography. */
  formatted?: true
  profile: 'utf8' | 'latex' | 'verbatim'
  venueName: 'long' | 'short'
  /** Slug of the person to mark. */
  highlight?: string
  /** How many authors may be shown. */
  maxAuthors?: number
  /** Slug of the person who stays in sight when authors are cut. */
  keptPerson?: string
  groupBy?: 'year' | 'type' | 'venue' | 'tag'
  /** Paths of the fields wanted, such as `venue.short`. */
  fields?: string[]
  /** What else a publication can be had as. */
  representations?: readonly { mediaType: string; extension: string }[]
  /** Renderings to put beside the data of an item, by key of the publication. */
  inclusions?: Map<string, Record<string, unknown>>
}

/** A list and what is known about it beside its items. `total`, facets and links are there on paged answers. */
export interface ListContext extends RenderContext {
  title: string
  total: number
  facets?: Facets
  /** Absolute URLs of this page and those beside it. */
  links: { self: string; first: string; next?: string; prev?: string }
  /** The filters in force, as given: what a page shows of them. */
  parameters: Record<string, string[]>
}

/** An entry: text, or bytes of UTF-8 as the store has them and the text after them. */
export type Entry = string | [bytes: Uint8Array, text: string]

/** Writes a list in pieces: head, batches with `separator` between them, tail. */
export interface ListWriter {
  head?: string
  separator?: string
  tail?: string
  /** @param offset how many publications went before this batch */
  batch(records: PublicationRecord[], offset: number): string | Promise<string>
  /** Tells by its stamp into which record `batch` does not look, because it has what it makes of it. */
  isAtHand?(stamp: number): boolean
  /** One of a batch, where each is written by itself; the batch is then these with `separator` between them. */
  each?(record: PublicationRecord, offset: number): Entry
  /** What `each` gives depends on the publication and the parameters of the format alone. */
  standsAlone?: boolean
}

interface Listed<T> {
  items: T[]
  total: number
  /** Absolute URLs of the pages beside this one. */
  next?: string
  prev?: string
}

/** Resources other than publications; each format says which of them it can show. */
export interface Resources {
  home: HomePage
  person: Person
  /** A person with everything there is to show; a format that has it is given this instead of `person`. */
  profile: ProfilePage
  cv: ProfilePage
  people: Listed<Person>
  affiliations: { items: Affiliation[]; total: number }
  group: Group
  /** A group with everything there is to show; a format that has it is given this instead of `group`. */
  groupProfile: GroupPage
  groups: Listed<Group>
  venues: { items: VenueEntry[]; total: number }
  /** `name` is that of the filter. */
  values: {
    name: 'tag' | 'year' | 'type'
    items: { value: string | number; label?: string; count: number }[]
    total: number
  }
  document: unknown
}
export type ResourceName = keyof Resources

/** Publications that were asked for, and counts over all of the person's or the group's. */
export interface ShownWorks {
  publications: PublicationRecord[]
  total: number
  facets?: Facets
  /** The filters in force, as given. */
  parameters?: Record<string, string[]>
}
export interface ProfilePage extends ShownWorks {
  person: Person
  affiliations: Affiliation[]
}

export interface GroupMember {
  person: Person
  role?: string
  lead?: boolean
  current: boolean
}
export interface GroupPage extends ShownWorks {
  group: Group
  /** In the order the group has them in. */
  members: GroupMember[]
}

/** The page of the owner; without one, that of the group which all others are part of. */
export interface HomePage extends ShownWorks {
  service: Record<string, unknown>
  owner?: Person
  affiliations: Affiliation[]
  lab?: Pick<GroupPage, 'group' | 'members'>
}

export interface Format {
  name: string
  title: string
  /** Where the format is defined. */
  specification: string
  /** The first is served; the others are accepted and, when asked for, served. */
  mediaTypes: readonly [string, ...string[]]
  /** Without the leading dot; the first is used in file names. */
  extensions: readonly [string, ...string[]]
  parameters: readonly RenderingParameter[]
  /** Parameters of the media type that choose a rendering, such as `style` (RFC 9110, section 12.5.1). */
  mediaTypeParameters?: readonly ('style' | 'locale')[]
  /** Lists come in pages unless a limit says otherwise; other formats give all that matches. */
  paged?: true
  /** Its pages lead to the others of this server, so what there is changes them. */
  navigation?: true
  /** Counts that its lists show beside the items. */
  facets?: readonly FacetName[]
  /** Most people want this one: named where there is no room to name all. */
  common?: true
  /** Its entries are written before anybody asks for them (`ahead-entries.ts`). */
  ahead?: true
  /** Answers a request that accepts anything. One format has it. */
  preferred?: true
  list?(context: ListContext): ListWriter
  /** One publication by itself; where it is not given, a list of one. */
  item?(record: PublicationRecord, context: RenderContext): string | Promise<string>
  resources?: {
    [name in ResourceName]?: (data: Resources[name], context: RenderContext) => string | Promise<string>
  }
}

/** Checks a format at compile time without widening its type. */
export function defineFormat(format: Format): Format {
  return format
}

export function textOf(entry: Entry): string {
  if (typeof entry === 'string') return entry
  const [bytes, text] = entry
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString() + text
}

/** A list writer from a function that writes one entry; one that takes no offset is the same in every list. */
export function writeEach(
  one: (record: PublicationRecord, offset: number) => Entry,
  {
    head = '',
    separator = '',
    tail = '',
    standsAlone = one.length < 2,
  }: Pick<ListWriter, 'head' | 'separator' | 'tail' | 'standsAlone'> = {},
): ListWriter {
  return {
    head,
    separator,
    tail,
    each: one,
    standsAlone,
    // Put together without a list of pieces, which would be copied once more.
    batch: (records, offset) => {
      let text = ''
      for (let i = 0; i < records.length; i++) {
        if (i > 0) text += separator
        text += textOf(one(records[i]!, offset + i))
      }
      return text
    },
  }
}

/** One publication in a format, through `item` or as a list of one. */
export async function renderItem(
  format: Format,
  record: PublicationRecord,
  context: RenderContext,
): Promise<string> {
  if (format.item) return format.item(record, context)
  const url = selfOf(record.key, context.baseUrl)
  const writer = format.list!({
    ...context,
    title: record.publication.title,
    total: 1,
    links: { self: url, first: url },
    parameters: {},
  })
  return (writer.head ?? '') + (await writer.batch([record], 0)) + (writer.tail ?? '')
}

export type { FacetName }
