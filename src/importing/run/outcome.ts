/** What has become of an entry, and of all of them. */
import type { Change } from '../../model/provenance.ts'
import type { Entry, Finding } from '../reader.ts'
import type { Match } from './identity.ts'
import type { Contradiction } from './merge.ts'

export type Result = 'added' | 'updated' | 'unchanged' | 'merged' | 'refused'

export interface Outcome {
  entry: Entry
  result: Result
  /** Of the publication in the store, or the slug of the person. */
  key?: string
  by?: Match['by']
  changes: Change[]
  /** What the source says otherwise, and was not taken. */
  contradictions?: Contradiction[]
  findings: Finding[]
}

export type Summary = { read: number } & Record<Result, number>
