/**
 * NBIB, the MEDLINE display format of PubMed (https://www.nlm.nih.gov/bsd/mms/medlineelements.html). Elements without a
 * place are kept in `extra.nbib`.
 */
import type { CslType } from '../../model/csl-variables.ts'
import { normalizeArxiv, normalizeDoi, normalizeOrcid, schemes } from '../../model/identifier.ts'
import { tagOfLanguage } from '../../model/language-codes.ts'
import type { Contributor, Identifiers } from '../../model/publication.ts'
import { keyPattern } from '../../model/vocabulary.ts'
import { readPages } from '../bibtex/pages.ts'
import { statusOf } from '../bibtex/status.ts'
import { type Draft, dense, EntryMaker } from '../entry.ts'
import { numbersIn } from '../numbers.ts'
import type { Entry, Reader, Source } from '../reader.ts'
import { readRisDate } from '../ris/dates.ts'
import { records, type Tagged, type TaggedRecord } from '../tagged.ts'
import { commaName, Tags } from '../tags.ts'

const grammar = { line: /^\uFEFF?([A-Z][A-Z0-9]{1,3}) {0,3}-(?: (.*)|())$/, start: new Set(['PMID']) }

async function* read(source: Source): AsyncGenerator<Entry> {
  let number = 0
  for await (const record of records(source, grammar)) {
    number++
    const place = { file: source.name, line: record.line, column: 1 }
    const maker = new EntryMaker(place, `record ${number}`)
    if (record.changed && number === 1)
      maker.note('warning', 'the file is not UTF-8; it is read as Windows-1252')
    yield entry(record, maker)
  }
}

/** MeSH publication types; the first of this list that a record names is what it is. */
const types: [name: string, type: CslType][] = [
  ['preprint', 'article'],
  ['book review', 'review-book'],
  ['book chapter', 'chapter'],
  ['academic dissertation', 'thesis'],
  ['congress', 'paper-conference'],
  ['technical report', 'report'],
  ['patent', 'patent'],
  ['dataset', 'dataset'],
  ['map', 'map'],
  ['legal case', 'legal_case'],
  ['legislation', 'legislation'],
  ['interview', 'interview'],
  ['lecture', 'speech'],
  ['web archive', 'webpage'],
  ['newspaper article', 'article-newspaper'],
  ['book', 'book'],
]
const keyForm = new RegExp(keyPattern)

function entry(record: TaggedRecord, maker: EntryMaker): Entry {
  if (record.tags.every(({ tag, value }) => tag === 'PMID' || value === ''))
    return maker.refuse('the record has nothing but its number', 'PMID')
  const { found: contributors, left: ofNobody } = people(record)
  const tags = new Tags({ tags: [...record.tags.filter(({ tag }) => !ofPeople.has(tag)), ...ofNobody] })
  const line = (field: string) => record.tags.find(({ tag }) => tag === field)?.line
  const ids: Identifiers = {}
  const pmid = tags.one('PMID')
  if (pmid) {
    const good = schemes.pmid.normalize(pmid)
    if (good) ids.pmid = good
    else {
      maker.note('warning', `"${pmid}" is no PubMed identifier`, 'PMID', line('PMID'))
      tags.keep('PMID', pmid)
    }
    maker.name = `PMID ${pmid}`
  }
  const draft: Draft = { contributors }
  const kinds = tags.all('PT')
  const folded = kinds.map((kind) => kind.toLowerCase())
  const isBook = tags.peek('BTI') !== undefined
  const known = types.find(([name]) => folded.includes(name))?.[1]
  draft.type = known ?? (tags.peek('JT') || tags.peek('TA') || !isBook ? 'article-journal' : 'chapter')
  if (folded.includes('retracted publication')) draft.status = 'retracted'
  const titles = tags.all('TI')
  const bookTitle = tags.one('BTI')
  draft.title = titles[0] ?? bookTitle ?? tags.one('TT')
  if (!draft.title) maker.note('warning', 'the record has no title', 'TI')
  const serials = tags.all('IS')
  const issn = [...new Set(serials.flatMap((value) => numbersIn(value).issn))]
  tags.keep(
    'IS',
    serials.filter((value) => !numbersIn(value).issn.length),
  )
  const name = tags.one('JT')
  const short = tags.one('TA')
  draft.venue = dense({
    name: name ?? (titles.length ? bookTitle : undefined),
    short: short === name ? undefined : short,
    issn,
  })
  draft.collectionTitle = tags.one('CTI')
  draft.volume = tags.one('VI')
  draft.issue = tags.one('IP')
  draft.pages = readPages(tags.one('PG'))
  draft.edition = tags.one('EN')
  const language = tags.one('LA')
  draft.language = language && (tagOfLanguage(language) ?? /^[a-z]{2}(?:-.*)?$/.exec(language)?.[0])
  if (!draft.language) tags.keep('LA', language)
  draft.publisher = tags.one('PB')
  draft.place = tags.one('PL')
  draft.abstract = tags.one('AB')
  draft.note = tags.all('GN').join('\n')
  draft.tags = [...new Set(tags.all('OT').map((tag) => tag.replace(/^\*/, '')))]
  const published = tags.one('DP')
  draft.issued = published === undefined ? undefined : readPublished(published)
  if (published && !draft.issued) {
    maker.note('warning', `"${published}" is no date`, 'DP', line('DP'))
    tags.keep('DP', published)
  }
  const online = tags.one('DEP')
  draft.publishedOnline = readRisDate(online?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'))
  if (!draft.publishedOnline) tags.keep('DEP', online)
  draft.funding = tags.all('GR').map((grant) => {
    const cut = grant.lastIndexOf('/')
    return cut < 0 ? { funder: grant } : { award: grant.slice(0, cut), funder: grant.slice(cut + 1) }
  })
  identifiers(ids, tags, draft)
  const state = tags.peek('PST')
  if (!draft.status && state) {
    draft.status = statusOf(state)
    if (draft.status) tags.one('PST')
  }
  draft.identifiers = ids
  const further = kinds.filter(
    (kind) => !/^journal article$/i.test(kind) && !types.some(([one]) => one === kind.toLowerCase()),
  )
  const left = { ...tags.left(), PT: further, ...(titles.length > 1 ? { TI: titles.slice(1) } : {}) }
  return maker.publication(draft, 'nbib', left)
}

function identifiers(ids: Identifiers, tags: Tags, draft: Draft): void {
  const books = tags.all('ISBN')
  const isbn = books.flatMap((value) => numbersIn(value).isbn)
  if (isbn.length) ids.isbn = [...new Set(isbn)]
  tags.keep(
    'ISBN',
    books.filter((value) => !numbersIn(value).isbn.length),
  )
  for (const tag of ['LID', 'AID']) {
    const left = tags.all(tag).filter((value) => {
      const [, id, scheme] = /^(.*?)\s*\[(doi|pii)\]$/i.exec(value) ?? []
      const doi = scheme?.toLowerCase() === 'doi' ? normalizeDoi(id!) : undefined
      if (doi) ids.doi ??= doi
      // Without pages, the publisher's number of the item is what an article is found by.
      else if (scheme?.toLowerCase() === 'pii' && !draft.pages && /^e?\d{1,7}$/i.test(id!))
        draft.number ??= id
      return doi ? doi !== ids.doi : id === undefined || draft.number !== id
    })
    tags.keep(tag, left)
  }
  const pmcid = tags.one('PMC')
  const goodPmcid = pmcid && schemes.pmcid.normalize(pmcid)
  if (goodPmcid) ids.pmcid = goodPmcid
  else tags.keep('PMC', pmcid)
  const others = tags.all('OID').filter((value) => {
    const [, scheme, id] = /^(\w+):\s*(.*)$/.exec(value) ?? []
    const arxiv = scheme === 'arXiv' ? normalizeArxiv(id!) : undefined
    if (arxiv) ids.arxiv = arxiv
    const isKey = scheme === 'citekey' && keyForm.test(id!)
    if (isKey) draft.key = id
    return !arxiv && !isKey
  })
  tags.keep('OID', others)
}

const ofPeople = new Set(['FAU', 'AU', 'AUID', 'AD', 'CN', 'FED', 'ED'])

/** A person is FAU and AU; what follows belongs to the person before it, and is left where there is none. */
function people(record: TaggedRecord): { found: Contributor[]; left: Tagged[] } {
  const found: Contributor[] = []
  const left: Tagged[] = []
  /** The full form came just now, so the short one says nothing more. */
  let isFull = false
  const add = (role: Contributor['role'], text: string) => {
    if (text) found.push({ role, ...personName(text) })
  }
  for (const tagged of record.tags) {
    const { tag, value } = tagged
    const last = found.at(-1)
    if (tag === 'FAU' || tag === 'FED') add(tag === 'FAU' ? 'author' : 'editor', value)
    else if ((tag === 'AU' || tag === 'ED') && !isFull)
      add(tag === 'AU' ? 'author' : 'editor', value.replace(/\s+(\p{Lu}{1,4})$/u, ', $1'))
    else if (tag === 'CN' && value) found.push({ role: 'author', literal: value })
    else if (tag === 'AUID') {
      const orcid = normalizeOrcid(value.replace(/^ORCID:\s*/i, ''))
      if (orcid && last && (last.orcid ?? orcid) === orcid) last.orcid = orcid
      else left.push(tagged)
    } else if (tag === 'AD' && last && value) {
      last.affiliations ??= []
      last.affiliations.push({ name: value })
    } else if (tag === 'AD') left.push(tagged)
    if (ofPeople.has(tag)) isFull = tag === 'FAU' || tag === 'FED'
  }
  return { found, left }
}

function personName(text: string): Omit<Contributor, 'role'> {
  const [, name, suffix] =
    text.length > 200 ? [] : (/^(.*,.*?)\s+(Jr\.?|Sr\.?|2nd|3rd|II|III|IV)$/.exec(text) ?? [])
  return name && suffix ? { ...commaName(name), suffix } : commaName(text)
}

/** `2024 Apr 16`, `2024 Apr-May`, `2023 Dec-2024 Jan`, `2024 Spring`. */
function readPublished(text: string): string | undefined {
  const [from, to] = text.split('-').map((part) => part.trim())
  const start = readRisDate(from)
  if (!start || !to) return start
  const parts = from!.split(' ')
  const whole = /\d{4}/.test(to) ? to : [parts[0], ...(/^\d+$/.test(to) ? [parts[1]] : []), to].join(' ')
  const end = readRisDate(whole)
  return end && end > start && end.length === start.length ? `${start}/${end}` : start
}

export const reader: Reader = {
  name: 'nbib',
  title: 'NBIB (PubMed)',
  extensions: ['nbib', 'medline'],
  recognise: (head) =>
    /^\uFEFF?\s*PMID ?- ?\d*\r?$/m.test(head) ? 0.95 : /^(?:FAU|DCOM|STAT) ?- /m.test(head) ? 0.6 : 0,
  read,
}
