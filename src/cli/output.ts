/** Standard output for what is long: written piece by piece, at the pace of whoever reads it. */

// Whoever reads may have seen enough: `offprint export | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

/** Writes, and waits where the reader is slow. */
export async function print(piece: Buffer | string): Promise<void> {
  if (process.stdout.write(piece)) return
  await new Promise((resolve) => process.stdout.once('drain', resolve))
}
