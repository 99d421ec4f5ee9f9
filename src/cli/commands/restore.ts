/** `offprint restore FILE`: a backup in the place of what the store holds. */
import { readConfig } from '../../config.ts'
import { databasePath, restoreStore } from '../../store/open.ts'
import { readArguments } from '../arguments.ts'
import { Progress } from '../progress.ts'

export const options = { json: { type: 'boolean', default: false } } as const

export const help = async () => `offprint restore FILE [--json]

Puts a backup in the place of what the store holds, which is kept beside it (.before-restore). The backup is looked at
first: where it is damaged, or of a newer release, nothing is changed. Servers that have the store open go on with it.

Examples
  offprint restore /var/backups/offprint.db
  DATABASE_URL=file:copy.db offprint restore offprint-2026-11-01.db

Exit codes: 0 done, 1 failed and nothing changed, 2 wrong call`

export default async function restore(argv: string[]): Promise<void> {
  const { values, positionals } = readArguments(argv, options, { name: 'The file', least: 1, most: 1 })
  const [file] = positionals as [string]
  const { DATABASE_URL } = readConfig(process.env)
  const progress = new Progress(!values.json)
  const restored = await restoreStore(DATABASE_URL, file, (part) =>
    progress.show(() => 'restored', part),
  ).finally(() => progress.clear())
  const { publications, people, kept } = restored
  const before = kept ? `; what was there before is in ${kept}` : ''
  console.log(
    values.json
      ? JSON.stringify({ store: databasePath(DATABASE_URL), ...restored })
      : `${databasePath(DATABASE_URL)}: ${publications} publications, ${people} people${before}`,
  )
}
