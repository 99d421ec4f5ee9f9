/** What entries are called in their source, so that they are known again the next time. */
import { sortText } from '../../model/fold.ts'
import type { SourceEntry } from '../../model/provenance.ts'
import { type PublicationInput, publicationYear } from '../../model/publication.ts'
import { plainTitle } from '../../model/title.ts'
import { NumbersByName } from '../compact/numbers-by-name.ts'
import type { Entry } from '../reader.ts'

export class EntryNames {
  /** How often a source had an entry of a name. */
  readonly #times = new NumbersByName()
  /** An entry that is placed a second time has its name. */
  readonly #known = new WeakMap<Entry, SourceEntry>()

  /** By its key, an identifier, or its title; counted where the source has it more than once. */
  of(entry: Entry, publication: PublicationInput): SourceEntry {
    const known = this.#known.get(entry)
    if (known) return known
    const { doi, arxiv, pmid } = publication.identifiers ?? {}
    const identifier = doi ? `doi:${doi}` : arxiv ? `arxiv:${arxiv}` : pmid ? `pmid:${pmid}` : undefined
    const title = () => `${sortText(plainTitle(publication.title))} ${publicationYear(publication) ?? ''}`
    const base = publication.key ?? identifier ?? title().trim()
    const from = entry.source ?? entry.file
    const times = (this.#times.get(`${from}\n${base}`) ?? 0) + 1
    this.#times.set(`${from}\n${base}`, times)
    const name = { source: from, entry: times === 1 ? base : `${base} (${times})` }
    this.#known.set(entry, name)
    return name
  }
}
