/**
 * Venues as entities. A conference prints another name each year ("21st USENIX Symposium on …"), so the same venue is
 * recognised by ISSN, by any name it had, or by its short name; what a publication prints stays with the publication.
 */
import { sortText } from '../../model/fold.ts'
import type { Venue } from '../../model/publication.ts'
import type { Statements, Value } from './statements.ts'

/** What is known of a venue by what a publication prints of it. */
export interface VenueRows {
  name: string
  /** ISSN and names, folded. */
  names: string[]
  details: Value[]
}

/** @returns undefined for a venue without any name */
export function venueRows(venue: Venue): VenueRows | undefined {
  const name = venue.name ?? venue.short
  if (!name) return undefined
  const names = [...(venue.issn ?? []), venue.name, venue.short].flatMap((one) =>
    one ? [sortText(one)] : [],
  )
  const issn = venue.issn ? JSON.stringify(venue.issn) : null
  return {
    name,
    names: names.filter(Boolean),
    details: [venue.short ?? null, venue.kind ?? null, venue.url ?? null, issn],
  }
}

/** Venues of the transaction, by all that was said of them: the same again changes nothing. */
export type KnownVenues = Map<string, number>

/** @returns the id of the venue, which is made or completed as needed */
export function venueOf(
  { name, names, details }: VenueRows,
  known: KnownVenues,
  statements: Statements,
): number {
  const said = JSON.stringify([name, names, details])
  let id = known.get(said)
  if (id !== undefined) return id
  const found = names
    .map((folded) =>
      statements.get<{ id: number }>('SELECT venue_id AS id FROM venue_name WHERE folded = ?', [folded]),
    )
    .find(Boolean)
  if (found) {
    id = found.id
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
  // A venue whose name has no letter that counts is not known again.
  if (names.length > 0) known.set(said, id)
  for (const folded of names)
    statements.run('INSERT OR IGNORE INTO venue_name (folded, venue_id) VALUES (?, ?)', [folded, id])
  return id
}
