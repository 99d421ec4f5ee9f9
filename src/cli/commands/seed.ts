/** `offprint seed [DIR|FILE]`: the files of a seed, or a whole store that was exported, into the store. */
import { stat } from 'node:fs/promises'
import { readConfig } from '../../config.ts'
import { readSeed } from '../../importing/seed.ts'
import { readWhole } from '../../importing/whole.ts'
import { openStore } from '../../store/open.ts'
import { readArguments, UsageError } from '../arguments.ts'
import { Progress } from '../progress.ts'

export const options = { json: { type: 'boolean', default: false } } as const

export const help = async () => `offprint seed [DIR|FILE] [--json]

Reads people/*.yaml, groups/*.yaml and publications*.yaml of a folder (SEED_DIR where none is named) into the store, or a
file that offprint export --whole has written. What has the same key is replaced by what the files say, and what is equal
stays as it is; nothing is taken away.

Examples
  offprint seed
  offprint seed ~/website/offprint --json
  offprint seed whole-store.ndjson

Exit codes: 0 all in, 1 a file has a fault (each is named with its line) and nothing was changed, 2 wrong call`

export default async function seed(argv: string[]): Promise<void> {
  const { values, positionals } = readArguments(argv, options, { name: 'The folder', least: 0, most: 1 })
  const config = readConfig(process.env)
  const directory = positionals[0] ?? config.SEED_DIR
  if (!directory) throw new UsageError('SEED_DIR names no folder: name one.')
  const isFile = (await stat(directory).catch(() => undefined))?.isFile() === true
  const store = openStore(config.DATABASE_URL)
  const progress = new Progress(!values.json)
  try {
    const before = await store.state()
    const counts = { people: 0, publications: 0 }
    for await (const batch of isFile ? readWhole(directory) : once(readSeed(directory))) {
      await store.save(batch)
      counts.people += batch.people?.length ?? 0
      counts.publications += batch.publications?.length ?? 0
      progress.show(() => `${counts.publications} publications taken in`)
    }
    progress.clear()
    const changed = (await store.state()).version !== before.version
    console.log(
      values.json
        ? JSON.stringify({ ...counts, changed })
        : `${counts.publications} publications and ${counts.people} people of ${directory}: ${changed ? 'the store has changed' : 'all were there already'}`,
    )
  } finally {
    progress.clear()
    await store.close()
  }
}

async function* once<T>(value: Promise<T>): AsyncGenerator<T> {
  yield await value
}
