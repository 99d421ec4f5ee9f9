/**
 * `offprint docs`: fills the marked places of README.md from what they are about, so that they stay true: the tables
 * from the registry, the parameters and the settings, the answers from the seed. docs/CHECKS.md is made whole.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { describeSettings, readConfig } from '../../config.ts'
import { buildApp } from '../../http/app.ts'
import { readSeed } from '../../importing/seed.ts'
import {
  generalParameters,
  pageParameters,
  queryParameters,
  renderingParameters,
} from '../../model/parameters.ts'
import { openStore } from '../../store/open.ts'
import { readArguments } from '../arguments.ts'
import { checksDocument } from '../checks-document.ts'
import { assemble, folderOf } from '../services.ts'

const readme = new URL('../../../README.md', import.meta.url)
const checks = new URL('../../../docs/CHECKS.md', import.meta.url)

/** In which examples of what lies in the future are judged: the document does not change with the calendar. */
const exampleYear = 2026

const code = (text: string) => `\`${text}\``
const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')

/** The README with every marked place filled anew. */
export async function fillReadme(text: string): Promise<string> {
  const config = readConfig({ RATE_LIMIT: '0', MAX_EVENT_LOOP_DELAY: '0', COMPRESS: 'false' })
  const store = openStore('file::memory:', () => Date.UTC(2026, 0, 1))
  await store.save(await readSeed(folderOf('seed')))
  const services = await assemble(config, store)
  const app = await buildApp(services)
  const answer = async (url: string) => {
    const { body, headers } = await app.inject({ url, headers: { accept: '*/*' } })
    const shown = /json/.test(String(headers['content-type']))
      ? JSON.stringify(JSON.parse(body), null, 1)
      : body
    return `\`\`\`\n${shown.replaceAll('\r', '').trim()}\n\`\`\``
  }
  const fill: Record<string, () => string> = {
    formats: () =>
      table(
        ['format', 'what', 'media type', 'extension'],
        services.formats.all.map(({ name, title, mediaTypes, extensions }) => [
          code(name),
          title,
          mediaTypes.map(code).join(', '),
          extensions.map((extension) => code(`.${extension}`)).join(', '),
        ]),
      ),
    parameters: () =>
      table(
        ['parameter', 'meaning', 'example'],
        Object.entries({
          ...queryParameters,
          ...pageParameters,
          ...renderingParameters,
          ...generalParameters,
        }).map(([name, { description, example }]) => [code(name), description, code(example)]),
      ),
    settings: () =>
      table(
        ['setting', 'default', 'meaning'],
        describeSettings().map(({ name, fallback, description }) => [
          code(name),
          fallback && code(fallback),
          description,
        ]),
      ),
  }
  try {
    let filled = text
    for (const [marker, name] of text.matchAll(/<!-- (.+?) -->/g)) {
      const content = name!.startsWith('answer: ') ? await answer(name!.slice(8)) : fill[name!]?.()
      if (content === undefined)
        throw new Error(`README.md has a place called "${name}", and nothing to fill it with`)
      const start = filled.indexOf(marker) + marker.length
      // What stood there before: a fenced block or a table, whole.
      const old = /^\n\n(?:```[\s\S]*?\n```|(?:\|.*(?:\n(?=\|))?)+)/.exec(filled.slice(start))?.[0] ?? ''
      filled = `${filled.slice(0, start)}\n\n${content}${filled.slice(start + old.length)}`
    }
    return filled
  } finally {
    await app.close()
    await store.close()
  }
}

export const options = {} as const

export const help = async () => `offprint docs

Fills the tables and the answers of README.md from this release, and writes docs/CHECKS.md from the rules of offprint check:
for those who change Offprint, in a checkout of it.

Examples
  offprint docs
  offprint docs && git diff --stat

Exit codes: 0 done, 1 failed, 2 wrong call`

export default async function docs(argv: string[]): Promise<void> {
  readArguments(argv, options, { name: 'Nothing', least: 0, most: 0 })
  await writeFile(readme, await fillReadme(await readFile(readme, 'utf8')))
  await writeFile(checks, await checksDocument(exampleYear))
}
