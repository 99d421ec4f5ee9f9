/**
 * Texts that grow with a number, for each reader: ordinary ones, and those made to be slow to read. What is repeated was
 * found by looking for what the readers' patterns and loops could go over more than once.
 */
import { bibtexFile } from '../data/bibtex.mjs'
import { publicationAt } from '../data/records.mjs'

const many = (count, make) => Array.from({ length: count }, (_, i) => make(i)).join('')
const entry = (fields) => `@article{k,\n${fields}\n}\n`
/** A field of BibTeX that holds nothing but this. */
const field = (name, make) => (n) => entry(`${name} = {${make(n)}}`)
const repeated = (text) => (n) => text.repeat(Math.ceil(n / text.length))
const words = repeated('some words of an abstract ')

/** n is the length of the text, or where it says so the number of what is counted. */
const bibtex = {
  'entries in three hands': (n) => bibtexFile(Math.ceil(n / 750)),
  'braces in braces': field('title', (n) => '{'.repeat(n / 2) + '}'.repeat(n / 2)),
  'braces that are not closed': field('title', repeated('{')),
  'a brace open at the start': (n) => `@misc{k, title = {open\n${bibtexFile(Math.ceil(n / 750))}`,
  'a quotation mark open at the start': (n) => `@misc{k, title = "open\n${bibtexFile(Math.ceil(n / 750))}`,
  'entries that are not closed': repeated('@misc{k, title = {x},\n'),
  'one entry of many fields': (n) => entry(many(n / 20, (i) => `field${i} = {value},\n`)),
  'one field many times': (n) => entry(repeated('title = {x},\n')(n)),
  'fields without a value': (n) => entry(repeated('title, x y, \n')(n)),
  'fields without a comma': (n) => entry(repeated('note = {x} ')(n)),
  'one long value': field('abstract', words),
  'blanks in a value': field('title', (n) => `a${' '.repeat(n)}b`),
  'lines in a value': field('title', (n) => `a${'\n'.repeat(n)}b`),
  'blanks in a date': field('date', (n) => `2020${' '.repeat(n)}x`),
  'blanks between names': field('author', (n) => `A B${' '.repeat(n)}C D`),
  'blanks before a comma': field('author', (n) => `A B${' '.repeat(n)}x, C D`),
  'blanks between fields': (n) => entry(`title = {x}${' '.repeat(n)}y = {x}`),
  'lines between fields': (n) => entry(`title {x}${'\n'.repeat(n)}y {x}`),
  'blanks after a key': (n) => `@article{k${' '.repeat(n)}k, title = {x}}`,
  'blanks after a type': (n) => `@article${' '.repeat(n)}x{k, title = {x}}`,
  'at signs': repeated('@'),
  'beginnings of entries': repeated('@a{'),
  'lines of beginnings': repeated('\n@a{'),
  'text between entries': words,
  'macros that double': (n) =>
    `@string{a0 = "some text"}\n${many(n / 40, (i) => `@string{a${i + 1} = a${i} # a${i}}\n`)}@misc{k, title = a${Math.floor(n / 40)}}`,
  'a long macro in every entry': (n) =>
    `@string{long = "${words(n / 2)}"}\n${many(n / 60, (i) => `@misc{k${i}, title = {Some title ${i}}, abstract = long}\n`)}`,
  'unknown words joined': (n) => entry(`title = b${repeated(' # b')(n)}`),
  'quotes joined': (n) => entry(`title = "b"${repeated(' # "b"')(n)}`),
  'quotes joined after one is missing': (n) =>
    entry(`note = "x,\ntitle = {y},\nnote = "b"${repeated(' # "b"')(n)}`),
  'unknown commands': field('title', (n) =>
    many(n / 12, (i) => `\\command${i.toString(36).replace(/\d/g, 'x')} `),
  ),
  'authors with unknown commands': field('author', repeated('\\foo Smith, John and ')),
  'accents on accents': field('title', repeated("\\'")),
  'styles of styles': field('title', repeated('\\textbf')),
  'styles in groups': field('title', repeated('{\\em x')),
  'raised in raised': field('title', (n) => `${'\\textsuperscript{'.repeat(n / 20)}x${'}'.repeat(n / 20)}`),
  'formulas without an end': field('title', repeated('\\(')),
  dollars: field('title', repeated('$')),
  'dollars far apart': field('title', repeated(`$${'x'.repeat(2500)}`)),
  backslashes: field('title', repeated('\\')),
  'less-than signs': field('title', repeated('{A}<b ')),
  'words in braces': field('title', repeated('{Word} Another ')),
  'letters in braces': field('title', repeated('a {B} ')),
  'titles with many colons': field('title', repeated('word: Word A ')),
  addresses: field('howpublished', repeated('\\url{http://x')),
  'commas in howpublished': field('howpublished', (n) => `x${','.repeat(n)}y`),
  'blanks in an address': field('url', (n) => `http://x${' '.repeat(n)}y`),
  'commas of authors': field('author', repeated('a,')),
  'and and and': field('author', repeated('and ')),
  authors: field('author', repeated('Doe, Jane and ')),
  'names of small words': field('author', repeated('van ')),
  'extended names': field('author', repeated('family=x, ')),
  keywords: field('keywords', repeated('a, ')),
  'digits of pages': field('pages', repeated('1')),
  'dashes of pages': field('pages', repeated('1-')),
  'commas of a year': field('year', (n) => `x${','.repeat(n)}y`),
  months: field('year = {2020}, month', repeated('may ')),
  'a DOI in a DOI': field('doi', repeated('10.1000.')),
  'digits of an ISBN': field('isbn', repeated('1234567890 ')),
  'the same crossref, parent last': (n) =>
    `${many(n / 40, (i) => `@inproceedings{k${i}, crossref = {p}}\n`)}@proceedings{p, title = {x}}`,
  'a chain of crossrefs': (n) =>
    many(n / 50, (i) => `@inproceedings{k${i}, title = {t}, crossref = {k${i + 1}}}\n`),
  'a chain of books': (n) => many(n / 50, (i) => `@book{k${i}, title = {t}, crossref = {k${i + 1}}}\n`),
  'a ring of crossrefs': (n) => {
    const count = Math.ceil(n / 50)
    return many(count, (i) => `@book{k${i}, title = {t}, crossref = {k${(i + 1) % count}}}\n`)
  },
  'a chain of xdata': (n) =>
    `@misc{k, xdata = {x0}}\n${many(n / 40, (i) => `@xdata{x${i}, note = {t}, xdata = {x${i + 1}}}\n`)}`,
  'many xdata of one entry': (n) =>
    `@misc{k, xdata = {${many(n / 40, (i) => `x${i},`)}}}\n${many(n / 40, (i) => `@xdata{x${i}, f${i} = {t}}\n`)}`,
  'one field of another, many times': (n) =>
    `@xdata{x, author = {${repeated('A B and ')(n / 2)}C D}}\n@misc{k, author = {${many(n / 40, (i) => `xdata=x-author-${i + 1} and `)}E F}}`,
  'the same key': repeated('@misc{k, title = {x}}\n'),
}

const risRecord = (i) => {
  const { title, contributors, doi } = publicationAt(i)
  const people = contributors.map((one) => `AU  - ${one.literal ?? `${one.family}, ${one.given}`}\n`).join('')
  return `TY  - JOUR\nTI  - ${title}\n${people}PY  - 2020\nJO  - Journal\nDO  - ${doi ?? '10.1000/x'}\nER  - \n\n`
}
const records = (bytes, make) => (n) => many(Math.ceil(n / bytes), make)
/** A format of tagged lines: one record of many lines of each kind that is taken apart. */
const tagged = (record, tags, { line, start, end = '' }) => ({
  records: records(300, record),
  'one endless record': (n) => start + many(n / 20, (i) => line('KW', `word ${i}`)),
  'one endless line': (n) => start + line('TI', words(n)) + end,
  'lines without a tag': (n) => start + line('TI', 'x') + repeated('more text\n')(n) + end,
  'blank lines': (n) => start + line('TI', 'x') + '\n'.repeat(n) + end,
  'lines apart': (n) => start + repeated(`${line('AU', 'Doe, Jane')}\n`)(n) + end,
  'records without an end': repeated(start),
  ...Object.fromEntries(
    Object.entries(tags).flatMap(([tag, text]) => [
      [`${tag} of ${JSON.stringify(text)}`, (n) => start + line(tag, repeated(text)(n)) + end],
      [`many ${tag}`, (n) => start + repeated(line(tag, text))(n) + end],
    ]),
  ),
})

const ris = tagged(
  risRecord,
  {
    AU: 'a, ',
    KW: 'a ; ',
    UR: 'http://x ; ',
    DO: '10.1000.',
    SN: '1234-567 ',
    DA: '2020/',
    SP: '1 – ',
    A2: 'van ',
  },
  { line: (tag, text) => `${tag}  - ${text}\n`, start: 'TY  - JOUR\n', end: 'ER  - \n' },
)
const nbib = tagged(
  (i) =>
    `PMID- ${i + 1}\nTI  - ${publicationAt(i).title}\nFAU - Doe, Jane\nAU  - Doe J\nDP  - 2020 Jan\nJT  - Journal\n\n`,
  { FAU: 'a, ', AU: 'A B ', AID: '[doi] ', PG: '1-', DP: '2020-', LID: 'x [pii] ', GR: 'a/', OID: 'arXiv: ' },
  { line: (tag, text) => `${tag.padEnd(4)}- ${text}\n`, start: 'PMID- 1\n' },
)
const endnote = tagged(
  (i) => `%0 Journal Article\n%T ${publicationAt(i).title}\n%A Doe, Jane\n%D 2020\n%J Journal\n\n`,
  { A: 'a, ', K: 'a; ', '@': '1234-5678 ', P: '1-', D: '2020-', R: '10.1000.', U: 'http://x ' },
  { line: (tag, text) => `%${tag[0]} ${text}\n`, start: '%0 Journal Article\n' },
)
const isi = tagged(
  (i) => `PT J\nAU Doe, J\nTI ${publicationAt(i).title}\nSO Journal\nPY 2020\nER\n\n`,
  { AU: 'a; ', DE: 'a; ', SN: '1234-5678 ', DI: '10.1000.', PD: 'JAN ', OI: 'a/0000; ' },
  { line: (tag, text) => `${tag} ${text}\n`, start: 'PT J\n', end: 'ER\n' },
)

const item = (i) => ({
  id: `k${i}`,
  type: 'article-journal',
  title: publicationAt(i).title,
  author: [{ family: 'Doe', given: 'Jane' }],
  issued: { 'date-parts': [[2020, 1]] },
  DOI: `10.1000/${i}`,
})
const csl = {
  items: records(300, (i) => `${i ? ',' : '['}${JSON.stringify(item(i))}\n`),
  'lists in lists': repeated('['),
  'maps in maps': repeated('{"a":'),
  'an item of lists in lists': (n) =>
    `[{"type":"book","title":"x","custom":${'['.repeat(n / 2)}${']'.repeat(n / 2)}}]`,
  'one long title': (n) => JSON.stringify([{ ...item(0), title: words(n) }]),
  'one item of many members': (n) =>
    `[{"type":"book","title":"x",${many(n / 15, (i) => `"member${i}":1,`)}"z":1}]`,
  'many authors': (n) =>
    JSON.stringify([{ ...item(0), author: Array(Math.ceil(n / 40)).fill({ family: 'Doe', given: 'Jane' }) }]),
  'many authors of no shape': (n) =>
    JSON.stringify([{ ...item(0), author: Array(Math.ceil(n / 10)).fill([7]) }]),
  'strings without an end': repeated('"a\n'),
  'ends that begin nowhere': (n) => `[{${repeated('}]')(n)}`,
  commas: (n) => `[${','.repeat(n)}`,
  'tags in a title': (n) => JSON.stringify([{ ...item(0), title: repeated('<i>a <')(n) }]),
  'blanks in a title': (n) => JSON.stringify([{ ...item(0), title: `a${' '.repeat(n)}b` }]),
}
const crossref = {
  works: records(
    300,
    (i) =>
      `${i ? ',' : '{"message-type":"work-list","message":{"items":['}${JSON.stringify({ ...item(i), title: [item(i).title], type: 'journal-article' })}\n`,
  ),
  ...Object.fromEntries(
    Object.entries({
      'tags of an abstract': '<jats:p>x <',
      'paragraphs of an abstract': '</p>',
      'entities of an abstract': '&amp;',
      'lines of an abstract': '\n \n',
      'blanks of an abstract': ' ',
      'titles of an abstract': '<title>   ',
    }).map(([name, text]) => [
      name,
      (n) =>
        JSON.stringify({
          message: {
            DOI: '10.1000/1',
            title: [`x${repeated(text)(n / 2)}`],
            abstract: `x${repeated(text)(n / 2)}y`,
          },
        }),
    ]),
  ),
}

const xml = (root, record, inside, head = '') => {
  const wrap = (text) => `<?xml version="1.0"?>${head}<${root}>${text}</${root}>`
  return {
    records: (n) =>
      wrap(
        many(Math.ceil(n / 300), (i) =>
          record(`${inside}<x>${publicationAt(i).title.replace(/[<&]/g, '')}</x>`),
        ),
      ),
    'elements in elements': (n) => wrap(record('<a>'.repeat(n / 7) + '</a>'.repeat(n / 7))),
    'elements without an end': (n) => wrap(record('<a>'.repeat(n / 3))),
    'records without an end': (n) => `<${root}>${repeated(record('').replace(/<\/.*$/, ''))(n)}`,
    'ends that end nothing': (n) => wrap(record('</b>'.repeat(n / 4))),
    'elements of no place': (n) => wrap(record(`${inside}${repeated('<y a="b">x</y>')(n)}`)),
    'elements that are known': (n) => wrap(record(repeated(inside)(n))),
    'many attributes': (n) => wrap(record(`<y ${many(n / 12, (i) => `a${i}="b" `)}/>`)),
    'an endless attribute': (n) => wrap(record(`<y a="${words(n)}"/>`)),
    entities: (n) => wrap(record(`${inside}<y>${repeated('&amp;')(n)}</y>`)),
    'unknown entities': (n) => wrap(record(`${inside}<y>${repeated('&lol;')(n)}</y>`)),
    'less-than signs': (n) => wrap(record(`${inside}${repeated('< ')(n)}`)),
    'a comment without an end': (n) => `<${root}><!--${words(n)}`,
    'a doctype without an end': (n) => `<!DOCTYPE x [${repeated('<!ENTITY a "b">')(n)}`,
    'one long text': (n) => wrap(record(`${inside}<y>${words(n)}</y>`)),
  }
}
const mods = xml(
  'modsCollection',
  (text) => `<mods>${text}</mods>`,
  '<titleInfo><title>A title</title></titleInfo><name type="personal"><namePart type="family">Doe</namePart></name>',
)
const endnoteXml = xml(
  'xml',
  (text) => `<record>${text}</record>`,
  '<titles><title><style>A title</style></title></titles><contributors><authors><author>Doe, Jane</author></authors></contributors>',
)
const arxiv = xml(
  'feed',
  (text) => `<entry>${text}</entry>`,
  '<id>http://arxiv.org/abs/2001.00001</id><title>A title</title><author><name>Jane Doe</name></author>',
)
const dataciteXml = xml(
  'root',
  (text) => `<resource>${text}</resource>`,
  '<titles><title>A title</title></titles><creators><creator><creatorName>Doe, Jane</creatorName></creator></creators>',
)
const dblp = xml(
  'dblp',
  (text) => `<article key="journals/x/1">${text}</article>`,
  '<author>Jane Doe</author><title>A title.</title><year>2020</year>',
)

const head = 'cff-version: 1.2.0\nmessage: x\ntitle: x\nauthors:\n- family-names: Doe\n'
const cff = {
  references: (n) =>
    `${head}references:\n${many(n / 80, (i) => `- type: article\n  title: Title ${i}\n  authors:\n  - family-names: Doe\n`)}`,
  'lists in lists': (n) => `${head}x: ${'['.repeat(n)}`,
  'lists in lists, closed': (n) => `${head}x: ${'['.repeat(n / 2)}${']'.repeat(n / 2)}`,
  'maps in maps': (n) => `${head}x: ${repeated('{a: ')(n)}`,
  'lists in lists by dashes': (n) => `${head}x:\n  ${repeated('- ')(n)}x\n`,
  'aliases of aliases': (n) =>
    `${head}a0: &a0 [x, x]\n${many(n / 40, (i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]\n`)}`,
  'many aliases': (n) => `${head}a: &a x\nb: [${repeated('*a, ')(n)}]\n`,
  keywords: (n) => `${head}keywords:\n${many(n / 15, (i) => `- word ${i}\n`)}`,
  'many keys': (n) => `${head}${many(n / 12, (i) => `key${i}: x\n`)}`,
  'one long text': (n) => `${head}abstract: ${words(n)}\n`,
  'a text without an end': (n) => `${head}abstract: "${words(n)}\n`,
  'blank lines': (n) => `${head}${'\n'.repeat(n)}x: y\n`,
  tabs: (n) => `${head}${repeated('\t')(n)}x: y\n`,
  colons: (n) => `${head}x: ${repeated('a: ')(n)}\n`,
}

/** By reader, by what they are: a function from a length to a text. */
export const inputs = {
  bibtex,
  ris,
  nbib,
  endnote,
  isi,
  csl,
  json: csl,
  crossref,
  mods,
  'endnote-xml': endnoteXml,
  arxiv,
  'datacite-xml': dataciteXml,
  dblp,
  cff,
}
