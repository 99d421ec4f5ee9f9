/** The pieces of long lists, written ahead: of an export of everything nothing is left to do but to read files. */
import type { PublicationQuery } from '../model/query.ts'
import type { Store } from '../model/store.ts'
import type { AheadWork, Written } from './ahead.ts'
import type { Format, ListContext } from './format.ts'
import type { KeptPieces } from './kept-pieces.ts'
import { writePiece } from './long-list.ts'

export interface AheadList {
  format: Format
  context: ListContext
  query: PublicationQuery
}

export function piecesAhead(store: Store, pieces: KeptPieces, lists: AheadList[]): AheadWork {
  return async (pause) => {
    const written: Written = { pieces: 0, bytes: 0, isWhole: true }
    let kept = 0
    for (const { format, context, query } of lists) {
      const total = await store.count(query)
      const writer = format.list!({ ...context, total })
      const cache = pieces.of(format, writer, context, total)
      if (!cache) continue
      for await (const piece of store.pieces(query)) {
        await pause()
        let bytes = await cache.touch(piece.stamp)
        if (bytes === undefined) {
          bytes = (await writePiece(writer, piece, cache, pause)).length
          written.pieces++
          written.bytes += bytes
        }
        kept += bytes
        // Going on would push out what was written first.
        if (kept > pieces.steady) return { ...written, isWhole: false }
      }
    }
    return written
  }
}
