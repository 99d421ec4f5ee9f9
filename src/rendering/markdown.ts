/**
 * Markdown (CommonMark 0.31, GitHub's extensions in mind) that cannot be broken out of: every text is escaped and holds
 * no line break, so it can neither open markup, HTML or a link, nor begin a block of its own.
 */
import { parseTitle, type TitlePart } from '../model/title.ts'
import { webUri } from './uri.ts'

/** All that can open something inside a line, and what opens blocks at its start. */
const special = /[\\`*_{}[\]<>()#+\-!|~$&^=]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes out
const control = /[\u0000-\u001F\u007F-\u009F]+/g
/** Hyphens and parentheses are harmless within a line; to escape them would only make the source hard to read. */
const mild = new Set(['(', ')', '-', '+', '=', '!', '#', '{', '}', '^'])

/** A text on one line, as it is to be read. */
export function markdownText(text: string): string {
  const line = text.toWellFormed().replace(control, ' ').replace(/\s+/g, ' ').trim()
  return line
    .replace(special, (c, i: number) => (mild.has(c) && !opens(line, i) ? c : `\\${c}`))
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\')
    .replace(/:(?=\/\/)|(?<=\bwww)\.|@/gi, '\\$&')
}

/** Whether a mild character means something here: at the start of a line, and where an image or heading would open. */
function opens(line: string, i: number): boolean {
  return i === 0 || /^[#=+-]*$/.test(line.slice(0, i)) || (line[i] === '!' && line[i + 1] === '[')
}

/** Emphasis is safe around text that begins and ends with a letter or digit, whatever stands beside it. */
const emphatic = /^[\p{L}\p{N}](?:.*[\p{L}\p{N}])?$/su

/** Text that is Markdown already, between the marks of emphasis. */
export function emphasized(markdown: string, mark: '*' | '**'): string {
  return markdown ? `${mark}${markdown}${mark}` : ''
}

const marks = { i: '*', b: '**' } as const

/** A title: italics and bold as emphasis, math as GitHub writes it, other markup as plain text. */
export function markdownTitle(title: string): string {
  const write = (parts: TitlePart[], plain: boolean): string =>
    parts
      .map((part) => {
        if (part.kind === 'text') return spaced(part.text)
        if (part.kind === 'math') return math(part.tex)
        const inner = write(part.children, true)
        const { markup } = part
        const simple = part.children.length === 1 && part.children[0]!.kind === 'text'
        if (plain || !simple || (markup !== 'i' && markup !== 'b') || !emphatic.test(inner)) return inner
        return emphasized(inner, marks[markup])
      })
      .join('')
  return write(parseTitle(title), false).trim()
}

/** Text between other parts keeps the spaces at its ends. */
function spaced(text: string): string {
  const inner = markdownText(text)
  if (!inner) return /\s/.test(text) ? ' ' : ''
  return (/^\s/.test(text) ? ' ' : '') + inner + (/\s$/.test(text) ? ' ' : '')
}

/** What TeX needs may mean something in Markdown; inside a code span it does not. */
function math(tex: string): string {
  const line = tex.toWellFormed().replace(control, ' ').replace(/\s+/g, ' ').trim()
  if (/^[A-Za-z0-9 ,.=+()/'-]*$/.test(line)) return `$${line}$`
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return longest ? `$${fence} ${line} ${fence}$` : `$${fence}${line}${fence}$`
}

/** A link, or the text alone where the address is none that may be followed. */
export function markdownLink(markdown: string, url: string | undefined): string {
  const target = /^mailto:[^\s<>()[\]\\&`*_]+$/i.test(url ?? '') ? url : webUri(url)
  if (target === undefined || !markdown) return markdown
  const destination = target.replace(/[()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
  return `[${markdown}](${destination.replace(/&(?=[#\w]+;)/g, '\\&')})`
}

/** Paragraphs of a longer text. */
export function markdownParagraphs(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map(markdownText)
    .filter(Boolean)
}
