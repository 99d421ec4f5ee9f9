/** The examples of the rules, tried in a store of their own: what the document of the rules and their test are made of. */
import type { Publication, PublicationInput } from '../model/publication.ts'
import type { Store } from '../model/store.ts'
import type { Repair } from './check.ts'
import type { Example, Finding, Rule } from './rule.ts'
import { checkStore } from './run.ts'

const good: PublicationInput = {
  key: 'example',
  type: 'article-journal',
  title: 'How wide the streets of Łódź are',
  issued: '2021',
  venue: { name: 'Journal of Streets', kind: 'journal' },
  volume: '12',
  pages: '1-38',
  publisher: 'Street Society',
  contributors: [{ role: 'author', given: 'Ada', family: 'Müller' }],
  identifiers: { doi: '10.1000/182' },
}

/** Each differs from the others, as far as the example lets it. */
function record(example: Example, position: number): PublicationInput {
  const { identifiers: _, ...rest } = good
  const base = position
    ? { ...rest, key: `other${position}`, title: `Other streets, part ${position}` }
    : good
  const fields = Object.entries({ ...base, ...example }).filter(([, value]) => value !== null)
  return Object.fromEntries(fields) as PublicationInput
}

export interface TriedExample {
  publication: PublicationInput
  findings: Finding[]
  repairs: Repair[]
  /** What is found once it was repaired. */
  left: Finding[]
}

/** @param store an empty one */
export async function tryExample(rule: Rule, store: Store, year: number): Promise<TriedExample> {
  const publications = [rule.example, ...(rule.others ?? [])].map(record)
  await store.save({ publications })
  const run = async (fix: boolean) => {
    const options = { rules: [rule], keys: [publications[0]!.key!], fix, write: true, year }
    for await (const checked of checkStore(store, options)) return checked
    throw new Error(`${rule.name} has an example that is not in the store`)
  }
  const { findings } = await run(false)
  const { repairs, findings: left } = await run(true)
  return { publication: publications[0] as Publication, findings, repairs, left }
}
