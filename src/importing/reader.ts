/**
 * What a reader is: the way back of a format, from a file to publications. A reader never throws for what stands in a
 * file; it says what it found, and where.
 */
import type { AffiliationInput, PersonInput } from '../model/person.ts'
import type { PublicationInput } from '../model/publication.ts'
import type { SharedParents } from './bibtex/parents.ts'

/** Where something stands. Lines and columns count from 1, columns in UTF-16 units. */
export interface Position {
  file: string
  line: number
  column: number
}

export interface Finding extends Position {
  /** An `error` refuses the entry; a `warning` says what was repaired or could not be placed; a `note` is for the curious. */
  severity: 'error' | 'warning' | 'note'
  /** The entry's own key or number, as the file names it. */
  entry?: string
  field?: string
  /** What was wrong and what was done, or what would be right. */
  message: string
}

/** One entry of a file: read, or refused with at least one error among its findings. */
export interface Entry extends Position {
  /** What it comes from, under a name that stays: by it an import knows the entry again. The file where it is not said. */
  source?: string
  /** The entry's own key or number, as the file names it. */
  key?: string
  publication?: PublicationInput
  person?: PersonInput
  /** Of `person`. */
  affiliations?: AffiliationInput[]
  findings: Finding[]
}

export interface Source {
  /** The path as the user gave it, for messages. */
  name: string
  /** The file's bytes, in order; nothing is read before it is asked for. */
  chunks: AsyncIterable<Uint8Array>
  /** Abbreviations (`@string`) of the files before, by name in small letters; what this one defines is added. */
  definitions?: Map<string, string>
  /** Proceedings and the like of the files before, to which `crossref` may refer; those of this one are added. */
  parents?: SharedParents
}

export interface Reader {
  /** The `format` in the command line, the same as the writer's where there is one. */
  name: string
  title: string
  /** Without the dot. */
  extensions: string[]
  /**
   * How sure it is that a file is its own, from 0 to 1, by the first 4 kB of text. A reader that cannot tell says 0 and is
   * found by its extension.
   */
  recognise(head: string): number
  /** Entries in the order of the file; memory does not grow with the file where the format allows it. */
  read(source: Source): AsyncIterable<Entry>
}
