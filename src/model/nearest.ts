/** "Did you mean": the names nearest to a mistyped one. */
import { fold } from './fold.ts'

/** Optimal string alignment distance (Damerau-Levenshtein without repeated edits), in edits. */
export function distance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, before[j - 2]! + 1)
      row.push(best)
    }
    before = previous
    previous = row
  }
  return previous[b.length]!
}

/** How much of a name is compared: longer input is a mistake of another kind, and cost grows with the square. */
const compared = 100

/**
 * @returns up to `count` of `names`, nearest first: those that begin with or contain the text, then those within
 * about a third of its length in edits.
 */
export function nearest(text: string, names: Iterable<string>, count = 3): string[] {
  const wanted = fold(text.slice(0, compared))
  const limit = wanted.length < 4 ? 1 : Math.max(2, Math.floor(wanted.length / 3))
  const scored: { name: string; score: number }[] = []
  for (const name of names) {
    const candidate = fold(name.slice(0, compared))
    let score = distance(wanted, candidate)
    if (wanted.length > 1 && candidate.startsWith(wanted)) score = Math.min(score, 0.5)
    else if (wanted.length > 2 && candidate.includes(wanted)) score = Math.min(score, 1.5)
    if (score <= limit) scored.push({ name, score })
  }
  return scored
    .sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1))
    .slice(0, count)
    .map((entry) => entry.name)
}
