/**
 * A thousand entries as BibTeX: asked of the server by queries that nobody has asked it before, and made by those whose
 * trade it is. The server writes the entries of the newest publications by itself after its start
 * (`src/rendering/ahead-entries.ts`), so these are told apart from entries that were never written.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { client, linkTo } from '../client.mjs'
import { inTurns, offprint, scratch } from '../contenders.mjs'
import { storeOf } from '../data.mjs'
import { atRest, has, whole } from '../processes.mjs'
import { figure, goal, median } from '../report.mjs'

const most = 1000
/** Publications whose entries are written beforehand (`longestList` in `src/rendering/kept-entries.ts`). */
const beforehand = 20_000
const citation = fileURLToPath(new URL('../citation.mjs', import.meta.url))
const madeBeforehand = 'Offprint, entries made beforehand'
const neverWritten = 'Offprint, entries never written'
const citationJs = 'citation-js, warm, in memory'
const countEntries = (bibtex) => bibtex.match(/^@\w+\{/gm)?.length ?? 0

export default async function exporting(options, log) {
  const store = await storeOf(options.count)
  const server = await offprint(store, { env: { ANSWER_CACHE: '0' } })
  const one = client(server)
  const read = async (format) => (await one.ask(`/publications?format=${format}&limit=${most}`)).text
  const files = { csl: join(scratch, 'items.json'), ris: join(scratch, 'items.ris') }
  for (const [format, file] of Object.entries(files)) writeFileSync(file, await read(format))
  const entries = JSON.parse(await read('csl')).length
  await atRest(server.pid)

  let latest = 2030
  let oldest = `/publications?format=bibtex&limit=${most}&sort=issued`
  const perRound = await pagesNeverWritten(one, options)
  async function timeOf(path) {
    const { text, headers, ms } = await one.ask(path)
    if (countEntries(text) !== entries)
      throw new Error(`${countEntries(text)} entries of ${entries} at ${path}`)
    return { headers, ms }
  }
  const contenders = {
    [madeBeforehand]: async () => {
      const times = []
      const end = performance.now() + options.seconds * 1000
      while (performance.now() < end || times.length < 3)
        times.push((await timeOf(`/publications?format=bibtex&limit=${most}&year=..${latest++}`)).ms)
      return median(times)
    },
    ...(perRound > 0 && {
      [neverWritten]: async () => {
        const times = []
        for (let i = 0; i < perRound; i++) {
          const { headers, ms } = await timeOf(oldest)
          oldest = linkTo('next', headers)
          times.push(ms)
        }
        return median(times)
      },
    }),
    [citationJs]: async () =>
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

  const rows = await inTurns(contenders, options.rounds)
  one.close()
  await server.stop()

  for (const { name, ms } of rows) log(`${name}: ${figure(ms)} ms`)
  const msOf = (name) => rows.find((row) => row.name === name)?.ms
  const ours = msOf(madeBeforehand)
  const processes = rows.slice(perRound > 0 ? 3 : 2)
  const nearest = processes.reduce((a, b) => (a && a.ms < b.ms ? a : b), undefined)
  const judge = (own, which) => [
    goal(
      `${which}: 10 times citation-js or more`,
      own ? figure(msOf(citationJs) / own) : '–',
      own && msOf(citationJs) / own >= 10,
    ),
    goal(
      `${which}: 50 times bibutils and pandoc or more`,
      own && nearest ? `${figure(nearest.ms / own)} (${nearest.name})` : '–',
      own && nearest && nearest.ms / own >= 50,
    ),
  ]
  return {
    title: `Export: ${entries.toLocaleString('en')} entries as BibTeX`,
    about: `Milliseconds from asking to the last byte, each alone on the same core. Offprint answers over HTTP, with \`ANSWER_CACHE=0\`, and no query is asked twice. What it does differs: after its start it writes the entries of the ${beforehand.toLocaleString('en')} newest publications in its idle time, and keeps them in memory as long as the publications stay as they are; "entries made beforehand" is the ${entries.toLocaleString('en')} newest, by queries that nobody asked before. "Entries never written" are of older publications, each page of them asked for once: every document is read and every entry written while the client waits. citation-js has its items in memory and is warm; the others are started, read a file and end.`,
    tables: [
      {
        head: ['', 'ms', 'entries a second', 'times the first'],
        rows: rows.map(({ name, ms }) => [name, ms, (entries * 1000) / ms, ms / ours]),
      },
    ],
    goals: [...judge(ours, 'made beforehand'), ...judge(msOf(neverWritten), 'never written')],
    bars: rows.map(({ name, ms }) => ({ label: name, value: ms * 1000 })),
  }
}

/** How many pages may be asked for in each round, so that none of them has an entry that was written beforehand. */
async function pagesNeverWritten(one, { rounds }) {
  const { total } = JSON.parse((await one.ask('/publications?limit=1&fields=key')).text)
  return Math.min(12, Math.floor((total - beforehand) / most / (rounds + 1)))
}
