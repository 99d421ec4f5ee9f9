/** What publications have in common with others: names, and whatever else tells that two records may be one. */
import type { NameSpelling } from '../../model/store.ts'
import type { Statements } from './statements.ts'

/** Rows counted for one name: beyond this it is frequent, however frequent. */
const mostCounted = 200

export function findSpellings(
  folded: readonly string[],
  statements: Statements,
): Map<string, NameSpelling[]> {
  const rows = statements.all<NameSpelling & { folded: string }>(
    `SELECT m.value AS folded, c.given, c.family, count(*) AS count FROM json_each(?) m
     CROSS JOIN contributor c ON c.rowid IN (SELECT rowid FROM contributor WHERE folded = m.value LIMIT ${mostCounted})
     CROSS JOIN publication p ON p.id = c.publication_id AND p.public = 1
     WHERE c.given IS NOT NULL AND c.family IS NOT NULL
     GROUP BY m.value, c.given, c.family`,
    [JSON.stringify(folded)],
  )
  const found = new Map<string, NameSpelling[]>()
  for (const { folded, ...spelling } of rows) {
    const known = found.get(folded)
    if (known) known.push(spelling)
    else found.set(folded, [spelling])
  }
  return found
}
