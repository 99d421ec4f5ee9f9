/**
 * Titles: text with CSL's rich-text tags (`<i> <b> <sub> <sup> <span style="font-variant:small-caps">
 * <span class="nocase">`) and TeX math between dollars. This file takes a title apart; each format puts it together
 * in its own notation.
 */

export type Markup = 'i' | 'b' | 'sub' | 'sup' | 'sc' | 'nocase'
export type TitlePart =
  | { kind: 'text'; text: string }
  | { kind: 'math'; tex: string }
  | { kind: 'markup'; markup: Markup; children: TitlePart[] }

const tagPattern =
  /<(i|b|sub|sup|sc)>|<(\/)(i|b|sub|sup|sc|span)>|<span (?:style="font-variant:\s*small-caps;?"|class="(nocase)")>/y
/** Math opens at a dollar before a non-space and closes at one after a non-space that no digit follows (as in pandoc). */
const mathPattern = /\$(?!\s)((?:[^$\\]|\\.)*[^\s$\\]|\\.)\$(?!\d)/y

/**
 * Cuts a title into parts. Tags that are not closed, close nothing or are not in the list are text, so no title fails.
 */
export function parseTitle(title: string): TitlePart[] {
  if (!/[<$]/.test(title)) return [{ kind: 'text', text: title }]
  interface Open {
    tag: string
    source: string
    markup: Markup
    children: TitlePart[]
  }
  const special = /[<$]/g
  const root: TitlePart[] = []
  const stack: Open[] = []
  const target = () => stack.at(-1)?.children ?? root
  const addText = (text: string) => {
    const last = target().at(-1)
    if (last?.kind === 'text') last.text += text
    else if (text) target().push({ kind: 'text', text })
  }
  let i = 0
  while (i < title.length) {
    special.lastIndex = i
    const next = special.test(title) ? special.lastIndex - 1 : title.length
    if (next > i) {
      addText(title.slice(i, next))
      i = next
      continue
    }
    mathPattern.lastIndex = tagPattern.lastIndex = i
    const math = mathPattern.exec(title)
    if (math) {
      target().push({ kind: 'math', tex: math[1]! })
      i = mathPattern.lastIndex
      continue
    }
    const tag = tagPattern.exec(title)
    if (!tag) {
      addText(title[i]!)
      i++
      continue
    }
    i += tag[0].length
    if (!tag[2]) {
      const markup = (tag[1] ?? (tag[4] ? 'nocase' : 'sc')) as Markup
      stack.push({ tag: tag[1] ?? 'span', source: tag[0], markup, children: [] })
    } else if (stack.at(-1)?.tag === tag[3]) {
      const { markup, children } = stack.pop()!
      target().push({ kind: 'markup', markup, children })
    } else addText(tag[0])
  }
  while (stack.length) {
    const { source, children } = stack.pop()!
    addText(source)
    for (const child of children) child.kind === 'text' ? addText(child.text) : target().push(child)
  }
  return root
}

/** The title as plain text: tags dropped, math as it stands. */
export function plainTitle(title: string): string {
  if (!/[<$]/.test(title)) return title
  const plain = (parts: TitlePart[]): string =>
    parts
      .map((part) =>
        part.kind === 'text' ? part.text : part.kind === 'math' ? part.tex : plain(part.children),
      )
      .join('')
  return plain(parseTitle(title))
}
