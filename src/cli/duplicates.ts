/** `offprint check duplicates`: publications that may be one, with what to do about it. */
import { findDuplicates, type Sameness } from '../importing/run/duplicates.ts'
import { displayName } from '../model/name.ts'
import type { Publication } from '../model/publication.ts'
import type { Store } from '../model/store.ts'
import { plainTitle } from '../model/title.ts'
import { print } from './output.ts'
import { Progress } from './progress.ts'

const reasons: Record<Sameness, string> = {
  source: 'the same text in their source',
  content: 'the same in all that a citation says',
  key: 'the same key',
  doi: 'the same DOI',
  arxiv: 'the same arXiv identifier',
  pmid: 'the same PMID',
  pmcid: 'the same PMCID',
  isbn: 'the same ISBN',
  title: 'the same title, year and first author',
  author: 'the same title and first author, in another year or without one',
}

export async function listDuplicates(store: Store, isJson: boolean): Promise<void> {
  const progress = new Progress(!isJson)
  const groups = await findDuplicates(store, (publications) =>
    progress.show(() => `${publications} publications compared`),
  ).finally(() => progress.clear())
  if (isJson) {
    const shown = groups.map(({ publications, by, isDoubtful }) => ({
      keys: publications.map(({ key }) => key),
      by,
      ...(isDoubtful ? { doubtful: true } : {}),
    }))
    return print(`${JSON.stringify({ duplicates: shown, total: groups.length }, null, 2)}\n`)
  }
  for (const { publications, by, isDoubtful } of groups) {
    const keys = publications.map(({ key }) => key)
    const lines = [
      `${keys.join(', ')}: ${by.map((one) => reasons[one]).join(', ')}`,
      ...publications.map((publication) => `  ${inShort(publication)}`),
      isDoubtful ? `  ${doubt(by)}` : `  offprint merge ${keys.join(' ')}`,
    ]
    await print(`${lines.join('\n')}\n`)
  }
  await print(
    groups.length
      ? `${groups.length} ${groups.length === 1 ? 'group' : 'groups'} that may be one publication each\n`
      : 'No publication seems to be there twice.\n',
  )
}

/** Why an import would not put them together. */
const doubt = (by: readonly Sameness[]) =>
  by.includes('title') || by.includes('content')
    ? 'their identifiers differ, so they may be two works'
    : 'they are other works by title and people, so one may have the identifier of the other'

/** One line, whatever stands in the record. */
function inShort({ key, title, issued, venue, contributors }: Publication): string {
  const [first] = contributors ?? []
  const parts = [first && displayName(first), `${plainTitle(title)} (${issued ?? 'no date'})`, venue?.name]
  return `${key}: ${parts.filter(Boolean).join(', ')}`.replace(/\p{Cc}+/gu, ' ')
}
