/** What routes are given to work with; put together once, when the service starts. */
import type { Config } from '../config.ts'
import type { Store } from '../model/store.ts'
import type { Site, Theme } from '../rendering/format.ts'
import type { KeptEntries } from '../rendering/kept-entries.ts'
import type { KeptPieces } from '../rendering/kept-pieces.ts'
import type { FormatRegistry } from '../rendering/registry.ts'
import type { StyleLibrary } from '../rendering/styles.ts'

export interface ImportReport {
  summary: { read: number; refused: number } & Record<string, number>
  dryRun: boolean
  written: boolean
  /** Each with its place in the file, what became of it and what was found in it. */
  entries: unknown[]
}

/** Takes files in; routes know no readers. */
export interface Importer {
  /** Names of what is read. */
  formats(): Promise<string[]>
  run(
    file: Uint8Array,
    options: { format: string; mode: 'atomic' | 'partial'; dryRun: boolean; source: string },
  ): Promise<ImportReport>
}

export interface Services {
  config: Config
  store: Store
  formats: FormatRegistry
  styles: StyleLibrary
  entries: KeptEntries
  pieces?: KeptPieces
  importer: Importer
  /** What /theme.css answers and pages take up. */
  theme: Theme & { sheet?: string }
  site(): Promise<Site>
  /** Public address without a slash at the end. */
  baseUrl: string
  /** Version of this release: part of every validator, because another release may render otherwise. */
  release: string
}
