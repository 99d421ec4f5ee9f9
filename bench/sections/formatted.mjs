/** A thousand entries in APA, of which one was changed since they were last asked for; against formatting all of them. */
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { client } from '../client.mjs'
import { inTurns, offprint, scratch } from '../contenders.mjs'
import { dist, storeOf } from '../data.mjs'
import { pause, whole } from '../processes.mjs'
import { figure, goal, median } from '../report.mjs'

const most = 1000
/** Times one is changed in a round. */
const changes = 10
const citeproc = fileURLToPath(new URL('../citeproc.mjs', import.meta.url))
const lines = (text) => text.match(/\n/g)?.length ?? 0

export default async function formatted(options, log) {
  const kept = await storeOf(options.count)
  const file = join(scratch, 'formatted.db')
  copyFileSync(kept.file, file)
  const server = await offprint({ file }, { env: { ANSWER_CACHE: '0' } })
  const { openStore } = await dist('store/open.js')
  const store = openStore(`file:${file}`)
  const one = client(server)
  const asked = `/publications?style=apa&limit=${most}`
  const ask = () => one.ask(asked, { accept: 'text/x-bibliography' })
  const items = join(scratch, 'formatted.json')
  const { text: csl } = await one.ask(`/publications?format=csl&limit=${most}`)
  writeFileSync(items, csl)
  const keys = JSON.parse(csl).map(({ id }) => id)

  const first = await ask()
  const entries = lines(first.text)
  if (entries !== keys.length) throw new Error(`${entries} entries of ${keys.length}`)
  log(`the first time: ${figure(first.ms)} ms`)
  let changed = 0
  async function change() {
    const { record } = await store.find(keys[(changed * 37) % keys.length])
    const { created, updated, version, ...publication } = record.publication
    const title = `A change numbered ${++changed}`
    await store.save({ publications: [{ ...publication, title }] })
    // Writes of other processes are seen within 10 ms.
    await pause(15)
    return title
  }
  const contenders = {
    async 'Offprint, one changed'() {
      const times = []
      for (let i = 0; i < changes; i++) {
        const title = await change()
        const { text, ms } = await ask()
        if (lines(text) !== entries || !text.includes(title))
          throw new Error(`"${title}" is not among ${entries}`)
        times.push(ms)
      }
      return median(times)
    },
    async 'Offprint, none changed'() {
      const times = []
      for (let i = 0; i < changes; i++) times.push((await ask()).ms)
      return median(times)
    },
    'citeproc, warm, in memory': async () =>
      median(JSON.parse(whole(process.execPath, [citeproc, items, String(options.seconds)]).text)),
  }
  const rows = await inTurns(contenders, options.rounds)
  one.close()
  await store.close()
  await server.stop()

  const [{ ms: ours }, , { ms: theirs }] = rows
  for (const { name, ms } of rows) log(`${name}: ${figure(ms)} ms`)
  return {
    title: `Formatted: ${entries.toLocaleString('en')} entries in APA`,
    about: `Milliseconds from asking to the last byte of the ${entries.toLocaleString('en')} newest of ${options.count.toLocaleString('en')} publications, over HTTP and with \`ANSWER_CACHE=0\`, after another process has written one of them; citeproc has their CSL-JSON in memory, its engine is made and warm, and it formats all of them each time. The very first time, when every entry is formatted, Offprint took ${figure(first.ms)} ms, engine included.`,
    tables: [{ head: ['', 'ms', 'times Offprint'], rows: rows.map(({ name, ms }) => [name, ms, ms / ours]) }],
    goals: [
      goal(
        'one of them changed: 200 times citeproc over all or more',
        figure(theirs / ours),
        theirs / ours >= 200,
      ),
    ],
    bars: rows.map(({ name, ms }) => ({ label: name, value: ms * 1000 })),
  }
}
