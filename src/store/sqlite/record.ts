/** A row of a publication as the rest of the service sees it; its JSON is only parsed when somebody looks inside. */
import type { Publication } from '../../model/publication.ts'
import { LostRecord, type PublicationRecord } from '../../model/store.ts'
import type { Statements } from './statements.ts'

export interface PublicationRow {
  key: string
  version: number
  updated: number
  document: string
}
export const recordColumns = 'p.key, p.version, p.updated, p.document'
/** Without the document, each column as one JSON array. */
export const lightColumns =
  'json_group_array(p.key), json_group_array(p.version), json_group_array(p.updated)'

export class StoredRecord implements PublicationRecord {
  readonly stamp: number | undefined
  #row: Partial<PublicationRow>
  readonly #load: (() => PublicationRow | undefined) | undefined
  #publication: Publication | undefined

  /** @param load reads the row when somebody looks for what was left out of it */
  constructor(row: Partial<PublicationRow>, stamp?: number, load?: () => PublicationRow | undefined) {
    this.#row = row
    this.#load = load
    this.stamp = stamp
  }

  get key(): string {
    return this.#row.key ?? this.#whole().key
  }

  get version(): number {
    return this.#row.version ?? this.#whole().version
  }

  get updated(): number {
    return this.#row.updated ?? this.#whole().updated
  }

  get json(): string {
    return this.#row.document ?? this.#whole().document
  }

  get publication(): Publication {
    this.#publication ??= JSON.parse(this.json) as Publication
    return this.#publication
  }

  /** @throws LostRecord */
  #whole(): PublicationRow {
    const row = this.#load?.()
    if (!row) throw new LostRecord('The publication has been hidden since it was found.')
    this.#row = row
    return row
  }
}

/** What may still be shown of a publication, whatever was written since it was found. */
export const publicRow = (id: number, statements: Statements): PublicationRow | undefined =>
  statements.get<PublicationRow>(
    `SELECT ${recordColumns} FROM publication p WHERE p.id = ? AND p.public = 1`,
    [id],
  )
