/**
 * Hayagriva, the bibliographies of Typst (https://github.com/typst/hayagriva, docs/file-format.md): an entry by its key,
 * and what it appeared in as its parent, which has a title, volume, editors and publisher of its own.
 */
import type { CslType, Role } from '../model/csl-variables.ts'
import { contributorsOf, isPreprint, type Publication } from '../model/publication.ts'
import type { PublicationRecord } from '../model/store.ts'
import { plainTitle } from '../model/title.ts'
import { compact, type Data, type DataMap } from '../rendering/compact.ts'
import { defineFormat, type RenderContext, writeEach } from '../rendering/format.ts'
import { hayagrivaTypes } from '../rendering/hayagriva-types.ts'
import {
  formattable,
  hayagrivaDate,
  hayagrivaLanguage,
  hayagrivaName,
  hayagrivaTitle,
} from '../rendering/hayagriva-values.ts'
import {
  addressOf,
  containerName,
  isUnpublished,
  remark,
  repositoryName,
} from '../rendering/publication-text.ts'
import { webUri } from '../rendering/uri.ts'
import { yamlMapping } from '../rendering/yaml.ts'

interface View {
  p: Publication
  type: string
  parent: string | undefined
  container: string | undefined
}
type Getter = (view: View) => Data

/** CSL role → role of an affiliated person. Authors and editors have fields of their own. */
const affiliatedRoles: Partial<Record<Role, string>> = {
  translator: 'translator',
  compiler: 'compiler',
  composer: 'composer',
  contributor: 'collaborator',
  director: 'director',
  'executive-producer': 'executive-producer',
  illustrator: 'illustrator',
  narrator: 'narrator',
  organizer: 'organizer',
  performer: 'cast-member',
  producer: 'producer',
  'script-writer': 'writer',
}

/** Types whose editors, publisher and ISBN are those of the book they are in. */
const inBook = new Set<CslType>([
  'chapter',
  'entry',
  'entry-dictionary',
  'entry-encyclopedia',
  'paper-conference',
])
/** Types that are in a series, and in nothing else. */
const inSeries = new Set<CslType>(['book', 'classic', 'collection', 'report', 'thesis'])

const hasParent = ({ p, parent, container }: View) =>
  parent !== undefined && container !== undefined && !inSeries.has(p.type)
/** Whether what belongs to the book is written at the parent. */
const atParent = (view: View) => hasParent(view) && inBook.has(view.p.type)
const names = (p: Publication, role: Role) => contributorsOf(p, role).map(hayagrivaName)
const whole = (text: string | undefined) => (text !== undefined && /^\d{1,9}$/.test(text) ? text : undefined)

const entry: Record<string, Getter> = {
  type: ({ type }) => type,
  title: ({ p }) => hayagrivaTitle(p.title, p.shortTitle),
  author: ({ p }) => names(p, 'author'),
  editor: (view) => (atParent(view) ? undefined : names(view.p, 'editor')),
  affiliated: ({ p }) =>
    Object.entries(affiliatedRoles).flatMap(([role, name]): DataMap[] => {
      const people = names(p, role as Role)
      return people.length ? [{ role: name, names: people }] : []
    }),
  date: ({ p }) => hayagrivaDate(p.issued),
  publisher: (view) =>
    atParent(view) || view.p.publisher === view.container ? undefined : publisher(view.p),
  organization: ({ p }) => formattable(p.authority),
  volume: (view) => (hasParent(view) ? undefined : view.p.volume),
  issue: (view) => (hasParent(view) ? undefined : view.p.issue),
  'volume-total': ({ p }) => whole(p.numberOfVolumes),
  edition: ({ p }) => p.edition,
  'page-range': ({ p }) => p.pages ?? p.pageFirst,
  'page-total': ({ p }) => whole(p.numberOfPages),
  url: ({ p }) => url(p),
  'serial-number': serialNumber,
  language: ({ p }) => hayagrivaLanguage(p.language),
  genre: ({ p }) => formattable(p.genre),
  archive: ({ p, container }) => (p.archive === container ? undefined : formattable(p.archive)),
  'archive-location': ({ p }) => formattable(p.archiveLocation),
  'call-number': ({ p }) => formattable(p.callNumber),
  note: ({ p }) => formattable(remark(p)),
  abstract: ({ p }) => p.abstract && formattable(plainTitle(p.abstract)),
  parent: parents,
}

function publisher({ publisher, place }: Publication): Data {
  if (!place) return formattable(publisher)
  return { name: formattable(publisher), location: formattable(place) }
}

function url(p: Publication): Data {
  const value = webUri(addressOf(p))
  const date = hayagrivaDate(p.accessed)
  return value && date ? { value, date } : value
}

function serialNumber(view: View): Data {
  const { identifiers, number, softwareVersion, venue } = view.p
  return compact({
    doi: identifiers?.doi,
    arxiv: identifiers?.arxiv,
    pmid: identifiers?.pmid,
    pmcid: identifiers?.pmcid,
    isbn: atParent(view) ? undefined : identifiers?.isbn?.[0],
    issn: hasParent(view) ? undefined : venue?.issn?.[0],
    serial: number,
    version: softwareVersion,
  })
}

/** What it appeared in, and the event at which it was given. */
function parents(view: View): Data {
  const { p, parent, container } = view
  const series = p.collectionTitle
    ? {
        type: 'anthology',
        title: hayagrivaTitle(p.collectionTitle),
        volume: p.collectionNumber,
        editor: names(p, 'collection-editor'),
      }
    : undefined
  const venue = hasParent(view) && {
    type: parent,
    title: hayagrivaTitle(container, p.venue?.short),
    volume: p.volume,
    issue: p.issue,
    author: names(p, 'container-author'),
    editor: atParent(view) ? names(p, 'editor') : undefined,
    publisher: atParent(view) ? publisher(p) : undefined,
    'serial-number': compact({
      isbn: atParent(view) ? p.identifiers?.isbn?.[0] : undefined,
      issn: p.venue?.issn?.[0],
    }),
    parent: series && compact(series),
  }
  const event = p.eventTitle && {
    type: 'conference',
    title: hayagrivaTitle(p.eventTitle),
    location: formattable(p.eventPlace),
    date: hayagrivaDate(p.eventDate),
  }
  return [venue, event, venue ? undefined : series].flatMap((one) => (one ? (compact(one) ?? []) : []))
}

function write({ publication: p, key }: PublicationRecord, context: RenderContext): string {
  const [type, parent] = hayagrivaTypes[p.type]
  const container = isPreprint(p) ? repositoryName(p) : containerName(p, context.venueName === 'short')
  const view: View = { p, type: isUnpublished(p) ? 'manuscript' : type, parent, container }
  return yamlMapping({
    [key]: Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, value(view)])),
  })
}

export default defineFormat({
  name: 'hayagriva',
  title: 'Hayagriva (Typst)',
  specification: 'https://github.com/typst/hayagriva/blob/main/docs/file-format.md',
  mediaTypes: ['application/x-hayagriva+yaml'],
  extensions: ['hayagriva.yaml'],
  parameters: ['venueName'],
  list: (context) => writeEach((record) => write(record, context), { separator: '\n' }),
})
