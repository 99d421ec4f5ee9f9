/**
 * The benchmark: `npm run bench` for all of it, `npm run bench -- serve miss` for some sections.
 * Prints what was measured and writes RESULTS.md, results.json and results.svg beside this file.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { bars } from './chart.mjs'
import { scratch } from './contenders.mjs'
import { generator } from './load.mjs'
import { pinSelf } from './processes.mjs'
import { machine, page, section } from './report.mjs'

const sections = ['serve', 'miss', 'export', 'formatted', 'million', 'writes', 'start', 'workers']
const usage = `npm run bench -- [section …] [options]

  ${sections.join(', ')}; all of them where none is named

  --count N     publications of serve, miss, export, formatted and writes (100,000)
  --large N     publications of million, start and workers (1,000,000)
  --seconds S   of each round (2)
  --rounds R    of each contender (5)
  --dry         print only, write no files
`
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '100000' },
    large: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '5' },
    dry: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const unknown = positionals.find((name) => !sections.includes(name))
if (values.help || unknown) {
  console.error(unknown ? `There is no section "${unknown}".\n\n${usage}` : usage)
  process.exit(unknown ? 1 : 0)
}
const options = {
  count: Number(values.count),
  large: Number(values.large),
  seconds: Number(values.seconds),
  rounds: Number(values.rounds),
}
pinSelf()
const log = (text) => console.error(`  ${text}`)

const file = (name) => new URL(name, import.meta.url)
const results = existsSync(file('results.json')) ? JSON.parse(readFileSync(file('results.json'), 'utf8')) : {}
const where = {
  ...machine(),
  options: `${options.rounds} rounds of ${options.seconds} s by ${generator}, medians`,
}
let failed = false
try {
  for (const name of positionals.length ? positionals : sections) {
    console.error(`${name} …`)
    const { default: measure } = await import(`./sections/${name}.mjs`)
    const begin = performance.now()
    try {
      const result = { ...(await measure(options, log)), where }
      results[name] = result
      console.log(`${section(result)}\n`)
    } catch (error) {
      // The other sections are still worth having.
      failed = true
      console.error(`${name} could not be measured: ${error.stack}`)
    }
    console.error(`${name}: ${Math.round((performance.now() - begin) / 1000)} s`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
if (!values.dry) {
  const ordered = Object.fromEntries(
    sections.flatMap((name) => (results[name] ? [[name, results[name]]] : [])),
  )
  writeFileSync(file('results.json'), `${JSON.stringify(ordered, null, 2)}\n`)
  writeFileSync(file('RESULTS.md'), page(ordered))
  writeFileSync(file('results.svg'), bars(ordered))
}
process.exit(failed ? 1 : 0)
