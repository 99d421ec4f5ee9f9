/**
 * `offprint import`: files of any format that is read, into the store. Messages go to standard error with file, line and
 * column; the summary to standard output. Exits with 0 where everything went in, 1 where a file or the store could not
 * be used, 2 for a wrong call, 3 where an entry was refused, 130 where Ctrl-C ended it.
 */
import { constants } from 'node:fs'
import { access, stat, writeFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { type Config, readConfig } from '../../config.ts'
import type { SyncState } from '../../importing/connector.ts'
import { allConnectors, connectorOf, type SyncOptions, syncEntries } from '../../importing/connectors.ts'
import { definitionsFirst } from '../../importing/definitions.ts'
import { readFileEntries } from '../../importing/files.ts'
import { folderReaders } from '../../importing/folders.ts'
import type { Entry, Finding } from '../../importing/reader.ts'
import { allReaders, readerNamed } from '../../importing/readers.ts'
import { importEntries } from '../../importing/run/import.ts'
import { count, emptySummary, type Outcome } from '../../importing/run/outcome.ts'
import { type ImportReport, reportHtml, reportJson, reportText } from '../../importing/run/report.ts'
import { databasePath, openStore } from '../../store/open.ts'
import { readArguments, UsageError } from '../arguments.ts'
import { changeLines } from '../changes.ts'
import { goOnWithoutReader, print } from '../output.ts'
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

export const choices = async () => ({
  format: (await allReaders()).map(({ name }) => name),
  mode: ['partial', 'atomic'],
})

export const help = async () => `offprint import FILE|FOLDER… [options]
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
  offprint import abbreviations.bib papers.bib --mode atomic --report import.html
  offprint import ~/website                    # a HugoBlox or al-folio site, or a folder of bibliographies
  offprint import --from orcid:0000-0002-1825-0097
  offprint import - --format bibtex < publications.bib

Abbreviations (@string) and proceedings (crossref) of a file count in the files after it, and those of a file with nothing
else in all of them. Ctrl-C
ends an import between two entries: what was told is in, and the next import knows it.

Exit codes: 0 all in, 1 failed, 2 wrong call, 3 something was refused, 130 stopped by Ctrl-C`

export default async function importFiles(argv: string[]): Promise<void> {
  const { files, values } = await readCall(argv)
  goOnWithoutReader()
  const config = readConfig(process.env)
  const store = openStore(config.DATABASE_URL, undefined, { writesInThread: true })
  const outcomes: Outcome[] = []
  const summary = emptySummary()
  const state = new FileSyncState(databasePath(config.DATABASE_URL))
  const progress = new Progress(!values.json)
  const stopping = stopOnInterrupt()
  const bytes = await sizeOf(files)
  const shared = { definitions: new Map<string, string>(), parents: new Map() }
  let [bytesRead, entriesRead] = [0, 0]
  const part = () => (bytes > 0 && !values.from.length ? bytesRead / bytes : undefined)
  async function* entries() {
    for await (const entry of everyEntry()) {
      stopping.check()
      entriesRead++
      progress.show(() => `${entriesRead} read, ${summary.added} added, ${summary.refused} refused`, part())
      yield entry
    }
  }
  async function* everyEntry() {
    const onBytes = (count: number) => {
      bytesRead += count
    }
    for (const file of await definitionsFirst(files)) {
      const read = readFileEntries(file, { format: values.format, ...shared, onBytes })
      yield* from(values.source ?? sourceName(file), read)
    }
    for (const source of values.from) yield* from(source, syncEntries(source, syncOptions(config, state)))
  }
  try {
    const run = importEntries(entries(), store, {
      mode: values.mode as 'atomic' | 'partial',
      dryRun: values['dry-run'],
    })
    for await (const outcome of run) {
      count(outcome, summary)
      // Of a quiet import without a report nothing needs to be remembered.
      if (values.json || values.report) outcomes.push(outcome)
      if (values.json || !(outcome.findings.length || values['dry-run'])) continue
      progress.clear()
      await show(outcome, values['dry-run'], values.quiet)
    }
    if (!values['dry-run'] && !(values.mode === 'atomic' && summary.refused > 0)) await state.save()
  } catch (error) {
    if (!(error instanceof Stopped)) {
      progress.clear()
      // What is in is told first: it stays there, and the next time it is known.
      if (summary.read) console.error(`${summary.read} entries were taken in before it failed.`)
      throw error
    }
    process.exitCode = 130
  } finally {
    progress.clear()
    stopping.end()
    await store.close()
  }
  const isUndone = values.mode === 'atomic' && (summary.refused > 0 || stopping.isStopped)
  const report: ImportReport = {
    summary,
    dryRun: values['dry-run'],
    written: !values['dry-run'] && !isUndone,
    outcomes,
    ...(stopping.isStopped ? { stopped: true } : {}),
  }
  if (values.report) await writeFile(values.report, writers[extname(values.report)]!(report))
  await print(values.json ? reportJson(report) : reportText({ ...report, outcomes: [] }))
  if (summary.refused && !stopping.isStopped) process.exitCode = 3
}

const writers: Record<string, (report: ImportReport) => string> = {
  '.html': reportHtml,
  '.json': reportJson,
  '.txt': reportText,
}

/** Everything that can be known to be wrong is said before anything is read. */
async function readCall(argv: string[]) {
  const { values, positionals: files } = readArguments(argv, options)
  if (files.length + values.from.length === 0) throw new UsageError('There is no file to import.')
  if (values.mode !== 'atomic' && values.mode !== 'partial')
    throw new UsageError(`--mode is atomic or partial, not "${values.mode}".`)
  if (values.report !== undefined && !Object.hasOwn(writers, extname(values.report)))
    throw new UsageError(`A report is written as .html, .json or .txt, and not to "${values.report}".`)
  try {
    const folders = folderReaders.map(({ name }) => name)
    if (values.format !== undefined && !folders.includes(values.format)) await readerNamed(values.format)
    for (const source of values.from) await connectorOf(source)
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
  if (files.includes('-') && values.format === undefined)
    throw new UsageError('Standard input does not tell its format: name it with --format.')
  for (const file of files.filter((one) => one !== '-')) await access(file, constants.R_OK)
  if (values.report !== undefined) await access(dirname(values.report), constants.W_OK)
  return { values, files }
}

/** Bytes of all files, 0 where one of them does not say. */
async function sizeOf(files: readonly string[]): Promise<number> {
  let bytes = 0
  for (const file of files) {
    const found = file === '-' ? undefined : await stat(file)
    if (!found?.isFile()) return 0
    bytes += found.size
  }
  return bytes
}

function syncOptions({ SYNC_BASE_URLS, CONTACT }: Config, state: SyncState): SyncOptions {
  const pairs = SYNC_BASE_URLS.split(',').filter(Boolean)
  const baseUrls = Object.fromEntries(pairs.map((pair) => pair.split('=', 2) as [string, string]))
  return { state, baseUrls, allowPrivate: true, ...(CONTACT ? { contact: CONTACT } : {}) }
}

/** It was stopped by Ctrl-C, between two entries. */
class Stopped extends Error {}

/** The first Ctrl-C ends the import when the entry at hand is done, and the second one the process. */
function stopOnInterrupt() {
  const stopping = {
    isStopped: false,
    check() {
      if (stopping.isStopped) throw new Stopped()
    },
    end: () => process.off('SIGINT', stop).off('SIGTERM', stop),
  }
  const stop = () => {
    stopping.isStopped = true
    stopping.end()
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
  return stopping
}

/**
 * The name by which a file is known again: its whole path, because many have a `papers.bib`; browsers number what they
 * download twice.
 */
const sourceName = (file: string) =>
  file === '-' ? 'standard input' : resolve(file).replace(/ ?\(\d+\)(?=\.\w+$|$)/, '')

async function* from(source: string, entries: AsyncIterable<Entry>): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    entry.source = source
    yield entry
  }
}

const line = ({ file, line, column, severity, entry, field, message }: Finding) =>
  `${file}:${line}:${column}: ${severity}: ${[entry, field].filter(Boolean).join(', ')}${entry || field ? ': ' : ''}${message}`

async function show(
  { findings, result, key, changes, contradictions = [], entry }: Outcome,
  isDry: boolean,
  isQuiet: boolean,
): Promise<void> {
  for (const finding of findings) {
    // What is not taken stands side by side with what is there, below.
    if (finding.severity === 'error' || (!isQuiet && finding.severity === 'warning'))
      console.error(line(finding))
  }
  if (!isDry) return
  if (result === 'added') await print(`+ ${key}: ${entry.publication?.title ?? entry.person?.slug}\n`)
  if (changes.length + contradictions.length === 0) return
  const lines = changeLines(changes, contradictions, entry.source ?? entry.file)
  await print(`~ ${key}\n${lines.map((one) => `${one}\n`).join('')}`)
}
