/**
 * `offprint import`: files of any format that is read, into the store. Messages go to standard error with file, line and
 * column; the summary to standard output. Exits with 0 where everything went in, 1 where a file or the store could not
 * be used, 2 for a wrong call, 3 where an entry was refused.
 */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readConfig } from '../../config.ts'
import { allConnectors, syncEntries } from '../../importing/connectors.ts'
import type { Finding } from '../../importing/reader.ts'
import { allReaders, fileEntries } from '../../importing/readers.ts'
import { importEntries } from '../../importing/run/import.ts'
import type { Outcome, Summary } from '../../importing/run/outcome.ts'
import { reportHtml, reportJson, reportText } from '../../importing/run/report.ts'
import { databasePath, openStore } from '../../store/open.ts'
import { readArguments, UsageError } from '../arguments.ts'
import { changeLines } from '../changes.ts'
import { Progress } from '../progress.ts'
import { FileSyncState } from '../sync-state.ts'

export const options = {
  from: { type: 'string', multiple: true, default: [] as string[] },
  format: { type: 'string' },
  source: { type: 'string' },
  mode: { type: 'string', default: 'partial' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  report: { type: 'string' },
  quiet: { type: 'boolean', default: false },
} as const

export const help = async () => `offprint import FILE… [options]
offprint import --from SOURCE [options]

Reads bibliographies into the store. It is safe to repeat: what is there already is found by its key, DOI, arXiv id, PMID,
ISBN, or by title, year and first author, and only filled in; what you have changed by hand stays.

  --from SOURCE     asks a service, and the next time only for what is new: ${(await allConnectors()).map(({ example }) => example).join(', ')}
  --format NAME     the format, where the file does not tell: ${(await allReaders()).map(({ name }) => name).join(', ')}
  --source NAME     what the file is known by, where it had another name the last time
  --mode partial    one bad entry never costs another (the default)
  --mode atomic     everything, or nothing where one entry is refused
  --dry-run         says what would change, and changes nothing
  --json            one object with a summary and every entry
  --report FILE     a report to keep: .html, .json or .txt
  --quiet           no messages but errors

Examples
  offprint import publications.bib
  offprint import export.ris library.json --dry-run
  offprint import papers.bib --mode atomic --report import.html
  offprint import --from orcid:0000-0002-1825-0097
  offprint import - --format bibtex < publications.bib

Exit codes: 0 all in, 1 failed, 2 wrong call, 3 something was refused`

export default async function importFiles(argv: string[]): Promise<void> {
  const { files, values } = readCall(argv)
  const config = readConfig(process.env)
  const store = openStore(config.DATABASE_URL, undefined, { writesInThread: true })
  const outcomes: Outcome[] = []
  const summary: Summary = { read: 0, added: 0, updated: 0, unchanged: 0, merged: 0, refused: 0 }
  const state = new FileSyncState(databasePath(config.DATABASE_URL))
  const baseUrls = Object.fromEntries(
    config.SYNC_BASE_URLS.split(',').flatMap((pair) =>
      pair ? [pair.split('=', 2) as [string, string]] : [],
    ),
  )
  const progress = new Progress(!values.json)
  async function* entries() {
    for (const file of files) {
      const source = values.source ?? sourceName(file)
      for await (const entry of await fileEntries(file, values.format)) {
        entry.source = source
        yield entry
      }
    }
    for (const source of values.from) {
      const sync = {
        state,
        baseUrls,
        allowPrivate: true,
        ...(config.CONTACT ? { contact: config.CONTACT } : {}),
      }
      for await (const entry of syncEntries(source, sync)) {
        entry.source = source
        yield entry
      }
    }
  }
  try {
    const run = importEntries(entries(), store, {
      mode: values.mode as 'atomic' | 'partial',
      dryRun: values['dry-run'],
    })
    for await (const outcome of run) {
      summary.read++
      summary[outcome.result]++
      progress.show(() => `${summary.read} read, ${summary.added} added, ${summary.refused} refused`)
      // Of a quiet import without a report nothing needs to be remembered.
      if (values.json || values.report) outcomes.push(outcome)
      if (!values.json) {
        progress.clear()
        print(outcome, values['dry-run'], values.quiet)
      }
    }
  } finally {
    progress.clear()
    await store.close()
  }
  const isUndone = values.mode === 'atomic' && summary.refused > 0
  if (!values['dry-run'] && !isUndone) await state.save()
  const report = { summary, dryRun: values['dry-run'], written: !values['dry-run'] && !isUndone, outcomes }
  if (values.report) {
    const write = values.report.endsWith('.html')
      ? reportHtml
      : values.report.endsWith('.json')
        ? reportJson
        : reportText
    await writeFile(values.report, write(report))
  }
  process.stdout.write(values.json ? reportJson(report) : reportText({ ...report, outcomes: [] }))
  if (summary.refused) process.exitCode = 3
}

function readCall(argv: string[]) {
  const { values, positionals } = readArguments(argv, options)
  if (positionals.length + values.from.length === 0) throw new UsageError('There is no file to import.')
  if (values.mode !== 'atomic' && values.mode !== 'partial')
    throw new UsageError(`--mode is atomic or partial, not "${values.mode}".`)
  return { values, files: positionals }
}

/**
 * The name by which a file is known again: its whole path, because many have a `papers.bib`; browsers number what they
 * download twice.
 */
const sourceName = (file: string) =>
  file === '-' ? 'standard input' : resolve(file).replace(/ ?\(\d+\)(?=\.\w+$|$)/, '')

const line = ({ file, line, column, severity, entry, field, message }: Finding) =>
  `${file}:${line}:${column}: ${severity}: ${[entry, field].filter(Boolean).join(', ')}${entry || field ? ': ' : ''}${message}`

function print(
  { findings, result, key, changes, contradictions = [], entry }: Outcome,
  isDry: boolean,
  isQuiet: boolean,
): void {
  for (const finding of findings) {
    // What is not taken stands side by side with what is there, below.
    if (finding.severity === 'error' || (!isQuiet && finding.severity === 'warning'))
      console.error(line(finding))
  }
  if (!isDry) return
  if (result === 'added') console.log(`+ ${key}: ${entry.publication?.title ?? entry.person?.slug}`)
  if (changes.length + contradictions.length === 0) return
  console.log(`~ ${key}`)
  for (const line of changeLines(changes, contradictions, entry.source ?? entry.file)) console.log(line)
}
