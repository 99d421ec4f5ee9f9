/**
 * Venues as entities. A conference prints another name each year ("21st USENIX Symposium on …"), so the same venue is
 * recognised by ISSN, by any name it had, or by its short name; what a publication prints stays with the publication.
 */
import { sortText } from '../../model/fold.ts'
import type { Venue } from '../../model/publication.ts'
import type { Statements } from './statements.ts'

/** @returns the id of the venue, which is made or completed as needed; null for a venue without any name */
export function venueOf(venue: Venue, statements: Statements): number | null {
  const name = venue.name ?? venue.short
  if (!name) return null
  const names = [...(venue.issn ?? []), venue.name, venue.short].flatMap((one) =>
    one ? [sortText(one)] : [],
  )
  const known = names
    .filter(Boolean)
    .map((folded) =>
      statements.get<{ id: number }>('SELECT venue_id AS id FROM venue_name WHERE folded = ?', [folded]),
    )
    .find(Boolean)
  const details = [
    venue.short ?? null,
    venue.kind ?? null,
    venue.url ?? null,
    venue.issn ? JSON.stringify(venue.issn) : null,
  ]
  let id: number
  if (known) {
    id = known.id
    statements.run(
      `UPDATE venue SET short = coalesce(short, ?), kind = coalesce(kind, ?), url = coalesce(url, ?),
         issn = coalesce(issn, ?) WHERE id = ?`,
      [...details, id],
    )
  } else {
    id = statements.run('INSERT INTO venue (name, short, kind, url, issn) VALUES (?, ?, ?, ?, ?)', [
      name,
      ...details,
    ]).id
  }
  for (const folded of names) {
    if (folded)
      statements.run('INSERT OR IGNORE INTO venue_name (folded, venue_id) VALUES (?, ?)', [folded, id])
  }
  return id
}
