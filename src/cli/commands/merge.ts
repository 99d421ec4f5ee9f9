/** `offprint merge KEEP OTHER…`: publications that are one put together. */
import { readConfig } from '../../config.ts'
import { combine } from '../../importing/run/combine.ts'
import { openStore } from '../../store/open.ts'
import { readArguments } from '../arguments.ts'
import { changeLines } from '../changes.ts'

export const options = {
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

export const help = async () => `offprint merge KEEP OTHER… [--dry-run] [--json]

Puts publications that are one into the first of them. What it says stays, what it lacks is filled in from the others;
their keys lead to it from now on, and later imports know them there. offprint unmerge takes back what was a mistake.

Examples
  offprint check duplicates
  offprint merge ye2024deep ye2024deepa --dry-run
  offprint merge ye2024deep 10.1145/3638757

Exit codes: 0 done, 1 failed and nothing changed, 2 wrong call`

export default async function mergeCommand(argv: string[]): Promise<void> {
  const call = { name: 'The publication to keep, or the other one,', least: 2, most: 100 }
  const { values, positionals } = readArguments(argv, options, call)
  const [keep, ...others] = positionals as [string, ...string[]]
  const store = openStore(readConfig(process.env).DATABASE_URL)
  try {
    for (const other of others) {
      const done = await combine(store, keep, other, { dryRun: values['dry-run'] })
      if (values.json) console.log(JSON.stringify({ ...done, other }))
      else {
        console.log(`${done.key} ← ${other}${values['dry-run'] ? ' (a dry run: nothing was written)' : ''}`)
        for (const line of changeLines(done.changes, done.contradictions, other)) console.log(line)
      }
    }
  } finally {
    await store.close()
  }
}
