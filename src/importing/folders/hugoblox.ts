/**
 * A HugoBlox (Academic) site (https://docs.hugoblox.com/reference/content-types/): `content/publication/<slug>/index.md` with
 * `cite.bib` beside it, and `content/authors/<slug>/_index.md`. The front matter says what the site adds: featured, tags,
 * buttons, and names for people's slugs. It is kept whole in `extra.hugoblox` where it has no place.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { readType } from '../../model/csl/values.ts'
import type { CslType } from '../../model/csl-variables.ts'
import { sortText } from '../../model/fold.ts'
import { normalizeArxiv, normalizeDoi } from '../../model/identifier.ts'
import { displayName, parseName } from '../../model/name.ts'
import type { Contributor, Link, PublicationInput } from '../../model/publication.ts'
import { asUrl, dense, EntryMaker } from '../entry.ts'
import { type Json, list, map, maps, text, texts, without } from '../json-reader.ts'
import { labelledLink } from '../links.ts'
import type { Entry } from '../reader.ts'
import { reader as bibtex } from '../readers/bibtex.ts'
import { readW3cDate } from '../w3c-date.ts'
import { type FrontMatter, frontMatter } from './front-matter.ts'
import { hugobloxPerson } from './hugoblox-person.ts'

/** Folders below, in order; none where there is no such folder. */
async function foldersIn(path: string): Promise<string[]> {
  const found = await readdir(path, { withFileTypes: true }).catch(() => [])
  return found
    .filter((one) => one.isDirectory())
    .map(({ name }) => name)
    .sort()
}

const readText = (path: string) => readFile(path, 'utf8').catch(() => undefined)

/** @param root the site, the folder that holds `content` */
export async function* readHugoblox(root: string, shown: string): AsyncGenerator<Entry> {
  const names = new Map<string, string>()
  for (const folder of ['authors', 'author']) {
    for (const slug of await foldersIn(join(root, 'content', folder))) {
      const path = join(root, 'content', folder, slug, '_index.md')
      const source = await readText(path)
      if (source === undefined) continue
      const maker = new EntryMaker({ file: join(shown, relative(root, path)), line: 1, column: 1 }, slug)
      const read = frontMatter(path, source)
      if ('fault' in read) yield maker.refuse(read.fault)
      else {
        const entry = hugobloxPerson(slug, read, maker)
        if (entry.person) names.set(slug, displayName(entry.person))
        yield entry
      }
    }
  }
  for (const folder of ['publication', 'publications']) {
    for (const slug of await foldersIn(join(root, 'content', folder))) {
      const path = join(root, 'content', folder, slug)
      yield publication(slug, path, join(shown, relative(root, path)), names)
    }
  }
}

async function publication(
  slug: string,
  path: string,
  shown: string,
  names: ReadonlyMap<string, string>,
): Promise<Entry> {
  const [page, cite] = [await readText(join(path, 'index.md')), await readText(join(path, 'cite.bib'))]
  const maker = new EntryMaker(
    { file: join(shown, page === undefined ? 'cite.bib' : 'index.md'), line: 1, column: 1 },
    slug,
  )
  if (page === undefined && cite === undefined)
    return maker.refuse('the folder has neither an index.md nor a cite.bib')
  const cited = cite === undefined ? undefined : await firstEntry(cite, join(shown, 'cite.bib'))
  if (cited)
    maker.findings.push(
      ...cited.findings.map((one) =>
        one.severity === 'error' ? { ...one, severity: 'warning' as const } : one,
      ),
    )
  if (cite !== undefined && !cited?.publication)
    maker.note('warning', 'cite.bib has no entry that can be read', 'cite.bib')
  const read: FrontMatter | { fault: string; line: number } =
    page === undefined ? { data: {}, body: '' } : frontMatter(shown, page)
  if ('fault' in read) {
    maker.note('warning', read.fault, undefined, read.line)
    if (!cited?.publication) return maker.refuse('neither the front matter nor cite.bib can be read')
    return maker.given(cited.publication, 'hugoblox', { slug })
  }
  if (!cited?.publication && text(read.data.title) === undefined)
    return maker.refuse('there is no title', 'title')
  return maker.given(merge(cited?.publication, read.data, names), 'hugoblox', {
    slug,
    ...without(read.data, placed),
    ...(read.body ? { body: read.body } : {}),
  })
}

async function firstEntry(cite: string, name: string): Promise<Entry | undefined> {
  async function* chunks() {
    yield new TextEncoder().encode(cite)
  }
  for await (const entry of bibtex.read({ name, chunks: chunks() }))
    if (entry.publication || entry.key) return entry
  return undefined
}

const placed =
  `title authors date doi publication_types publication publication_short abstract tags featured links url_pdf
  url_preprint url_code url_dataset url_poster url_project url_slides url_source url_video external_link`.split(
    /\s+/,
  )
/** Types as Academic numbered them before it took those of CSL. */
const numbered: Record<string, CslType> = {
  1: 'paper-conference',
  2: 'article-journal',
  3: 'article',
  4: 'report',
  5: 'book',
  6: 'chapter',
  7: 'thesis',
  8: 'patent',
}

/** What cite.bib says of the work comes first; what only the page says is added. */
function merge(
  cited: PublicationInput | undefined,
  page: Json,
  names: ReadonlyMap<string, string>,
): PublicationInput {
  const kind = texts(page.publication_types)[0] ?? ''
  const ids = map(map(page.hugoblox).ids)
  const doi = normalizeDoi(text(page.doi) ?? text(ids.doi) ?? '')
  const arxiv = normalizeArxiv(text(ids.arxiv) ?? '')
  const venue = text(page.publication)
    ?.replace(/^\s*in[:\s]+(?=[*_])/i, '')
    .replace(/[*_]/g, '')
  const short = text(page.publication_short)
    ?.replace(/^\s*in[:\s]+(?=[*_])/i, '')
    .replace(/[*_]/g, '')
  const found = dense({
    type: numbered[kind] ?? readType(kind),
    title: text(page.title),
    contributors: list(page.authors).flatMap((one): Contributor[] => {
      const name = text(one)
      return name ? [{ role: 'author', ...parseName(names.get(name) ?? name) }] : []
    }),
    issued: readW3cDate(text(page.date)),
    abstract: text(page.abstract),
    venue: dense({ name: venue, short: short === venue ? undefined : short }),
  })
  const links = [...(cited?.links ?? []), ...linksOf(page)]
  const tags = [...new Set([...(cited?.tags ?? []), ...texts(page.tags)])]
  const identifiers = { ...(doi ? { doi } : {}), ...(arxiv ? { arxiv } : {}), ...cited?.identifiers }
  return {
    ...found,
    ...cited,
    ...dense({
      issued: moreExact(cited?.issued, found.issued as string | undefined),
      venue: { ...(found.venue as object | undefined), ...cited?.venue },
      contributors: withNotes(cited?.contributors ?? (found.contributors as Contributor[] | undefined), page),
      links: [...new Map(links.map((one) => [one.url, one])).values()],
      tags,
      identifiers,
      url: cited?.url ?? asUrl(page.external_link),
      featured: page.featured === true ? true : undefined,
    }),
  } as PublicationInput
}

/** The date of the page where it says more of the same: sites write the first of a month or a year for want of a day. */
function moreExact(cited: string | undefined, page: string | undefined): string | undefined {
  if (cited === undefined || !page?.startsWith(`${cited}-`)) return cited ?? page
  const said = page.replace(/(?:-01){1,2}$/, '')
  return said.length > cited.length ? said : cited
}

/** `author_notes` go with the authors, one by one: "Equal contribution" is said of several. */
function withNotes(contributors: Contributor[] | undefined, page: Json): Contributor[] | undefined {
  const notes = list(page.author_notes).map(text)
  let author = -1
  return contributors?.map((one) => {
    if (one.role !== 'author') return one
    author++
    return /equal/i.test(notes[author] ?? '') ? { ...one, equal: 1 } : one
  })
}

function linksOf(page: Json): Link[] {
  const legacy = Object.entries(page).flatMap(([name, value]): Link[] => {
    const url = name.startsWith('url_') ? asUrl(value) : undefined
    return url ? [labelledLink(url, name.slice(4))] : []
  })
  const listed = maps(page.links).flatMap((one): Link[] => {
    const url = asUrl(one.url)
    return url ? [labelledLink(url, text(one.name) ?? text(one.label) ?? text(one.type))] : []
  })
  return [...legacy, ...listed]
}

/** Whether a folder is such a site. */
export async function isHugoblox(root: string): Promise<boolean> {
  const found = await readdir(join(root, 'content')).catch(() => [])
  return found.some((name) => /^(?:publications?|authors?)$/.test(sortText(name)))
}
