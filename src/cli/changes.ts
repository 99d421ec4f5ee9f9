/** Changes of a record as lines of a diff. */
import type { Change } from '../model/provenance.ts'

export interface Staying extends Change {
  /** Why what is there stays. */
  because: string
}

/** @param from the name of what says otherwise */
export function changeLines(
  changes: readonly Change[],
  contradictions: readonly Staying[] = [],
  from = '',
): string[] {
  return [
    ...changes.flatMap(({ field, before, after }) => [
      ...(before === undefined ? [] : [`  - ${field}: ${JSON.stringify(before)}`]),
      ...(after === undefined ? [] : [`  + ${field}: ${JSON.stringify(after)}`]),
    ]),
    ...contradictions.flatMap(({ field, before, after, because }) => [
      `  = ${field}: ${before === undefined ? 'nothing' : JSON.stringify(before)} (stays: ${because})`,
      `  ≠ ${field}: ${JSON.stringify(after)} (${from})`,
    ]),
  ]
}
