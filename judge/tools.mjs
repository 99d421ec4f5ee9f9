/** Foreign programs, run over files in a folder that is gone afterwards. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const has = (...programs) =>
  programs.every((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined)

/** Calls `work` with the folder. */
export async function inFolder(files, work) {
  const folder = mkdtempSync(join(tmpdir(), 'judge-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns { status, stdout, stderr }; a program that cannot be started throws */
export function run(program, args, cwd, env = {}) {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      args,
      { cwd, maxBuffer: 1 << 30, encoding: 'utf8', env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        if (error?.code === 'ENOENT') reject(error)
        else resolve({ status: error ? (error.code ?? 1) : 0, stdout, stderr })
      },
    )
  })
}

/** Pieces of at most `size`; what stands side by side in the list comes into different pieces. */
export function chunked(list, size) {
  const count = Math.ceil(list.length / size)
  return Array.from({ length: count }, (_, piece) => list.filter((_, i) => i % count === piece))
}

/** `work` for each piece, two at a time. */
export async function inPairs(pieces, work) {
  const queue = [...pieces]
  const results = []
  const next = async () => {
    while (queue.length) results.push(await work(queue.shift()))
  }
  await Promise.all([next(), next()])
  return results.flat()
}
