/**
 * How fast bibliographies are read, and how that grows: `npm run bench:import` for all of it, which writes
 * RESULTS-IMPORT.md beside this file, `npm run bench:import -- speed` for a part, which only prints.
 */
import { writeFileSync } from 'node:fs'
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

const texts = []
for (const name of positionals.length ? positionals : sections) {
  console.error(`${name} …`)
  const { default: measure } = await import(`./import/${name}.mjs`)
  const text = section(await measure(options, log))
  console.log(`${text}\n`)
  texts.push(text)
}
if (positionals.length === 0) {
  const { date, node, machine: where } = machine()
  const parts = [
    '# Reading bibliographies',
    'Written by `npm run bench:import`; [README.md](README.md) says how it is measured. Trust the ratios: absolute figures are those of one machine on one day.',
    ...texts,
    `<sub>${date}, Node ${node}, ${where}; medians of ${options.rounds} rounds in turns</sub>`,
  ]
  writeFileSync(new URL('RESULTS-IMPORT.md', import.meta.url), `${parts.join('\n\n')}\n`)
}
