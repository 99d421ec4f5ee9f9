/**
 * Markdown (CommonMark, https://spec.commonmark.org/0.31.2/): the list of publications, a single one, and the page of a
 * person, to be put into another page. A publication is an item of a list, its lines parted by hard breaks.
 */
import { displayName } from '../model/name.ts'
import type { Affiliation, Person } from '../model/person.ts'
import { type Contributor, type Publication, publicUrl } from '../model/publication.ts'
import type { PublicationRecord } from '../model/store.ts'
import { plainTitle } from '../model/title.ts'
import { defineFormat, type HomePage, type ListWriter, type RenderContext } from '../rendering/format.ts'
import { formatted } from '../rendering/formatted.ts'
import { affiliationDates, affiliationHeadings, groupLabel, linkLabel } from '../rendering/labels.ts'
import {
  emphasized,
  markdownLink,
  markdownParagraphs,
  markdownText,
  markdownTitle,
} from '../rendering/markdown.ts'
import { namesText } from '../rendering/names-shown.ts'
import { profilesOf } from '../rendering/profiles.ts'
import { containerName, stateText } from '../rendering/publication-text.ts'
import { selfOf } from '../rendering/self.ts'

const join = (parts: (string | false | undefined)[], separator: string) =>
  parts.filter(Boolean).join(separator)

function name(contributor: Contributor, highlight: string | undefined): string {
  const shown = markdownText(displayName(contributor))
  return highlight && contributor.person === highlight ? emphasized(shown, '**') : shown
}

function venueLine(publication: Publication, context: RenderContext): string {
  const { volume, issue, pages, year, awards } = publication
  const venue = containerName(publication, context.venueName === 'short')
  const number = volume ? `${volume}${issue ? `(${issue})` : ''}` : issue
  const place = join(
    [
      venue && emphasized(markdownText(venue), '*'),
      number && markdownText(number),
      pages && markdownText(pages.replace(/-+/g, '–')),
      year === undefined ? undefined : markdownText(String(year)),
    ],
    ', ',
  )
  const state = stateText(publication)
  return join([place, state, ...(awards ?? []).map((award) => emphasized(markdownText(award), '**'))], ' · ')
}

function links(publication: Publication): string {
  const { doi } = publication.identifiers ?? {}
  const given = publication.links ?? []
  const doiLink = doi !== undefined && !given.some(({ kind }) => kind === 'doi')
  const all = given.map(({ kind, url, label }) =>
    markdownLink(markdownText(label ?? '') || linkLabel(kind), url),
  )
  return join([...all, doiLink && markdownLink('DOI', publicUrl(publication))], ' · ')
}

/** A title without a letter of its own still has to be something that can be linked. */
const titleOf = ({ title, key }: Publication) => markdownTitle(title) || markdownText(key)

function lines({ publication, key }: PublicationRecord, context: RenderContext): string[] {
  const url = selfOf(key, context.baseUrl)
  return [
    markdownLink(titleOf(publication), publicUrl(publication) ?? url),
    namesText(publication, context, (contributor) => name(contributor, context.highlight)),
    venueLine(publication, context),
    links(publication),
  ].filter(Boolean)
}

const entry = (record: PublicationRecord, context: RenderContext) =>
  `- ${lines(record, context).join('\\\n  ')}\n`

type Entry = (record: PublicationRecord) => string

/** How entries are written: our own way, or in the style that was asked for. */
async function entriesIn(
  records: readonly PublicationRecord[],
  context: RenderContext,
  start = 1,
): Promise<Entry> {
  if (!context.formatted) return (record) => entry(record, context)
  const { entries } = await formatted(records, context, 'markdown', start)
  const texts = new Map(records.map(({ key }, i) => [key, entries[i]!]))
  return ({ key }) => `- ${texts.get(key)}\n`
}

/** Entries under headings. Of what is read together, equal headings are one; a heading goes on into the next batch. */
function entries(context: RenderContext): ListWriter['batch'] {
  const nameOf = context.groupBy && groupLabel[context.groupBy]
  if (!nameOf) {
    return async (records, offset) => records.map(await entriesIn(records, context, offset + 1)).join('')
  }
  let last: string | undefined
  return async (records, offset) => {
    const write = await entriesIn(records, context, offset + 1)
    const groups = new Map<string, PublicationRecord[]>(last === undefined ? [] : [[last, []]])
    for (const record of records) {
      const heading = nameOf(record.publication)
      const members = groups.get(heading)
      if (members) members.push(record)
      else groups.set(heading, [record])
    }
    let text = ''
    for (const [heading, members] of groups) {
      if (!members.length) continue
      if (heading !== last) text += `${last === undefined ? '' : '\n'}## ${markdownText(heading) || '—'}\n\n`
      last = heading
      text += members.map(write).join('')
    }
    return text
  }
}

function item({ publication, key }: PublicationRecord, context: RenderContext): string {
  const [title, ...rest] = lines({ publication, key } as PublicationRecord, context)
  const { abstract } = publication
  return sections([
    `# ${title}`,
    rest.join('\\\n'),
    abstract && `## Abstract\n\n${markdownParagraphs(plainTitle(abstract)).join('\n\n')}`,
  ])
}

const sections = (parts: (string | undefined)[]) => `${join(parts, '\n\n')}\n`
const bullets = (items: readonly string[] | undefined) =>
  items?.length ? items.map((text) => `- ${text}`).join('\n') : undefined
const titled = (heading: string, body: string | undefined) => body && `## ${heading}\n\n${body}`

function profile(person: Person): string[] {
  const { role, headline, location, email, biography, interests } = person
  const contact = [
    email && markdownLink(markdownText(email), `mailto:${email}`),
    ...profilesOf(person).map(({ network, url }) => markdownLink(markdownText(network) || 'Link', url)),
  ]
  const facts = [role, headline, location].map((text) => text && markdownText(text))
  return [
    `# ${markdownText(displayName(person)) || person.slug}`,
    join([join(facts, ' · '), join(contact, ' · ')], '\\\n'),
    ...markdownParagraphs(biography ?? ''),
    titled('Interests', bullets(interests?.map(markdownText))) ?? '',
  ].filter(Boolean)
}

function affiliation(one: Affiliation): string {
  const { organization, department, role, area, place, highlights, awards } = one
  const part = (text: string | undefined) => text && markdownText(text)
  const body = markdownLink(part(organization?.name) ?? '', organization?.url)
  const own = join(
    [
      emphasized(join([part(role), part(area)], ', '), '**'),
      join([part(department), body], ', '),
      join([part(affiliationDates(one)), part(place)], ' · '),
    ],
    '\\\n  ',
  )
  const below = [...(highlights ?? []), ...(awards ?? [])].map((line) => `\n  - ${markdownText(line)}`)
  return own + below.join('')
}

function affiliations(all: readonly Affiliation[]): (string | undefined)[] {
  return affiliationHeadings.map(([kind, heading]) =>
    titled(heading, bullets(all.filter((one) => one.kind === kind).map(affiliation))),
  )
}

/** A person's page and curriculum vitae. */
function life(
  { owner, affiliations: held, publications, total }: Omit<HomePage, 'service'>,
  context: RenderContext,
): string {
  const shown = { ...context, ...(owner ? { highlight: owner.slug } : {}) }
  const list = publications.map((record) => entry(record, shown)).join('')
  const all =
    total > publications.length && markdownLink('All publications', `${context.baseUrl}/publications.md`)
  return sections([
    ...(owner ? profile(owner) : ['# Publications']),
    ...affiliations(held),
    titled('Publications', join([list.trimEnd(), all], '\n\n') || undefined),
  ])
}

export default defineFormat({
  name: 'markdown',
  title: 'Markdown',
  specification: 'https://spec.commonmark.org/0.31.2/',
  mediaTypes: ['text/markdown'],
  extensions: ['md'],
  common: true,
  parameters: ['groupBy', 'highlight', 'style', 'locale', 'maxAuthors', 'venueName'],
  list: (context) => ({
    head: `# ${markdownText(context.title) || 'Publications'}\n\n`,
    batch: entries(context),
  }),
  item,
  resources: {
    home: life,
    cv: ({ person, ...more }, context) => life({ owner: person, ...more }, context),
    person: (person) => sections(profile(person)),
  },
})
