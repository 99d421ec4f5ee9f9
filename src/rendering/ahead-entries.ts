/** The entries of the newest publications, written ahead: a query that nobody has asked finds them in memory. */
import type { PublicationQuery } from '../model/query.ts'
import type { Store } from '../model/store.ts'
import type { AheadWork } from './ahead.ts'
import type { Format, ListContext } from './format.ts'
import { type KeptEntries, longestList } from './kept-entries.ts'
import { batchBytes } from './list-bytes.ts'
import { reading } from './long-list.ts'

/** Entries written in one turn: half a millisecond or so. */
const turn = 25

const newest: PublicationQuery = { filters: {}, sort: '-issued', versions: 'preferred' }

export function entriesAhead(
  store: Store,
  entries: KeptEntries,
  lists: { format: Format; context: ListContext }[],
): AheadWork {
  return async (pause) => {
    for (const { format, context } of lists) {
      const writer = format.list!(context)
      const kept = entries.of(format, writer, context, longestList)
      if (!kept) continue
      let count = 0
      for await (const batch of store.stream(newest, reading(writer, kept))) {
        const missing = batch.filter((record) => !kept.get(record.stamp))
        for (let at = 0; at < missing.length; at += turn) {
          await batchBytes(writer, missing.slice(at, at + turn), { kept })
          await pause()
        }
        count += batch.length
        if (count >= longestList) break
      }
    }
    return undefined
  }
}
