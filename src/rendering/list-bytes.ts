/**
 * Lists as they are sent: UTF-8 in buffers. Entries are encoded one by one into one buffer, because a text put together
 * from thousands of them takes a third of the whole time to encode: two bytes a character as soon as one character of it
 * needs them, and far larger than what a processor has at hand.
 */
import { LostRecord, type PublicationRecord } from '../model/store.ts'
import type { ListWriter } from './format.ts'
import type { EntryCache } from './kept-entries.ts'

/** Grows to the largest batch there has been; nothing waits between the first write to it and the last read. */
let room = Buffer.allocUnsafeSlow(256 * 1024)

/** @returns where the text ends in `room`. No character of a string takes more than three bytes. */
function put(text: string, at: number): number {
  if (at + text.length * 3 > room.length) {
    const larger = Buffer.allocUnsafeSlow(2 * room.length + text.length * 3)
    room.copy(larger, 0, 0, at)
    room = larger
  }
  return at + room.write(text, at)
}

function putBytes(bytes: Uint8Array, at: number): number {
  if (at + bytes.length > room.length) put(' '.repeat(bytes.length), at)
  room.set(bytes, at)
  return at + bytes.length
}

export interface BatchOptions {
  /** How many publications went before this batch. */
  offset?: number
  before?: string | undefined
  after?: string | undefined
  /** Entries that were written before. */
  kept?: EntryCache | undefined
}

/** A batch of a list, with what stands before and after it. */
export async function batchBytes(
  writer: ListWriter,
  records: PublicationRecord[],
  { offset = 0, before = '', after = '', kept }: BatchOptions = {},
): Promise<Buffer> {
  const { each, separator = '' } = writer
  if (!each) return Buffer.from(before + (await writer.batch(records, offset)) + after)
  const first = put(before, 0)
  let end = first
  for (let i = 0; i < records.length; i++) {
    const record = records[i]!
    const known = kept?.get(record.stamp)
    if (known) {
      if (end > first) end = put(separator, end)
      end = putBytes(known, end)
      continue
    }
    const entry = entryOf(each, record, offset + i)
    if (entry === undefined) continue
    if (end > first) end = put(separator, end)
    const begin = end
    end = typeof entry === 'string' ? put(entry, end) : put(entry[1], putBytes(entry[0], end))
    kept?.set(record.stamp, Buffer.from(room.subarray(begin, end)))
  }
  end = put(after, end)
  return Buffer.from(room.subarray(0, end))
}

/** @returns undefined for a record that was hidden since it was found */
function entryOf(each: NonNullable<ListWriter['each']>, record: PublicationRecord, offset: number) {
  try {
    return each(record, offset)
  } catch (error) {
    if (error instanceof LostRecord) return undefined
    throw error
  }
}

/**
 * A list in pieces, as its batches come. A list of one batch is one piece, and the last piece holds the tail, so a
 * reader who is given only some of them can tell.
 */
export async function* renderList(
  writer: ListWriter,
  batches: AsyncIterable<PublicationRecord[]>,
  kept?: EntryCache,
): AsyncGenerator<Buffer> {
  const { head = '', separator = '', tail = '' } = writer
  let pending: Buffer | undefined
  let offset = 0
  for await (const batch of batches) {
    if (pending) yield pending
    pending = await batchBytes(writer, batch, { offset, before: offset === 0 ? head : separator, kept })
    offset += batch.length
  }
  yield pending ? (tail ? Buffer.concat([pending, Buffer.from(tail)]) : pending) : Buffer.from(head + tail)
}
