/** MODS: what stands where, and what bibutils makes of it. */
import t from 'tap'
import mods from '../../src/formats/mods.ts'
import { author, recordOf, trickyRecords } from '../fixtures/publication-record.ts'
import { writeList } from '../fixtures/rendering.ts'
import { run, without } from '../fixtures/tools.ts'

const inMods = async (input: Parameters<typeof recordOf>[0]) => writeList(mods, [recordOf(input)])

t.test('a journal article has its journal as host', async (t) => {
  const text = await inMods({
    key: 'ye2024deep',
    title: 'Deep <i>Learning</i>',
    contributors: [
      {
        ...author('Ye', 'Zhisheng'),
        orcid: '0000-0002-1825-0097',
        affiliations: [{ name: 'Peking University' }],
      },
      { role: 'author', literal: 'WHO' },
      { role: 'translator', given: 'Ludwig', particle: 'van', family: 'Beethoven', suffix: 'Jr.' },
    ],
    venue: { name: 'ACM Computing Surveys', short: 'CSUR', issn: ['0360-0300'] },
    volume: '56',
    issue: '6',
    pages: '1-38',
    issued: '2024-06~',
    identifiers: { doi: '10.1145/3638757' },
    license: 'CC-BY-4.0',
    language: 'en',
  })
  for (const part of [
    'ID="ye2024deep"',
    '<title>Deep Learning</title>',
    '<name type="corporate"><namePart>WHO</namePart>',
    '<namePart type="family">van Beethoven</namePart><namePart type="termsOfAddress">Jr.</namePart>',
    '<roleTerm authority="marcrelator" type="code">trl</roleTerm>',
    '<affiliation>Peking University</affiliation><nameIdentifier type="orcid">0000-0002-1825-0097</nameIdentifier>',
    '<genre authority="local">journalArticle</genre>',
    '<dateIssued encoding="w3cdtf" keyDate="yes" qualifier="approximate">2024-06</dateIssued>',
    '<relatedItem type="host"><titleInfo><title>ACM Computing Surveys</title></titleInfo><titleInfo type="abbreviated"><title>CSUR</title>',
    '<identifier type="issn">0360-0300</identifier>',
    '<detail type="volume"><number>56</number></detail><detail type="issue"><number>6</number></detail>',
    '<extent unit="pages"><start>1</start><end>38</end></extent>',
    '<identifier type="doi">10.1145/3638757</identifier>',
    '<accessCondition type="use and reproduction" xlink:href="https://spdx.org/licenses/CC-BY-4.0.html">CC-BY-4.0',
    '<languageTerm type="code" authority="rfc5646">en</languageTerm>',
  ]) {
    t.match(text, part)
  }
})

t.test('the editors of a chapter are those of its book, and the book is in its series', async (t) => {
  const text = await inMods({
    type: 'chapter',
    contributors: [author('Kim'), { role: 'editor', family: 'Lee' }],
    venue: { name: 'The handbook' },
    publisher: 'Springer',
    collectionTitle: 'LNCS',
    collectionNumber: '1234',
    identifiers: { isbn: ['9780198526636'] },
  })
  const [own, host] = text.split('<relatedItem type="host">')
  t.notMatch(own, 'Lee')
  t.match(host, /Lee.*<publisher>Springer.*9780198526636.*<relatedItem type="series">.*LNCS.*1234/)
})

t.test('a key that XML has no name for is not an ID', async (t) => {
  const text = await inMods({ key: '2024:deep' })
  t.notMatch(text, ' ID=')
  t.match(text, '<identifier type="citekey">2024:deep</identifier>')
})

const tricky = trickyRecords()
const skip = tricky ? without('xml2bib') : 'no ../shared/corpora beside the project'
t.test('bibutils finds the type of every record', { skip }, async (t) => {
  const { output } = run('xml2bib', ['f.mods'], { 'f.mods': await writeList(mods, tricky!) })
  const types = Object.fromEntries(
    [...output.matchAll(/^\uFEFF?@(\w+)\{([^,]+),/gm)].map(([, type, key]) => [key!, type!.toLowerCase()]),
  )
  t.equal(Object.keys(types).length, tricky!.length)
  t.match(types, {
    accents: 'article',
    math: 'inproceedings',
    organisation: 'techreport',
    particles: 'book',
    preprint: 'misc',
    thesis: 'phdthesis',
    chapter: 'incollection',
    'no-date': 'unpublished',
  })
  t.match(output, /booktitle="Proc\. of the 30th Symposium/)
  t.match(output, /pages="101--119"/)
  t.notMatch(output, /Cannot identify TYPE/)
})
