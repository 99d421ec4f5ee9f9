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
  readonly key: string
  readonly version: number
  readonly updated: number
  #json: string | undefined
  readonly #load: (() => string | undefined) | undefined
  #publication: Publication | undefined

  /** @param load reads the document when somebody looks inside, where the row has none */
  constructor(
    row: Omit<PublicationRow, 'document'> & { document?: string },
    load?: () => string | undefined,
  ) {
    this.key = row.key
    this.version = row.version
    this.updated = row.updated
    this.#json = row.document
    this.#load = load
  }

  get json(): string {
    this.#json ??= this.#load?.()
    if (this.#json === undefined) throw new LostRecord(this.key)
    return this.#json
  }

  get publication(): Publication {
    this.#publication ??= JSON.parse(this.json) as Publication
    return this.#publication
  }
}

/** What may still be shown of a publication, whatever was written since it was found. */
export const documentOf = (id: number, statements: Statements): string | undefined =>
  statements.get<{ document: string }>('SELECT document FROM publication WHERE id = ? AND public = 1', [id])
    ?.document
