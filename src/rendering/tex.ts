/**
 * Text as LaTeX, for BibTeX and BibLaTeX. Whatever a text holds, what comes out has balanced braces, no line breaks and
 * nothing that TeX would run. The `utf8` profile keeps Unicode; the `latex` profile writes ASCII as far as LaTeX has
 * commands, and keeps what it has none for.
 */

import { greek, specials, texCharacter, texFlatCharacter } from '../model/tex-characters.ts'
import { type Markup, parseTitle, type TitlePart } from '../model/title.ts'
import { type KeepsCase, wordOf, wordsOf } from '../model/title-case.ts'
import { balanced, safeMath } from './tex-math.ts'

/** `latex-biber` is `latex` for readers that know one accent a letter. */
export type TexProfile = 'utf8' | 'latex' | 'latex-biber'

const special = /[&%_#$~^{}\\<>|\u00A0]/g
/** Anything but ASCII that stands for itself. */
const needsWork = /[^ !"'-;=?-[\]`a-z]/
/** Characters that print nothing, and those Unicode says are none: for one of them biber refuses the whole file. */
const invisible = /[\u200B\u2060\uFEFF\u00AD]|\p{NChar}/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes out
const blank = /[\u0000-\u0020\u007F-\u009F\u2028\u2029]+/g
const outsideAscii = /[\u0080-\uFFFF]/
/** Words in Greek need a Greek font, as Cyrillic needs its own; one or two letters are symbols. */
const greekWord = /(?=\p{Script=Greek})[\p{L}\p{M}]{3,}/gu
const character = /\P{ASCII}\p{M}*|[A-Za-z]\p{M}+/gu

/** One line, no characters that cannot be printed. */
export function oneLine(text: string): string {
  if (!needsWork.test(text)) return text.trim()
  return outsideAscii.test(text)
    ? text.normalize('NFC').replace(invisible, '').replace(blank, ' ').trim()
    : text.replace(blank, ' ').trim()
}

/** Straight quotes open after a space or a bracket; some languages make commands of them, so ASCII cannot keep them. */
function quoted(line: string, profile: TexProfile): string {
  if (profile === 'utf8' || !line.includes('"') || line.includes('<span ')) return line
  return line.replace(/(?<![^\s([{\-–—])"/g, '“').replaceAll('"', '”')
}

/** It says in TeX what it says, but for spaces at its ends. */
const isPlain = (text: string, profile: TexProfile) =>
  !needsWork.test(text) && (profile === 'utf8' || !text.includes('"'))

/** A text without markup. */
export function texText(text: string, profile: TexProfile): string {
  if (isPlain(text, profile)) return text.trim()
  return escaped(quoted(oneLine(text), profile), profile)
}

function escaped(line: string, profile: TexProfile): string {
  if (!needsWork.test(line)) return line
  const safe = line.replace(special, (found) => specials[found]!)
  if (profile === 'utf8' || !outsideAscii.test(safe)) return safe
  const write = profile === 'latex' ? texCharacter : texFlatCharacter
  if (!/\p{Script=Greek}/u.test(safe)) return safe.replace(character, write)
  let out = ''
  let from = 0
  for (const word of safe.matchAll(greekWord)) {
    if (![...word[0]].every((letter) => greek.has(letter) || /[\p{Script=Greek}\p{M}]/u.test(letter)))
      continue
    out += safe.slice(from, word.index).replace(character, write) + word[0]
    from = word.index + word[0].length
  }
  return out + safe.slice(from).replace(character, write)
}

/**
 * An identifier or URL, which LaTeX packages want as it is: only what could end a field or run as TeX is
 * percent-encoded, and a percent sign that encodes nothing.
 */
export function texRaw(value: string): string {
  if (!/[^!#-$&-[\]_a-z~]|%(?![\dA-Fa-f]{2})/.test(value)) return value
  const line = value.replace(invisible, '').trim()
  return line.replace(/%(?![\dA-Fa-f]{2})|[\s\p{Cc}{}\\^"`|]|[^ -~]/gu, (found) =>
    encodeURIComponent(found.replace(/\p{Cs}/u, '\uFFFD')),
  )
}

/** TeX that was imported as TeX: kept where it cannot break out of its field, else written as text. */
export function texSource(value: string, profile: TexProfile): string {
  const line = oneLine(value)
  if (/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(line)) return texRaw(line)
  if (!balanced(line)) return escaped(line, profile)
  const tidy = line.replace(/\\.|[%#&]/gs, (found) => (found.length > 1 ? found : `\\${found}`))
  if (profile === 'utf8') return tidy
  const ascii = tidy.replace(character, texFlatCharacter)
  return balanced(ascii) ? ascii : tidy
}

const commands: Record<Exclude<Markup, 'nocase'>, string> = {
  i: 'textit',
  b: 'textbf',
  sub: 'textsubscript',
  sup: 'textsuperscript',
  sc: 'textsc',
}

/** In braces, and in two pairs before a command: BibTeX changes the case of `{\…}`. */
const kept = (tex: string) => (tex.startsWith('\\') ? `{{${tex}}}` : `{${tex}}`)

/**
 * A title, with its markup and math.
 * @param keepsCase which words go into braces; left out for titles whose case styles do not change
 */
export function texTitle(title: string, profile: TexProfile, keepsCase?: KeepsCase): string {
  const plain = isPlain(title, profile)
  const line = plain ? title.trim() : quoted(oneLine(title), profile)
  if (!plain && /[<$]/.test(line)) return texParts(parseTitle(line), profile, keepsCase)
  const write = plain ? (text: string) => text : (text: string) => escaped(text, profile)
  return keepsCase ? protectedWords(line, write, keepsCase) : write(line)
}

/** A title without markup. */
function protectedWords(line: string, write: (text: string) => string, keepsCase: KeepsCase): string {
  let out = ''
  let from = 0
  for (const word of wordsOf(line)) {
    // What has no capitals changes with no style.
    if (!(word.isCapitalised || word.isAcronym) || !keepsCase(word, word.index)) continue
    out += write(line.slice(from, word.index)) + kept(write(word.word))
    from = word.end
  }
  return out + write(line.slice(from))
}

function texParts(parts: readonly TitlePart[], profile: TexProfile, keepsCase?: KeepsCase): string {
  if (!keepsCase) return parts.map((part) => texPart(part, profile)).join('')
  let out = ''
  let offset = 0
  /** Words and scripts that touch: "CO" and its subscript "2" are one word. */
  let run: { tex: string; plain: string; at: number }[] = []
  let hasScript = false
  const endRun = () => {
    const tex = run.map((piece) => piece.tex).join('')
    const plain = run.map((piece) => piece.plain).join('')
    const keep = hasScript ? /\p{Lu}/u.test(plain) : run.length > 0 && keepsCase(wordOf(plain), run[0]!.at)
    out += keep ? kept(tex) : tex
    run = []
    hasScript = false
  }
  for (const part of parts) {
    if (part.kind === 'text') {
      let from = 0
      for (const { word, index } of wordsOf(part.text)) {
        if (index > from) {
          endRun()
          out += escaped(part.text.slice(from, index), profile)
        }
        run.push({ tex: escaped(word, profile), plain: word, at: offset + index })
        from = index + word.length
      }
      if (from < part.text.length) {
        endRun()
        out += escaped(part.text.slice(from), profile)
      }
      offset += part.text.length
      continue
    }
    const plain = plainOf(part)
    if (part.kind === 'markup' && (part.markup === 'sub' || part.markup === 'sup')) {
      hasScript = true
      run.push({ tex: texPart(part, profile), plain, at: offset })
    } else {
      endRun()
      const tex = texPart(part, profile)
      out += part.kind === 'markup' && part.markup === 'nocase' ? kept(tex) : tex
    }
    offset += plain.length
  }
  endRun()
  return out
}

function texPart(part: TitlePart, profile: TexProfile): string {
  if (part.kind === 'text') return escaped(part.text, profile)
  if (part.kind === 'math') {
    const math = safeMath(part.tex, profile !== 'utf8')
    return math === undefined ? escaped(`$${part.tex}$`, profile) : `{$${math}$}`
  }
  const inner = part.children.map((child) => texPart(child, profile)).join('')
  return part.markup === 'nocase' ? inner : `\\${commands[part.markup]}{${inner}}`
}

function plainOf(part: TitlePart): string {
  if (part.kind === 'text') return part.text
  return part.kind === 'math' ? part.tex : part.children.map(plainOf).join('')
}
