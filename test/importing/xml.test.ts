/** XML read: MODS, EndNote XML and DBLP; entities that would grow or fetch, and damage that costs one record. */
import t from 'tap'
import modsFormat from '../../src/formats/mods.ts'
import { reader as dblp } from '../../src/importing/readers/dblp.ts'
import { reader as endnote } from '../../src/importing/readers/endnote-xml.ts'
import { reader as mods } from '../../src/importing/readers/mods.ts'
import { recogniseReader } from '../../src/importing/readers.ts'
import { recordOf } from '../fixtures/publication-record.ts'
import {
  assertAnyBytes,
  assertWhole,
  corpusFiles,
  noCorpora,
  readAll,
  readCorpus,
  said,
} from '../fixtures/reading.ts'
import { writeList } from '../fixtures/rendering.ts'

const dblpFile = `<?xml version="1.0" encoding="US-ASCII"?>
<!DOCTYPE dblp SYSTEM "dblp-2019-11-22.dtd">
<dblp>
<inproceedings key="conf/nsdi/HuYWWZC24" mdate="2024-05-01">
<author orcid="0000-0002-1825-0097">Qinghao Hu</author>
<author>Zhisheng Ye 0001</author>
<author>Bj&ouml;rn M&uuml;ller Jr.</author>
<title>Characterization of <i>Large</i> Models in CO<sub>2</sub>.</title>
<pages>709-729</pages><year>2024</year><booktitle>NSDI</booktitle>
<ee type="oa">https://www.usenix.org/conference/nsdi24/presentation/hu</ee>
<ee>https://doi.org/10.1000/ABC</ee>
<crossref>conf/nsdi/2024</crossref><url>db/conf/nsdi/nsdi2024.html#HuYWWZC24</url>
</inproceedings>
<www key="homepages/1"><author>Qinghao Hu</author><title>Home Page</title></www>
<article key="journals/corr/abs-2403-07648" publtype="informal"><author>Qinghao Hu</author>
<title>Acme.</title><year>2024</year><volume>abs/2403.07648</volume><journal>CoRR</journal>
<ee>https://doi.org/10.48550/arXiv.2403.07648</ee></article>
</dblp>`

t.test('DBLP: entities, numbered people, preprints', async (t) => {
  const entries = await readAll(dblp, dblpFile, 11)
  t.strictSame(said(entries), [])
  t.strictSame(
    entries.map(({ publication }) => publication),
    [
      {
        type: 'paper-conference',
        title: 'Characterization of <i>Large</i> Models in CO<sub>2</sub>',
        contributors: [
          { role: 'author', given: 'Qinghao', family: 'Hu', orcid: '0000-0002-1825-0097' },
          { role: 'author', given: 'Zhisheng', family: 'Ye' },
          { role: 'author', given: 'Björn', family: 'Müller', suffix: 'Jr.' },
        ],
        issued: '2024',
        venue: { name: 'NSDI' },
        pages: '709-729',
        url: 'https://www.usenix.org/conference/nsdi24/presentation/hu',
        identifiers: { dblp: 'conf/nsdi/HuYWWZC24', doi: '10.1000/ABC' },
        extra: { dblp: { url: 'db/conf/nsdi/nsdi2024.html#HuYWWZC24', crossref: 'conf/nsdi/2024' } },
      },
      {
        type: 'article',
        title: 'Acme',
        contributors: [{ role: 'author', given: 'Qinghao', family: 'Hu' }],
        issued: '2024',
        venue: { name: 'arXiv', kind: 'repository' },
        identifiers: {
          dblp: 'journals/corr/abs-2403-07648',
          arxiv: '2403.07648',
          doi: '10.48550/arXiv.2403.07648',
        },
      },
    ],
  )
})

t.test('EndNote XML: styles, periodical, numbers', async (t) => {
  const [entry] = await readAll(
    endnote,
    `<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><database name="My.enl">My.enl</database><rec-number>5</rec-number>
<ref-type name="Journal Article">17</ref-type><contributors><authors><author><style face="normal">Ye, Zhisheng</style></author>
<author>World Health Organization,</author></authors></contributors><titles><title><style face="normal">Growth of </style>
<style face="italic">E. coli</style></title><secondary-title>ACM Computing Surveys</secondary-title></titles>
<periodical><full-title>ACM Computing Surveys</full-title><abbr-1>CSUR</abbr-1></periodical><pages>1-38</pages><volume>56</volume>
<dates><year>2024</year><pub-dates><date>Jun 3</date></pub-dates></dates><isbn>0360-0300</isbn>
<electronic-resource-num>10.1145/3638757</electronic-resource-num><custom1>kept</custom1></record></records></xml>`,
  )
  t.strictSame(entry!.findings, [])
  t.strictSame(entry!.publication, {
    type: 'article-journal',
    title: 'Growth of <i>E. coli</i>',
    contributors: [
      { role: 'author', given: 'Zhisheng', family: 'Ye' },
      { role: 'author', literal: 'World Health Organization' },
    ],
    issued: '2024-06-03',
    venue: { name: 'ACM Computing Surveys', short: 'CSUR', issn: ['0360-0300'] },
    volume: '56',
    pages: '1-38',
    identifiers: { doi: '10.1145/3638757' },
    extra: { 'endnote-xml': { custom1: 'kept' } },
  })
})

t.test('MODS as a library writes it', async (t) => {
  const [entry] = await readAll(
    mods,
    `<mods:mods xmlns:mods="http://www.loc.gov/mods/v3" version="3.6"><mods:titleInfo><mods:nonSort>The</mods:nonSort>
<mods:title>river</mods:title><mods:subTitle>a history</mods:subTitle></mods:titleInfo>
<mods:name type="personal" usage="primary"><mods:namePart>van Gennep, Arnold</mods:namePart><mods:namePart type="date">1873-1957</mods:namePart>
<mods:role><mods:roleTerm type="text">creator</mods:roleTerm></mods:role></mods:name>
<mods:genre authority="marcgt">book</mods:genre><mods:originInfo><mods:place><mods:placeTerm type="code">xxu</mods:placeTerm></mods:place>
<mods:place><mods:placeTerm type="text">Paris</mods:placeTerm></mods:place><mods:publisher>Nourry</mods:publisher>
<mods:dateIssued>1909</mods:dateIssued></mods:originInfo><mods:language><mods:languageTerm authority="iso639-2b" type="code">fre</mods:languageTerm></mods:language>
<mods:subject><mods:topic>Rites</mods:topic></mods:subject><mods:classification authority="lcc">GN473</mods:classification></mods:mods>`,
  )
  t.strictSame(entry!.publication, {
    type: 'book',
    title: 'The river: a history',
    contributors: [{ role: 'author', given: 'Arnold', particle: 'van', family: 'Gennep' }],
    issued: '1909',
    publisher: 'Nourry',
    place: 'Paris',
    language: 'fr',
    tags: ['Rites'],
    extra: { mods: { classification: { '@authority': 'lcc', '#text': 'GN473' } } },
  })
})

t.test('MODS: a suffix after the given name, as Zotero keeps it, or with a part of its own', async (t) => {
  const part = (type: string, text: string) => `<namePart type="${type}">${text}</namePart>`
  const name = (...parts: string[]) => `<name type="personal">${parts.join('')}</name>`
  const [entry] = await readAll(
    mods,
    `<mods><titleInfo><title>T</title></titleInfo>${name(part('family', 'King'), part('given', 'Martin Luther, Jr.'))}${name(part('family', 'Sammy'), part('given', 'Davis'), part('termsOfAddress', 'Jr.'))}${name(part('family', 'van Berg'), part('given', 'Ann,'))}</mods>`,
  )
  t.strictSame(entry!.publication?.contributors, [
    { role: 'author', given: 'Martin Luther', family: 'King', suffix: 'Jr.' },
    { role: 'author', given: 'Davis', family: 'Sammy', suffix: 'Jr.' },
    { role: 'author', given: 'Ann', particle: 'van', family: 'Berg' },
  ])
})

t.test('MODS and DBLP keep what is not what it should be', async (t) => {
  const [work] = await readAll(
    mods,
    '<mods xmlns="http://www.loc.gov/mods/v3" ID="m"><titleInfo><title>T</title></titleInfo><name type="personal"><namePart>A, B</namePart><role><roleTerm type="text">author</roleTerm></role></name><name type="corporate"><namePart>Rich Foundation</namePart><role><roleTerm type="code">fnd</roleTerm></role></name><originInfo><dateIssued>soon</dateIssued></originInfo><identifier type="doi">not-one</identifier><identifier type="odd">o1</identifier><tableOfContents>Part one</tableOfContents><classification authority="ddc">004</classification></mods>',
  )
  t.match(work!.publication, {
    contributors: [
      { role: 'author', family: 'A' },
      { role: 'contributor', literal: 'Rich Foundation', note: 'fnd' },
    ],
    extra: { mods: { originInfo: { dateIssued: 'soon' }, tableOfContents: 'Part one' } },
  })
  t.match(said([work!]), [/"soon" is no date/])
  const text = await writeList(modsFormat, [recordOf({ key: 'm', ...work!.publication })])
  for (const element of [
    '<identifier type="doi">not-one</identifier>',
    '<identifier type="odd">o1</identifier>',
    '<tableOfContents>Part one</tableOfContents>',
    '<classification authority="ddc">004</classification>',
  ])
    t.ok(text.includes(element), element)
  const [again] = await readAll(mods, text)
  t.strictSame(again!.publication!.extra!.mods!.identifier, work!.publication!.extra!.mods!.identifier)

  const [article] = await readAll(
    dblp,
    '<dblp><article key="a"><title>T.</title><year>soon</year><ee>https://a.example</ee><ee>https://b.example</ee></article></dblp>',
  )
  t.match(article!.publication, {
    url: 'https://a.example',
    extra: { dblp: { year: 'soon', ee: ['https://b.example'] } },
  })
  t.match(said([article!]), [/"soon" is no year/])
})

t.test('a file that is not UTF-8 is in the encoding that it declares', async (t) => {
  const [before, after] = [
    '<?xml version="1.0" encoding="ISO-8859-2"?><xml><records><record><ref-type name="Book">6</ref-type><titles><title>',
    '</title></titles></record></records></xml>',
  ]
  const bytes = Buffer.concat([
    Buffer.from(before),
    Buffer.from([0xa3, 0xf3, 0x64, 0xbc]),
    Buffer.from(after),
  ])
  const [entry] = await readAll(endnote, bytes, 7)
  t.match(entry, { publication: { title: 'Łódź' }, findings: [] })
})

t.test('damage costs the record it is in', async (t) => {
  const entries = await readAll(
    dblp,
    '<dblp>\n<article key="a"><title>One.</title></article>\n<article key="b"><title>Two.\n<article key="c"><title>R&D &nope; x.</title></article>\n<article key="d"><title>Fo</dblp>',
  )
  t.strictSame(
    entries.map(({ publication }) => publication?.title),
    ['One', undefined, 'R&D &nope; x', undefined],
  )
  t.match(said(entries), [/^3:1 error|^4:1 error/, /warning/])
})

t.test('entities of the file are neither fetched nor grown', async (t) => {
  const bomb = `<!DOCTYPE dblp [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/hostname">]>
<dblp><article key="x"><title>&c; &f;</title></article></dblp>`
  const [entry] = await readAll(dblp, bomb)
  t.equal(entry!.publication?.title, '&c; &f;')
  t.match(said([entry!]), [/warning/])
})

t.test('a tree of any depth, and a file that is something else', async (t) => {
  const deep = `<mods><titleInfo><title>T</title></titleInfo>${'<x>'.repeat(50_000)}${'</x>'.repeat(50_000)}</mods>`
  const entries = await readAll(mods, deep)
  assertWhole(entries)
  t.match(entries, [{ findings: [{}, { severity: 'error', message: /nested deeper than 2000/ }] }])
  t.strictSame(said(await readAll(mods, '<html></html>')), ['1:1 error the file has no element mods'])
})

const pieces =
  '<mods> </mods> <modsCollection> <titleInfo><title> </title></titleInfo> <name> <record> </record> <titles> <article> </article> <dblp> <![CDATA[ ]]> <!-- --> &amp; & < > x <?x ?> <!DOCTYPE'.split(
    ' ',
  )
for (const reader of [mods, endnote, dblp]) {
  t.test(`${reader.name}: any bytes are read without a fault`, async (t) => {
    await assertAnyBytes(reader, pieces)
    t.pass('held')
  })
}

t.test('real files', { skip: noCorpora }, async (t) => {
  let count = 0
  for (const path of corpusFiles(/\.mods\.xml$/)) {
    const entries = await readCorpus(mods, path)
    assertWhole(entries, path)
    count += entries.filter(({ publication }) => publication).length
  }
  t.equal(count, 273)
})

t.test('files are recognised by how they begin', async (t) => {
  t.equal((await recogniseReader('a.xml', dblpFile))?.name, 'dblp')
  t.equal(
    (await recogniseReader('a.xml', '<?xml version="1.0"?><xml><records><record>'))?.name,
    'endnote-xml',
  )
  t.equal((await recogniseReader('a.xml', '<?xml version="1.0"?>\n<modsCollection xmlns="x">'))?.name, 'mods')
})
