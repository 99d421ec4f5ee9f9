/**
 * DBLP's XML (https://dblp.org/xml/docu/dblpxml.pdf): the whole of dblp.xml, a person's page, one record, in which
 * accented letters are entities of ISO Latin 1 and people of one name have a number. `www` records are people's pages and
 * are passed over. What has no place is kept in `extra.dblp`.
 */
import type { CslType } from '../../model/csl-variables.ts'
import { normalizeArxiv, normalizeDoi, normalizeOrcid } from '../../model/identifier.ts'
import { parseName } from '../../model/name.ts'
import type { Contributor, Identifiers } from '../../model/publication.ts'
import { readPages } from '../bibtex/pages.ts'
import { asUrl, type Draft, dense, type EntryMaker } from '../entry.ts'
import { latin1Entities } from '../latin1-entities.ts'
import { numbersIn } from '../numbers.ts'
import type { Entry, Reader } from '../reader.ts'
import { readParts } from '../w3c-date.ts'
import { childrenOf, type Element, leftIn, textAt, textIn, textsAt, xmlReader } from '../xml.ts'

const types: Record<string, CslType> = {
  article: 'article-journal',
  inproceedings: 'paper-conference',
  proceedings: 'book',
  book: 'book',
  incollection: 'chapter',
  phdthesis: 'thesis',
  mastersthesis: 'thesis',
  data: 'dataset',
}
const taken = new Set(
  'author editor title year month journal booktitle volume number pages ee url publisher school series isbn crossref note'.split(
    ' ',
  ),
)

function convert(record: Element, maker: EntryMaker): Entry | undefined {
  if (record.name === 'www') return undefined
  const { key, publtype } = record.attributes
  if (key) maker.name = key
  const text = (name: string) => textAt(record, name)
  if (childrenOf(record).length === 0) return maker.refuse('the record has nothing in it')
  const journal = text('journal')
  const isPreprint = publtype === 'informal' || journal === 'CoRR'
  const type: CslType = isPreprint && record.name === 'article' ? 'article' : types[record.name]!
  const title = childrenOf(record, 'title').map(titleText)[0]
  if (!title) maker.note('warning', 'the record has no title', 'title')
  const ids: Identifiers = key ? { dblp: key } : {}
  const draft: Draft = { type, title }
  draft.contributors = [...people(record, 'author'), ...people(record, 'editor')]
  draft.issued = readParts(text('year'), months.indexOf(text('month')?.slice(0, 3).toLowerCase() ?? '-') + 1)
  const isIn = type === 'paper-conference' || type === 'chapter'
  draft.venue = dense({ name: isPreprint ? 'arXiv' : (journal ?? (isIn ? text('booktitle') : undefined)) })
  if (isPreprint)
    draft.venue = { name: journal === 'CoRR' || !journal ? 'arXiv' : journal, kind: 'repository' }
  const volume = text('volume')
  const arxiv = isPreprint && volume ? normalizeArxiv(volume.replace(/^abs\//, '')) : undefined
  if (arxiv) ids.arxiv = arxiv
  else draft.volume = volume
  if (type === 'article-journal') draft.issue = text('number')
  else draft.number = text('number')
  draft.pages = readPages(text('pages'))
  draft.publisher = text('publisher') ?? text('school')
  if (publtype === 'withdrawn') draft.status = 'retracted'
  draft.collectionTitle = text('series')
  draft.note = text('note')
  if (type === 'thesis') draft.genre = record.name === 'phdthesis' ? 'PhD thesis' : "Master's thesis"
  const isbn = textsAt(record, 'isbn').flatMap((one) => numbersIn(one).isbn)
  if (isbn.length) ids.isbn = [...new Set(isbn)]
  const year = text('year')
  if (year && !draft.issued) maker.note('warning', `"${year}" is no year`, 'year')
  const others: string[] = []
  for (const ee of textsAt(record, 'ee')) {
    const doi = /doi\.org\//i.test(ee) ? normalizeDoi(ee) : undefined
    const eprint = /arxiv\.org\//i.test(ee) ? normalizeArxiv(ee) : undefined
    const url = asUrl(ee)
    if (doi && (ids.doi ?? doi) === doi) ids.doi = doi
    else if (eprint && (ids.arxiv ?? eprint) === eprint) ids.arxiv = eprint
    else if (url && (draft.url ?? url) === url) draft.url = url
    else others.push(ee)
  }
  draft.identifiers = ids
  const page = text('url')
  return maker.publication(draft, 'dblp', {
    ...leftIn(record, taken),
    ...(page ? { url: page } : {}),
    ...(draft.issued ? {} : { year }),
    ee: others,
    ...(text('crossref') ? { crossref: text('crossref') } : {}),
  })
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** People who share a name are numbered: "Wei Wang 0001". */
const people = (record: Element, role: Contributor['role']): Contributor[] =>
  childrenOf(record, role).flatMap((element) => {
    const name = textIn(element)?.replace(/\s+\d{4}$/, '')
    const orcid = normalizeOrcid(element.attributes.orcid ?? '')
    const suffix = /^(.*)\s(Jr\.?|Sr\.?|II|III|IV)$/.exec(name ?? '')
    if (!name) return []
    return [
      {
        role,
        ...parseName(suffix ? suffix[1]! : name),
        ...(suffix ? { suffix: suffix[2]! } : {}),
        ...(orcid ? { orcid } : {}),
      },
    ]
  })

/** Every title of DBLP ends with a full stop of its own; markup is that of HTML. */
function titleText(element: Element): string | undefined {
  const inside = (one: Element): string =>
    one.children
      .map((child) => {
        if (typeof child === 'string') return child
        const text = inside(child)
        return /^(?:i|b|sub|sup)$/.test(child.name) ? `<${child.name}>${text}</${child.name}>` : text
      })
      .join('')
  return (
    inside(element)
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/(?<!\.)\.$/, '') || undefined
  )
}

export const reader: Reader = {
  name: 'dblp',
  title: 'DBLP XML',
  extensions: [],
  recognise: (head) => (/<dblp(?:person)?[\s>]|<!DOCTYPE dblp/.test(head) ? 0.95 : 0),
  read: xmlReader({ records: new Set([...Object.keys(types), 'www']), entities: latin1Entities }, convert),
}
