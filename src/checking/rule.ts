/**
 * What a rule is: a pure function from a publication to what is wrong with it. What a rule has to know of the rest of the
 * store is handed to it as `Evidence`, so that each can be tried by itself.
 */
import type { Publication, PublicationInput } from '../model/publication.ts'

export const severities = ['error', 'warning', 'info'] as const
/** `error`: wrong whatever was meant. `warning`: very likely wrong, or something is missing. `info`: could be better. */
export type Severity = (typeof severities)[number]

export type Path = readonly (string | number)[]

/** Puts a value in a place, or takes it away where there is none. */
export interface Edit {
  path: Path
  value?: unknown
}

export interface Fault {
  path: Path
  /** What is wrong. */
  message: string
  /** What would be right, as far as it can be said. */
  expected?: string
  /** Repair it without losing or guessing anything. */
  edits?: readonly Edit[]
}

/** How a name is written in the store. */
export interface Spelling {
  given: string
  family: string
  count: number
}

/** What is known beside the publication. */
export interface Evidence {
  /** The present year. */
  year: number
  /** Other ways in which the store writes this person's name. */
  exchanged(publication: Publication, position: number): Spelling | undefined
  /** The name under which most publications of the store have the same venue, where this is not it. */
  usualVenue(name: string): { name: string; count: number } | undefined
  /** Whether somewhere in the store it is said what this short name stands for. */
  isKnownShort(name: string): boolean
  /** How many publications have a venue of this name. */
  uses(name: string): number
  /** Whether what is to be said once of a venue is said of this publication: the first one asked for. */
  speaksFor(name: string, key: string): boolean
}

export type Example = { [field in keyof PublicationInput]?: PublicationInput[field] | null }

export interface Rule {
  name: string
  severity: Severity
  /** What is wrong where it speaks up. */
  summary: string
  /** What its repair does, for a rule that has one. */
  fix?: string
  /** Of what it speaks: a good record with these fields, and without those that are null. */
  example: Example
  /** What else has to be in the store. */
  others?: readonly Example[]
  check(publication: Publication, evidence: Evidence): Fault[]
}

export interface Finding {
  rule: string
  severity: Severity
  key: string
  /** A JSON pointer (RFC 6901) to the field. */
  pointer: string
  message: string
  expected?: string
  fix?: readonly Edit[]
}
