/** What publications have in common with others: names, and whatever else tells that two records may be one. */
import type { Publication } from '../../model/publication.ts'
import type { NameSpelling } from '../../model/store.ts'
import type { Statements } from './statements.ts'

/** Publications looked at for one name, and those counted: beyond this it is frequent, however frequent. */
const [mostLookedAt, mostCounted] = [2000, 200]

/** `author_name` has a name in both orders, `contributor` in the one in which it is read. */
const written = `
  SELECT c.position, p.document FROM author_name a
  CROSS JOIN contributor c ON c.publication_id = a.publication_id AND c.folded = a.folded
  CROSS JOIN publication p ON p.id = a.publication_id AND p.public = 1
  WHERE a.folded = ? AND a.publication_id IN (SELECT publication_id FROM author_name WHERE folded = ? LIMIT ${mostLookedAt})
  LIMIT ${mostCounted}`

export function findSpellings(
  folded: readonly string[],
  statements: Statements,
): Map<string, NameSpelling[]> {
  const found = new Map<string, NameSpelling[]>()
  for (const name of folded) {
    const spellings = new Map<string, NameSpelling>()
    for (const { position, document } of statements.all<{ position: number; document: string }>(written, [
      name,
      name,
    ])) {
      const { given, family } = (JSON.parse(document) as Publication).contributors?.[position] ?? {}
      if (given === undefined || family === undefined) continue
      const spelling = spellings.get(`${given}\n${family}`) ?? { given, family, count: 0 }
      spelling.count++
      spellings.set(`${given}\n${family}`, spelling)
    }
    if (spellings.size > 0) found.set(name, [...spellings.values()])
  }
  return found
}
