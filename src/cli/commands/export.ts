/** `offprint export`: the list of publications in any format, from the store to a file, without a server. */
import { readConfig } from '../../config.ts'
import {
  generalParameters,
  parseParameters,
  queryParameters,
  type RawParameters,
  renderingParameters,
  unknownValue,
} from '../../model/parameters.ts'
import { toQuery } from '../../model/query.ts'
import { bibliographer } from '../../rendering/bibliography.ts'
import { parametersOf, renderContext } from '../../rendering/context.ts'
import type { ListContext } from '../../rendering/format.ts'
import { renderList } from '../../rendering/list-bytes.ts'
import { openStore } from '../../store/open.ts'
import type { Options } from '../arguments.ts'
import { print } from '../output.ts'
import { assemble } from '../services.ts'

/** `--year 2023 --venue=OSDI` as the parameters of a URL. @throws Error for anything else */
export function readOptions(argv: string[]): RawParameters {
  const raw: Record<string, string[]> = {}
  for (let i = 0; i < argv.length; i++) {
    const option = /^--([A-Za-z]+)(?:=(.*))?$/s.exec(argv[i]!)
    if (!option) throw new Error(`"${argv[i]}" is not an option, such as --format bibtex`)
    const [, name = '', inline] = option
    const value = inline ?? argv[++i]
    if (value === undefined) throw new Error(`--${name} needs a value`)
    raw[name] = [...(raw[name] ?? []), value]
  }
  return raw
}

/** The parameters of the list and of every format, as options. */
export const options = async (): Promise<Options> => {
  const names = [...Object.keys({ ...queryParameters, ...renderingParameters }), 'format']
  return Object.fromEntries(names.map((name) => [name, { type: 'string', multiple: true }]))
}

export const help = async () => `offprint export [--format NAME] [--PARAMETER VALUE]…

Writes publications to standard output in any format; filters and renderings are the parameters of /publications.

Examples
  offprint export --format bibtex > publications.bib
  offprint export --format ris --year 2019.. --type '!book'
  offprint export --format bibliography --style ieee --person owner --locale de-DE

Exit codes: 0 done, 1 failed or refused, 2 wrong call`

export default async function exportPublications(argv: string[]): Promise<void> {
  const config = readConfig(process.env)
  const store = openStore(config.DATABASE_URL)
  try {
    const { formats, styles, baseUrl } = await assemble(config, store)
    const raw = readOptions(argv)
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
    const context: ListContext = {
      ...(await renderContext(parsed, format, { store, styles, baseUrl, defaults })),
      title: 'Publications',
      total: await store.count(query),
      links: { self: url, first: url },
      parameters: {},
    }
    for await (const piece of renderList(format.list!(context), store.stream(query))) await print(piece)
  } finally {
    await bibliographer().close()
    await store.close()
  }
}
