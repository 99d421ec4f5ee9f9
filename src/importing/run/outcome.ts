/** What has become of an entry, and of all of them. */
import type { Change } from '../../model/provenance.ts'
import type { Entry, Finding } from '../reader.ts'
import type { Contradiction } from './merge.ts'
import type { Match } from './same-work.ts'

export type Result = 'added' | 'updated' | 'unchanged' | 'merged' | 'refused'

export interface Outcome {
  entry: Entry
  /** None where nothing but findings came: of a file as a whole, or of what is no entry. */
  result?: Result
  /** Of the publication in the store, or the slug of the person. */
  key?: string
  by?: Match['by']
  changes: Change[]
  /** What the source says otherwise, and was not taken. */
  contradictions?: Contradiction[]
  findings: Finding[]
}

export type Summary = { read: number } & Record<Result, number>

export const emptySummary = (): Summary => ({
  read: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  merged: 0,
  refused: 0,
})

export function count({ result }: Outcome, summary: Summary): void {
  if (!result) return
  summary.read++
  summary[result]++
}
