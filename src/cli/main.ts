#!/usr/bin/env node
/** The command line: finds the command, runs it, and says what was wrong where it cannot. */
import { nearest } from '../model/nearest.ts'
import { choices } from '../model/problem.ts'
import { UsageError } from './arguments.ts'
import { commands } from './commands.ts'
import { keepTicksFast } from './fast-ticks.ts'
import './output.ts'
import { plainMessage } from './plain-error.ts'

async function main([first = 'serve', ...rest]: string[]): Promise<void> {
  if (first === '--version' || first === '-V' || first === 'version') {
    const { readRelease } = await import('./services.ts')
    return console.log(await readRelease())
  }
  if (first === '--help' || first === '-h' || (first === 'help' && !rest.length))
    return console.log(await usage())
  const [name, argv] = first === 'help' ? [rest[0]!, ['--help']] : [first, rest]
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const near = nearest(name, Object.keys(commands))
    console.error(`There is no command ${name}.${near.length ? ` Did you mean ${choices(near)}?` : ''}`)
    console.error('offprint --help lists them.')
    process.exitCode = 2
    return
  }
  const { default: run, help } = await command.load()
  if (asksForHelp(argv)) return console.log(await help())
  try {
    await run(argv)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\noffprint ${name} --help has examples.`)
    process.exitCode = 2
  }
}

/** Not what stands after `--`, which is no option. */
function asksForHelp(argv: string[]): boolean {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).some((one) => one === '--help' || one === '-h')
}

async function usage(): Promise<string> {
  const { describeSettings } = await import('../config.ts')
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`)
  const settings = describeSettings().map(
    ({ name, fallback, description }) => `  ${name.padEnd(22)}${fallback.padEnd(24)}${description}`,
  )
  return `offprint [command]
offprint help COMMAND | offprint --version

Without a command it serves.

Commands
${list.join('\n')}

Settings, read from the environment: name, default, meaning
${settings.join('\n')}

Examples
  PORT=8080 DATABASE_URL=file:/var/lib/offprint/offprint.db offprint serve
  offprint serve --workers 0
  offprint import publications.bib --dry-run
  offprint export --format bibtex --year 2020.. > publications.bib
  offprint export --format bibliography --style ieee --person owner
  offprint get '/publications?year=2023' --accept application/x-bibtex
  offprint backup offprint-backup.db
  curl -H 'Accept: application/x-bibtex' localhost:3000/publications

Exit codes: 0 done, 1 failed, 2 wrong call; import: 3 something was refused; 130 stopped by Ctrl-C`
}

keepTicksFast()
main(process.argv.slice(2)).catch((error: Error) => {
  console.error(plainMessage(error))
  process.exitCode = 1
})
