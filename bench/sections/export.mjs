/** A thousand entries as BibTeX: asked of the server, and made by those whose trade it is. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { client } from '../client.mjs'
import { offprint, scratch } from '../contenders.mjs'
import { storeOf } from '../data.mjs'
import { has, pinned } from '../processes.mjs'
import { figure, goal, median } from '../report.mjs'

const most = 1000
const citation = fileURLToPath(new URL('../citation.mjs', import.meta.url))
const countEntries = (bibtex) => bibtex.match(/^@\w+\{/gm)?.length ?? 0

/** A whole process on the server's core. @returns what it printed and how long it took, in milliseconds */
function whole(command, args) {
  const begin = performance.now()
  const text = execFileSync(...pinned('server', command, args), {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return { text, ms: performance.now() - begin }
}

export default async function exporting(options, log) {
  const store = await storeOf(options.count)
  const server = await offprint(store, { env: { ANSWER_CACHE: '0' } })
  const one = client(server)
  const path = (format) => `/publications?format=${format}&limit=${most}`
  const read = async (format) => (await one.ask(path(format))).text
  const files = { csl: join(scratch, 'items.json'), ris: join(scratch, 'items.ris') }
  for (const [format, file] of Object.entries(files)) writeFileSync(file, await read(format))
  const entries = countEntries(await read('bibtex'))

  const contenders = {
    'Offprint, over HTTP': async () => {
      const times = []
      const end = performance.now() + options.seconds * 1000
      while (performance.now() < end || times.length < 3) {
        const { text, ms } = await one.ask(path('bibtex'))
        if (countEntries(text) !== entries) throw new Error(`${countEntries(text)} entries of ${entries}`)
        times.push(ms)
      }
      return median(times)
    },
    'citation-js, warm, in memory': async () =>
      median(JSON.parse(whole(process.execPath, [citation, files.csl, String(options.seconds)]).text)),
  }
  const process_ = (command, args) => async () => {
    const { text, ms } = whole(command, args)
    if (countEntries(text) < entries * 0.9)
      throw new Error(`${command}: ${countEntries(text)} entries of ${entries}`)
    return ms
  }
  if (has('ris2xml')) {
    contenders['bibutils, two processes'] = process_('sh', ['-c', `ris2xml '${files.ris}' | xml2bib`])
  } else log('bibutils is not installed: left out')
  if (has('pandoc')) {
    contenders['pandoc, a process'] = process_('pandoc', ['-f', 'csljson', '-t', 'bibtex', files.csl])
  } else log('pandoc is not installed: left out')

  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]))
  for (let round = 0; round <= options.rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const ms = await run()
      if (round > 0) times[name].push(ms)
    }
  }
  one.close()
  await server.stop()

  const rows = Object.entries(times).map(([name, list]) => ({ name, ms: median(list) }))
  const [{ ms: ours }, ...others] = rows
  for (const { name, ms } of rows) log(`${name}: ${figure(ms)} ms`)
  const [library, ...processes] = others
  const nearest = processes.reduce((a, b) => (a && a.ms < b.ms ? a : b), undefined)
  return {
    title: `Export: ${entries.toLocaleString('en')} entries as BibTeX`,
    about:
      'Milliseconds from asking to the last byte, each alone on the same core. Offprint reads the entries from its store and sends them over HTTP each time (`ANSWER_CACHE=0`); citation-js has its items in memory and is warm; the others are started, read a file and end.',
    tables: [
      {
        head: ['', 'ms', 'entries a second', 'times Offprint'],
        rows: rows.map(({ name, ms }) => [name, ms, (entries * 1000) / ms, ms / ours]),
      },
    ],
    goals: [
      goal('10 times citation-js or more', figure(library.ms / ours), library.ms / ours >= 10),
      goal(
        '50 times bibutils and pandoc or more',
        nearest ? `${figure(nearest.ms / ours)} (${nearest.name})` : '–',
        nearest && nearest.ms / ours >= 50,
      ),
    ],
    bars: rows.map(({ name, ms }) => ({ label: name, value: ms * 1000 })),
  }
}
