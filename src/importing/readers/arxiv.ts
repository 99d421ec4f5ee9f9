/**
 * The Atom of the arXiv API (https://info.arxiv.org/help/api/user-manual.html). What has no place is kept in
 * `extra.arxiv`.
 */
import { normalizeArxiv, normalizeDoi } from '../../model/identifier.ts'
import { parseName } from '../../model/name.ts'
import type { Identifiers, Link } from '../../model/publication.ts'
import { asUrl, type Draft, type EntryMaker } from '../entry.ts'
import type { Entry, Reader } from '../reader.ts'
import { readW3cDate } from '../w3c-date.ts'
import { childOf, childrenOf, type Element, leftIn, textAt, textsAt, xmlReader } from '../xml.ts'

const taken = new Set(
  'id title summary author published updated link category primary_category doi comment'.split(' '),
)

function convert(entry: Element, maker: EntryMaker): Entry {
  const address = textAt(entry, 'id') ?? ''
  const title = textAt(entry, 'title')
  // The API answers its errors as an entry.
  if (/\/api\/errors/.test(address))
    return maker.refuse(`arXiv: ${textAt(entry, 'summary') ?? title ?? 'an error'}`)
  const arxiv = normalizeArxiv(address)
  if (!arxiv && !title) return maker.refuse('the entry has neither an identifier nor a title')
  if (arxiv) maker.name = arxiv
  else maker.note('warning', `"${address}" is no arXiv identifier`, 'id')
  const doi = normalizeDoi(textAt(entry, 'doi') ?? '')
  const category = childOf(entry, 'primary_category')?.attributes.term
  const ids: Identifiers = {
    ...(arxiv ? { arxiv } : {}),
    ...(arxiv && category ? { arxivClass: category } : {}),
    ...(doi ? { doi } : {}),
  }
  const links = childrenOf(entry, 'link').flatMap(({ attributes }): Link[] => {
    const url = asUrl(attributes.href?.replace(/^http:/, 'https:'))
    return url && attributes.title === 'pdf' ? [{ kind: 'pdf', url }] : []
  })
  const draft: Draft = {
    type: 'article',
    title,
    contributors: childrenOf(entry, 'author').flatMap((author) => {
      const name = textAt(author, 'name')
      const affiliations = textsAt(author, 'affiliation').map((one) => ({ name: one }))
      return name
        ? [{ role: 'author' as const, ...parseName(name), ...(affiliations.length ? { affiliations } : {}) }]
        : []
    }),
    issued: readW3cDate(textAt(entry, 'published')),
    venue: { name: 'arXiv', kind: 'repository' },
    abstract: textAt(entry, 'summary'),
    note: textAt(entry, 'comment'),
    tags: [...new Set(childrenOf(entry, 'category').flatMap(({ attributes }) => attributes.term || []))],
    links,
    identifiers: ids,
  }
  return maker.publication(draft, 'arxiv', leftIn(entry, taken))
}

export const reader: Reader = {
  name: 'arxiv',
  title: 'arXiv Atom',
  extensions: ['arxiv.xml'],
  recognise: (head) => (/<feed\b/.test(head) && /arxiv\.org/.test(head) ? 0.95 : 0),
  read: xmlReader({ records: new Set(['entry']) }, convert),
}
