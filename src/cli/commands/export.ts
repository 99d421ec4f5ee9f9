/**
 * `offprint export`: the list of publications in any format, from the store to a file, without a server; or all that the
 * store holds, into a folder.
 */
import { readConfig } from '../../config.ts'
import { wholeLines } from '../../exporting/lines.ts'
import { Tree } from '../../exporting/tree.ts'
import {
  generalParameters,
  parseParameters,
  queryParameters,
  type RawParameters,
  renderingParameters,
  unknownValue,
} from '../../model/parameters.ts'
import { Problem } from '../../model/problem.ts'
import { toQuery } from '../../model/query.ts'
import { bibliographer } from '../../rendering/bibliography.ts'
import { parametersOf, renderContext } from '../../rendering/context.ts'
import type { ListContext } from '../../rendering/format.ts'
import { wholeList } from '../../rendering/long-list.ts'
import { openStore } from '../../store/open.ts'
import { type Options, readArguments, UsageError } from '../arguments.ts'
import { print } from '../output.ts'
import { Progress } from '../progress.ts'
import { allFormats, assemble } from '../services.ts'
import { type TargetName, targets } from '../targets.ts'

/** `--year 2023 --venue=OSDI` as the parameters of a URL. @throws UsageError for anything else */
export function readOptions(argv: string[]): RawParameters {
  const raw: Record<string, string[]> = {}
  for (let i = 0; i < argv.length; i++) {
    const option = /^--([A-Za-z]+)(?:=(.*))?$/s.exec(argv[i]!)
    if (!option) throw new UsageError(`"${argv[i]}" is not an option, such as --format bibtex.`)
    const [, name = '', inline] = option
    const value = inline ?? argv[++i]
    if (value === undefined) throw new UsageError(`--${name} needs a value.`)
    raw[name] = [...(raw[name] ?? []), value]
  }
  return raw
}

/** Of an export of more than one list. */
const wholeOptions = {
  whole: { type: 'boolean', default: false },
  folder: { type: 'string' },
  static: { type: 'string' },
  hugoblox: { type: 'string' },
  'al-folio': { type: 'string' },
  force: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

/** The parameters of the list and of every format, as options. */
export const options = async (): Promise<Options> => {
  const names = [...Object.keys({ ...queryParameters, ...renderingParameters }), 'format']
  return {
    ...wholeOptions,
    ...Object.fromEntries(names.map((name) => [name, { type: 'string', multiple: true }])),
  }
}

export const choices = async () => ({
  format: (await allFormats())
    .for('publications')
    .flatMap((one) => (one.paged && !one.preferred ? [] : [one.name])),
})

export const help = async () => `offprint export [--format NAME] [--PARAMETER VALUE]…
offprint export --whole
offprint export --folder DIR | --static DIR | --hugoblox DIR | --al-folio DIR [--force] [--json]

Writes publications to standard output in any format; filters and renderings are the parameters of /publications.

Of everything, hidden publications too:
  --whole          NDJSON that offprint seed takes in again: people, affiliations, groups, publications, and for each
                   where its fields come from and what is locked
  --folder DIR     the same as YAML, a file each, to edit and to keep in git (offprint seed DIR), and publications.bib

Of what everybody sees:
  --static DIR     every resource in every format, for a plain file host; BASE_URL is its address. Old keys lead to the
                   new ones, and pages leave out what needs a server, such as search
  --hugoblox DIR   content/publication and content/authors of a HugoBlox site
  --al-folio DIR   _bibliography/papers.bib of an al-folio site, hidden publications marked hidden

A folder may hold other files. What an earlier export wrote there and is gone is taken away; what somebody else wrote stays.
  --force          overwrites files that no export has written
  --json           what was written, as JSON

Examples
  offprint export --format bibtex > publications.bib
  offprint export --format ris --year 2019.. --type '!book'
  offprint export --format bibliography --style ieee --person owner --locale de-DE
  offprint export --folder ~/publications && git -C ~/publications add -A
  BASE_URL=https://ada.github.io offprint export --static docs

Exit codes: 0 done, 1 failed or refused, 2 wrong call`

export default async function exportPublications(argv: string[]): Promise<void> {
  const isWhole = argv.some((one) => Object.hasOwn(wholeOptions, /^--([a-z-]+)/.exec(one)?.[1] ?? ''))
  // Of a list, --json is the format.
  if (!isWhole || argv.every((one) => one === '--json')) return exportList(isWhole ? [] : argv)
  return exportWhole(argv)
}

async function exportWhole(argv: string[]): Promise<void> {
  const { values } = readArguments(argv, wholeOptions, { name: 'The folder', least: 0, most: 0 })
  const { whole, force, json, ...named } = values
  const [chosen, another] = Object.entries(named) as [TargetName, string][]
  if (another || (whole && chosen)) throw new UsageError('One export at a time.')
  if (!whole && !chosen)
    throw new UsageError('--force and --json go with --folder, --static, --hugoblox or --al-folio.')
  const config = readConfig(process.env)
  const store = openStore(config.DATABASE_URL)
  const progress = new Progress(!json)
  try {
    if (!chosen) {
      let written = 0
      for await (const line of wholeLines(store)) {
        await print(line)
        written++
        progress.show(() => `${written} lines written`)
      }
      return
    }
    const [name, folder] = chosen
    const tree = await Tree.open(folder, force, (files) => progress.show(() => `${files} files written`))
    const services = await assemble(config, store)
    const said = await targets[name]({
      services,
      config,
      tree,
      progress: (text) => progress.show(() => text),
    })
    const written = await tree.close()
    progress.clear()
    for (const line of said) console.error(line)
    const { files, changed, removed } = written
    console.log(
      json
        ? JSON.stringify({ folder, ...written })
        : `${folder}: ${files} files, ${changed} new or changed, ${removed} removed`,
    )
  } finally {
    progress.clear()
    await bibliographer().close()
    await store.close()
  }
}

async function exportList(argv: string[]): Promise<void> {
  const raw = readOptions(argv)
  const progress = new Progress(!process.stdout.isTTY)
  const config = readConfig(process.env)
  const store = openStore(config.DATABASE_URL)
  try {
    const { formats, styles, baseUrl, pieces } = await assemble(config, store)
    const name = [raw.format].flat().at(-1) ?? formats.all[0]!.name
    const possible = formats.for('publications').filter((format) => !format.paged || format.preferred)
    const format = possible.find((candidate) => candidate.name === name)
    if (!format)
      throw unknownValue(
        'format',
        name,
        possible.map((candidate) => candidate.name),
      )
    const known = { ...queryParameters, ...parametersOf(format), format: generalParameters.format }
    const parsed = parseParameters(raw, known)
    const query = toQuery(parsed)
    const defaults = { style: config.STYLE, locale: config.LOCALE }
    const url = `${baseUrl}/publications`
    const total = await store.count(query)
    const context: ListContext = {
      ...(await renderContext(parsed, format, { store, styles, baseUrl, defaults })),
      title: 'Publications',
      total,
      links: { self: url, first: url },
      parameters: {},
    }
    const keepers = pieces ? { pieces } : {}
    let bytes = 0
    for await (const piece of wholeList(format, context, query, store, keepers)) {
      await print(piece)
      bytes += piece.length
      progress.show(() => `${(bytes / 1e6).toFixed(1)} MB written`)
    }
  } catch (error) {
    // What is no value of a parameter is a wrong call here.
    throw error instanceof Problem ? new UsageError(error.message) : error
  } finally {
    progress.clear()
    await bibliographer().close()
    await store.close()
  }
}
