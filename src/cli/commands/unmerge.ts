/** `offprint unmerge KEY`: what was put into a publication, taken out again. */
import { readConfig } from '../../config.ts'
import { separate } from '../../importing/run/combine.ts'
import { openStore } from '../../store/open.ts'
import { readArguments } from '../arguments.ts'
import { changeLines } from '../changes.ts'

export const options = {
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

export const help = async () => `offprint unmerge KEY [ENTRY] [--dry-run] [--json]

Takes out of a publication what an import or offprint merge had put into it: the two are two again, each with its own key,
and the next import knows which is which. What was changed since stays as it is. offprint edit KEY lists what came together.

Examples
  offprint unmerge ye2024deepa
  offprint unmerge ye2024deep other-key --dry-run

Exit codes: 0 done, 1 failed and nothing changed, 2 wrong call`

export default async function unmerge(argv: string[]): Promise<void> {
  const { values, positionals } = readArguments(argv, options, { name: 'The key', least: 1, most: 2 })
  const [key, entry] = positionals as [string, string?]
  const store = openStore(readConfig(process.env).DATABASE_URL)
  try {
    const done = await separate(store, key, entry, { dryRun: values['dry-run'] })
    if (values.json) return console.log(JSON.stringify(done))
    console.log(
      `${done.key} → ${done.separated}${values['dry-run'] ? ' (a dry run: nothing was written)' : ''}`,
    )
    for (const line of changeLines(done.changes)) console.log(line)
    if (done.kept.length) console.log(`  changed since, and left as it is: ${done.kept.join(', ')}`)
  } finally {
    await store.close()
  }
}
