/** HTML and TeX that were left in texts. Titles and abstracts may hold CSL's tags and
 * math between dollars; in other texts formats write them out. */
import { detex } from '../../importing/bibtex/detex.ts'
import { decodeEntities, proseFrom, titleFrom } from '../../importing/markup.ts'
import type { Publication } from '../../model/publication.ts'
import type { Fault, Rule } from '../rule.ts'
import { shown, type Text, textsOf } from '../texts.ts'

/** Math is TeX on purpose. */
const math =
  /\$(?!\s)(?:[^$\\]|\\.)*?[^\s$\\]\$(?!\d)|\\\([\s\S]*?\\\)|\\\[[\s\S]*?\\\]|\\begin\{(\w+\*?)\}[\s\S]*?\\end\{\1\}/g

/** The text with what stands outside of math rewritten. */
function outsideOfMath(text: string, rewrite: (piece: string) => string): string {
  let out = ''
  let from = 0
  for (const found of text.matchAll(math)) {
    out += rewrite(text.slice(from, found.index)) + found[0]
    from = found.index + found[0].length
  }
  return out + rewrite(text.slice(from))
}

const checkEntities = (publication: Publication): Fault[] =>
  textsOf(publication).flatMap(({ path, text }) => {
    if (!text.includes('&')) return []
    const value = decodeEntities(text)
    if (value === text || !value.trim()) return []
    // A "<" that comes out may begin a tag that the author wrote about, or one that was meant to work.
    const isSafe = !/[<>]/.test(value) || /[<>]/.test(text) === /[<>]/.test(value)
    return [
      {
        path,
        message: `${shown(text)} has HTML's entities in it`,
        expected: shown(value),
        ...(isSafe ? { edits: [{ path, value }] } : {}),
      },
    ]
  })

const tags =
  /<\/?(?:(?:jats|mml|m):[a-z][\w-]*|p|br|em|strong|div|span|a|ul|ol|li|font|tt|h[1-6]|scp|italic|bold|inf|title|sec|img)(?:\s[^<>]*)?\/?>/i
const kept = /<span (?:style="font-variant:\s*small-caps;?"|class="nocase")>/g
const cslTags = /<\/?(?:i|b|sub|sup|sc)>/i

const powers = /[\p{L}\p{N})]<su[bp]>[\d+−–-]/u
const loses = (before: string, after: string) => powers.test(before) && !powers.test(after)

/** A title keeps the tags of CSL, other texts keep none. */
function withoutTags({ path, text, kind }: Text): string | undefined {
  // Abstracts are shown with the tags of a title.
  if (path[0] === 'abstract') return tags.test(text) ? proseFrom(text) : undefined
  if (kind === 'prose') return tags.test(text) || cslTags.test(text) ? proseFrom(text) : undefined
  // Within `nocase` and small capitals a title's own spans close.
  const bare = text.replace(kept, '')
  if (bare !== text && !tags.test(bare.replaceAll('</span>', ''))) return undefined
  if (kind === 'title') return tags.test(text) ? titleFrom(text) : undefined
  return tags.test(text) || cslTags.test(text) ? proseFrom(text)?.replace(/\s+/g, ' ') : undefined
}

const checkTags = (publication: Publication): Fault[] =>
  textsOf(publication).flatMap((one) => {
    const { path, text } = one
    if (!/<[a-z/]/i.test(text)) return []
    const value = withoutTags(one)
    if (value === undefined || value === text) return []
    // Without closing tags it may be about the tags; a power of ten without its tag is another number.
    const isSafe =
      value.trim() !== '' &&
      /<\/|<br|<p>/i.test(text) &&
      !/&(?:lt|gt|amp);|<span class/i.test(text) &&
      !loses(text, value)
    return [
      {
        path,
        message: `${shown(text)} has HTML in it`,
        expected: shown(value),
        ...(isSafe ? { edits: [{ path, value }] } : {}),
      },
    ]
  })

/** What BibTeX protects from a change of case; not a set of numbers, nor an index. */
const bracedWord = "(?<![\\p{N}^_])\\{\\p{L}[\\p{L}\\p{N} :'’-]+\\}"
const letterOf = '(?:\\{\\\\?[A-Za-z]\\}|\\\\[ij](?![A-Za-z])|[A-Za-z])'
/** One command with what it works on, whole: an accent, an escaped sign, a command with or without an argument. */
const command = new RegExp(
  [
    `\\{\\\\["'\`^~=.]${letterOf}\\}`,
    `\\\\["'\`^~=.]${letterOf}`,
    `\\{\\\\[uvHcdbkrt]\\s*${letterOf}\\}`,
    `\\\\[uvHcdbkrt](?:\\s+${letterOf}|\\{\\\\?[A-Za-z]\\})`,
    '\\\\[&%$#_\\{\\}]',
    '\\{\\\\(?:em|it|bf|sc|tt|rm|sl)\\s[^{}\\\\]*\\}',
    '\\\\[A-Za-z]{2,}\\{[^{}\\\\]*\\}',
    '\\{\\\\(?:[A-Za-z]{2,}|[oOlLijSP])\\s*\\}',
    '\\\\[oOlLij](?:\\{\\}|(?![A-Za-z{]))',
    '\\\\[A-Za-z]{2,}(?:\\{\\}|(?![A-Za-z{]))\\s?',
    bracedWord,
  ].join('|'),
  'gu',
)

/** TeX read as it is when it comes with BibTeX, command by command: what is around them stays as it stands. */
function withoutTex(text: string): { value: string; isKnown: boolean } {
  let isKnown = true
  const value = outsideOfMath(text, (piece) =>
    piece.replace(command, (found) => {
      const { text: read, unknown } = detex(found.trimEnd(), 'markup')
      if (unknown.length > 0 || (/^\\[A-Za-z]{2,}/.test(found) && read === '')) {
        isKnown = false
        return found
      }
      // A space ends a command's name, and is a space where the command is no letter.
      return read + (/\s$/.test(found) && !/\p{L}$/u.test(read) ? ' ' : '')
    }),
  )
  return { value, isKnown }
}

/** What no text has by chance: a command, or braces around a word. */
const looksLikeTex = new RegExp(
  `\\\\(?:[a-z]{2,}|(?<!\\p{L}\\\\)[A-Za-z]{2,}|["'\`^~=.]\\{?\\\\?[A-Za-z]|[&%$#_])|\\{\\\\|${bracedWord}`,
  'u',
)

const checkTex = (publication: Publication): Fault[] =>
  textsOf(publication).flatMap(({ path, text }) => {
    if (!/[\\{]/.test(text)) return []
    let bare = ''
    outsideOfMath(text, (piece) => {
      bare += piece
      return piece
    })
    if (!looksLikeTex.test(bare)) return []
    const { value, isKnown } = withoutTex(text)
    const isSafe = isKnown && value !== text && value.trim() !== '' && !/[\\{}]/.test(value.replace(math, ''))
    return [
      {
        path,
        message: `${shown(text)} has TeX in it`,
        expected: isSafe ? shown(value) : 'the text without commands and braces',
        ...(isSafe ? { edits: [{ path, value }] } : {}),
      },
    ]
  })

export const markupRules: Rule[] = [
  {
    name: 'html-entities',
    severity: 'warning',
    summary: "HTML's entities were left in a text",
    fix: 'Writes the characters they stand for, but for "<" and ">", which may begin a tag',
    example: { venue: { name: 'Science &amp; Engineering' } },
    check: checkEntities,
  },
  {
    name: 'html-tags',
    severity: 'warning',
    summary: 'HTML or JATS was left in a text; titles and abstracts may have i, b, sub, sup',
    fix: 'Takes the tags away; paragraphs of an abstract stay apart',
    example: { abstract: '<jats:p>We measure <em>streets</em>.</jats:p>' },
    check: checkTags,
  },
  {
    name: 'tex-left',
    severity: 'warning',
    summary: 'Commands or braces of TeX were left in a text outside of math',
    fix: 'Writes what they stand for, where all commands are known',
    example: { title: '{\\"U}ber die Gr{\\"o}{\\ss}e der {\\L}{\\\'o}d{\\\'z}-Stra{\\ss}e' },
    check: checkTex,
  },
]
