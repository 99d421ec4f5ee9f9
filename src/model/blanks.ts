/** Patterns of texts that anybody may have written, whose time grows with the length of the text and no faster. */

/** Any dash but a hyphen, which may be part of a number. */
export const dash = '(?:--+|[‐‑‒–—―−])'

/**
 * A sign with the blanks around it. Of a run of blanks only the beginning is tried: a pattern that begins with `\s*` goes
 * through the rest of the run from each of them.
 */
export const withBlanks = (sign: string, flags = ''): RegExp =>
  new RegExp(`(?:(?<!\\s)\\s+)?${sign}\\s*`, flags)
