/**
 * Long lists in pieces. A piece ends where an id says so (content-defined chunking), so that what is added, moved or taken
 * away in one place changes one piece and no other, and the stamp of a piece is made of the ids in it and of when each was
 * last written: who has kept what a piece was made into needs to read nothing of it.
 */
import { createHash } from 'node:crypto'
import type { Position } from '../../model/cursor.ts'
import type { Piece, PublicationRecord } from '../../model/store.ts'

/** A piece has this many records on average, a power of two, and at most four times as many. */
const usual = 512

export interface StampedIds {
  ids: number[]
  /** When each was last written, as far as this process knows. */
  changes: number[]
  /** From where on this process knows it. */
  since: number
  next: Position | undefined
}

export async function* cutPieces(
  idsAfter: (position: Position | undefined) => Promise<StampedIds>,
  recordsOf: (ids: number[]) => Promise<PublicationRecord[]>,
): AsyncGenerator<Piece> {
  let ids: number[] = []
  let changes: number[] = []
  const piece = (since: number): Piece => {
    const members = ids
    const stamp = createHash('sha1')
    stamp.update(new Float64Array([since, ...ids, ...changes]))
    ids = []
    changes = []
    return { stamp: stamp.digest('hex'), records: () => recordsOf(members) }
  }
  let position: Position | undefined
  let last = 0
  do {
    const found = await idsAfter(position)
    for (let i = 0; i < found.ids.length; i++) {
      ids.push(found.ids[i]!)
      changes.push(found.changes[i]!)
      if (isLast(found.ids[i]!) || ids.length === 4 * usual) yield piece(found.since)
    }
    last = found.since
    position = found.next
  } while (position)
  if (ids.length > 0) yield piece(last)
}

/** One id in 512, in no order: the finalizer of MurmurHash3. */
function isLast(id: number): boolean {
  let hash = id
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) & (usual - 1)) === 0
}
