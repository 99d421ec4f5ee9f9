/** `offprint backup FILE`: a whole copy of the store, while it is in use. */
import { readConfig } from '../../config.ts'
import { backupStore } from '../../store/open.ts'
import { readArguments } from '../arguments.ts'
import { Progress } from '../progress.ts'

export const options = { json: { type: 'boolean', default: false } } as const

export const help = async () => `offprint backup FILE [--json]

Copies the store into one file: one state of it, checked, and in its place only when it is whole. Servers go on meanwhile.

Examples
  offprint backup /var/backups/offprint.db
  offprint backup "offprint-$(date +%F).db" --json

Exit codes: 0 done, 1 failed, 2 wrong call`

export default async function backup(argv: string[]): Promise<void> {
  const { values, positionals } = readArguments(argv, options, { name: 'The file', least: 1, most: 1 })
  const [file] = positionals as [string]
  const progress = new Progress(!values.json)
  const contents = await backupStore(readConfig(process.env).DATABASE_URL, file, (part) =>
    progress.show(() => `${Math.round(100 * part)} % copied`),
  ).finally(() => progress.clear())
  const { publications, people, bytes } = contents
  console.log(
    values.json
      ? JSON.stringify({ file, ...contents })
      : `${file}: ${publications} publications, ${people} people, ${bytes} bytes`,
  )
}
