/**
 * How fast bibliographies are read, and how that grows: `npm run bench:import` for all of it, which writes
 * RESULTS-IMPORT.md beside this file, `npm run bench:import -- speed` for a part; the other part stays as it is there.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { machine, section } from './report.mjs'

const sections = ['speed', 'growth']
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const unknown = positionals.find((name) => !sections.includes(name))
if (values.help || unknown) {
  console.error(`${unknown ? `There is no part "${unknown}".\n\n` : ''}npm run bench:import -- [${sections.join('|')}] [options]

  --count N     entries of the file (10,000)
  --rounds R    of each contender (5)
  --only TEXT   of growth, what has this in "reader: input"
`)
  process.exit(unknown ? 1 : 0)
}
const options = { count: Number(values.count), rounds: Number(values.rounds), only: values.only }
const log = (text) => console.error(`  ${text}`)

const results = new URL('RESULTS-IMPORT.md', import.meta.url)
const written = existsSync(results)
  ? readFileSync(results, 'utf8')
      .split(/\n(?=## )/)
      .slice(1)
      .map((text) => text.trim())
  : []
/** By what the headings begin with, in the order of the page. */
const texts = new Map(
  sections.map((name) => [name, written.find((text) => text.toLowerCase().startsWith(`## ${name}`))]),
)
for (const name of positionals.length ? positionals : sections) {
  console.error(`${name} …`)
  const { default: measure } = await import(`./import/${name}.mjs`)
  const text = section(await measure(options, log))
  console.log(`${text}\n`)
  const { date, node, machine: where } = machine()
  const rounds = name === 'speed' ? `; medians of ${options.rounds} rounds in turns` : ''
  const [load] = loadavg()
  texts.set(name, `${text}\n\n<sub>${date}, Node ${node}, ${where}, load ${load.toFixed(1)}${rounds}</sub>`)
}
if (options.only === undefined) {
  const parts = [
    '# Reading bibliographies',
    'Written by `npm run bench:import`; [README.md](README.md) says how it is measured. Trust the ratios: absolute figures are those of one machine on one day.',
    ...texts.values(),
  ]
  writeFileSync(results, `${parts.filter(Boolean).join('\n\n')}\n`)
}
