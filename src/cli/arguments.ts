/** Arguments of the commands: read with `util.parseArgs`, refused with what was probably meant. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { nearest } from '../model/nearest.ts'
import { choices } from '../model/problem.ts'

/** A wrong call: the program ends with 2. */
export class UsageError extends Error {}

export type Options = NonNullable<ParseArgsConfig['options']>

/**
 * @param count how many arguments there have to be beside the options
 * @throws UsageError for an option that there is not, one without its value, or another number of arguments
 */
export function readArguments<T extends Options>(
  argv: string[],
  options: T,
  count?: { name: string; least: number; most: number },
) {
  const read = () => parseArgs({ args: argv, options, allowPositionals: true, strict: true })
  let found: ReturnType<typeof read>
  try {
    found = read()
  } catch (error) {
    const { message } = error as Error
    const unknown = /'(--?[\w-]+)/.exec(message)?.[1]
    const names = Object.keys(options).map((name) => `--${name}`)
    const near = unknown ? nearest(unknown, names) : []
    throw new UsageError(`${message.split('. ')[0]}.${near.length ? ` Did you mean ${choices(near)}?` : ''}`)
  }
  const { positionals } = found
  if (count && positionals.length < count.least) throw new UsageError(`${count.name} is missing.`)
  if (count && positionals.length > count.most)
    throw new UsageError(`"${positionals[count.most]}" is one argument too many.`)
  return found
}
