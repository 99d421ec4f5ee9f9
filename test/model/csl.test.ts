/** CSL 1.0.2 both ways, whatever a publication or an item says: nothing is lost, and the schema is kept. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import t from 'tap'
import Schema from 'typebox/schema'
import { fromCsl } from '../../src/model/csl/read.ts'
import { type CslItem, toCsl } from '../../src/model/csl/write.ts'
import type { PublicationInput } from '../../src/model/publication.ts'
import { PublicationInput as schema } from '../../src/model/schemas/publication.ts'
import { cslItem } from '../arbitrary/csl-item.ts'
import { publication } from '../arbitrary/publication.ts'
import { again, given, item, stored, throughJson } from '../fixtures/csl.ts'

const corpora = new URL('../../../shared/corpora/', import.meta.url)
const skip = existsSync(corpora) ? false : 'the corpora are not beside this checkout'
const schemaFile = new URL('csl-json/schema/csl-data.json', corpora)

const readJson = (url: URL) => JSON.parse(readFileSync(url, 'utf8'))

const isInput = Schema.Compile(schema)
const validator = skip ? undefined : new Ajv({ allowUnionTypes: true }).compile(readJson(schemaFile))
function assertValid(item: CslItem) {
  assert.ok(!validator || validator([item]), JSON.stringify(validator?.errors))
}

/** Numbers may become text, and a DOI or a PubMed number its canonical form. */
const asText = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null), (_, each) => (typeof each === 'number' ? String(each) : each))
const canonical = new Set(['DOI', 'PMID', 'PMCID'])

/** An id that is no key stands aside, and of two names of one variable the one that contradicts the other. */
const displaceable = new Set(['id', 'event', 'shortTitle', 'journalAbbreviation'])

function assertKept(original: CslItem, back: CslItem) {
  const { offprint, ...custom } = (back.custom ?? {}) as Record<string, unknown>
  const aside = (offprint as PublicationInput | undefined)?.extra?.csl ?? {}
  for (const [variable, value] of Object.entries(original)) {
    const found = variable === 'custom' ? custom : back[variable]
    const isSame = (one: unknown) => isDeepStrictEqual(asText(one), asText(value))
    if (isSame(found) || (canonical.has(variable) && found !== undefined)) continue
    if ((displaceable.has(variable) || value === '') && isSame(aside[variable])) continue
    assert.fail(`${variable}: ${JSON.stringify(value)} became ${JSON.stringify(found)}`)
  }
}

t.test('a publication comes back from CSL as it was', async () => {
  fc.assert(
    fc.property(publication(), (original) => {
      assert.deepEqual({ ...fromCsl(throughJson(toCsl(original))) }, given(original))
    }),
    { numRuns: 1000 },
  )
})

t.test('what a publication becomes is valid CSL', { skip }, async () => {
  fc.assert(
    fc.property(publication(), (original) => assertValid(throughJson(toCsl(original)))),
    { numRuns: 1000 },
  )
})

t.test('a CSL item keeps every variable through a publication', async () => {
  fc.assert(
    fc.property(cslItem(), (original) => {
      const back = again(original)
      assertKept(throughJson(original), back)
      assertValid(back)
      assert.deepEqual(again(back), back)
    }),
    { numRuns: 1000 },
  )
})

t.test('any JSON under custom.offprint makes a valid publication', async () => {
  const fields = Object.keys(schema.properties)
  fc.assert(
    fc.property(
      cslItem(),
      fc.oneof(
        fc.dictionary(fc.constantFrom(...fields, 'derived', '__proto__'), fc.jsonValue()),
        fc.jsonValue(),
      ),
      (original, offprint) => {
        const hostile = { ...original, custom: { offprint } }
        const read = throughJson(fromCsl(hostile))
        assert.ok(isInput.Check(read), JSON.stringify(isInput.Errors(read)))
        assertValid(throughJson(toCsl(stored(read))))
      },
    ),
    { numRuns: 1000 },
  )
})

t.test('any object is read as a valid publication', async () => {
  const values = fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue()))
  const variables = Object.keys(toCslOfAll())
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(fc.constantFrom(...variables), fc.string()), values), (anything) => {
      const read = throughJson(fromCsl(anything as CslItem))
      assert.ok(isInput.Check(read), JSON.stringify(isInput.Errors(read)))
      assertValid(throughJson(toCsl(stored(read))))
    }),
    { numRuns: 1000 },
  )
})

function toCslOfAll(): CslItem {
  return item({
    author: [],
    issued: {},
    DOI: '',
    ISBN: '',
    ISSN: '',
    keyword: '',
    status: '',
    custom: {},
    categories: [],
    volume: 1,
    'published-online': {},
    journalAbbreviation: '',
  })
}

t.test('what is not an object is refused', async (t) => {
  for (const value of [null, 5, 'text', []]) t.throws(() => fromCsl(value as unknown as CslItem), TypeError)
})

t.test('the items of the corpora come back', { skip }, async (t) => {
  const folder = new URL('csl-json/', corpora)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && !file.startsWith('schema'))
    .map((file) => new URL(file, folder))
  for (const file of [new URL('tricky.csl.json', corpora), ...files]) {
    const items = [readJson(file)].flat() as CslItem[]
    t.not(items.length, 0)
    for (const original of items) {
      const read = throughJson(fromCsl(original))
      t.ok(isInput.Check(read), `${file.pathname} ${original.id}`)
      const back = throughJson(toCsl(stored(read)))
      assertValid(back)
      if (validator?.([original])) assertKept(original, back)
      t.same(given(stored(fromCsl(back))), given(stored(read)), 'and a second time')
    }
  }
})
