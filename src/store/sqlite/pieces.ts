/**
 * Long lists in pieces. A piece ends where an id says so (content-defined chunking), so that what is added, moved or taken
 * away in one place changes one piece and no other, and the stamp of a piece is made of the ids in it and of the stamp of
 * each (`sets/stamps.ts`): who has kept what a piece was made into needs to read nothing of it.
 */
import { createHash } from 'node:crypto'
import type { Position } from '../../model/cursor.ts'
import type { Piece, PublicationRecord } from '../../model/store.ts'

/** A piece has this many records on average, a power of two, and at most four times as many. */
const usual = 512

export interface StampedIds {
  ids: number[]
  stamps: number[]
  next: Position | undefined
}

export interface PieceSources {
  idsAfter(position: Position | undefined): Promise<StampedIds>
  stampsOf(ids: number[]): Promise<number[]>
  recordsOf(ids: number[]): Promise<PublicationRecord[]>
}

export async function* cutPieces({ idsAfter, stampsOf, recordsOf }: PieceSources): AsyncGenerator<Piece> {
  let ids: number[] = []
  let stamps: number[] = []
  const piece = (): Piece => {
    const [members, before] = [ids, stamps]
    ids = []
    stamps = []
    return {
      stamp: createHash('sha1')
        .update(new Float64Array([...members, ...before]))
        .digest('hex'),
      size: members.length,
      records: (from, to) => recordsOf(members.slice(from, to)),
      async isCurrent() {
        const now = await stampsOf(members)
        return now.every((stamp, i) => stamp === before[i])
      },
    }
  }
  let position: Position | undefined
  do {
    const found = await idsAfter(position)
    for (let i = 0; i < found.ids.length; i++) {
      ids.push(found.ids[i]!)
      stamps.push(found.stamps[i]!)
      if (isLast(found.ids[i]!) || ids.length === 4 * usual) yield piece()
    }
    position = found.next
  } while (position)
  if (ids.length > 0) yield piece()
}

/** One id in 512, in no order: the finalizer of MurmurHash3. */
function isLast(id: number): boolean {
  let hash = id
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) & (usual - 1)) === 0
}
