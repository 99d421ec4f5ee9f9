/** RDF: three notations of one graph, which rapper reads, and what the graph says. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import ntriples from '../../src/formats/ntriples.ts'
import rdf from '../../src/formats/rdf.ts'
import rdfxml from '../../src/formats/rdfxml.ts'
import { publication } from '../arbitrary/publication.ts'
import { recordOf } from '../fixtures/publication-record.ts'
import { storedOnce, writeBatches, writeList } from '../fixtures/rendering.ts'
import { run, without } from '../fixtures/tools.ts'
import { startServer } from '../server.ts'

const article = recordOf({
  key: 'ye2024deep',
  title: 'Deep <i>Learning</i> "now"',
  contributors: [
    { role: 'author', family: 'Ye', given: 'Zhisheng', orcid: '0000-0002-1825-0097' },
    { role: 'author', literal: 'WHO' },
  ],
  venue: { name: 'ACM Computing Surveys', issn: ['0360-0300'] },
  volume: '56',
  pages: '1-38',
  issued: '2024-06',
  publisher: 'ACM',
  identifiers: { doi: '10.1145/3638757' },
  tags: ['GPU'],
  license: 'CC-BY-4.0',
})

t.test('a work, its people and its journal are told in triples', async (t) => {
  const facts = (await writeList(ntriples, [article])).trim().split('\n')
  const self = 'https://example.org/publications/ye2024deep'
  for (const fact of [
    `<${self}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://purl.org/ontology/bibo/AcademicArticle> .`,
    `<${self}> <http://purl.org/dc/terms/title> "Deep Learning \\"now\\"" .`,
    `<${self}> <http://purl.org/dc/terms/creator> <https://orcid.org/0000-0002-1825-0097> .`,
    `<https://orcid.org/0000-0002-1825-0097> <http://xmlns.com/foaf/0.1/familyName> "Ye" .`,
    `<${self}#author-2> <http://xmlns.com/foaf/0.1/name> "WHO" .`,
    `<${self}> <http://purl.org/dc/terms/issued> "2024-06"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> .`,
    `<${self}> <http://purl.org/dc/terms/isPartOf> <urn:issn:0360-0300> .`,
    `<${self}> <http://www.w3.org/2002/07/owl#sameAs> <https://doi.org/10.1145/3638757> .`,
    `<${self}> <http://purl.org/dc/terms/license> <https://spdx.org/licenses/CC-BY-4.0.html> .`,
  ]) {
    t.ok(facts.includes(fact), fact)
  }
})

t.test('the authors are in order', { skip: without('rapper') }, async (t) => {
  const { output } = run('rapper', ['-q', '-i', 'turtle', '-o', 'ntriples', 'f.ttl'], {
    'f.ttl': await writeList(rdf, [article]),
  })
  const value = (subject: string, property: string) =>
    output.match(new RegExp(`^<${subject}> <[^>]*[#/]${property}> <(.*)> \\.$`, 'm'))?.[1] ?? ''
  const names: string[] = []
  let cell = value('https://example.org/publications/ye2024deep', 'authorList')
  for (let i = 0; i < 5 && !cell.endsWith('#nil'); i++) {
    names.push(value(cell, 'first'))
    cell = value(cell, 'rest')
  }
  t.strictSame(names, [
    'https://orcid.org/0000-0002-1825-0097',
    'https://example.org/publications/ye2024deep#author-2',
  ])
})

t.test('three notations, one graph, whatever the records hold', { skip: without('rapper') }, async (t) => {
  const records = storedOnce(fc.sample(publication(), { numRuns: 150, seed: 7 }))
  const one = records.map((record) => [record])
  const read = async (input: string, text: string) => {
    const { status, output } = run('rapper', ['-q', '-i', input, '-o', 'ntriples', 'f', 'https://x.org/'], {
      f: text,
    })
    assert.equal(status, 0, output.slice(0, 500))
    return [...new Set(output.trim().split('\n'))].sort()
  }
  const lines = await read('ntriples', await writeBatches(ntriples, one))
  t.ok(lines.length > records.length * 5)
  t.strictSame(await read('turtle', await writeBatches(rdf, one)), lines)
  t.strictSame(await read('rdfxml', await writeBatches(rdfxml, one)), lines)
})

t.test('a person is a resource of FOAF', async (t) => {
  const { get } = await startServer(t, {
    people: [
      {
        slug: 'ada',
        owner: true,
        given: 'Ada',
        family: 'Müller',
        identifiers: { orcid: '0000-0002-1825-0097' },
      },
    ],
  })
  const { text, headers } = await get('/people/ada', { accept: 'text/turtle' })
  t.equal(headers.get('content-type'), 'text/turtle; charset=utf-8')
  t.match(text, '<https://orcid.org/0000-0002-1825-0097> a foaf:Person')
  t.match(text, 'foaf:name "Ada Müller"')
})
