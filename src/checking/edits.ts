/** Places in a publication: read, changed without touching the original, and written as JSON pointers (RFC 6901). */
import type { Edit, Path } from './rule.ts'

export const pointerOf = (path: Path): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

type Container = Record<string | number, unknown>

export function valueAt(whole: unknown, path: Path): unknown {
  let value = whole
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Container)[step]
  }
  return value
}

/** @returns a copy with the edits; lists and objects that lose their last member go with it, as the schema wants it */
export function edited<T extends object>(whole: T, edits: readonly Edit[]): T {
  return edits.reduce<T>((result, { path, value }) => put(result, path, value) as T, whole)
}

function put(container: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (Array.isArray(container)) {
    const copy: unknown[] = [...container]
    const changed = put(copy[step as number], rest, value)
    if (changed === undefined) copy.splice(step as number, 1)
    else copy[step as number] = changed
    return copy.length ? copy : undefined
  }
  const { [step]: before, ...others } = (container ?? {}) as Container
  const changed = put(before, rest, value)
  if (changed === undefined) return Object.keys(others).length ? others : undefined
  // In its place, so that a list of changes follows the order of the record.
  return before === undefined
    ? { ...others, [step]: changed }
    : { ...(container as Container), [step]: changed }
}
