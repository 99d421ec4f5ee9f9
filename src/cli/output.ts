/** Standard output: written piece by piece, at the pace of whoever reads it, who may go at any time (`offprint export | head`). */

let isGone = false
let isNeeded = true

/** For commands that do something beside writing: they go on when nobody reads any more what they say. */
export function goOnWithoutReader(): void {
  isNeeded = false
}

for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    if (stream === process.stdout) isGone = true
    if (isGone && isNeeded) process.exit()
  })

/** Writes, and waits where the reader is slow. */
export async function print(piece: Buffer | string): Promise<void> {
  if (isGone || process.stdout.write(piece)) return
  await new Promise<void>((resolve) => {
    const done = () => {
      process.stdout.off('drain', done).off('error', done)
      resolve()
    }
    process.stdout.once('drain', done).once('error', done)
  })
}
