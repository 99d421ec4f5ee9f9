#!/usr/bin/env node
/** The command line: finds the command, runs it, and says what was wrong where it cannot. */
import { nearest } from '../model/nearest.ts'
import { choices } from '../model/problem.ts'
import { UsageError } from './arguments.ts'
import { commands } from './commands.ts'

async function main([name = 'serve', ...argv]: string[]): Promise<void> {
  if (name === '--help' || name === '-h' || name === 'help') return console.log(await usage())
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const near = nearest(name, Object.keys(commands))
    console.error(`There is no command ${name}.${near.length ? ` Did you mean ${choices(near)}?` : ''}`)
    console.error('offprint --help lists them.')
    process.exitCode = 2
    return
  }
  const { default: run, help } = await command.load()
  if (argv.includes('--help') || argv.includes('-h')) return console.log(await (help ?? usage)())
  try {
    await run(argv)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\noffprint ${name} --help has examples.`)
    process.exitCode = 2
  }
}

async function usage(): Promise<string> {
  const { describeSettings } = await import('../config.ts')
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`)
  const settings = describeSettings().map(
    ({ name, fallback, description }) => `  ${name.padEnd(22)}${fallback.padEnd(24)}${description}`,
  )
  return `offprint [command]

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
  curl -H 'Accept: application/x-bibtex' localhost:3000/publications`
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
