/**
 * An al-folio site (https://github.com/alshedivat/al-folio): `_bibliography/*.bib`, with fields of its own that jekyll-scholar
 * shows as buttons and badges. They get their place here, and stay in `extra.al-folio` so that they do not get into other
 * people's BibTeX and still come back.
 */
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { normalizeArxiv } from '../../model/identifier.ts'
import type { Link, PublicationInput } from '../../model/publication.ts'
import type { SharedParents } from '../bibtex/parents.ts'
import { definitionsFirst } from '../definitions.ts'
import { asUrl, dense } from '../entry.ts'
import type { Entry } from '../reader.ts'
import { reader as bibtex } from '../readers/bibtex.ts'

const linkKinds: Record<string, Link['kind']> = {
  html: 'html',
  pdf: 'pdf',
  supp: 'supplement',
  video: 'video',
  blog: 'press',
  code: 'code',
  poster: 'poster',
  slides: 'slides',
  website: 'website',
}
const fields =
  `abbr selected preview bibtex_show altmetric dimensions google_scholar_id inspirehep_id additional_info award
  award_name annotation hidden toc arxiv hal ${Object.keys(linkKinds).join(' ')}`.split(/\s+/)

export async function* readAlFolio(root: string, shown: string): AsyncGenerator<Entry> {
  const folder = join(root, '_bibliography')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.bib')).sort()
  const [definitions, parents]: [Map<string, string>, SharedParents] = [new Map(), new Map()]
  for (const path of await definitionsFirst(names.map((name) => join(folder, name)))) {
    const name = join(shown, '_bibliography', basename(path))
    const source = { name, chunks: createReadStream(path), definitions, parents }
    for await (const entry of bibtex.read(source)) {
      yield entry.publication ? { ...entry, publication: placed(entry.publication) } : entry
    }
  }
}

const plain = (value: unknown) => (typeof value === 'string' ? value.replace(/[{}]/g, '').trim() : '')

function placed(publication: PublicationInput): PublicationInput {
  const { bibtex: left = {}, ...extra } = publication.extra ?? {}
  const own = Object.fromEntries(fields.flatMap((name) => (name in left ? [[name, left[name]]] : [])))
  if (Object.keys(own).length === 0) return publication
  const others = Object.fromEntries(Object.entries(left).filter(([name]) => !(name in own)))
  const links = Object.entries(own).flatMap(([name, value]): Link[] => {
    // A name of a file is one of the site's assets, and no address.
    const url = asUrl(plain(value))
    const kind = linkKinds[name]
    return kind && url ? [{ kind, url }] : []
  })
  const arxiv = normalizeArxiv(plain(own.arxiv))
  const award =
    plain(own.award_name) ||
    (/^(?!true$|false$)[^\\\n]{3,80}$/i.test(plain(own.award)) ? plain(own.award) : '')
  const known = new Map([...(publication.links ?? []), ...links].map((one) => [one.url, one]))
  return {
    ...publication,
    ...dense({
      featured: /^true$/i.test(plain(own.selected)) ? true : undefined,
      visibility: /^true$/i.test(plain(own.hidden)) ? 'hidden' : publication.visibility,
      venue:
        plain(own.abbr) && !publication.venue?.short
          ? { ...publication.venue, short: plain(own.abbr) }
          : publication.venue,
      links: [...known.values()],
      awards: [...new Set([...(publication.awards ?? []), ...(award ? [award] : [])])],
      identifiers: { ...(arxiv ? { arxiv } : {}), ...publication.identifiers },
    }),
    extra: { ...extra, ...(Object.keys(others).length ? { bibtex: others } : {}), 'al-folio': own },
  }
}

export async function isAlFolio(root: string): Promise<boolean> {
  const found = await readdir(join(root, '_bibliography')).catch(() => [])
  return found.some((name) => name.endsWith('.bib'))
}
