/** Lists of everything that matches, whichever way is fastest: from entries or pieces that were written before. */
import { setImmediate } from 'node:timers/promises'
import type { PublicationQuery } from '../model/query.ts'
import type { Piece, Reading, Store } from '../model/store.ts'
import type { Format, ListContext, ListWriter } from './format.ts'
import type { EntryCache, KeptEntries } from './kept-entries.ts'
import type { KeptPieces, PieceCache } from './kept-pieces.ts'
import { batchBytes, renderList } from './list-bytes.ts'

/** Records that are read and written without letting anybody else go first: half a millisecond to one. */
const turn = 32

export interface Keepers {
  entries?: KeptEntries
  pieces?: KeptPieces
}

/** @param context with the total of the query */
export function wholeList(
  format: Format,
  context: ListContext,
  query: PublicationQuery,
  store: Store,
  keepers: Keepers,
): AsyncGenerator<Buffer> {
  const writer = format.list!(context)
  const pieces = keepers.pieces?.of(format, writer, context, context.total)
  if (pieces) return renderPieces(writer, store.pieces(query), pieces)
  const entries = keepers.entries?.of(format, writer, context, context.total)
  return renderList(writer, store.stream(query, reading(writer, entries)), entries)
}

/** Nobody looks into a record whose entry is at hand. */
export function reading({ isAtHand }: ListWriter, entries: EntryCache | undefined): Reading {
  if (entries) return { isKnown: (stamp) => entries.get(stamp) !== undefined }
  return isAtHand ? { isKnown: isAtHand } : {}
}

/** A long list of entries that each stand alone, of which most pieces were written before. */
async function* renderPieces(
  writer: ListWriter,
  pieces: AsyncIterable<Piece>,
  cache: PieceCache,
): AsyncGenerator<Buffer> {
  const { head = '', separator = '', tail = '' } = writer
  let before = Buffer.from(head)
  for await (const piece of pieces) {
    const bytes = (await cache.get(piece.stamp)) ?? (await writePiece(writer, piece, cache))
    if (bytes.length === 0) continue
    if (before.length > 0) yield before
    yield bytes
    before = Buffer.from(separator)
  }
  if (tail) yield Buffer.from(tail)
}

/**
 * Reads a piece, writes it and keeps it.
 * @param pause lets others go first; called between turns
 */
export async function writePiece(
  writer: ListWriter,
  piece: Piece,
  cache: PieceCache,
  pause: () => Promise<unknown> = () => setImmediate(),
): Promise<Buffer> {
  const parts: Buffer[] = []
  let read = 0
  for (let from = 0; from < piece.size; from += turn) {
    if (from > 0) await pause()
    const records = await piece.records(from, from + turn)
    read += records.length
    const bytes = await batchBytes(writer, records)
    if (bytes.length === 0) continue
    if (parts.length > 0) parts.push(Buffer.from(writer.separator ?? ''))
    parts.push(bytes)
  }
  const bytes = Buffer.concat(parts)
  // What was written meanwhile is in these bytes, and is not what the stamp stands for.
  if (read === piece.size && (await piece.isCurrent())) await cache.set(piece.stamp, bytes)
  return bytes
}
