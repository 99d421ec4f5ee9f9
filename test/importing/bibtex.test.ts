/** BibTeX and BibLaTeX read: what stands where, damage that costs only its own entry, and the way there and back. */
import assert from 'node:assert/strict'
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import bibtex from '../../src/formats/bibtex.ts'
import type { Entry } from '../../src/importing/reader.ts'
import { reader } from '../../src/importing/readers/bibtex.ts'
import { validate } from '../../src/importing/validate.ts'
import { PublicationInput } from '../../src/model/schemas/publication.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import { writeList } from '../fixtures/rendering.ts'

async function* bytes(...pieces: (string | Uint8Array)[]) {
  for (const piece of pieces) yield typeof piece === 'string' ? new TextEncoder().encode(piece) : piece
}

async function readAll(...pieces: (string | Uint8Array)[]): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const entry of reader.read({ name: 'f.bib', chunks: bytes(...pieces) })) entries.push(entry)
  return entries
}
const read = async (text: string) => (await readAll(text)).map(({ publication }) => publication!)
const messages = (entries: Entry[]) =>
  entries.flatMap(({ findings }) => findings.map(({ message }) => message))

t.test('an article, as people write it', async (t) => {
  const [entry] = await readAll(`@string{tods = "ACM Trans. " # "Database Syst."}
@Article{ye2024deep,
  author  = {Ye, Zhisheng and Ludwig van Beethoven and King, Jr., Martin Luther and {World Health Organization} and others},
  title   = "{\\"U}ber die {GPU}s in {Bayesian} {H$_2$O} \\& \\emph{E. coli}",
  journal = tods, volume = 56, number = 6, pages = {1--38},
  year = 2024, month = jun # "~3",
  doi = {https://doi.org/10.1145/3638757}, eprint={2205.11913}, archivePrefix={arXiv}, primaryClass = {cs.DC},
  issn = {0360-0300}, keywords = {GPU; clusters}, custom_a = {kept \\& whole},
}`)
  t.match(entry!.publication, {
    key: 'ye2024deep',
    type: 'article-journal',
    title: 'Über die GPUs in <span class="nocase">Bayesian</span> H<sub>2</sub>O & <i>E. coli</i>',
    contributors: [
      { role: 'author', family: 'Ye', given: 'Zhisheng' },
      { role: 'author', given: 'Ludwig', particle: 'van', family: 'Beethoven' },
      { role: 'author', given: 'Martin Luther', family: 'King', suffix: 'Jr.' },
      { role: 'author', literal: 'World Health Organization' },
      { role: 'author', literal: 'others' },
    ],
    venue: { name: 'ACM Trans. Database Syst.', issn: ['0360-0300'] },
    volume: '56',
    issue: '6',
    pages: '1-38',
    issued: '2024-06-03',
    identifiers: { doi: '10.1145/3638757', arxiv: '2205.11913', arxivClass: 'cs.DC' },
    tags: ['GPU', 'clusters'],
    extra: { bibtex: { custom_a: 'kept \\& whole' } },
  })
  t.strictSame(messages([entry!]), [])
  t.match(entry, { file: 'f.bib', line: 2, column: 1, key: 'ye2024deep' })
})

t.test('accents and commands of LaTeX', async (t) => {
  for (const [tex, text] of [
    ['\\"{U}ber', 'Über'],
    ["{\\'\\i}", 'í'],
    ["\\'{\\i}", 'í'],
    ['\\c{c}\\c c', 'çç'],
    ["{\\L}\\'od\\'z", 'Łódź'],
    ['\\v{S}\\H{o}\\k{a}\\r{a}', 'Šőąå'],
    ['\\ss\\ {}x \\o \\AA', 'ß x øÅ'],
    ["a---b--c ``d'' e~f", 'a—b–c “d” e f'],
    ['{\\em one} two {\\bf three}', 'one two three'],
    ['x\\textsuperscript{2} $\\alpha$-b $\\times$', 'x² $\\alpha$-b ×'],
    ['10$^{-9}$ of H$_2$O at the 6\\textsuperscript{th}', '10⁻⁹ of H₂O at the 6th'],
    ['50\\% \\& \\$5 \\_ \\#', '50% & $5 _ #'],
    ['\\enquote{q} \\LaTeX{} \\url{http://a_b}', '“q” LaTeX http://a_b'],
  ] as const) {
    const [publication] = await read(`@misc{k, note = {${tex}}}`)
    t.equal(publication!.note, text, tex)
  }
})

t.test(
  'only titles and abstracts have markup: formats write it out in whatever else they print',
  async (t) => {
    const [publication] = await read(`@inproceedings{k, title = {{\\em In} vivo}, abstract = {{\\em In} vivo},
    author = {\\textsc{Ye}, {\\em Zhisheng}}, booktitle = {The 6\\textsuperscript{th} Conference}, publisher = {{\\bf P}}}`)
    t.match(publication, { title: '<i>In</i> vivo', abstract: '<i>In</i> vivo', publisher: 'P' })
    t.match(publication, { venue: { name: 'The 6th Conference' } })
    t.match(publication!.contributors, [{ family: 'Ye', given: 'Zhisheng' }])
  },
)

t.test('braces that say nothing are dropped', async (t) => {
  const title = async (tex: string) => (await read(`@misc{k, title = {${tex}}}`))[0]!.title
  t.equal(await title('{Deep Learning for All}'), 'Deep Learning for All')
  t.equal(await title('{Deep} {Learning} for {Everyone}'), 'Deep Learning for Everyone')
  t.equal(await title('The {NASA} Deep Learning Survey'), 'The NASA Deep Learning Survey')
})

t.test('one bad entry never costs another', async (t) => {
  const good = '@misc{good, title = {Good}, year = 2020}\n'
  for (const [name, bad] of Object.entries({
    'a brace is missing at the end': '@article{bad, title = {Bad}, year = 2020\n\n',
    'a value is not closed': '@article{bad, title = {Bad, year = 2020}\n\n',
    'a quotation mark is missing': '@article{bad, title = "Bad, year = 2020}\n\n',
    'a brace too many': '@article{bad, title = {Bad}}, year = {2020}}\n',
    'no key': '@article{title = {Bad}, year = 2020}\n',
    'no comma': '@article{bad, title = {Bad} year = 2020}\n',
    'no equals sign': '@article{bad, title = {Bad}, year 2020}\n',
    'nothing in it': '@article{bad}\n',
    'text between': 'This is @ home, 50% off { } \n',
  })) {
    const entries = await readAll(good, bad, good.replaceAll('good', 'last'))
    const found = entries.filter(({ publication }) => publication)
    t.equal(found[0]!.publication!.key, 'good', name)
    t.match(found.at(-1)!.publication, { title: 'Good', key: 'last', issued: '2020' }, name)
    if (name !== 'text between') t.ok(messages(entries).length > 0, name)
    for (const entry of entries) {
      const isRefused = entry.findings.some(({ severity }) => severity === 'error')
      t.ok(entry.publication !== undefined || isRefused, `${name}: each entry is read or refused`)
    }
  }
})

t.test('what is inherited', async (t) => {
  const [child, parent] =
    await read(`@inproceedings{c, crossref = {P}, author = {A B}, title = {Child}, pages = {1--2}}
@proceedings{p, title = {The Proceedings}, editor = {E F}, year = 2001, publisher = {ACM}}`)
  t.match(parent, {
    type: 'paper-conference',
    venue: { name: 'The Proceedings' },
    issued: '2001',
    publisher: 'ACM',
  })
  t.match(child, { type: 'book', title: 'The Proceedings' })
})

t.test('encodings, line ends and pieces of any size', async (t) => {
  const text = '@misc{k,\r\n title = {Größe},\r\n nonsense\r\n}\r\n'
  const latin1 = Uint8Array.from([...text].map((c) => c.charCodeAt(0)))
  t.equal((await readAll(latin1)).find(({ publication }) => publication)!.publication!.title, 'Größe')
  const utf8 = new TextEncoder().encode(`\uFEFF${text}`)
  const single = await readAll(...[...utf8].map((byte) => Uint8Array.of(byte)))
  t.equal(single[0]!.publication!.title, 'Größe')
  t.match(single[0]!.findings[0], { line: 3, severity: 'warning', entry: 'k' })
})

t.test('a file that is not UTF-8 is in the encoding that it names', async (t) => {
  const latin2 = [0xa3, 0xf3, 0x64, 0xbc]
  const cp1250 = [0xa3, 0xf3, 0x64, 0x9f]
  for (const [name, title] of [
    ['Cp1250', cp1250],
    ['ISO8859_2', latin2],
  ] as const) {
    const entries = await readAll(`% Encoding: ${name}\n\n@book{a, title={`, new Uint8Array(title), '}}')
    t.equal(entries[0]!.publication!.title, 'Łódź')
    t.strictSame(messages(entries), [])
  }
  const [, unknown] = await readAll('% Encoding: nonsense\n@book{a, title={', new Uint8Array([0xe9]), '}}')
  t.equal(unknown!.publication!.title, 'é')
})

t.test('parentheses around an entry, with others in its values', async (t) => {
  const entries = await read(`@article(one, title = "On (f) and ) of it", year = 2003)
@article(two, title = {Braced ) here}, year = 2004)
@string(s = "a ) b")
@article(three, title = "not closed, year = 2005)
@article{four, title = "Four", note = s, year = 2006}
@article(five, title = "Five", year = 2007)`)
  t.match(entries, [
    { key: 'one', title: 'On (f) and ) of it', issued: '2003' },
    { key: 'two', title: 'Braced ) here', issued: '2004' },
    { key: 'three', title: 'not closed', issued: '2005' },
    { key: 'four', note: 'a ) b', issued: '2006' },
    { key: 'five', title: 'Five', issued: '2007' },
  ])
})

t.test('what has no place is kept as it stands, field by field', async (t) => {
  const fields =
    `abstract addendum annote archiveprefix author bookpagination chapter date day doi editor editora editortype
    eprint eprinttype eventdate gender howpublished isbn issn issue journal key keywords langid lastaccessed lastchecked month
    note number origdate pages pagetotal pmid primaryclass pubstate related series shorthand subtitle type url urldate usera
    venue volume year`.split(/\s+/)
  const lost: string[] = []
  for (const type of ['article', 'book', 'inproceedings', 'misc', 'phdthesis', 'techreport', 'online']) {
    for (const field of fields) {
      for (const more of ['', ', year = 2020']) {
        const [entry] = await readAll(`@${type}{k, title = {Base}, ${field} = {Zq1x}${more}}`)
        const { extra, ...rest } = entry!.publication!
        const { verbatim: _, ...left } = extra!.bibtex!
        if (!JSON.stringify([rest, left]).includes('Zq1x')) lost.push(`${type} ${field}${more}`)
      }
    }
  }
  t.strictSame(lost, [])
  const [entry] = await readAll('@misc{k,\n title={x},\n lastchecked={sometime}}')
  t.match(entry!.findings, [{ line: 3, field: 'lastchecked', message: '"sometime" is no date' }])
})

t.test('what Offprint writes it reads', async (t) => {
  const record = recordOf({
    key: 'k1',
    title: 'GPUs, CO<sub>2</sub>, $O(n \\log n)$ & Łódź: a <i>Survey</i>',
    contributors: [
      author('Ye', 'Zhisheng'),
      { role: 'author', literal: 'Barnes and Noble' },
      { role: 'author', given: 'Ludwig', particle: 'van', family: 'Beethoven' },
      { role: 'editor', family: 'Knuth', given: 'Donald E.' },
    ],
    venue: { name: 'Journal of R&D', issn: ['0360-0300'] },
    volume: '1',
    issue: '2',
    pages: '3-4',
    issued: '2024-06',
    identifiers: { doi: '10.1000/a_b', arxiv: '2205.11913', isbn: ['9780198526636'] },
    url: 'https://example.org/a_b?c=%20~d',
    note: 'Best paper, 100%',
  })
  for (const profile of ['utf8', 'latex'] as const) {
    const [back] = await read(await writeList(bibtex, [record], { profile }))
    const { extra, ...publication } = back!
    const { created, updated, version, ...expected } = record.publication as unknown as Record<
      string,
      unknown
    >
    t.strictSame(publication, expected, profile)
  }
})

t.test('any bytes are read without a fault, in time that grows with them', async (t) => {
  const piece = fc.constantFrom(
    '@article{',
    '@',
    '{',
    '}',
    '"',
    ',',
    '=',
    '#',
    '\\',
    '\n',
    'title',
    'a',
    '$',
    '@string{x=',
    '%',
    '\\"',
    ' and ',
    '\uE000',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), async (pieces) => {
      for (const { publication, findings } of await readAll(pieces.join(''))) {
        if (publication) assert.deepEqual(validate(PublicationInput, publication), [])
        else assert.ok(findings.length > 0)
      }
    }),
  )
  for (const hostile of [
    '@a{',
    '@a{b,c={',
    '{',
    '@a{b,\n',
    '\n@a{',
    '"',
    '@a{b,c="',
    '\\',
    '@',
    'a={,\n',
    '@a{b,c=d#',
  ]) {
    await readAll(hostile.repeat(60_000))
  }
  await readAll(
    `@misc{k, author = {${'A and '.repeat(50_000)}B}, title = {${'{'.repeat(50_000)}${'}'.repeat(50_000)}}}`,
  )
  t.pass('held')
})

const corpora = new URL('../../../shared/corpora/', import.meta.url).pathname
const skip = existsSync(corpora) ? false : 'no ../shared/corpora beside the project'

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : path.endsWith('.bib') ? [path] : []
  })
}

t.test('every entry of the corpora is read, or refused with a reason', { skip }, async (t) => {
  let [files, count, refused] = [0, 0, 0]
  for (const path of filesIn(corpora)) {
    files++
    for await (const { publication, findings } of reader.read({
      name: path,
      chunks: createReadStream(path),
    })) {
      if (publication) {
        count++
        assert.deepEqual(validate(PublicationInput, publication), [], path)
      } else if (findings.some(({ severity }) => severity === 'error')) refused++
    }
  }
  t.ok(files > 200 && count > 13_000, `${count} entries of ${files} files`)
  t.ok(refused < 20, `${refused} refused`)
})
