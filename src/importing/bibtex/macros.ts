/**
 * The macros of BibTeX files (`@string`; btxdoc, section 2), by name in any case. What they put into the text is bounded by
 * its length, since macros made of macros could double with each line.
 */

const months = new Map(
  'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ').map((name) => [name, name]),
)
/** No real file grows by more than its own length. */
const growth = 10

export class Macros {
  readonly #values: Map<string, string>
  /** How many characters may still be put in. */
  #room = 1 << 20

  /** @param values by name in small letters: those that there are already, and those that will be defined */
  constructor(values = new Map<string, string>()) {
    this.#values = values
  }

  /** Text has been read in which macros may stand. */
  read(length: number): void {
    this.#room += growth * length
  }

  define(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value)
  }

  /** @returns undefined for a name nobody defined, `null` where its text would make the file grow without measure */
  get(name: string): string | null | undefined {
    const folded = name.toLowerCase()
    const value = this.#values.get(folded) ?? months.get(folded)
    if (value === undefined) return undefined
    if (value.length > this.#room) return null
    this.#room -= value.length
    return value
  }
}
