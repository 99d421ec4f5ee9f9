/**
 * TeX as people write it in BibTeX fields → text with the markup of titles: `<i> <b> <sub> <sup>`, small capitals and
 * math between dollars. The characters are those that `tables.ts` has, the other way round.
 */
import { accentMarks, characters, mathCharacters, styles, switches, transparent, words } from './tables.ts'

/** Stand around what braces protect from a change of case, until it is known what has to be said of it. */
export const [protectedStart, protectedEnd] = ['\uE000', '\uE001']

export interface Detexed {
  text: string
  /** Commands that mean nothing here; their arguments are in the text. */
  unknown: string[]
}

/** What TeX gives a meaning to, what is put in order, and characters that may have another normal form. */
const anything = /[\\{}$~`\t\r\n]|[^\0-\u02FF]| {2}|--|''/
const meaningful = /[\\{}$~`\uE000\uE001]|--|''/

/**
 * @param as `plain` has no markup, as names and venues have none; `markup` has that of titles; `title` also keeps what
 *   braces protect between `protectedStart` and `protectedEnd`
 */
export function detex(tex: string, as: 'plain' | 'markup' | 'title' = 'plain'): Detexed {
  if (!anything.test(tex)) return { text: tex.trim(), unknown: [] }
  if (!meaningful.test(tex)) return { text: tidy(tex), unknown: [] }
  const reader = new TexReader(tex.replace(/[\uE000\uE001]/g, ''), as)
  const text = tidy(reader.read())
  return { text, unknown: reader.unknown.length > 1 ? [...new Set(reader.unknown)] : reader.unknown }
}

const tidy = (text: string) =>
  text
    .replace(/[ \t\r\n]+/g, ' ')
    .normalize('NFC')
    .trim()

/** Deeper groups than any real file has are read as text. */
const deepest = 200
/** Characters at which a run of plain text ends. */
const ends = Uint8Array.from({ length: 128 }, (_, code) =>
  "\\{}$~`'-".includes(String.fromCharCode(code)) ? 1 : 0,
)
const letters = /[A-Za-z]+/y

class TexReader {
  readonly unknown: string[] = []
  #at = 0
  #depth = 0
  /** It was looked for up to the end, and is not there. */
  #mathIsOpen = false
  readonly #tex: string
  readonly #title: boolean
  readonly #wrap: Wrap

  constructor(tex: string, as: 'plain' | 'markup' | 'title') {
    this.#tex = tex
    this.#title = as === 'title'
    this.#wrap = as === 'plain' ? unwrapped : wrap
  }

  /** Up to the end, or to the brace that closes the group. */
  read(inGroup = false): string {
    let out = ''
    while (this.#at < this.#tex.length) {
      const character = this.#tex[this.#at]!
      if (character === '}') {
        if (inGroup) return out
        this.#at++
      } else if (character === '{') out += this.#group()
      else if (character === '\\') {
        const styled = inGroup ? this.#switch() : undefined
        if (styled !== undefined) return out + styled
        out += this.#command()
      } else if (character === '$') out += this.#math()
      else out += this.#plain()
    }
    return out
  }

  #plain(): string {
    const tex = this.#tex
    const from = this.#at
    const first = tex[from]!
    const known =
      first === '-'
        ? tex.startsWith('---', from)
          ? '—'
          : tex.startsWith('--', from)
            ? '–'
            : undefined
        : first === '`'
          ? tex[from + 1] === '`'
            ? '“'
            : undefined
          : first === "'" && tex[from + 1] === "'"
            ? '”'
            : undefined
    if (known) {
      this.#at += known === '—' ? 3 : 2
      return known
    }
    this.#at++
    if (first === '~') return '\u00A0'
    if (first === '`') return '‘'
    while (this.#at < tex.length && ends[tex.charCodeAt(this.#at)] !== 1) this.#at++
    return tex.slice(from, this.#at)
  }

  /** A group; in a title, what it protects. */
  #group(): string {
    this.#at++
    if (++this.#depth > deepest) {
      this.#depth--
      return ''
    }
    const isCommand = this.#tex[this.#at] === '\\' || this.#tex[this.#at] === '$'
    const inner = this.read(true)
    this.#at++
    this.#depth--
    return this.#title && this.#depth === 0 && !isCommand && /\p{L}/u.test(inner)
      ? protectedStart + inner.replace(/[\uE000\uE001]/g, '') + protectedEnd
      : inner
  }

  /** `{\em text}`: a style up to the end of the group. */
  #switch(): string | undefined {
    const found = /^\\([a-z]+)(?![A-Za-z])\s*/.exec(this.#tex.slice(this.#at, this.#at + 30))
    const tag = found && this.#depth < deepest ? switches.get(found[1]!) : undefined
    if (!found || tag === undefined) return undefined
    this.#at += found[0].length
    this.#depth++
    const styled = this.#wrap(tag, this.read(true))
    this.#depth--
    return styled
  }

  #command(): string {
    this.#at++
    const sign = this.#tex[this.#at]
    if (sign === undefined) return ''
    if (!/[A-Za-z]/.test(sign)) {
      this.#at++
      const mark = accentMarks.get(sign)
      if (mark) return accented(this.#argument(), mark, `\\${sign}`)
      if (sign === '(') return this.#mathUntil('\\)')
      if (sign === '\\') return ' '
      return characters.get(sign) ?? (/\s/.test(sign) ? ' ' : sign)
    }
    letters.lastIndex = this.#at
    const name = letters.exec(this.#tex)![0]
    this.#at += name.length
    const mark = accentMarks.get(name)
    if (mark) return accented(this.#argument(), mark, name)
    const word = words.get(name)
    if (word !== undefined) {
      this.#spaces()
      return word
    }
    const tag = styles.get(name)
    if (tag !== undefined) return this.#wrap(tag, this.#argument())
    if (name === 'ensuremath') return simpleMath(this.#raw(), this.#wrap)
    if (name === 'url' || name === 'path') return this.#raw().replace(/\\([%#_&~])/g, '$1')
    if (name === 'href') {
      this.#raw()
      return this.#argument()
    }
    if (name === 'char') return this.#charCode()
    const symbol = mathCharacters.get(`\\${name}`)
    if (symbol) {
      this.#spaces()
      return symbol
    }
    if (!transparent.has(name)) this.unknown.push(`\\${name}`)
    this.#spaces()
    return ''
  }

  #spaces(): void {
    while (/[ \t\r\n]/.test(this.#tex[this.#at] ?? '')) this.#at++
  }

  #charCode(): string {
    const found = /^\s*("[0-9A-Fa-f]{2,4}|\d{1,4})\s?/.exec(this.#tex.slice(this.#at, this.#at + 10))
    if (!found) return ''
    this.#at += found[0].length
    const [, digits] = found as unknown as [string, string]
    const code = digits.startsWith('"') ? Number.parseInt(digits.slice(1), 16) : Number(digits)
    return code >= 32 ? String.fromCodePoint(code) : ''
  }

  /** What a command works on: a group, a command or one character. */
  #argument(): string {
    this.#spaces()
    const character = this.#tex[this.#at]
    if (character === undefined || character === '}') return ''
    if (character === '{') {
      this.#at++
      if (++this.#depth > deepest) {
        this.#depth--
        return ''
      }
      const inner = this.read(true)
      this.#at++
      this.#depth--
      return inner
    }
    if (character === '\\') {
      // A row of accents without a letter is no deeper than a group.
      if (this.#depth >= deepest) return ''
      this.#depth++
      const inner = this.#command()
      this.#depth--
      return inner
    }
    const [first] = this.#tex.slice(this.#at, this.#at + 2)
    this.#at += first!.length
    return first!
  }

  /** The argument as it stands. */
  #raw(): string {
    this.#spaces()
    if (this.#tex[this.#at] !== '{') return ''
    let depth = 0
    const from = this.#at + 1
    for (; this.#at < this.#tex.length; this.#at++) {
      const character = this.#tex[this.#at]
      if (character === '{') depth++
      else if (character === '}' && --depth === 0) break
    }
    return this.#tex.slice(from, this.#at++)
  }

  #math(): string {
    const end = closingDollar(this.#tex, this.#at + 1)
    if (end === -1) {
      this.#at++
      return '$'
    }
    const tex = this.#tex.slice(this.#at + 1, end)
    this.#at = end + 1
    return simpleMath(tex, this.#wrap)
  }

  #mathUntil(closing: string): string {
    const end = this.#mathIsOpen ? -1 : this.#tex.indexOf(closing, this.#at)
    if (end === -1) {
      this.#mathIsOpen = true
      return ''
    }
    const tex = this.#tex.slice(this.#at, end)
    this.#at = end + closing.length
    return simpleMath(tex, this.#wrap)
  }
}

function closingDollar(tex: string, from: number): number {
  for (let i = from; i < tex.length && i < from + 2000; i++) {
    if (tex[i] === '\\') i++
    else if (tex[i] === '$') return i
  }
  return -1
}

type Wrap = (tag: string, text: string) => string

const wrap: Wrap = (tag, text) =>
  tag === '' || text === '' ? text : tag === '“' ? `“${text}”` : `<${tag}>${text}</${tag.split(' ')[0]}>`

const raised = new Map([...'0123456789+-−'].map((sign, i) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻'][i]!]))
const lowered = new Map([...'0123456789+-−'].map((sign, i) => [sign, [...'₀₁₂₃₄₅₆₇₈₉₊₋₋'][i]!]))

/** Raised and lowered numbers are characters: without them, ten to the ninth would be 109. */
const unwrapped: Wrap = (tag, text) => {
  const signs = tag === 'sup' ? raised : tag === 'sub' ? lowered : undefined
  if (signs && [...text].every((sign) => signs.has(sign)))
    return [...text].map((sign) => signs.get(sign)).join('')
  return tag === '“' ? wrap(tag, text) : text
}

function accented(base: string, mark: string, command: string): string {
  if (base === '')
    return command.startsWith('\\') ? (command === '\\~' ? '~' : command === '\\^' ? '^' : '') : ''
  const [first, ...rest] = base
  const letter = first === 'ı' ? 'i' : first === 'ȷ' ? 'j' : first!
  return (letter + mark).normalize('NFC') + rest.join('')
}

/** One symbol is a character, a raised or lowered text is styled; all other math stays TeX. */
function simpleMath(tex: string, wrap: Wrap): string {
  const trimmed = tex.trim()
  const character = mathCharacters.get(trimmed)
  if (character) return character
  const script = /^(?:\{\})?([\^_])(?:\{([\w+\-., ]+)\}|(\w))$/.exec(trimmed)
  if (script) {
    const tag = script[1] === '^' ? 'sup' : 'sub'
    return wrap(tag, script[2] ?? script[3]!)
  }
  return trimmed === '' ? '' : `$${trimmed}$`
}
