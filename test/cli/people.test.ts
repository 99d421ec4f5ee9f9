/** People of an import: what somebody else writes of them meanwhile stays, and nobody is taken for another. */
import t from 'tap'
import { readEntries, readerNamed } from '../../src/importing/readers.ts'
import { importEntries } from '../../src/importing/run/import.ts'
import type { Store } from '../../src/model/store.ts'
import { desk } from './desk.ts'

const resume = JSON.stringify({
  basics: { name: 'Ada Müller', summary: 'Of the resume' },
  work: [{ name: 'Acme', position: 'Engineer', startDate: '2020' }],
})

/** Imports the resume; something else happens when it has been placed, and before it is written. */
async function importMeanwhile(store: Store, meanwhile: () => Promise<unknown>) {
  async function* entries() {
    yield* readEntries(await readerNamed('jsonresume'), {
      name: 'resume.json',
      chunks: (async function* () {
        yield Buffer.from(resume)
      })(),
    })
    await meanwhile()
  }
  const results = []
  for await (const { result, key } of importEntries(entries(), store, { mode: 'partial', dryRun: false }))
    results.push(`${result} ${key}`)
  return results
}
const shown = async (store: Store) => {
  const person = await store.person('ada-muller')
  const affiliations = await store.affiliations('ada-muller', {})
  return { ...person, affiliations: affiliations.map(({ organization }) => organization?.name) }
}

t.test('what somebody writes of a person while an import runs stays', async (t) => {
  const { store } = desk(t)
  await store(async (store) => {
    const ada = { slug: 'ada-muller', given: 'Ada', family: 'Müller' }
    await store.save({ people: [ada] })
    const results = await importMeanwhile(store, () => store.save({ people: [{ ...ada, headline: 'Dr' }] }))
    t.strictSame(results, ['updated ada-muller'])
    t.match(await shown(store), { headline: 'Dr', affiliations: ['Acme'] })
  })
})

t.test('so do affiliations', async (t) => {
  const { store } = desk(t)
  await store(async (store) => {
    await store.save({ people: [{ slug: 'ada-muller', given: 'Ada', family: 'Müller' }] })
    await importMeanwhile(store, () =>
      store.save({
        affiliations: [
          {
            person: 'ada-muller',
            affiliations: [{ kind: 'education', organization: { name: 'MIT' }, end: '2019' }],
          },
        ],
      }),
    )
    t.strictSame((await shown(store)).affiliations, ['Acme', 'MIT'])
  })
})

t.test('a person who was added meanwhile is completed', async (t) => {
  const { store } = desk(t)
  await store(async (store) => {
    const results = await importMeanwhile(store, () =>
      store.save({ people: [{ slug: 'ada-muller', given: 'Ada', family: 'Müller', headline: 'Dr' }] }),
    )
    t.strictSame(results, ['updated ada-muller'])
    t.match(await shown(store), { headline: 'Dr', affiliations: ['Acme'] })
  })
})

t.test('an ORCID iD that stands at somebody else is told, and nobody is linked by it', async (t) => {
  const { offprint, file, store, publication } = desk(t)
  const orcid = '0000-0002-1825-0097'
  const people = [
    { slug: 'wei-li', given: 'Wei', family: 'Li', identifiers: { orcid } },
    { slug: 'jorg-muller', given: 'Jörg', family: 'Müller', aliases: [{ given: 'J.', family: 'Müller' }] },
    { slug: 'jana-muller', given: 'Jana', family: 'Müller', aliases: [{ given: 'J.', family: 'Müller' }] },
  ]
  await store((store) => store.save({ people }))
  const names = [
    { given: 'John', family: 'Smith', ORCID: orcid },
    { given: 'W.', family: 'Li', ORCID: `https://orcid.org/${orcid}` },
    { family: '李伟', ORCID: orcid },
    { given: 'Jorg', family: 'Muller' },
    { given: 'J.', family: 'Müller' },
    { given: 'Wei', family: 'Li', ORCID: '0000-0001-5109-3700' },
  ]
  const item = { id: 'a', type: 'article-journal', title: 'On streets', author: names }
  const { errors } = await offprint(['import', file('a.json', JSON.stringify([item])), '--format', 'csl'])
  const linked = (await publication('a'))?.contributors?.map(({ person }) => person ?? '')
  t.strictSame(linked, ['', 'wei-li', 'wei-li', 'jorg-muller', '', ''])
  t.match(errors, '"John Smith" has the ORCID iD of wei-li, but none of the names; nobody was linked')
  t.match(errors, '"J. Müller" is the name of jana-muller and jorg-muller; nobody was linked')
})
