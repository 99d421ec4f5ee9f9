/** Titles: what braces protect from a change of case, said in CSL's words where nothing else says it. */
import { caseOf, wordsOf } from '../../model/title-case.ts'
import { detex, protectedEnd, protectedStart } from './detex.ts'

const markup = /<[^<>]*>|\$/g

/** What braces protect and nothing else would is kept from a change of case by CSL's `nocase`. */
export function readTitle(tex: string): { title: string | undefined; unknown: string[] } {
  const { text, unknown } = detex(tex, 'title')
  if (!text.includes(protectedStart)) return { title: text || undefined, unknown }
  const bare = text.replaceAll(protectedStart, '').replaceAll(protectedEnd, '')
  if (text.startsWith(protectedStart) && text.indexOf(protectedEnd) === text.length - 1)
    return { title: bare || undefined, unknown }
  const keeps = caseOf({ title: bare, type: 'document' } as never, bare.replace(markup, ''))
  let out = ''
  let from = 0
  /** How long the text without its markup is so far. */
  let offset = 0
  const plainLength = (text: string) => text.replace(markup, '').length
  while (true) {
    const start = text.indexOf(protectedStart, from)
    if (start === -1) break
    const end = text.indexOf(protectedEnd, start)
    const inside = text.slice(start + 1, end)
    const before = text.slice(from, start)
    out += before
    offset += plainLength(before)
    const known = wordsOf(inside).every(
      (word) => !/\p{Lu}/u.test(word.word) || keeps(word, offset + word.index),
    )
    // Single letters, and the titles in which each word has braces, say nothing of names.
    out += known || /[<$]/.test(inside) ? inside : `<span class="nocase">${inside}</span>`
    offset += plainLength(inside)
    from = end + 1
  }
  out += text.slice(from)
  return { title: everyWordProtected(text) ? bare : out, unknown }
}

/** Nearly every longer word in braces: somebody's program does that to each title. */
function everyWordProtected(text: string): boolean {
  const ordinary = /\p{Lu}?\p{Ll}{3,}/gu
  let [inside, outside] = [0, 0]
  for (const [i, piece] of text.split(/[\uE000\uE001]/).entries()) {
    const count = piece.match(ordinary)?.length ?? 0
    if (i % 2) inside += count
    else outside += count
  }
  return inside > 2 && inside > outside * 2
}
