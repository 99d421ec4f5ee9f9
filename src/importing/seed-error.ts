/** All that is wrong in files that were to fill a store. */
import type { Fault } from './yaml-file.ts'

export class SeedError extends Error {
  readonly faults: Fault[]
  constructor(faults: Fault[]) {
    const lines = faults.map(
      ({ file, line, column, field, message }) =>
        `  ${file}:${line}:${column}: ${field ? `${field}: ` : ''}${message}`,
    )
    super(`The seed cannot be used.\n${lines.join('\n')}`)
    this.faults = faults
  }
}
