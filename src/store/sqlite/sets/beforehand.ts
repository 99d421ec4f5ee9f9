/** Sets that are made before anybody asks: of words that most searches have one of, and of groups, which take long. */
import { words } from '../../../model/fold.ts'
import { groupTerm } from '../filters.ts'
import { onePhrase, stepColumns } from '../search.ts'
import type { Statements } from '../statements.ts'
import type { Term } from '../terms.ts'
import type { Sets } from './sets.ts'

/** A store with fewer publications is so small that each query is cheap. */
const large = 100_000
/** Titles looked at for common words, and how many of these are read in advance. */
const sample = 1000
const mostWords = 50
const mostGroups = 50

/** Terms whose sets are worth making, the most wanted first. To be called when the sets are loaded. */
export function termsBeforehand(sets: Sets, statements: Statements): Term[] {
  const { size } = sets.columns
  if (size < large) return []
  const groups = statements.all<{ id: number }>('SELECT id FROM grouping ORDER BY id LIMIT ?', [mostGroups])
  const phrases = commonWords(size, statements).flatMap((word) =>
    ['', stepColumns[0]].map((columns) => onePhrase({ words: [word], prefix: false }, columns)),
  )
  return [...phrases, ...groups.map(({ id }) => groupTerm(id))]
}

/** Found in a sample of the titles. */
function commonWords(size: number, statements: Statements): string[] {
  const ids = Array.from({ length: sample }, (_, i) => Math.floor(((i + 0.5) * size) / sample))
  const titles = statements.rows(
    'SELECT title_sort FROM json_each(?) m CROSS JOIN publication p ON p.id = m.value',
    [JSON.stringify(ids)],
  )
  const counts = new Map<string, number>()
  for (const [title] of titles) {
    for (const word of new Set(words(String(title)))) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, n]) => n >= sample / 50)
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostWords)
    .map(([word]) => word)
}
