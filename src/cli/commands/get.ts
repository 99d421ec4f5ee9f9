/** `offprint get URL`: what the server would answer, without a server. */
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readConfig } from '../../config.ts'
import { buildApp } from '../../http/app.ts'
import { bibliographer } from '../../rendering/bibliography.ts'
import { openStore } from '../../store/open.ts'
import { readArguments, UsageError } from '../arguments.ts'
import { assemble } from '../services.ts'

export const options = {
  accept: { type: 'string', default: '*/*' },
  header: { type: 'string', multiple: true, short: 'H', default: [] as string[] },
  include: { type: 'boolean', short: 'i', default: false },
  output: { type: 'string', short: 'o' },
} as const

export const help = async () => `offprint get URL [options]

Prints the answer of the API to a GET request, read from the store itself. Of a whole URL the path and the query count.

  --accept TYPE      media type wanted, such as application/x-bibtex
  -H, --header LINE  another request header, such as "If-None-Match: \\"…\\""
  -i, --include      the status and the headers before the body
  -o, --output FILE  into a file

Examples
  offprint get '/publications?year=2020..&limit=5'
  offprint get /publications --accept application/x-bibtex -o publications.bib
  offprint get -i /people/zhisheng-ye.jsonld

Exit codes: 0 answered, 1 refused (status 400 and above; the problem is printed), 2 wrong call`

export default async function get(argv: string[]): Promise<void> {
  const { values, positionals } = readArguments(argv, options, { name: 'The URL', least: 1, most: 1 })
  const url = pathOf(positionals[0]!)
  const headers: Record<string, string> = { accept: values.accept }
  for (const line of values.header) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/s.exec(line) ?? []
    if (name === undefined) throw new UsageError(`"${line}" is no header, such as "Accept-Language: de".`)
    headers[name.toLowerCase()] = value!
  }
  // Nobody else asks here, so there is nothing to be protected from.
  const config = { ...readConfig(process.env), RATE_LIMIT: 0, MAX_EVENT_LOOP_DELAY: 0, ANSWER_CACHE: 0 }
  const store = openStore(config.DATABASE_URL)
  const app = await buildApp(await assemble(config, store), { logger: false })
  try {
    const answer = await app.inject({ method: 'GET', url, headers, payloadAsStream: true })
    const to = values.output === undefined ? process.stdout : createWriteStream(values.output)
    const end = values.output !== undefined
    if (values.include) await pipeline(Readable.from([headOf(answer)]), to, { end: false })
    await pipeline(answer.stream(), to, { end })
    if (answer.statusCode >= 400) process.exitCode = 1
  } finally {
    await app.close()
    await bibliographer().close()
    await store.close()
  }
}

function pathOf(given: string): string {
  try {
    const { pathname, search } = new URL(given, 'http://localhost')
    return pathname + search
  } catch {
    throw new UsageError(`"${given}" is no URL, such as /publications?year=2023.`)
  }
}

function headOf({ statusCode, headers }: { statusCode: number; headers: Record<string, unknown> }): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}: ${one}\n`),
  )
  return `HTTP/1.1 ${statusCode}\n${lines.join('')}\n`
}
