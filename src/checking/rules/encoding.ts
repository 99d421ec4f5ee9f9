/**
 * Characters damaged on their way: UTF-8 that was read as Windows-1252 ("MÃ¼ller"), what was not known and replaced
 * ("M\uFFFDller", "M?ller"), and characters that nobody can see.
 */
import type { Publication } from '../../model/publication.ts'
import type { Fault, Rule } from '../rule.ts'
import { shown, textsOf } from '../texts.ts'

/** The characters of Windows-1252 from 0x80 to 0x9F (WHATWG Encoding); those it lacks stand for themselves. */
const high = new TextDecoder('windows-1252').decode(
  Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i),
  // Without it, Node 20 takes a shorter way, on which these bytes stay control characters.
  { stream: true },
)
const byteOf = new Map<string, number>([
  ...Array.from({ length: 128 }, (_, i): [string, number] => [String.fromCharCode(0x80 + i), 0x80 + i]),
  ...Array.from(high, (character, i): [string, number] => [character, 0x80 + i]),
])
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Lead byte and continuation bytes of one character of two or three bytes, as Windows-1252 shows them. */
const continuation = `[\\u0080-\\u00BF${high.replaceAll(/[\u0080-\u009f]/g, '')}]`
const sequences = new RegExp(`[\\u00C2-\\u00DF]${continuation}|[\\u00E0-\\u00EF]${continuation}{2}`, 'g')
/** What such sequences mean in texts: letters of the Latin, Greek and Cyrillic scripts, punctuation, CJK. */
const plausible =
  /^[\u00A0-\u017F\u0218-\u021B\u0391-\u03C9\u0410-\u044F\u2010-\u2026\u2032\u20AC\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u3040-\u30FF\u4E00-\u9FFF\uAC00-\uD7A3\uFB01\uFB02\uFEFF]$/
/** Signs that may follow a capital letter in good text: "„Ä“", "«É»", "À…". */
const sign = /[\u00A0\u2010-\u203A\u00AB\u00BB\u00B0-\u00B4\u00B7]/

/** One sequence read as what it is; as it stands where it is no character, or may be meant so. */
function reread(found: string, before: string, after: string): string {
  let character: string
  try {
    character = utf8.decode(Uint8Array.from(found, (one) => byteOf.get(one)!))
  } catch {
    return found
  }
  if (found === '\u00EF\u00BB\u00BF') return ''
  if (!plausible.test(character)) return found
  if (found.length === 3 || !sign.test(found[1]!)) return character
  const isInside =
    /[\p{Ll}\p{N}]/u.test(before) || (/[ÂÃ]/.test(found[0]!) ? /\p{L}/u : /\p{Ll}/u).test(after)
  return isInside ? character : found
}

export function repaired(text: string): string {
  // What was read wrongly twice is repaired twice.
  for (let times = 0, result = text; ; times++) {
    const next = result.replace(sequences, (found, at: number, whole: string) =>
      reread(found, whole[at - 1] ?? '', whole[at + found.length] ?? ''),
    )
    if (next === result || times === 3) return next
    result = next
  }
}

const checkMojibake = (publication: Publication): Fault[] =>
  textsOf(publication).flatMap(({ path, text }) => {
    if (!/[\u00C2-\u00EF]/.test(text)) return []
    const value = repaired(text)
    if (value === text || !value.trim()) return []
    return [
      {
        path,
        message: `${shown(text)} was read in the wrong encoding`,
        expected: shown(value),
        edits: [{ path, value }],
      },
    ]
  })

const checkReplaced = (publication: Publication): Fault[] =>
  textsOf(publication).flatMap(({ path, text, kind }) => {
    const isMarked = text.includes('\uFFFD')
    if (!isMarked && !(kind === 'name' && /\p{L}\?\p{Ll}/u.test(text))) return []
    return [
      {
        path,
        message: `${shown(text)} has lost a character to an encoding that did not have it`,
        expected: 'the text as it is printed',
      },
    ]
  })

/**
 * Control characters but tab and line ends, soft hyphens, zero-width spaces and marks of byte order; not the joiners and
 * marks of direction, which some scripts need.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const invisible = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u200B\u2060\uFEFF]/g

const checkInvisible = (publication: Publication): Fault[] =>
  textsOf(publication).flatMap(({ path, text }) => {
    const found = text.match(invisible)
    if (!found) return []
    const value = text.replace(invisible, '')
    const codes = [...new Set(found)].map(
      (one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
    )
    // A control character between letters stands for one that got lost; what is only for layout can go.
    const isSafe = value.trim() !== '' && found.every((one) => /[\u00AD\u200B\u2060\uFEFF]/.test(one))
    return [
      {
        path,
        message: `${shown(text)} holds characters nobody sees: ${codes.join(', ')}`,
        expected: shown(value),
        ...(isSafe ? { edits: [{ path, value }] } : {}),
      },
    ]
  })

export const encodingRules: Rule[] = [
  {
    name: 'encoding-wrong',
    severity: 'error',
    summary: 'UTF-8 that was read as Windows-1252',
    fix: 'Reads it as what it is',
    example: { title: 'Ãœber die GrÃ¶ÃŸe der StraÃŸe â€“ a survey' },
    check: checkMojibake,
  },
  {
    name: 'encoding-lost',
    severity: 'error',
    summary: 'A character was replaced by U+FFFD, or in a name by a question mark',
    example: { contributors: [{ role: 'author', given: 'Ada', family: 'M\uFFFDller' }] },
    check: checkReplaced,
  },
  {
    name: 'characters-invisible',
    severity: 'warning',
    summary: 'Control characters, soft hyphens or spaces of no width',
    fix: 'Takes soft hyphens, spaces of no width and marks of byte order away',
    example: { title: 'Sched\u00ADuling deep learning' },
    check: checkInvisible,
  },
]
