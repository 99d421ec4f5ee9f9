/**
 * Lists as they are sent: UTF-8 in buffers. Entries are encoded one by one into one buffer, because a text put together
 * from thousands of them takes a third of the whole time to encode: two bytes a character as soon as one character of it
 * needs them, and far larger than what a processor has at hand.
 */
import type { PublicationRecord } from '../model/store.ts'
import type { ListWriter } from './format.ts'

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

/** A batch of a list, with what stands before and after it. */
export async function batchBytes(
  writer: ListWriter,
  records: PublicationRecord[],
  offset: number,
  before = '',
  after = '',
): Promise<Buffer> {
  const { each, separator = '' } = writer
  if (!each) return Buffer.from(before + (await writer.batch(records, offset)) + after)
  let end = put(before, 0)
  for (let i = 0; i < records.length; i++) {
    const text = each(records[i]!, offset + i)
    end = put(i > 0 ? separator + text : text, end)
  }
  end = put(after, end)
  return Buffer.from(room.subarray(0, end))
}

/**
 * A list in pieces, as its batches come. A list of one batch is one piece, and the last piece holds the tail, so a
 * reader who is given only some of them can tell.
 */
export async function* renderList(
  writer: ListWriter,
  batches: AsyncIterable<PublicationRecord[]>,
): AsyncGenerator<Buffer> {
  const { head = '', separator = '', tail = '' } = writer
  let pending: Buffer | undefined
  let offset = 0
  for await (const batch of batches) {
    if (pending) yield pending
    pending = await batchBytes(writer, batch, offset, offset === 0 ? head : separator)
    offset += batch.length
  }
  yield pending ? (tail ? Buffer.concat([pending, Buffer.from(tail)]) : pending) : Buffer.from(head + tail)
}
