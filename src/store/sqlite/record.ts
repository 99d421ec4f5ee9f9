/** A row of a publication as the rest of the service sees it; its JSON is only parsed when somebody looks inside. */
import type { Publication } from '../../model/publication.ts'
import { LostRecord, type PublicationRecord } from '../../model/store.ts'
import type { Statements } from './statements.ts'

export interface PublicationRow {
  key: string
  version: number
  updated: number
  /** Bytes: what is not looked into is sent as it stands, and never becomes a text. */
  document: Buffer
  /** Where in these it begins and ends, where there are others in them. */
  begin?: number
  end?: number
}
export const recordColumns = 'p.key, p.version, p.updated, CAST(p.document AS BLOB) AS document'

/** All rows in one, because each takes longer to come here than SQLite needs to find it. */
const lightColumns = 'json_group_array(p.key), json_group_array(p.version), json_group_array(p.updated)'
/** Stands in no JSON, which writes it as an escape (RFC 8259, section 7). */
const separator = 0x1e
const wholeColumns = `${lightColumns}, CAST(group_concat(p.document, char(${separator})) AS BLOB)`

/** In the order of the ids, as far as there are such. */
export function rowsOf<Light extends boolean>(
  ids: readonly number[],
  withoutDocuments: Light,
  statements: Statements,
): (Light extends true ? Omit<PublicationRow, 'document'> : PublicationRow)[] {
  if (ids.length === 0) return []
  // CROSS JOIN keeps the order of the tables, and so that of the ids; sorting would carry the documents about.
  const sql = `SELECT ${withoutDocuments ? lightColumns : wholeColumns}
    FROM json_each(?) m CROSS JOIN publication p ON p.id = m.value`
  const [row] = statements.rows(sql, [JSON.stringify(ids)])
  const [keys, versions, times] = row!.slice(0, 3).map((text) => JSON.parse(text as string))
  const documents = row![3] as unknown as Buffer
  let end = -1
  return (keys as string[]).map((key, i) => {
    const [version, updated] = [versions[i] as number, times[i] as number]
    if (withoutDocuments) return { key, version, updated } as PublicationRow
    const begin = end + 1
    const next = documents.indexOf(separator, begin)
    end = next < 0 ? documents.length : next
    return { key, version, updated, document: documents, begin, end }
  })
}

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

  get json(): Buffer {
    const { document, begin, end } = this.#documented()
    return document.subarray(begin, end)
  }

  get publication(): Publication {
    if (!this.#publication) {
      const { document, begin, end } = this.#documented()
      this.#publication = JSON.parse(document.toString('utf8', begin, end)) as Publication
    }
    return this.#publication
  }

  #documented(): Pick<PublicationRow, 'document' | 'begin' | 'end'> {
    return this.#row.document ? (this.#row as PublicationRow) : this.#whole()
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
