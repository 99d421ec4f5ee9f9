/**
 * The output of citeproc, written once for text, HTML and Markdown. citeproc is given an output format that
 * marks italics, links and blocks by private-use characters and escapes nothing; the marked text is then read
 * into a tree and each notation escapes it in one place. No text of a publication can pass for markup,
 * whatever citeproc does with it.
 */

export type Output = 'text' | 'html' | 'markdown'

/** Stands for the number of an entry until its place in the list is known. */
export const numberMark = '\uF8FF'

/** Opening marks. `block`, `left`, `right` and `indent` are CSL's display values. */
export const marks = {
  i: '\uF8E0',
  b: '\uF8E1',
  sup: '\uF8E2',
  sub: '\uF8E3',
  sc: '\uF8E4',
  u: '\uF8E5',
  /** Not italic, inside italics. */
  roman: '\uF8EB',
  link: '\uF8E6',
  block: '\uF8E7',
  left: '\uF8E8',
  right: '\uF8E9',
  indent: '\uF8EA',
  /** The person whose list it is. */
  self: '\uF8EC',
} as const
type Mark = keyof typeof marks
export const closing = '\uF8EF'
const markOf = new Map<string, Mark>(
  Object.entries(marks).map(([mark, character]) => [character, mark as Mark]),
)

/**
 * Characters this module and `csl-item.ts` use for themselves; they mean nothing in a publication and are
 * taken out.
 */
export const reserved = /[\uE000-\uF8FF]/gu
/**
 * Stands for the nth text that citeproc must not touch: a mark among those `reserved`, below the ones above.
 */
export const firstLiteral = 0xe000
export const lastLiteral = 0xf7ff

type Decorate = (state: { getTerm(name: string): string }, text: string | undefined) => string
const keep: Decorate = (_, text) => text ?? ''
const wrap =
  (mark: Mark): Decorate =>
  (_, text) =>
    text ? marks[mark] + text + closing : ''
const quote =
  (open: string, close: string, lone: (state: Parameters<Decorate>[0]) => string): Decorate =>
  (state, text) =>
    text === undefined ? lone(state) : state.getTerm(open) + text + state.getTerm(close)

/** The output format as citeproc wants it: `@attribute/value` → function. */
export const markedFormat: Record<string, unknown> = {
  text_escape: (text: string | undefined) => text ?? '',
  bibstart: '',
  bibend: '',
  '@font-style/italic': wrap('i'),
  '@font-style/oblique': wrap('i'),
  '@font-style/normal': wrap('roman'),
  '@font-variant/small-caps': wrap('sc'),
  '@font-variant/normal': keep,
  '@font-weight/bold': wrap('b'),
  '@font-weight/normal': keep,
  '@font-weight/light': keep,
  '@text-decoration/none': keep,
  '@text-decoration/underline': wrap('u'),
  '@vertical-align/baseline': keep,
  '@vertical-align/sup': wrap('sup'),
  '@vertical-align/sub': wrap('sub'),
  '@passthrough/true': keep,
  '@strip-periods/true': keep,
  '@strip-periods/false': keep,
  '@showid/true': keep,
  '@quotes/true': quote('open-quote', 'close-quote', (state) => state.getTerm('open-quote')),
  '@quotes/inner': quote('open-inner-quote', 'close-inner-quote', () => '’'),
  '@quotes/false': keep,
  '@cite/entry': keep,
  '@bibliography/entry': keep,
  '@display/block': wrap('block'),
  '@display/left-margin': wrap('left'),
  '@display/right-inline': wrap('right'),
  '@display/indent': wrap('indent'),
  '@URL/true': wrap('link'),
  '@DOI/true': wrap('link'),
}

/**
 * @param marked what citeproc gave for one entry
 * @param literals texts that were kept from citeproc, by the number in their mark
 * @returns the entry in one line; `numberMark` may still stand in it
 */
export function writeMarked(marked: string, literals: readonly string[], output: Output): string {
  const writer = writers[output]
  const text = writer(readMarked(marked, literals))
  return text.replace(/[ \t\r\n]+/g, ' ').trim()
}

type Node = { kind: 'text'; text: string } | { kind: 'literal'; text: string } | Marked
interface Marked {
  kind: 'marked'
  mark: Mark
  children: Node[]
}

/** Marks that are not closed are closed at the end, and a closing mark that closes nothing is left out. */
function readMarked(marked: string, literals: readonly string[]): Node[] {
  const root: Node[] = []
  const stack: Marked[] = []
  const add = (node: Node) => (stack.at(-1)?.children ?? root).push(node)
  for (const piece of marked.split(/([\uE000-\uF8FE])/)) {
    const mark = markOf.get(piece)
    const literal = /^[\uE000-\uF7FF]$/.test(piece) ? literals[piece.charCodeAt(0) - firstLiteral] : undefined
    if (mark) {
      const node: Marked = { kind: 'marked', mark, children: [] }
      add(node)
      stack.push(node)
    } else if (piece === closing) stack.pop()
    else if (literal !== undefined) add({ kind: 'literal', text: literal })
    else if (piece) add({ kind: 'text', text: piece })
  }
  return root
}

function writeText(nodes: Node[]): string {
  return nodes
    .map((node) => {
      if (node.kind !== 'marked') return node.text
      const inner = writeText(node.children)
      if (node.mark === 'left') return `${inner} `
      return node.mark === 'block' || node.mark === 'indent' ? ` ${inner} ` : inner
    })
    .join('')
}

const htmlTags: Record<Exclude<Mark, 'link'>, [string, string]> = {
  i: ['<i>', '</i>'],
  b: ['<b>', '</b>'],
  sup: ['<sup>', '</sup>'],
  sub: ['<sub>', '</sub>'],
  sc: ['<span style="font-variant:small-caps;">', '</span>'],
  u: ['<span style="text-decoration:underline;">', '</span>'],
  roman: ['<span style="font-style:normal;">', '</span>'],
  block: ['<div class="csl-block">', '</div>'],
  left: ['<div class="csl-left-margin">', '</div>'],
  right: ['<div class="csl-right-inline">', '</div>'],
  indent: ['<div class="csl-indent">', '</div>'],
  self: ['<strong class="self">', '</strong>'],
}
const htmlEntities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => htmlEntities[character]!)

function writeHtml(nodes: Node[]): string {
  return nodes
    .map((node) => {
      if (node.kind !== 'marked') return escapeHtml(node.text)
      const inner = writeHtml(node.children)
      if (node.mark !== 'link') {
        const [open, close] = htmlTags[node.mark]
        return open + inner + close
      }
      const href = linkTarget(writeText(node.children))
      return href ? `<a href="${escapeHtml(href)}">${inner}</a>` : inner
    })
    .join('')
}

/** Around what CommonMark can mark; the rest as the HTML it passes on, or as text. */
const markdownMarks: Partial<Record<Mark, [string, string]>> = {
  i: ['*', '*'],
  b: ['**', '**'],
  self: ['**', '**'],
  sup: ['<sup>', '</sup>'],
  sub: ['<sub>', '</sub>'],
  left: ['', ' '],
  block: [' ', ' '],
  indent: [' ', ' '],
}

function writeMarkdown(nodes: Node[]): string {
  return nodes
    .map((node) => {
      // TeX math is for a renderer of math to read, so only what HTML would take for markup is escaped in it.
      if (node.kind === 'literal') return node.text === '\\' ? '\\\\' : escapeTags(node.text)
      if (node.kind === 'text') return escapeTags(node.text.replace(/[\\`*_[\]]/g, '\\$&'))
      const inner = writeMarkdown(node.children)
      if (node.mark === 'link') {
        const text = writeText(node.children)
        const href = linkTarget(text)
        if (!href) return inner
        return href === text ? `<${href}>` : `[${inner}](<${href}>)`
      }
      const [open, close] = markdownMarks[node.mark] ?? ['', '']
      const core = inner.trim()
      if (core === '') return inner
      // Emphasis neither begins nor ends with a space in Markdown.
      const at = inner.indexOf(core)
      return inner.slice(0, at) + open + core + close + inner.slice(at + core.length)
    })
    .join('')
}
const escapeTags = (text: string) => text.replace(/[&<>]/g, (character) => htmlEntities[character]!)

const writers = { text: writeText, html: writeHtml, markdown: writeMarkdown }

/** The URL that a DOI or an http(s) URL leads to; undefined for anything else. */
function linkTarget(text: string): string | undefined {
  const doi = /^(?:https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}\/\S+)$/i.exec(text)?.[1]
  try {
    const url = new URL(doi ? `https://doi.org/${encodeDoi(doi)}` : text)
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
    // A URL is kept as it stands, except where a character could end an attribute or an autolink.
    return doi || /[\s"'<>`\\]/.test(text) ? url.href : text
  } catch {
    return undefined
  }
}

function encodeDoi(doi: string): string {
  return encodeURI(doi)
    .replace(/%25(?=[\dA-F]{2})/gi, '%')
    .replace(/[?#]/g, encodeURIComponent)
}
