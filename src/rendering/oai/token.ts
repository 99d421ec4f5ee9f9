/**
 * Resumption tokens of OAI-PMH (section 3.5). They hold the whole state of a harvest and no place in a list, so they do not
 * expire, and what is added or changed meanwhile neither moves a page nor is left out.
 */

export interface HarvestState {
  prefix: string
  set?: string
  /** Datestamps, in milliseconds since 1970: from this one on, and before that one. */
  from?: number
  before?: number
  /** Where the publications go on; the withdrawn ones come after them. */
  cursor?: string
  after?: { time: number; key: string }
  /** How many were given before. */
  given: number
}

export const resumptionToken = (state: HarvestState): string =>
  Buffer.from(JSON.stringify(state)).toString('base64url')

/** @returns undefined where the text is no token */
export function resumptionState(text: string): HarvestState | undefined {
  let state: unknown
  try {
    state = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
  return isState(state) ? state : undefined
}

function isState(value: unknown): value is HarvestState {
  if (typeof value !== 'object' || value === null) return false
  const { prefix, set, from, before, cursor, after, given } = value as Record<string, unknown>
  const isTime = (time: unknown) => time === undefined || Number.isSafeInteger(time)
  const isText = (text: unknown) => text === undefined || typeof text === 'string'
  const { time, key } = (after ?? { time: 0, key: '' }) as Record<string, unknown>
  return (
    typeof prefix === 'string' &&
    Number.isSafeInteger(given) &&
    [from, before, time].every(isTime) &&
    [set, cursor, key].every(isText) &&
    typeof time === 'number' &&
    typeof key === 'string' &&
    (cursor === undefined) !== (after === undefined)
  )
}
