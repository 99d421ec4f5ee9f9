/** What a variable of a CSL item is, to those who read, write and check one. */

export interface CslItem {
  id: string | number
  type: string
  [variable: string]: unknown
}

/** One variable. Written as methods, so that a table may hold variables of several types. */
export interface CslValue<T = unknown> {
  /** @returns the publication's value, or undefined where it can make nothing of the variable */
  read(value: unknown): T | undefined
  write(own: T): unknown
  /** Whether csl-data.json allows the value for this variable. */
  allows(value: unknown): boolean
  /** The part of an imported value worth comparing; left out where it is all of it. */
  essence?(value: unknown): unknown
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const isString = (value: unknown) => typeof value === 'string'
export const isScalar = (value: unknown) => isString(value) || typeof value === 'number'
