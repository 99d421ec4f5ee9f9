/** The commands: a table from name to module. Each is loaded when it is asked for, so that all start fast. */
import type { Options } from './arguments.ts'

export interface CommandModule {
  default(argv: string[]): Promise<void>
  /** What it does, its options, examples and exit codes. */
  help(): Promise<string>
  /** What it takes, for completion; where the names depend on the formats, a function. */
  options?: Options | (() => Promise<Options>)
  /** What may stand after an option, by its name without dashes; by '' what may stand without one. */
  choices?(): Promise<Record<string, readonly string[]>>
}

export const commands: Record<string, { summary: string; load: () => Promise<CommandModule> }> = {
  serve: {
    summary: 'Serve the store; fills an empty one from the seed (--workers N: in N processes)',
    load: () => import('./commands/serve.ts'),
  },
  import: {
    summary: 'Read bibliographies into the store, safe to repeat',
    load: () => import('./commands/import.ts'),
  },
  export: {
    summary: 'Write publications in any format; takes the parameters of /publications',
    load: () => import('./commands/export.ts'),
  },
  check: {
    summary: 'Look through the store for faults, and repair what is safe to repair',
    load: () => import('./commands/check.ts'),
  },
  get: { summary: 'Print what the API answers, without a server', load: () => import('./commands/get.ts') },
  edit: {
    summary: 'Show the fields of a publication with their sources, change and lock them',
    load: () => import('./commands/edit.ts'),
  },
  merge: { summary: 'Put publications that are one together', load: () => import('./commands/merge.ts') },
  unmerge: { summary: 'Take apart what was put together', load: () => import('./commands/unmerge.ts') },
  seed: { summary: 'Load a folder of seed files into the store', load: () => import('./commands/seed.ts') },
  backup: {
    summary: 'Copy the store into one file while it is in use',
    load: () => import('./commands/backup.ts'),
  },
  restore: {
    summary: 'Put a backup in the place of what the store holds',
    load: () => import('./commands/restore.ts'),
  },
  token: {
    summary: 'Make, list and revoke tokens for writing over HTTP',
    load: () => import('./commands/token.ts'),
  },
  completion: {
    summary: 'Print the completion for bash, zsh or fish',
    load: () => import('./commands/completion.ts'),
  },
  openapi: {
    summary: 'Write openapi/openapi.yaml and .json from the routes',
    load: () => import('./commands/openapi.ts'),
  },
  docs: { summary: 'Fill the tables and answers of README.md', load: () => import('./commands/docs.ts') },
}
