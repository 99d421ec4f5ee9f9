/**
 * The tagged export of Web of Science (https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html) and of
 * databases that copied it. Further lines of a list of people or addresses are values of their own. Tags without a place
 * are kept in `extra.isi`.
 */
import type { CslType } from '../../model/csl-variables.ts'
import { normalizeDoi, normalizeOrcid, schemes } from '../../model/identifier.ts'
import type { Contributor, Identifiers } from '../../model/publication.ts'
import { readPages } from '../bibtex/pages.ts'
import { type Draft, dense, EntryMaker } from '../entry.ts'
import { numbersIn } from '../numbers.ts'
import type { Entry, Reader, Source } from '../reader.ts'
import { readRisDate } from '../ris/dates.ts'
import { records, type TaggedRecord } from '../tagged.ts'
import { commaName, Tags } from '../tags.ts'

const grammar = {
  line: /^\uFEFF?([A-Z][A-Z0-9])(?: (.*)|())$/,
  start: new Set(['PT']),
  end: 'ER',
  lists: new Set('AU AF BA BF BE ED CA GP C1 CR RI OI'.split(' ')),
}

async function* read(source: Source): AsyncGenerator<Entry> {
  let number = 0
  for await (const record of records(source, grammar)) {
    // FN and VR open the file, EF closes it.
    if (record.tags.every(({ tag }) => tag === 'FN' || tag === 'VR' || tag === 'EF')) continue
    number++
    const maker = new EntryMaker({ file: source.name, line: record.line, column: 1 }, `record ${number}`)
    if (record.changed && number === 1)
      maker.note('warning', 'the file is not UTF-8; it is read as Windows-1252')
    if (!record.ended) maker.note('warning', 'the record is not ended by ER')
    yield entry(record, maker)
  }
}

const kinds: Record<string, CslType> = {
  J: 'article-journal',
  B: 'book',
  S: 'chapter',
  P: 'patent',
  C: 'paper-conference',
}

function entry(record: TaggedRecord, maker: EntryMaker): Entry {
  const tags = new Tags(record)
  if (record.tags.every(({ tag, value }) => tag === 'PT' || value === ''))
    return maker.refuse('the record has nothing but its type', 'PT')
  const line = (field: string) => record.tags.find(({ tag }) => tag === field)?.line
  const kind = tags.one('PT')?.trim() ?? ''
  const described = tags.all('DT', 'TY').filter((text) => text !== '-')
  const first = described[0]?.toLowerCase() ?? ''
  const isPaper = /proceedings paper|^conf$|conference/.test(first) && kind !== 'J'
  const type: CslType = isPaper
    ? 'paper-conference'
    : /book chapter/.test(first)
      ? 'chapter'
      : /book review/.test(first)
        ? 'review-book'
        : (kinds[kind] ?? (tags.peek('SO') || tags.peek('JI') ? 'article-journal' : 'document'))
  const draft: Draft = { type, title: tags.one('TI') }
  if (!draft.title) maker.note('warning', 'the record has no title', 'TI')
  draft.contributors = people(tags)
  const source = tags.one('SO')
  const short = tags.one('JI', 'J9')
  if (type === 'book') draft.collectionTitle = source
  const issn = [...tags.all('SN'), ...tags.all('EI')].flatMap((text) => numbersIn(text).issn)
  draft.venue = dense({
    name: type === 'book' ? undefined : (source ?? short),
    short: source && short !== source ? short : undefined,
    issn: [...new Set(issn)],
  })
  draft.collectionTitle ??= tags.one('SE')
  draft.eventTitle = tags.one('CT')
  draft.eventPlace = tags.one('CL')
  draft.volume = tags.one('VL')
  draft.issue = tags.one('IS')
  const [from, to] = [tags.one('BP', 'BR', 'SP'), tags.one('EP')]
  draft.pages = readPages(tags.one('PS') ?? (from && to && from !== to ? `${from}-${to}` : from))
  draft.number = tags.one('AR')
  const [year, day] = [tags.one('PY'), tags.one('PD')]
  const whole = day && (/\d{4}/.test(day) ? readRisDate(day) : readRisDate(`${day} ${year ?? ''}`))
  draft.issued = whole && (!year || whole.startsWith(year)) ? whole : readRisDate(year)
  if (year && !draft.issued) maker.note('warning', `"${year}" is no year`, 'PY', line('PY'))
  draft.publisher = tags.one('PU')
  draft.place = tags.one('PI')
  draft.abstract = tags.one('AB')
  draft.language = tags.one('LA')?.replace(/^English$/i, 'en')
  draft.tags = [
    ...new Set(
      [...tags.all('DE'), ...tags.all('ID')].flatMap((text) => text.split(/\s*;\s*/)).filter(Boolean),
    ),
  ]
  const ids: Identifiers = {}
  const doiText = tags.one('DI')
  const doi = doiText && normalizeDoi(doiText)
  if (doi) ids.doi = doi
  else if (doiText) maker.note('warning', `"${doiText}" is no DOI`, 'DI', line('DI'))
  const pmid = schemes.pmid.normalize(tags.one('PM') ?? '')
  if (pmid) ids.pmid = pmid
  const isbn = tags.all('BN').flatMap((text) => numbersIn(text).isbn)
  if (isbn.length) ids.isbn = [...new Set(isbn)]
  draft.identifiers = ids
  tags.all('FN', 'VR', 'EF')
  return maker.publication(draft, 'isi', {
    ...tags.left(),
    DT: described,
    ...(doiText && !doi ? { DI: [doiText] } : {}),
  })
}

/** Full names where there are as many of them; ORCID iDs by the name they stand with. */
function people(tags: Tags): Contributor[] {
  const split = (values: string[]) => values.flatMap((value) => value.split(/\s*;\s*/)).filter(Boolean)
  const [short, full] = [split(tags.all('AU')), split(tags.all('AF'))]
  const authors = full.length >= short.length ? full : short
  const orcids = split(tags.all('OI')).map((text) => text.split('/'))
  const person =
    (role: Contributor['role']) =>
    (name: string): Contributor => {
      const orcid = orcids.find(([of]) => of?.trim() === name)?.[1]
      const good = orcid && normalizeOrcid(orcid)
      return { role, ...commaName(name), ...(good ? { orcid: good } : {}) }
    }
  return [
    ...authors.map(person('author')),
    ...split(tags.all('CA')).map((literal): Contributor => ({ role: 'author', literal })),
    ...split([...tags.all('BE'), ...tags.all('ED')]).map(person('editor')),
  ]
}

export const reader: Reader = {
  name: 'isi',
  title: 'Web of Science (tagged)',
  extensions: ['isi', 'ciw'],
  recognise: (head) =>
    /^\uFEFF?(?:FN .*|VR 1\.0)$/m.test(head) ? 0.9 : /^PT [JBSPCK]\s*$/m.test(head) ? 0.6 : 0,
  read,
}
