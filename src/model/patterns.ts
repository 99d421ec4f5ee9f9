/**
 * Patterns for texts that anybody may have written: time grows with the length of the text and no faster, because only the
 * beginning of a run of signs is tried. `\s*,` and `,+$` go through the rest of a run from each sign of it.
 */

/** Any dash but a hyphen, which may be part of a number. */
export const dash = '(?:--+|[‐‑‒–—―−])'

/** A sign with the blanks around it. */
export const withBlanks = (sign: string, flags = ''): RegExp =>
  new RegExp(`(?:(?<!\\s)\\s+)?${sign}\\s*`, flags)

/** Signs at the end of a text. @param signs as between the brackets of a class */
export const atEnd = (signs: string): RegExp => new RegExp(`(?<![${signs}])[${signs}]+$`)
