/** A row of a publication as the rest of the service sees it; its JSON is only parsed when somebody looks inside. */
import type { Publication } from '../../model/publication.ts'
import type { PublicationRecord } from '../../model/store.ts'

export interface PublicationRow {
  key: string
  version: number
  updated: number
  document: string
}
export const recordColumns = 'p.key, p.version, p.updated, p.document'

export class StoredRecord implements PublicationRecord {
  readonly key: string
  readonly version: number
  readonly updated: number
  readonly json: string
  #publication: Publication | undefined

  constructor(row: PublicationRow) {
    this.key = row.key
    this.version = row.version
    this.updated = row.updated
    this.json = row.document
  }

  get publication(): Publication {
    this.#publication ??= JSON.parse(this.json) as Publication
    return this.#publication
  }
}
