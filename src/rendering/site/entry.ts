/**
 * One publication in a list, and the list: the only template of both. Pages, the fragment for other sites and the web
 * component show what is made here. Everything works without a script: abstract and citations unfold by themselves.
 */
import { displayName } from '../../model/name.ts'
import { type Contributor, contributorsOf, type Publication, publicUrl } from '../../model/publication.ts'
import type { PublicationRecord } from '../../model/store.ts'
import type { RenderContext } from '../format.ts'
import { formatted } from '../formatted.ts'
import { Html, html, safeUrl, titleHtml } from '../html.ts'
import { groupLabel, linkLabel } from '../labels.ts'
import { indexOfPerson, namesShown, placeOf } from '../names-shown.ts'
import { containerName, stateText } from '../publication-text.ts'
import { selfOf } from '../self.ts'
import { coins } from './coins.ts'

/** The formats that a reader is offered to cite with. */
export const citeFormats = [
  ['bib', 'BibTeX'],
  ['ris', 'RIS'],
  ['csl.json', 'CSL-JSON'],
] as const

/** Where the list stands. */
export interface ListOptions {
  /** Level of the headings between the items. */
  heading: 2 | 3
  /** With what reference managers look for in a page: COinS and unAPI. */
  harvest: boolean
}

function name(contributor: Contributor, highlight: string | undefined): Html {
  const { equal, corresponding } = contributor
  const shown = html`${displayName(contributor)}${equal && html`<sup title="Contributed equally">${'*'.repeat(equal)}</sup>`}${corresponding && html`<sup title="Corresponding author">†</sup>`}`
  return highlight && contributor.person === highlight ? html`<strong class="self">${shown}</strong>` : shown
}

export function names(
  publication: Publication,
  { highlight, maxAuthors, keptPerson }: RenderContext,
): Html[] {
  const authors = contributorsOf(publication)
  const all = authors.length ? authors : (publication.contributors ?? [])
  const shown = namesShown(all.length, maxAuthors, indexOfPerson(all, keptPerson))
  const write = (contributor: Contributor, i: number) => html`${i > 0 && ', '}${name(contributor, highlight)}`
  if (!shown) return all.map(write)
  const first = all.slice(0, shown.first).map(write)
  if (shown.kept === undefined) return [...first, html` et al.`]
  const kept = name(all[shown.kept]!, highlight)
  return [...first, html`${first.length > 0 && ', '}… ${kept} (${placeOf(shown.kept, all.length)}) …`]
}

/** What the marks behind names mean, where there are any. */
export function legend(publications: readonly Publication[]): Html | undefined {
  const all = publications.flatMap(({ contributors }) => contributors ?? [])
  const meanings = [
    all.some(({ equal }) => equal) && '* contributed equally',
    all.some(({ corresponding }) => corresponding) && '† corresponding author',
  ].filter(Boolean)
  return meanings.length ? html`<p class="note">${meanings.join(' · ')}</p>` : undefined
}

export function venueLine(publication: Publication): string {
  const { volume, issue, pages, issued } = publication
  const number = volume && (issue ? `${volume}(${issue})` : volume)
  const place = [containerName(publication, false), number, pages?.replace(/-+/g, '–'), issued]
  return [place.filter(Boolean).join(', '), stateText(publication)].filter(Boolean).join(' · ')
}

export function links(publication: Publication): Html[] {
  const doi = publication.identifiers?.doi
  const given: { kind: string; url: string; label?: string }[] = [...(publication.links ?? [])]
  if (doi && !given.some(({ kind }) => kind === 'doi'))
    given.push({ kind: 'doi', url: publicUrl(publication)! })
  return given.map(({ url, kind, label }) => {
    const target = safeUrl(url)
    return target ? html`<a class="button" href="${target}">${label ?? linkLabel(kind)}</a>` : html``
  })
}

function cite(key: string, context: RenderContext): Html {
  const self = selfOf(key, context.baseUrl)
  const style = context.formatted ? `?style=${encodeURIComponent(context.style)}` : ''
  return html`<details class="cite"><summary>Cite</summary><div>${citeFormats.map(
    ([extension, label]) => html`<a class="button" href="${self}.${extension}">${label}</a>`,
  )}<a class="button" href="${self}.txt${style}">Text</a></div></details>`
}

const awards = ({ awards: all }: Publication) =>
  all?.map((award) => html` <span class="award">${award}</span>`)

type Entry = (record: PublicationRecord) => Html

function actions({ publication, key }: PublicationRecord, context: RenderContext): Html {
  const { abstract } = publication
  return html`<div class="actions">${links(publication)}${cite(key, context)}${abstract && html`<details class="abstract"><summary>Abstract</summary><p>${titleHtml(abstract)}</p></details>`}</div>`
}

function around(
  record: PublicationRecord,
  body: Html,
  context: RenderContext,
  { harvest }: ListOptions,
): Html {
  const { publication, key } = record
  const { year, type, tags } = publication
  return html`<li class="pub" data-year="${year ?? ''}" data-type="${type}"${tags && html` data-tags="${tags.join('|')}"`}>
${body}
${actions(record, context)}${harvest && html`<span class="Z3988" title="${coins(publication)}"></span><abbr class="unapi-id" title="${key}"></abbr>`}
</li>
`
}

/** How entries are written: our own way, or in the style that was asked for. */
async function entryWriter(
  records: readonly PublicationRecord[],
  context: RenderContext,
  options: ListOptions,
): Promise<Entry> {
  const linked = (key: string, text: Html) => html`<a href="${selfOf(key, context.baseUrl)}.html">${text}</a>`
  if (!context.formatted) {
    return (record) => {
      const { publication, key } = record
      const body = html`<div class="title">${linked(key, titleHtml(publication.title))}</div>
<div class="names">${names(publication, context)}</div>
<div class="venue">${venueLine(publication)}${awards(publication)}</div>`
      return around(record, body, context, options)
    }
  }
  const bibliography = (await formatted(records, context, 'html')).entries
  const texts = new Map(records.map(({ key }, i) => [key, new Html(bibliography[i]!)]))
  return (record) => {
    const body = html`<div class="csl-entry">${texts.get(record.key)}</div>
<div class="venue">${linked(record.key, html`Details`)}${awards(record.publication)}</div>`
    return around(record, body, context, options)
  }
}

/** Entries under headings; equal headings are brought together in the order in which they first appear. */
export async function publicationList(
  records: readonly PublicationRecord[],
  context: RenderContext,
  options: ListOptions,
): Promise<Html> {
  if (!records.length) return html`<p class="empty">No publications match.</p>`
  const write = await entryWriter(records, context, options)
  const marks = legend(records.map(({ publication }) => publication))
  const nameOf = context.groupBy && groupLabel[context.groupBy]
  if (!nameOf) return html`<ol>${records.map(write)}</ol>${marks}`
  const groups = new Map<string, PublicationRecord[]>()
  for (const record of records) {
    const heading = nameOf(record.publication)
    const members = groups.get(heading)
    if (members) members.push(record)
    else groups.set(heading, [record])
  }
  const level = new Html(`h${options.heading}`)
  return html`${[...groups].map(
    ([heading, members]) =>
      html`<section><${level} class="year">${heading}</${level}><ol>${members.map(write)}</ol></section>`,
  )}${marks}`
}
