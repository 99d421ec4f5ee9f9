/** For each field of a publication a value that cannot be mistaken, in a type of work that has such a field. */
import type { PublicationInput } from '../../src/model/publication.ts'

type Type = PublicationInput['type']
interface Example {
  type?: Type
  value: unknown
  /** Texts of the value, to be looked for where nothing reads the format back. */
  texts?: string[]
  /** What the record needs beside it. */
  with?: Partial<PublicationInput>
}

const inBook: Partial<PublicationInput> = { venue: { name: 'Qhandbook' }, publisher: 'Qpress' }

/** Field, or field and part → example. */
export const examples: Record<string, Example> = {
  key: { value: 'qkey2024a' },
  type: { value: 'article-journal', texts: [] },
  title: { value: 'Qtitle of <i>E. coli</i>, H<sub>2</sub>O and $x^2$', texts: ['Qtitle', 'coli'] },
  shortTitle: { value: 'Qshort' },
  'contributors.author': { value: [{ role: 'author', family: 'Qfamily', given: 'Qgiven' }] },
  'contributors.body': { value: [{ role: 'author', literal: 'Qbody and Qcompany' }] },
  'contributors.particle': {
    value: [{ role: 'author', family: 'Qbeethoven', given: 'Qludwig', particle: 'van' }],
    texts: ['Qbeethoven', 'van'],
  },
  'contributors.suffix': {
    value: [{ role: 'author', family: 'Qking', given: 'Qmartin', suffix: 'Jr.' }],
    texts: ['Qking', 'Jr.'],
  },
  'contributors.editor': {
    type: 'chapter',
    value: [
      { role: 'author', family: 'Qfamily', given: 'Qgiven' },
      { role: 'editor', family: 'Qeditor', given: 'Qed' },
    ],
    texts: ['Qeditor'],
    with: inBook,
  },
  'contributors.translator': {
    type: 'book',
    value: [
      { role: 'author', family: 'Qfamily', given: 'Qgiven' },
      { role: 'translator', family: 'Qtranslator', given: 'Qtrans' },
    ],
    texts: ['Qtranslator'],
  },
  'contributors.orcid': {
    value: [{ role: 'author', family: 'Qfamily', given: 'Qgiven', orcid: '0000-0002-1825-0097' }],
    texts: ['0000-0002-1825-0097'],
  },
  'contributors.affiliations': {
    value: [{ role: 'author', family: 'Qfamily', given: 'Qgiven', affiliations: [{ name: 'Quniversity' }] }],
    texts: ['Quniversity'],
  },
  'issued.day': { value: '2024-06-03', texts: ['2024'] },
  'issued.month': { value: '2024-06', texts: ['2024'] },
  'issued.year': { value: '2024', texts: ['2024'] },
  'issued.range': { value: '2023-12/2024-01', texts: ['2023'] },
  'issued.season': { value: '2024-22', texts: ['2024'] },
  'issued.approximate': { value: '1450~', texts: ['1450'] },
  'venue.name': { value: { name: 'Qjournal' } },
  'venue.short': { value: { name: 'Qjournal', short: 'Qj' }, texts: ['Qj'] },
  'venue.issn': { value: { name: 'Qjournal', issn: ['0360-0300'] }, texts: ['0360-0300'] },
  'venue.booktitle': { type: 'chapter', value: { name: 'Qhandbook' }, with: { publisher: 'Qpress' } },
  'venue.proceedings': { type: 'paper-conference', value: { name: 'Qproceedings' } },
  volume: { value: '5611', with: { venue: { name: 'Qjournal' } } },
  issue: { value: '6611', with: { venue: { name: 'Qjournal' }, volume: '1' } },
  pages: { value: '7001-7038', texts: ['7001', '7038'], with: { venue: { name: 'Qjournal' } } },
  number: { value: 'Q146', with: { venue: { name: 'Qjournal' }, pages: '1-2' } },
  'number.report': { type: 'report', value: 'QTR-1', with: { publisher: 'Qinstitute' } },
  'publisher.book': { type: 'book', value: 'Qpress' },
  'publisher.thesis': { type: 'thesis', value: 'Quniversity', with: { genre: 'PhD thesis' } },
  place: { type: 'book', value: 'Qplace', with: { publisher: 'Qpress' } },
  edition: { type: 'book', value: '3', with: { publisher: 'Qpress' }, texts: ['3', 'Third'] },
  collectionTitle: { type: 'book', value: 'Qseries', with: { publisher: 'Qpress' } },
  collectionNumber: {
    type: 'book',
    value: '4711',
    with: { publisher: 'Qpress', collectionTitle: 'Qseries' },
  },
  chapterNumber: { type: 'chapter', value: '9111', with: inBook },
  numberOfPages: { type: 'book', value: '5123', with: { publisher: 'Qpress' } },
  numberOfVolumes: { type: 'book', value: '4123', with: { publisher: 'Qpress' } },
  eventTitle: { type: 'paper-conference', value: 'Qconference', with: { venue: { name: 'Qproceedings' } } },
  eventPlace: {
    type: 'paper-conference',
    value: 'Qcity',
    with: { venue: { name: 'Qproceedings' }, eventTitle: 'Qconference' },
  },
  eventDate: {
    type: 'paper-conference',
    value: '2021-05-04',
    with: { venue: { name: 'Qproceedings' }, eventTitle: 'Qconference' },
  },
  genre: { type: 'thesis', value: "Master's thesis", with: { publisher: 'Quniversity' } },
  softwareVersion: { type: 'software', value: '1.2.3-q', with: { publisher: 'Qhub' } },
  'identifiers.doi': { value: { doi: '10.1145/3638757' }, texts: ['10.1145/3638757'] },
  'identifiers.arxiv': { type: 'article', value: { arxiv: '2205.11913' }, texts: ['2205.11913'] },
  'identifiers.isbn': {
    type: 'book',
    value: { isbn: ['9780198526636'] },
    texts: ['9780198526636'],
    with: { publisher: 'Qpress' },
  },
  'identifiers.pmid': { value: { pmid: '31452104' }, texts: ['31452104'] },
  'identifiers.pmcid': { value: { pmcid: 'PMC1234567' }, texts: ['PMC1234567'] },
  url: { value: 'https://example.com/qurl', texts: ['example.com/qurl'] },
  accessed: {
    type: 'webpage',
    value: '2020-02-29',
    texts: ['2020'],
    with: { url: 'https://example.com/qurl' },
  },
  status: { value: 'in-press', texts: ['press', 'To appear'], with: { venue: { name: 'Qjournal' } } },
  language: { value: 'hu', texts: ['"hu"', '>hu<', ' hu\n', ' hu\r\n', 'hungarian', '- hun', ': hu'] },
  abstract: { value: 'Qabstract.' },
  note: { value: 'Qnote' },
  tags: { value: ['Qtag', 'Qother'], texts: ['Qtag'] },
  links: { value: [{ kind: 'pdf', url: 'https://example.com/q.pdf' }], texts: ['example.com/q.pdf'] },
  awards: { value: ['Qaward'], texts: ['Qaward'] },
  license: { value: 'CC-BY-4.0', texts: ['CC-BY-4.0', 'cc-by-4.0', 'licenses/CC-BY'] },
  funding: { value: [{ funder: 'Qfunder', award: 'Q42' }], texts: ['Qfunder'] },
  relations: { value: [{ kind: 'version', identifier: 'doi:10.1000/182' }], texts: ['10.1000/182'] },
}

/** The record that an example stands in, and the field it is about. */
export function exampleRecord(
  name: string,
  { type, value, ...more }: Example,
): { field: keyof PublicationInput; input: PublicationInput } {
  const field = name.split('.')[0] as keyof PublicationInput
  const input = {
    key: 'qrecord',
    type: type ?? 'article-journal',
    title: 'Qplain',
    contributors: [{ role: 'author' as const, family: 'Qfamily', given: 'Qgiven' }],
    issued: '2024',
    ...((type ?? 'article-journal') === 'article-journal' ? { venue: { name: 'Qjournal' } } : {}),
    ...more.with,
    [field]: value,
  }
  return { field, input }
}

/** What tells that a value stands in a file. */
export function textsOf({ value, texts }: Example): string[] {
  if (texts) return texts
  const found: string[] = []
  const collect = (part: unknown): void => {
    if (typeof part === 'string' && part.startsWith('Q')) found.push(part)
    else if (typeof part === 'string' && !/^(?:author|editor)$/.test(part)) found.push(part)
    else if (typeof part === 'object' && part !== null)
      for (const inner of Object.values(part)) collect(inner)
  }
  collect(value)
  return found
}
