#!/usr/bin/env node
/** The command line: a table from command to module. Each is loaded when it is asked for, so that all start fast. */
import { nearest } from '../model/nearest.ts'
import { choices } from '../model/problem.ts'

interface Command {
  summary: string
  run(argv: string[]): Promise<void>
}

interface CommandModule {
  default: Command['run']
  /** In place of the general help. */
  help?(): Promise<string>
}

const commands: Record<string, { summary: string; load: () => Promise<CommandModule> }> = {
  serve: {
    summary: 'Serve the store; fills an empty one from the seed (--workers N: in N processes)',
    load: () => import('./commands/serve.ts'),
  },
  import: {
    summary: 'Read bibliographies into the store, safe to repeat; import --help has examples',
    load: () => import('./commands/import.ts'),
  },
  export: {
    summary: 'Write publications in any format; takes the parameters of /publications',
    load: () => import('./commands/export.ts'),
  },
  openapi: {
    summary: 'Write openapi/openapi.yaml and .json from the routes',
    load: () => import('./commands/openapi.ts'),
  },
  docs: { summary: 'Fill the tables and answers of README.md', load: () => import('./commands/docs.ts') },
}

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
  await run(argv)
}

async function usage(): Promise<string> {
  const { describeSettings } = await import('../config.ts')
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
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
  curl -H 'Accept: application/x-bibtex' localhost:3000/publications`
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
