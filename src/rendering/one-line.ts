/** Text for formats in which a line end would start something new. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes out
const blank = /[\u0000-\u0020\u007F-\u009F\u2028\u2029]+/g
const unusual = /[^ -~\u00A0-\u2027\u202A-\uFFFF]/

/** The text in one line: white space and control characters are one space, and none at the ends. */
export function oneLine(text: string): string {
  return (text.includes('  ') || unusual.test(text) ? text.replace(blank, ' ') : text).trim()
}
